// What the checker says of machine operations is true of the machine: for operands of 8 bits, the definitions of an operation's unknown admit the true result.
// The truth comes from the interpreter's arithmetic, which shares nothing with the checker.
import { absolute, combineBits, complement, divide, extreme, shiftBits, wrap } from '../../src/checker/arithmetic.ts';
import type { IntegerType } from '../../src/checker/graph.ts';
import { readTarget, type Word, wordOf } from '../../src/checker/machine.ts';
import { add, constant, multiply, type Polynomial, scale, subtract } from '../../src/checker/polynomial.ts';
import { Unknowns } from '../../src/checker/value.ts';
import { cutTo, hasQuotient, operation as trueOperation } from '../../src/interpreter/arithmetic.ts';
import type { PrimitiveOperator } from '../../src/psg/node.ts';
import { type Random, randomFrom } from '../analysis/random-program.ts';
import { targetOf } from '../analysis/source.ts';
import { holdsAt, namesIn, valueOf } from './brute-force.ts';

const facts = readTarget({ name: 'test', wordBits: 32, largestObject: 1024, ranges: [] });
const machine = targetOf('cortex-m33');

type Operation = (a: Polynomial, b: Polynomial, word: Word, unknowns: Unknowns) => Polynomial;

const operations: Readonly<Partial<Record<PrimitiveOperator, Operation>>> = {
  add: (a, b, word, unknowns) => wrap(add(a, b), word, unknowns),
  subtract: (a, b, word, unknowns) => wrap(subtract(a, b), word, unknowns),
  multiply: (a, b, word, unknowns) => wrap(multiply(a, b), word, unknowns),
  negate: (a, _b, word, unknowns) => wrap(scale(a, -1n), word, unknowns),
  divide: (a, b, word, unknowns) => divide(a, b, word, unknowns).quotient,
  remainder: (a, b, word, unknowns) => divide(a, b, word, unknowns).remainder,
  'bit-and': (a, b, word, unknowns) => combineBits('bit-and', a, b, word, unknowns),
  'bit-or': (a, b, word, unknowns) => combineBits('bit-or', a, b, word, unknowns),
  'bit-xor': (a, b, word, unknowns) => combineBits('bit-xor', a, b, word, unknowns),
  'bit-not': (a, _b, word) => complement(a, word),
  'shift-left': (a, b, word, unknowns) => shiftBits('left', a, b, word, unknowns),
  'shift-right': (a, b, word, unknowns) => shiftBits('right', a, b, word, unknowns),
  minimum: (a, b, _word, unknowns) => extreme('minimum', a, b, unknowns),
  maximum: (a, b, _word, unknowns) => extreme('maximum', a, b, unknowns),
  absolute: (a, _b, word, unknowns) => absolute(a, word, unknowns),
};

/** Whether the unknowns that are not given can be chosen so that all facts hold and the polynomial has the value. */
function admits(unknowns: Unknowns, result: Polynomial, value: bigint, given: ReadonlyMap<string, bigint>): boolean {
  const [own = ''] = result.keys();
  const isName = result.size === 1 && result.get(own) === 1n && /^x\d+$/.test(own);
  if (isName && !given.has(own)) return admits(unknowns, result, value, new Map([...given, [own, value]]));
  const point = new Map(given);
  const names = [...new Set(unknowns.facts.flatMap((fact) => [...namesIn(fact)]))].filter((name) => !given.has(name));
  // each fact as soon as all its unknowns have values
  const ready = names.map((_, at) => {
    const open = new Set(names.slice(at + 1));
    return unknowns.facts.filter((fact) => {
      const own = [...namesIn(fact)];
      return own.includes(names[at] ?? '') && own.every((name) => !open.has(name));
    });
  });
  const search = (at: number): boolean => {
    const name = names[at];
    if (name === undefined) return valueOf(result, point) === value;
    for (let each = -600n; each <= 600n; each++) {
      point.set(name, each);
      if ((ready[at] ?? []).every((fact) => holdsAt(fact, point)) && search(at + 1)) return true;
    }
    return false;
  };
  const settled = unknowns.facts.filter((fact) => [...namesIn(fact)].every((name) => given.has(name)));
  return settled.every((fact) => holdsAt(fact, point)) && search(0);
}

interface Operand {
  readonly polynomial: Polynomial;
  readonly value: bigint;
}

function within(word: Word, random: Random): bigint {
  const ends = [word.low, word.low + 1n, word.high, word.high - 1n, 0n, 1n, 2n, 3n, 7n, 8n, 16n];
  if (word.low < 0n) ends.push(-1n, -2n, -8n);
  return random.below(2) === 0 ? random.pick(ends) : word.low + BigInt(random.below(256));
}

