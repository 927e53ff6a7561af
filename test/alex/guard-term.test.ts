// Claims lowered to machine code against their value over the mathematical integers: random terms over roles of every width and sign, on both targets.
import type { FunctionContext } from '../../src/alex/context.ts';
import { emitClaim, type IntegerRole, type RoleValue } from '../../src/alex/guard-term.ts';
import { makeWriter } from '../../src/alex/writer.ts';
import { never } from '../../src/base/never.ts';
import { evaluate } from '../../src/smt/evaluate.ts';
import { apply, integer, type Operator, sortOf, symbol, type Term } from '../../src/smt/term.ts';
import { runRecords } from '../targets/support-image.ts';
import { runnable } from './build.ts';

const span = { file: { path: 'Term.fs', text: 'x' }, start: 0, end: 1 };

interface RoleShape {
  readonly name: string;
  readonly word: 'a' | 'b';
  readonly bits: number;
  readonly signed: boolean;
}

const shapes: readonly RoleShape[] = ['a', 'b'].flatMap((word) =>
  [8, 16, 32, 64].flatMap((bits) =>
    [true, false].map((signed) => ({
      name: `${word}${signed ? 's' : 'u'}${bits}`,
      word: word as 'a' | 'b',
      bits,
      signed,
    })),
  ),
);

/** A small generator of numbers with a fixed seed, so that every run tests the same terms. */
function makeRandom(seed: bigint): (below: number) => number {
  let state = seed;
  return (below) => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return Number((state >> 33n) % BigInt(below));
  };
}

function randomNumber(random: (below: number) => number, depth: number): Term {
  const shape = shapes[random(shapes.length)];
  const choice = depth === 0 ? random(2) : random(8);
  const inner = (): Term => randomNumber(random, depth - 1);
  switch (choice) {
    case 0:
      return symbol(shape?.name ?? '', 'Int');
    case 1:
      return integer([0, 1, -1, 2, 127, 128, -128, 255, 65535, 2147483647, -2147483648, 4294967296][random(12)] ?? 0);
    case 2:
      return apply('+', inner(), inner());
    case 3:
      return random(4) === 0 ? apply('-', inner()) : apply('-', inner(), inner());
    case 4:
      return apply('*', inner(), random(2) === 0 ? integer([2, 3, -4, 7][random(4)] ?? 2) : randomNumber(random, 0));
    case 5:
      return apply('mod', inner(), integer([1, 2, 3, 4, 8, 10, -4, -3][random(8)] ?? 1));
    case 6:
      return apply('div', inner(), integer([1, 2, 3, 8, -2, -5][random(6)] ?? 1));
    default:
      return apply('ite', randomTruth(random, depth - 1), inner(), inner());
  }
}

function randomTruth(random: (below: number) => number, depth: number): Term {
  const comparisons: readonly Operator[] = ['<', '<=', '>', '>=', '=', 'distinct'];
  const inner = (): Term => randomTruth(random, depth - 1);
  switch (depth === 0 ? 0 : random(7)) {
    case 1:
      return apply('and', inner(), inner(), inner());
    case 2:
      return apply('or', inner(), inner());
    case 3:
      return apply('not', inner());
    case 4:
      return apply('=>', inner(), inner());
    case 5:
      return apply('=', inner(), inner());
    default: {
      const operands = Array.from({ length: random(5) === 0 ? 3 : 2 }, () =>
        randomNumber(random, Math.max(0, depth - 1)),
      );
      return apply(comparisons[random(comparisons.length)] ?? '<', ...operands);
    }
  }
}

function valueOf(shape: RoleShape, words: { readonly a: bigint; readonly b: bigint }): bigint {
  const word = words[shape.word];
  return shape.signed ? BigInt.asIntN(shape.bits, word) : BigInt.asUintN(shape.bits, word);
}

const edges = [
  0n,
  1n,
  -1n,
  2n,
  127n,
  128n,
  -128n,
  255n,
  256n,
  32767n,
  -32768n,
  2147483647n,
  -2147483648n,
  4294967295n,
  (1n << 63n) - 1n,
  -(1n << 63n),
];
const inputs = edges.flatMap((a) => edges.map((b) => [BigInt.asUintN(64, a), BigInt.asUintN(64, b)] as const));

