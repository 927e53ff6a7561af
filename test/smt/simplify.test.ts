import fc from 'fast-check';
import { evaluate } from '../../src/smt/evaluate.ts';
import { sortProblem } from '../../src/smt/parse-term.ts';
import { startSession } from '../../src/smt/session.ts';
import { simplify } from '../../src/smt/simplify.ts';
import { apply, integer, printTerm, sortOf, symbol, type Term } from '../../src/smt/term.ts';
import { number, truth, values } from './random-term.ts';

const i = symbol('i', 'Int');
const p = symbol('p', 'Bool');

test('a simplified term has the same value wherever the given one has one', () => {
  fc.assert(
    fc.property(fc.oneof(number, truth), values, (term, model) => {
      const before = evaluate(term, model);
      const after = evaluate(simplify(term), model);
      if (before !== undefined) expect(after).toBe(before);
    }),
    { numRuns: 5000 },
  );
});

test('a simplified term keeps its sort, is well-sorted, and is simple', () => {
  fc.assert(
    fc.property(fc.oneof(number, truth), (term) => {
      const simple = simplify(term);
      expect(sortProblem(simple)).toBeUndefined();
      expect(sortOf(simple)).toBe(sortOf(term));
      expect(printTerm(simplify(simple)).length).toBeLessThanOrEqual(printTerm(simple).length);
    }),
    { numRuns: 2000 },
  );
});

test.each<[Term, string]>([
  [apply('+', integer(1), i, integer(2)), '(+ i 3)'],
  [apply('*', integer(0), i), '0'],
  [apply('-', i, integer(0)), 'i'],
  [apply('not', apply('<', i, integer(8))), '(>= i 8)'],
  [apply('and', apply('<=', integer(0), integer(3)), apply('and', p, p)), 'p'],
  [apply('=>', p, apply('<', i, i)), '(not p)'],
  [apply('ite', apply('<', integer(1), integer(2)), i, integer(7)), 'i'],
  [apply('mod', integer(-7), integer(16)), '9'],
  [apply('div', i, integer(0)), '(div i 0)'],
])('%#: reads as one would write it', (term, text) => {
  expect(printTerm(simplify(term))).toBe(text);
});

test('the evaluator means what Z3 means', async () => {
  const solver = startSession();
  const samples = fc.sample(fc.tuple(fc.oneof(number, truth), values), { numRuns: 150, seed: 7 });
  const checked = await Promise.all(
    samples.map(async ([term, model]) => {
      const value = evaluate(term, model);
      if (value === undefined) return 0;
      const constant: Term = typeof value === 'bigint' ? integer(value) : { kind: 'boolean', value };
      const bindings = [...model].map(([name, own]) =>
        typeof own === 'bigint'
          ? apply('=', symbol(name, 'Int'), integer(own))
          : apply('=', symbol(name, 'Bool'), { kind: 'boolean', value: own }),
      );
      const reply = await solver.ask({
        assertions: [...bindings, apply('not', apply('=', term, constant))].map((each, index) => ({
          name: `${index}`,
          term: each,
        })),
        rlimit: 3_000_000,
      });
      expect([printTerm(term), reply.kind]).toEqual([printTerm(term), 'unsat']);
      return 1;
    }),
  );
  await solver.close();
  expect(checked.filter((each) => each === 1).length).toBeGreaterThan(100);
});
