import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Definition, parseDefinition } from '../../src/smt/parse-term.ts';
import { parseSExpressions } from '../../src/smt/s-expression.ts';
import { startSession } from '../../src/smt/session.ts';
import { apply } from '../../src/smt/term.ts';

const folder = join(__dirname, '../../proofs/rules');
const solver = startSession();
afterAll(() => solver.close());

function lemmasOf(file: string): readonly Definition[] {
  const parsed = parseSExpressions(readFileSync(join(folder, file), 'utf8'));
  if (parsed.kind !== 'parsed') throw new Error(`${file}: ${parsed.why}`);
  return parsed.expressions.map((expression) => {
    const read = parseDefinition(expression, new Map());
    if (read.kind !== 'definition') throw new Error(`${file}: ${read.why}`);
    return read.definition;
  });
}

const lemmas = readdirSync(folder)
  .filter((file) => file.endsWith('.smt2'))
  .toSorted()
  .flatMap((file) =>
    lemmasOf(file).map((lemma): [string, Definition] => [`${file.replace('.smt2', '')}: ${lemma.name}`, lemma]),
  );

test('all four files hold lemmas under names of their own', () => {
  expect(new Set(lemmas.map(([name]) => name.split(':')[0]))).toEqual(
    new Set(['analysis', 'box', 'ranges', 'simplify']),
  );
  expect(new Set(lemmas.map(([name]) => name)).size).toBe(lemmas.length);
  expect(lemmas.length).toBeGreaterThan(70);
});

test.each(lemmas)('%s', async (_name, lemma) => {
  expect(lemma.result).toBe('Bool');
  const reply = await solver.ask({
    assertions: [{ name: 'negation', term: apply('not', lemma.body) }],
    rlimit: 20_000_000,
  });
  expect(reply.kind).toBe('unsat');
});
