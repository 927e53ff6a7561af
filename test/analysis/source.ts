// F# text to a graph, for tests of this room.
import type { SourceFile } from '../../src/base/source.ts';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { checkProgram } from '../../src/fncs/check.ts';
import { loadPrelude } from '../../src/fncs/load-prelude.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import type { Target } from '../../src/memory/target.ts';
import { elaborate } from '../../src/psg/elaborate.ts';
import type { Psg } from '../../src/psg/psg.ts';
import { findTarget } from '../../src/targets/registry.ts';

const prelude = loadPrelude().map(parseFile);

export function graphOf(text: string): Psg {
  return graphOfSources([{ path: 'test.fs', text }]);
}

export function graphOfSources(sources: readonly SourceFile[]): Psg {
  const last = sources.at(-1) ?? fail('a program has a source');
  const files = [...prelude, ...sources.map(parseFile)];
  const checked = checkProgram(files.map(({ value }) => value));
  const problems = [...files.flatMap((file) => file.problems), ...checked.problems];
  if (problems.some(({ severity }) => severity === 'error'))
    throw new Error(`${renderDiagnostics(problems, 'plain')}\n${last.text}`);
  const graph = elaborate(checked.value, { file: last, start: 0, end: 0 });
  return graph.value ?? fail(`${renderDiagnostics(graph.problems, 'plain')}\n${last.text}`);
}

function fail(message: string): never {
  throw new Error(message);
}

export function targetOf(name: 'x86_64-linux' | 'cortex-m33'): Target {
  return findTarget(name)?.target ?? fail(`there is a target ${name}`);
}
