// Each test/fncs/check/accepted/*.fs checks without errors; the types found for its definitions, and its warnings, must be those of the .golden file
// beside it. Each test/fncs/check/rejected/*.fs has mistakes; the diagnostics as they are printed must be those of the .golden file. UPDATE_GOLDEN=1
// writes them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { isPreludeFile } from '../../src/fncs/prelude-file.ts';
import { nameOfType } from '../../src/fncs/type-name.ts';
import type { TypedProgram } from '../../src/fncs/typed.ts';
import { checkTexts } from './check/check-text.ts';
import { unsolvedIn } from './check/unsolved.ts';

const folderOf = (kind: string) => join(__dirname, 'check', kind);

function inputsOf(kind: string): readonly string[] {
  return readdirSync(folderOf(kind))
    .filter((name) => name.endsWith('.fs'))
    .sort();
}

function expectGolden(kind: string, name: string, printed: string): void {
  const golden = join(folderOf(kind), name.replace(/\.fs$/, '.golden'));
  if (process.env.UPDATE_GOLDEN) writeFileSync(golden, printed);
  expect(existsSync(golden)).toBe(true);
  expect(printed).toBe(readFileSync(golden, 'utf8'));
}

function signatures(program: TypedProgram): string {
  const own = program.definitions.filter((each) => !isPreludeFile(each.span.file));
  const lines = own.map((each) => {
    const inside =
      each.kind === 'function' && each.typeParameters.length > 0 ? `<${each.typeParameters.join(', ')}>` : '';
    return `${each.name}${inside} : ${nameOfType(each.symbol.type)}`;
  });
  return `${lines.join('\n')}\n`;
}

test.each(inputsOf('accepted'))('accepted: %s', (name) => {
  const text = readFileSync(join(folderOf('accepted'), name), 'utf8');
  const { program, problems } = checkTexts({ [name]: text });
  expect(problems.filter((each) => each.severity === 'error').map((each) => each.detail)).toEqual([]);
  expect(unsolvedIn(program)).toEqual([]);
  expectGolden('accepted', name, `${signatures(program)}\n${renderDiagnostics(problems, 'plain')}`);
});

test.each(inputsOf('rejected'))('rejected: %s', (name) => {
  const text = readFileSync(join(folderOf('rejected'), name), 'utf8');
  const { problems } = checkTexts({ [name]: text });
  expect(problems.length).toBeGreaterThan(0);
  expectGolden('rejected', name, renderDiagnostics(problems, 'plain'));
});

test('every code that the checker can report is shown by a golden file', () => {
  const room = join(__dirname, '..', '..', 'src', 'fncs');
  const sources = readdirSync(room).filter((name) => /^(check.*|requirement|unify)\.ts$/.test(name));
  const reported = new Set(sources.flatMap((name) => readFileSync(join(room, name), 'utf8').match(/FS\d{4}/g) ?? []));
  const goldens = inputsOf('rejected').map((name) =>
    readFileSync(join(folderOf('rejected'), name.replace(/\.fs$/, '.golden')), 'utf8'),
  );
  const shown = new Set(goldens.flatMap((text) => text.match(/FS\d{4}/g) ?? []));
  expect(reported.size).toBeGreaterThan(60);
  expect([...reported].filter((code) => !shown.has(code)).sort()).toEqual([]);
});