/** A constant, a word, a word in a narrow range, or a sum that is no more than a word. */
function operand(word: Word, unknowns: Unknowns, given: Map<string, bigint>, random: Random): Operand {
  const make = (low: bigint, high: bigint, value: bigint): Operand => {
    const polynomial = unknowns.make({ low, high });
    for (const name of polynomial.keys()) given.set(name, value);
    return { polynomial, value };
  };
  const value = within(word, random);
  switch (random.below(4)) {
    case 0:
      return { polynomial: constant(value), value };
    case 1: {
      const low = value - BigInt(random.below(5));
      const high = value + BigInt(random.below(5));
      return make(low < word.low ? word.low : low, high > word.high ? word.high : high, value);
    }
    case 2: {
      const half = make(0n, 60n, BigInt(random.below(61)));
      return { polynomial: add(half.polynomial, constant(3n)), value: half.value + 3n };
    }
    default:
      return make(word.low, word.high, value);
  }
}

const words: readonly IntegerType[] = [
  { kind: 'integer', bits: 8, isSigned: true },
  { kind: 'integer', bits: 8, isSigned: false },
];

const rounds = 300;

describe.each(words.map((type) => [type.isSigned ? 'signed' : 'unsigned', type] as const))('%s', (_name, type) => {
  const word = wordOf(type, facts);
  if (!word) throw new Error('integers are words');
  const own = { kind: 'integer', bits: 8, signed: type.isSigned } as const;

  test.each(Object.keys(operations) as (keyof typeof operations)[])('%s', (operator) => {
    const operation = operations[operator];
    if (!operation) throw new Error('each key has a value');
    const random = randomFrom(operator.length * 7 + (type.isSigned ? 1 : 0));
    let compared = 0;
    for (let round = 0; round < rounds; round++) {
      const unknowns = new Unknowns(facts);
      const given = new Map<string, bigint>();
      const a = operand(word, unknowns, given, random);
      const b = operand(word, unknowns, given, random);
      const isQuotient = operator === 'divide' || operator === 'remainder';
      if (isQuotient && !hasQuotient(a.value, b.value, own, machine)) continue;
      const result = operation(a.polynomial, b.polynomial, word, unknowns);
      const truth = trueOperation(operator, own, machine)(a.value, b.value);
      if (typeof truth !== 'bigint') throw new Error('integers give integers');
      const said = { a: a.value, b: b.value, truth, isAdmitted: admits(unknowns, result, truth, given) };
      expect(said).toEqual({ ...said, isAdmitted: true });
      compared++;
    }
    expect(compared).toBeGreaterThan(rounds / 2);
  });

  test('conversion from any integer', () => {
    const random = randomFrom(5);
    for (let round = 0; round < rounds; round++) {
      const unknowns = new Unknowns(facts);
      const value = BigInt(random.below(3000) - 1500);
      const wide = unknowns.make({ low: -2000n, high: 2000n });
      const given = new Map([...wide.keys()].map((name) => [name, value]));
      const truth = cutTo(own, machine)(value);
      const isAdmitted = admits(unknowns, wrap(wide, word, unknowns), truth, given);
      expect({ value, isAdmitted }).toEqual({ value, isAdmitted: true });
    }
  });
});

test('wrapping, and division by a constant, admit nothing else', () => {
  const [type] = words;
  const word = type && wordOf(type, facts);
  if (!word) throw new Error('integers are words');
  for (const value of [-300n, -129n, -128n, -1n, 0n, 5n, 127n, 128n, 383n]) {
    const unknowns = new Unknowns(facts);
    const wide = unknowns.make({ low: -1000n, high: 1000n });
    const given = new Map([...wide.keys()].map((name) => [name, value]));
    const result = wrap(wide, word, unknowns);
    for (let other = -130n; other < 130n; other++)
      expect(admits(unknowns, result, other, given)).toBe(other === BigInt.asIntN(8, value));
  }
  for (const value of [-128n, -9n, -8n, -1n, 0n, 7n, 8n, 127n]) {
    const unknowns = new Unknowns(facts);
    const operandOf = unknowns.make({ low: word.low, high: word.high });
    const given = new Map([...operandOf.keys()].map((name) => [name, value]));
    const { quotient, remainder } = divide(operandOf, constant(8n), word, unknowns);
    for (let other = -20n; other <= 20n; other++) {
      expect(admits(unknowns, quotient, other, given)).toBe(other === value / 8n);
      expect(admits(unknowns, remainder, other, given)).toBe(other === value % 8n);
    }
  }
});
