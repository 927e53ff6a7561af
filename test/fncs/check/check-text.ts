// In: the text of a program. Out: what the checker makes of it, with the library in front.
import type { Diagnostic } from '../../../src/diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../../../src/diagnostics/diagnostic.ts';
import { checkProgram } from '../../../src/fncs/check.ts';
import { loadPrelude } from '../../../src/fncs/load-prelude.ts';
import { parseFile } from '../../../src/fncs/parse.ts';
import type { TypedProgram } from '../../../src/fncs/typed.ts';

const library = loadPrelude().map((source) => parseFile(source));

export interface Checked {
  readonly program: TypedProgram;
  readonly problems: readonly Diagnostic[];
}

export function checkTexts(files: Readonly<Record<string, string>>): Checked {
  const parsed = Object.entries(files).map(([path, text]) => parseFile({ path, text }));
  const all = [...library, ...parsed];
  const checked = checkProgram(all.map((each) => each.value));
  return {
    program: checked.value,
    problems: sortDiagnostics([...all.flatMap((each) => each.problems), ...checked.problems]),
  };
}

export function checkText(text: string): Checked {
  return checkTexts({ 'Program.fs': text });
}
