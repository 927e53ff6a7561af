// The parser on texts that nobody would write: it never throws, keeps its spans inside the file, and is silent only about sound programs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { parseFile, parseTypeText } from '../../src/fncs/parse.ts';
import { misplacedSpans } from './spans.ts';

const folder = join(__dirname, 'parse');
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.fs'))
  .map((name) => readFileSync(join(folder, name), 'utf8'));
const fragments = [...new Set(samples.flatMap((text) => text.match(/\s*\S+\s*/g) ?? []))];
const lines = [...new Set(samples.flatMap((text) => text.split('\n')))];

function errorNodes(root: unknown): number {
  const open: unknown[] = [root];
  let count = 0;
  while (open.length > 0) {
    const node = open.pop();
    if (typeof node !== 'object' || node === null) continue;
    if ((node as { readonly kind?: unknown }).kind === 'error') count += 1;
    for (const [key, child] of Object.entries(node)) if (key !== 'span') open.push(child);
  }
  return count;
}

function holds(text: string): void {
  const { value, problems } = parseFile({ path: 'any.fs', text });
  const outside = misplacedSpans(value).filter((wrong) => problems.length === 0 || wrong.includes('outside the file'));
  expect(outside).toEqual([]);
  expect(misplacedSpans(problems.map((problem) => ({ span: problem.span })))).toEqual([]);
  expect(errorNodes(value) > 0 && problems.length === 0).toBe(false);
  expect(renderDiagnostics(problems, 'plain').length > 0).toBe(problems.length > 0);
}

const options = { numRuns: 400, seed: 20240917 };

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), holds), options);
});

test('any signs of the language', () => {
  const signs = '()[]{}|<>=,;:.\'"`*&-+!?@#$~^\\/% \n\t_aT0xe'.split('');
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...signs), { maxLength: 120 }), (text) => holds(text.join(''))),
    options,
  );
});

test('soup of fragments of real programs', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...fragments), { maxLength: 80 }), (text) => holds(text.join(''))),
    options,
  );
});

test('soup of lines of real programs, indented anyhow', () => {
  const line = fc.tuple(fc.constantFrom(...lines), fc.integer({ min: 0, max: 12 }), fc.boolean());
  const shown = line.map(([text, indent, isMoved]) => (isMoved ? ' '.repeat(indent) + text.trimStart() : text));
  fc.assert(
    fc.property(fc.array(shown, { maxLength: 40 }), (text) => holds(text.join('\n'))),
    options,
  );
});

test('programs with a piece cut out or put in', () => {
  const edit = fc.tuple(fc.constantFrom(...samples), fc.nat(), fc.nat({ max: 30 }), fc.constantFrom('', ...fragments));
  const edited = edit.map(([text, at, length, piece]) => {
    const from = at % (text.length + 1);
    return text.slice(0, from) + piece + text.slice(from + length);
  });
  fc.assert(fc.property(edited, holds), options);
});

test('any text as a type', () => {
  const signs = fc.constantFrom(
    'int',
    "'T",
    '<',
    '>',
    '>>',
    ',',
    '*',
    '->',
    '(',
    ')',
    '[]',
    '.',
    '/',
    '^',
    '2',
    '_',
    ' ',
  );
  fc.assert(
    fc.property(fc.array(signs, { maxLength: 30 }), (text) => {
      const { value, problems } = parseTypeText({ path: 'type', text: text.join('') });
      expect(errorNodes(value) > 0 && problems.length === 0).toBe(false);
    }),
    options,
  );
});

test('what is refused stays short: at most a hundred diagnostics', () => {
  const { problems } = parseFile({ path: 'noise', text: '§ ) let\n'.repeat(5000) });
  expect(problems.length).toBe(100);
  expect(problems.at(-1)?.detail).toMatch(/more mistakes/);
});
