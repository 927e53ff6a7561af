// The six rules: what each accepts, what it refuses, and that nothing which they accept has a model. Formulas and their tightening, against brute force.
import fc from 'fast-check';
import { Malformed } from '../../src/checker/decode.ts';
import { all, any, choose, type Formula, iff, implies, not } from '../../src/checker/formula.ts';
import { multiply, type Polynomial, tightenAtMost, tightenZero } from '../../src/checker/polynomial.ts';
import { refutes } from '../../src/checker/proof.ts';
import { findProof, type Proof } from '../../src/finder/search.ts';
import { type Random, randomFrom } from '../analysis/random-program.ts';
import { holdsAt, modelIn, valueOf } from './brute-force.ts';

/** `2*x0 - x1*x2 + 3` as a polynomial. */
function poly(text: string): Polynomial {
  const terms = new Map<string, bigint>();
  for (const [, sign, term = ''] of text.replaceAll(' ', '').matchAll(/([+-]?)([^+-]+)/g)) {
    const factors = term.split('*');
    const number = /^\d+$/.test(factors[0] ?? '') ? BigInt(factors.shift() ?? '') : 1n;
    const monomial = factors.sort().join('*');
    terms.set(monomial, (terms.get(monomial) ?? 0n) + (sign === '-' ? -number : number));
  }
  return terms;
}

const atMost = (text: string): Formula => ({ kind: 'at-most', polynomial: poly(text) });
const zero = (text: string): Formula => ({ kind: 'zero', polynomial: poly(text) });
const or = (...parts: readonly Formula[]): Formula => ({ kind: 'or', parts });
const and = (...parts: readonly Formula[]): Formula => ({ kind: 'and', parts });

interface Case {
  readonly name: string;
  readonly facts: readonly Formula[];
  readonly proof: unknown;
}

const right: readonly Case[] = [
  { name: 'sum of two inequalities', facts: [atMost('x0 - 3'), atMost('4 - x0')], proof: ['sum', 0, 1, 1, 1] },
  {
    name: 'sum with factors',
    facts: [atMost('2*x0 + x1 - 1'), atMost('1 - x0'), atMost('-x1')],
    proof: ['sum', 0, 1, 1, 2, 2, 1],
  },
  {
    name: 'an equality, times a negative number',
    facts: [zero('x0 - 5'), atMost('6 - x0')],
    proof: ['sum', 0, 1, 1, 1],
  },
  { name: 'two equalities that differ', facts: [zero('x0 - 5'), zero('x0 - 4')], proof: ['sum', 0, 1, 1, -1] },
  { name: 'a fact that is false by itself', facts: [atMost('1')], proof: ['sum', 0, 1] },
  { name: 'an equality without a solution', facts: [zero('2*x0 - 1')], proof: ['sum', 0, 1] },
  { name: 'parts of a conjunction', facts: [and(atMost('x0 - 3'), atMost('4 - x0'))], proof: ['sum', 0, 1, 1, 1] },
  { name: 'rounding: 2x ≤ 1 and 2x ≥ 1', facts: [atMost('2*x0 - 1'), atMost('1 - 2*x0')], proof: ['sum', 0, 1, 1, 1] },
  {
    name: 'split',
    facts: [or(atMost('x0'), atMost('9 - x0')), atMost('1 - x0'), atMost('x0 - 8')],
    proof: ['split', 0, ['sum', 0, 1, 2, 1], ['sum', 1, 1, 2, 1]],
  },
  { name: 'split of nothing', facts: [or()], proof: ['split', 0] },
  {
    name: 'split twice',
    facts: [or(atMost('x0'), or(atMost('9 - x0'), zero('x0 - 20'))), atMost('1 - x0'), atMost('x0 - 8')],
    proof: ['split', 0, ['sum', 0, 1, 2, 1], ['split', 1, ['sum', 1, 1, 2, 1], ['sum', 1, 1, 2, -1]]],
  },
  {
    name: 'cut',
    facts: [zero('x0*x0 - 2'), atMost('-x0')],
    // x ≤ 1 gives x² ≤ x, so 2 ≤ x; x ≥ 2 gives 2x ≤ x², so 2x ≤ 2
    proof: [
      'cut',
      [1, 'x0'],
      1,
      ['product', 1, 2, ['sum', 3, 1, 0, -1, 2, 1]],
      ['product', 1, 2, ['sum', 3, 1, 0, 1, 2, 2]],
    ],
  },
  {
    name: 'derive rounds what the sum gives',
    facts: [atMost('2*x0 + x1 - 1'), atMost('2*x0 - x1 - 2'), atMost('1 - x0')],
    proof: ['derive', [0, 1, 1, 1], ['sum', 3, 1, 2, 1]],
  },
  {
    name: 'times',
    facts: [zero('x0 - 3'), atMost('x0*x1 - 10'), atMost('4 - x1')],
    proof: ['times', 0, 'x1', ['sum', 1, 1, 3, -1, 2, 3]],
  },
  {
    name: 'product of two inequalities',
    facts: [atMost('2 - x0'), atMost('2 - x1'), atMost('x0*x1 - 2*x0 - 2*x1 + 5')],
    proof: ['product', 0, 1, ['sum', 2, 1, 3, 1]],
  },
  {
    name: 'product with an equality is an equality',
    facts: [zero('x0 - 2'), atMost('2 - x1'), zero('x0*x1 - 2*x0 - 2*x1 + 5')],
    proof: ['product', 0, 1, ['sum', 2, -1, 3, -1]],
  },
];

