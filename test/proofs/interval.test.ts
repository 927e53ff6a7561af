import fc from 'fast-check';
import { boxOf, provedByBox } from '../../src/proofs/box.ts';
import { coneOf, mostFacts } from '../../src/proofs/cone.ts';
import { linearForm } from '../../src/proofs/linear-form.ts';
import { evaluate } from '../../src/smt/evaluate.ts';
import { startSession } from '../../src/smt/session.ts';
import { apply, integer, printTerm, symbol, type Term } from '../../src/smt/term.ts';
import { integerNames, number, truth, values } from '../smt/random-term.ts';
import { fact, term } from './hand-made.ts';

function used(facts: readonly string[], claim: string): readonly string[] | undefined {
  const sources = provedByBox(boxOf(facts.map(term)), term(claim));
  return sources && facts.filter((_fact, index) => sources.has(index));
}

describe('a claim follows from ranges', () => {
  it.each<[string, readonly string[], string, readonly string[]]>([
    ['constants', ['(= n 16)', '(<= 0 i 15)', '(<= y 3)'], '(and (<= 0 i) (< i n))', ['(= n 16)', '(<= 0 i 15)']],
    [
      'a mask as a remainder',
      ['(= i (mod x 16))', '(= n 16)'],
      '(and (<= 0 i) (< i n))',
      ['(= i (mod x 16))', '(= n 16)'],
    ],
    [
      'a chain of definitions',
      ['(= x (+ y 1))', '(= y (* 2 i))', '(<= 0 i 5)'],
      '(<= 1 x 11)',
      ['(= x (+ y 1))', '(= y (* 2 i))', '(<= 0 i 5)'],
    ],
    ['a product', ['(<= 2 x 3)', '(<= (- 4) y 5)'], '(<= (- 12) (* x y) 15)', ['(<= 2 x 3)', '(<= (- 4) y 5)']],
    ['a quotient', ['(<= 0 x 255)'], '(<= 0 (div x 16) 15)', ['(<= 0 x 255)']],
    ['a hole', ['(<= 0 x)', '(distinct x 0)'], '(> x 0)', ['(<= 0 x)', '(distinct x 0)']],
    [
      'the last of two cases',
      ['(or (< i 0) (<= 3 i 4))', '(>= i 0)'],
      '(<= 3 i)',
      ['(or (< i 0) (<= 3 i 4))', '(>= i 0)'],
    ],
    ['an implication', ['(=> B (<= i 4))', 'B'], '(< i 5)', ['(=> B (<= i 4))', 'B']],
    ['a choice', ['(= i (ite B 3 7))'], '(<= 3 i 7)', ['(= i (ite B 3 7))']],
    ['nothing at all', ['(= n 16)'], '(< 2 3)', []],
  ])('%s', (_what, facts, claim, from) => {
    expect(used(facts, claim)).toEqual(from);
  });

  it.each<[string, readonly string[], string]>([
    ['facts contradict each other', ['(<= i 3)', '(>= i 5)'], '(< i 1)'],
    ['it is false', ['(<= 0 i 16)'], '(< i 16)'],
    ['it needs two variables together', ['(< i n)', '(< n x)'], '(< i x)'],
    ['three values need not be equal', ['(not (distinct 1 x 0))', '(<= 0 x)'], '(= x 1)'],
    ['the divisor may be zero', ['(<= 0 x 9)', '(<= 0 y 9)'], '(<= 0 (div x y) 9)'],
  ])('but not where %s', (_what, facts, claim) => {
    expect(used(facts, claim)).toBeUndefined();
  });

  it('ranges that creep for ever stop', () => {
    expect(used(['(<= 0 x)', '(< x y)', '(< y x)'], '(< x 5)')).toBeUndefined();
  });
});