function rolesIn(fn: FunctionContext): ReadonlyMap<string, IntegerRole> {
  return new Map(
    shapes.map((shape) => {
      const name =
        shape.bits === 64
          ? `%${shape.word}`
          : fn.writer.value(`arith.trunci %${shape.word} : i64 to i${shape.bits}`, span);
      return [shape.name, { kind: 'integer', name, bits: shape.bits, signed: shape.signed, source: 'value' }];
    }),
  );
}

const operations = {
  addi: (a: bigint, b: bigint) => a + b,
  subi: (a: bigint, b: bigint) => a - b,
  muli: (a: bigint, b: bigint) => a * b,
} as const;

test.each(runnable)('results that must fit their type, and any other, on $target.name', async (definition) => {
  const writer = makeWriter();
  const fn = { writer, program: { target: definition.target } } as unknown as FunctionContext;
  const roles = rolesIn(fn);
  const roleOf = (shape: RoleShape): IntegerRole => roles.get(shape.name) ?? never('every shape has a role');
  const fits = (shape: RoleShape): Term => {
    const least = shape.signed ? -(1n << BigInt(shape.bits - 1)) : 0n;
    const exact = symbol('exact', 'Int');
    const greatest = least + (1n << BigInt(shape.bits)) - 1n;
    return apply('and', apply('<=', integer(least), exact), apply('<=', exact, integer(greatest)));
  };
  type Case = {
    readonly claim: Term;
    readonly role: RoleValue;
    readonly exact: (words: { readonly a: bigint; readonly b: bigint }) => bigint;
  };
  const cases = shapes.flatMap((left): readonly Case[] => {
    const right = shapes.find((each) => each.word !== left.word && each.name.slice(1) === left.name.slice(1)) ?? left;
    const pairs = (['addi', 'subi', 'muli'] as const).map(
      (operation): Case => ({
        claim: fits(left),
        role: { kind: 'exact', operation, operands: [roleOf(left), roleOf(right)] },
        exact: (words) => operations[operation](valueOf(left, words), valueOf(right, words)),
      }),
    );
    const opposite: Case = {
      claim: fits(left),
      role: { kind: 'exact', operation: 'subi', operands: [roleOf(left)] },
      exact: (words) => -valueOf(left, words),
    };
    const conversions = shapes.map(
      (to): Case => ({
        claim: fits(to),
        role: { kind: 'exact', operation: 'none', operands: [roleOf(left)] },
        exact: (words) => valueOf(left, words),
      }),
    );
    return [...pairs, opposite, ...conversions];
  });
  const results = cases.map(({ claim, role }) =>
    writer.value(`arith.extui ${emitClaim(fn, claim, new Map([['exact', role]]), span)} : i1 to i64`, span),
  );
  const { lines } = writer.finish('', span);
  const outputs = await runRecords(definition, lines.slice(1, -1).join('\n'), results, inputs);
  const wrong = inputs.flatMap(([a, b], record) =>
    cases.flatMap(({ claim, role, exact }, index) => {
      const expected = evaluate(claim, new Map([['exact', exact({ a, b })]])) === true ? 1n : 0n;
      return outputs[record]?.[index] === expected ? [] : [`${JSON.stringify(role)} at ${a}, ${b}`];
    }),
  );
  expect(wrong.slice(0, 3)).toEqual([]);
});

test.each(runnable)('random claims on $target.name', async (definition) => {
  const random = makeRandom(20240607n);
  const terms = Array.from({ length: 300 }, (_, index) => randomTruth(random, 1 + (index % 3)));
  expect(terms.every((term) => sortOf(term) === 'Bool')).toBe(true);
  const writer = makeWriter();
  const fn = { writer, program: { target: definition.target } } as unknown as FunctionContext;
  const roles = rolesIn(fn);
  const results = terms.map((term) =>
    writer.value(`arith.extui ${emitClaim(fn, term, roles, span)} : i1 to i64`, span),
  );
  const { lines } = writer.finish('', span);
  const outputs = await runRecords(definition, lines.slice(1, -1).join('\n'), results, inputs);
  const wrong: string[] = [];
  inputs.forEach(([a, b], record) => {
    const values = new Map(shapes.map((shape) => [shape.name, valueOf(shape, { a, b })]));
    terms.forEach((term, index) => {
      const expected = evaluate(term, values) === true ? 1n : 0n;
      if (outputs[record]?.[index] !== expected)
        wrong.push(
          `${JSON.stringify(term, (_, each) => (typeof each === 'bigint' ? String(each) : each))} at ${a}, ${b}`,
        );
    });
  });
  expect(wrong.slice(0, 3)).toEqual([]);
});