test.each(right)('right: $name', ({ facts, proof }) => {
  expect(refutes(facts, proof)).toBe(true);
});

const wrong: readonly Case[] = [
  { name: 'a sum that is 0', facts: [atMost('x0 - 3'), atMost('3 - x0')], proof: ['sum', 0, 1, 1, 1] },
  { name: 'a sum with an unknown left', facts: [atMost('x0 - 3'), atMost('4 - x1')], proof: ['sum', 0, 1, 1, 1] },
  { name: 'a sum that is negative', facts: [atMost('x0 - 3'), atMost('2 - x0')], proof: ['sum', 0, 1, 1, 1] },
  {
    name: 'an inequality times a negative number',
    facts: [atMost('x0 - 3'), atMost('x0 - 9')],
    proof: ['sum', 0, 1, 1, -1],
  },
  { name: 'nothing', facts: [atMost('x0 - 3')], proof: ['sum'] },
  { name: 'a fact that is not there', facts: [atMost('x0 - 3')], proof: ['sum', 1, 1] },
  { name: 'half a pair', facts: [atMost('1')], proof: ['sum', 0, 1, 0] },
  {
    name: 'an equality that is only an inequality',
    facts: [atMost('x0 - 3'), atMost('x0 - 5')],
    proof: ['times', 0, 'x1', ['sum', 0, 1]],
  },
  {
    name: 'a case without a proof',
    facts: [or(atMost('x0'), atMost('5 - x0')), atMost('1 - x0'), atMost('x0 - 8')],
    proof: ['split', 0, ['sum', 0, 1, 2, 1]],
  },
  {
    name: 'a case with a wrong proof',
    facts: [or(atMost('x0'), atMost('5 - x0')), atMost('1 - x0'), atMost('x0 - 8')],
    proof: ['split', 0, ['sum', 0, 1, 2, 1], ['sum', 1, 1, 2, 1]],
  },
  {
    name: 'a case that uses what another case says',
    facts: [or(atMost('x0'), atMost('9 - x0')), atMost('1 - x0')],
    proof: ['split', 0, ['sum', 0, 1, 1, 1], ['sum', 0, 1, 2, 1]],
  },
  { name: 'a disjunction that is not there', facts: [atMost('1')], proof: ['split', 0] },
  {
    name: 'a cut of which one side is left out',
    facts: [atMost('x0 - 3')],
    proof: ['cut', [1, 'x0'], 1, ['sum', 1, 1]],
  },
  {
    name: 'a cut whose sides do not meet',
    facts: [atMost('2 - x0'), atMost('x0 - 2')],
    // x ≤ 1 contradicts; x ≥ 2 does not
    proof: ['cut', [1, 'x0'], 1, ['sum', 0, 1, 2, 1], ['sum', 1, 1, 2, 1]],
  },
  {
    name: 'a cut of half an unknown',
    facts: [zero('2*x0 - 2*x1 - 2')],
    proof: ['cut', [1, 'x0', -1, 'x1'], 0, ['sum', 0, -1, 1, 1], ['sum', 0, 1, 1, 1]],
  },
  {
    name: 'a rounding that goes too far',
    facts: [atMost('3*x0 - 5'), atMost('1 - x0')],
    proof: ['sum', 0, 1, 1, 1],
  },
  {
    name: 'a derived fact that is used before it is there',
    facts: [atMost('x0 - 3')],
    proof: ['derive', [0, 1, 1, 1], ['sum', 1, 1]],
  },
  {
    name: 'a product of facts of unlike sign',
    facts: [atMost('x0 - 2'), atMost('2 - x1'), atMost('x0*x1 - 2*x0 - 2*x1 + 5')],
    proof: ['product', 0, 1, ['sum', 2, 1, 3, 1]],
  },
  {
    name: 'a product of an inequality that counts as an equality',
    facts: [atMost('x0'), atMost('x1'), atMost('1 - x0*x1')],
    proof: ['product', 0, 1, ['sum', 2, 1, 3, -1]],
  },
];