const facts = fc.array(truth, { minLength: 0, maxLength: 5 });
/** Ranges for some symbols, so that claims follow often. */
const ranges = fc
  .array(fc.tuple(fc.constantFrom(...integerNames), fc.integer({ min: -5, max: 5 }), fc.nat(12)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((all) => all.map(([name, low, width]) => apply('<=', integer(low), symbol(name, 'Int'), integer(low + width))));

/** How far a range reaches below and above the value that the model gives. */
const margins = fc.array(fc.option(fc.tuple(fc.nat(4), fc.nat(4))), {
  minLength: integerNames.length,
  maxLength: integerNames.length,
});

test('every model of the facts lies in the box, and the claim is true there', () => {
  let met = 0;
  fc.assert(
    fc.property(facts, margins, truth, values, (some, wide, claim, model) => {
      // Facts are made true in the model: as they are, or negated.
      const holding = some.flatMap((each) => {
        const value = evaluate(each, model);
        return value === undefined ? [] : [value ? each : apply('not', each)];
      });
      const around = integerNames.flatMap((name, index) => {
        const [below, above] = wide[index] ?? [];
        const value = model.get(name);
        if (below === undefined || above === undefined || typeof value !== 'bigint') return [];
        return [apply('<=', integer(value - BigInt(below)), symbol(name, 'Int'), integer(value + BigInt(above)))];
      });
      const all = [...holding, ...around];
      const box = boxOf(all);
      expect(box.contradiction).toBeUndefined();
      for (const [name, { low, high }] of box.ranges) {
        const value = model.get(name);
        expect(typeof value === 'bigint' && (!low || low.value <= value) && (!high || value <= high.value)).toBe(true);
      }
      for (const [name, { value }] of box.truths) expect(model.get(name)).toBe(value);
      const sources = provedByBox(box, claim);
      if (!sources) return;
      met += 1;
      expect(evaluate(claim, model)).not.toBe(false);
    }),
    { numRuns: 10_000 },
  );
  expect(met).toBeGreaterThan(500);
});

test('what ranges prove from the facts they name, Z3 proves from these alone', async () => {
  const solver = startSession();
  const proved: { readonly facts: readonly Term[]; readonly claim: Term }[] = [];
  for (const [some, more, claim] of fc.sample(fc.tuple(facts, ranges, truth), { numRuns: 4000, seed: 11 })) {
    const all = [...some, ...more];
    const sources = provedByBox(boxOf(all), claim);
    if (sources && sources.size > 0 && proved.length < 300)
      proved.push({ facts: all.filter((_each, index) => sources.has(index)), claim });
  }
  expect(proved.length).toBeGreaterThan(100);
  const wrong = await Promise.all(
    proved.map(async (each) => {
      const assertions = [...each.facts, apply('not', each.claim)].map((one, index) => ({
        name: `${index}`,
        term: one,
      }));
      const { kind } = await solver.ask({ assertions, rlimit: 3_000_000 });
      return kind === 'unsat' ? [] : [`${kind}: ${each.facts.map(printTerm).join(' ')} ⊢ ${printTerm(each.claim)}`];
    }),
  );
  await solver.close();
  expect(wrong.flat()).toEqual([]);
});

test('a linear form has the value of its term', () => {
  fc.assert(
    fc.property(number, values, (given, model) => {
      const value = evaluate(given, model);
      if (value === undefined) return;
      const { constant, parts } = linearForm(given);
      let sum: bigint | undefined = constant;
      for (const { coefficient, atom } of parts.values()) {
        const part = evaluate(atom, model);
        sum = typeof part === 'bigint' && sum !== undefined ? sum + coefficient * part : undefined;
      }
      if (sum !== undefined) expect(sum).toBe(value);
    }),
    { numRuns: 3000 },
  );
});

describe('the cone', () => {
  it('keeps what shares symbols with the claim, through others too, in order', () => {
    const all = ['(< x y)', '(= P Q)', '(< i n)', '(= n (+ x 1))', 'false'].map((text) => fact(text));
    expect(coneOf(all, term('(< i 3)'))).toEqual([all[0], all[2], all[3], all[4]]);
  });

  it('keeps the nearest facts when there are too many', () => {
    const chain = Array.from({ length: mostFacts + 50 }, (_each, k) => fact(`(< x${k} x${k + 1})`));
    expect(coneOf(chain, term('(< x0 1)'))).toEqual(chain.slice(0, mostFacts));
  });
});