/** Refusing and finding malformed are one. */
function accepts(facts: readonly Formula[], proof: unknown): boolean {
  try {
    return refutes(facts, proof);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

test.each(wrong)('wrong: $name', ({ facts, proof }) => {
  expect(accepts(facts, proof)).toBe(false);
});

const malformed: readonly unknown[] = [
  undefined,
  null,
  0,
  'sum',
  {},
  [],
  [[]],
  ['sum', '0', 1],
  ['sum', 0, 1.5],
  ['sum', 0, '1e3'],
  ['sum', 0, '01'],
  ['sum', 0, ' 1'],
  ['sum', -1, 1],
  ['sum', 0.5, 1],
  ['sum', 2 ** 60, 1],
  ['split'],
  ['split', 0, []],
  ['cut', 0, 0, ['sum', 0, 1], ['sum', 0, 1]],
  ['cut', [1, 'x0*x0'], 0, ['sum', 1, 1], ['sum', 1, 1]],
  ['cut', [1, ''], 0, ['sum', 1, 1], ['sum', 1, 1]],
  ['times', 0, '', ['sum', 0, 1]],
  ['derive', 0, ['sum', 0, 1]],
  ['product', 0, ['sum', 0, 1]],
  ['Sum', 0, 1],
  ['assume', 0],
  ['__proto__'],
  ['constructor', 0],
];

test.each(malformed.map((proof) => [JSON.stringify(proof), proof]))('malformed: %s', (_text, proof) => {
  expect(accepts([atMost('x0 - 3'), atMost('x0 - 5')], proof)).toBe(false);
});

const names = ['x0', 'x1', 'x2'];

function randomPolynomial(random: Random): Polynomial {
  const terms = new Map<string, bigint>();
  const put = (monomial: string, coefficient: number) => {
    if (coefficient !== 0) terms.set(monomial, BigInt(coefficient));
  };
  for (const name of names) if (random.below(3) > 0) put(name, random.below(7) - 3);
  if (random.below(4) === 0) put([random.pick(names), random.pick(names)].sort().join('*'), random.below(5) - 2);
  put('', random.below(13) - 6);
  return terms;
}

function randomFormula(random: Random, depth: number): Formula {
  const kind = random.below(depth > 0 ? 10 : 7);
  if (kind < 6) return { kind: 'at-most', polynomial: randomPolynomial(random) };
  if (kind === 6) return { kind: 'zero', polynomial: randomPolynomial(random) };
  const parts = Array.from({ length: random.below(3) + (kind === 9 ? 1 : 2) }, () => randomFormula(random, depth - 1));
  return { kind: kind === 9 ? 'and' : 'or', parts };
}

/** As it stands in a certificate. */
function plain(proof: Proof): unknown {
  return proof.map((each) =>
    typeof each === 'bigint' ? Number(each) : Array.isArray(each) ? plain(each as Proof) : each,
  );
}

/** One change somewhere in a proof: a number, a rule, a part left out, doubled, or put in from another proof. */
function mutated(proof: unknown, random: Random, other: unknown): unknown {
  if (!Array.isArray(proof)) {
    if (typeof proof === 'number') return proof + random.pick([-2, -1, 1, 2]);
    return random.pick(['sum', 'split', 'cut', 'derive', 'times', 'product', 'x0', 'x1', 'x2']);
  }
  const copy: unknown[] = [...proof];
  const at = random.below(Math.max(copy.length, 1));
  switch (random.below(7)) {
    case 0:
      copy.splice(at, 1);
      return copy;
    case 1:
      copy.splice(at, 0, copy[at]);
      return copy;
    case 2:
      return random.below(3) === 0 ? other : copy;
    case 3:
      return ['derive', [0, random.below(4), 1, random.below(4)], copy];
    default:
      copy[at] = mutated(copy[at], random, other);
      return copy;
  }
}

test('what the rules accept has no model: proofs that were found, and changed ones', () => {
  let accepted = 0;
  let changed = 0;
  let tried = 0;
  let other: unknown = ['sum', 0, 1];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
      const random = randomFrom(seed);
      const facts = Array.from({ length: 3 + random.below(6) }, () => randomFormula(random, 2));
      const found = findProof(facts, { left: 40 });
      const base = found ? plain(found) : other;
      if (found) {
        accepted++;
        other = base;
        expect(refutes(facts, base)).toBe(true);
        expect(modelIn(4, names, facts)).toBeUndefined();
      }
      for (let change = 0; change < 12; change++) {
        const proof = mutated(base, random, other);
        tried++;
        // a fact less, and most proofs are wrong: the changed system may have a model
        const left = random.below(2) === 0 ? facts : facts.filter((_, i) => i !== change % facts.length);
        if (JSON.stringify(proof) === JSON.stringify(base) && left === facts) continue;
        if (!accepts(left, proof)) continue;
        changed++;
        expect({ left, proof, model: modelIn(4, names, left) }).toEqual({ left, proof, model: undefined });
      }
    }),
    { seed: 1, numRuns: 1500 },
  );
  process.stdout.write(
    `proofs: ${accepted} found and accepted, ${tried} changed, ${changed} of them accepted; none has a model\n`,
  );
  expect(accepted).toBeGreaterThan(300);
  expect(changed).toBeGreaterThan(200);
}, 300_000);

test('formulas mean what they say: negation, connectives, tightening, products', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 - 1 }), (seed) => {
      const random = randomFrom(seed);
      const [f, g, h] = [randomFormula(random, 2), randomFormula(random, 2), randomFormula(random, 1)];
      const [p, q] = [randomPolynomial(random), randomPolynomial(random)];
      for (let round = 0; round < 20; round++) {
        const point = new Map(names.map((name) => [name, BigInt(random.below(15) - 7)]));
        const at = (formula: Formula) => holdsAt(formula, point);
        const [a, b, c] = [at(f), at(g), at(h)];
        const seen = [not(f), all(f, g), any(f, g), implies(f, g), iff(f, g), choose(f, g, h)].map(at);
        expect(seen).toEqual([!a, a && b, a || b, !a || b, a === b, a ? b : c]);
        expect(valueOf(multiply(p, q), point)).toBe(valueOf(p, point) * valueOf(q, point));
        expect(valueOf(tightenAtMost(p), point) <= 0n).toBe(valueOf(p, point) <= 0n);
        expect(valueOf(tightenZero(p), point) === 0n).toBe(valueOf(p, point) === 0n);
      }
    }),
    { seed: 2, numRuns: 400 },
  );
});
