// Integer arithmetic of every width on both targets against a model in big integers: wrapping, masked shifts, truncating division, conversions.

import type { Target } from '../../src/memory/target.ts';
import { bitsOf } from '../../src/memory/target.ts';
import type { NodeId, PrimitiveOperator } from '../../src/psg/node.ts';
import { booleanType, type IntegerType, type Type, unitType, wordType } from '../../src/psg/type.ts';
import { captureImage } from '../../src/toolchain/run-image.ts';
import { emitFor, linkEmission, type Program, runnable } from './build.ts';
import { byteType, type Graph, makeGraph } from './graph.ts';

const types: readonly IntegerType[] = ([8, 16, 32, 64, 'word'] as const).flatMap((bits) =>
  [true, false].map((signed): IntegerType => ({ kind: 'integer', bits, signed })),
);
const wide: IntegerType = { kind: 'integer', bits: 64, signed: false };

const binary: readonly PrimitiveOperator[] = [
  'add',
  'subtract',
  'multiply',
  'bit-and',
  'bit-or',
  'bit-xor',
  'minimum',
  'maximum',
];
const unary: readonly PrimitiveOperator[] = ['negate', 'bit-not', 'absolute'];
const comparisons: readonly PrimitiveOperator[] = [
  'equal',
  'not-equal',
  'less',
  'less-or-equal',
  'greater',
  'greater-or-equal',
];
const shifts: readonly PrimitiveOperator[] = ['shift-left', 'shift-right'];
const divisions: readonly PrimitiveOperator[] = ['divide', 'remainder'];

type Model = (a: bigint, b: bigint, target: Target) => bigint;

interface Case {
  readonly name: string;
  readonly node: (g: Graph, a: () => NodeId, b: () => NodeId) => NodeId;
  readonly model: Model;
}

function wrap(value: bigint, type: IntegerType, target: Target): bigint {
  const bits = bitsOf(type.bits, target);
  return type.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}

function compute(operator: PrimitiveOperator, a: bigint, b: bigint, bits: number): bigint {
  const count = b & BigInt(bits - 1);
  switch (operator) {
    case 'add':
      return a + b;
    case 'subtract':
      return a - b;
    case 'multiply':
      return a * b;
    case 'divide':
      return a / b;
    case 'remainder':
      return a % b;
    case 'negate':
      return -a;
    case 'bit-and':
      return a & b;
    case 'bit-or':
      return a | b;
    case 'bit-xor':
      return a ^ b;
    case 'bit-not':
      return ~a;
    case 'shift-left':
      return a << count;
    case 'shift-right':
      return a >> count;
    case 'minimum':
      return a < b ? a : b;
    case 'maximum':
      return a > b ? a : b;
    case 'absolute':
      return a < 0n ? -a : a;
    case 'equal':
      return a === b ? 1n : 0n;
    case 'not-equal':
      return a !== b ? 1n : 0n;
    case 'less':
      return a < b ? 1n : 0n;
    case 'less-or-equal':
      return a <= b ? 1n : 0n;
    case 'greater':
      return a > b ? 1n : 0n;
    case 'greater-or-equal':
      return a >= b ? 1n : 0n;
    default:
      throw new Error(operator);
  }
}

function cases(): readonly Case[] {
  const list: Case[] = [];
  for (const type of types) {
    const to = (g: Graph, value: NodeId): NodeId => g.add({ kind: 'convert', type, operand: value });
    const from = (g: Graph, value: NodeId): NodeId => g.add({ kind: 'convert', type: wide, operand: value });
    const choose = (g: Graph, condition: NodeId, then: NodeId, otherwise: NodeId): NodeId =>
      g.add({ kind: 'if', type: wide, condition, then, otherwise });
    const name = `${type.signed ? 'int' : 'uint'}${type.bits}`;
    for (const operator of [...binary, ...unary]) {
      list.push({
        name: `${name} ${operator}`,
        node: (g, a, b) =>
          from(g, g.apply(operator, type, to(g, a()), ...(unary.includes(operator) ? [] : [to(g, b())]))),
        model: (a, b, target) =>
          wrap(
            compute(operator, wrap(a, type, target), wrap(b, type, target), bitsOf(type.bits, target)),
            type,
            target,
          ),
      });
    }
    for (const operator of shifts) {
      list.push({
        name: `${name} ${operator}`,
        node: (g, a, b) =>
          from(g, g.apply(operator, type, to(g, a()), g.add({ kind: 'convert', type: wordType, operand: b() }))),
        model: (a, b, target) =>
          wrap(compute(operator, wrap(a, type, target), b, bitsOf(type.bits, target)), type, target),
      });
    }
    for (const operator of comparisons) {
      list.push({
        name: `${name} ${operator}`,
        node: (g, a, b) =>
          choose(g, g.apply(operator, booleanType, to(g, a()), to(g, b())), g.number(1, wide), g.number(0, wide)),
        model: (a, b, target) => compute(operator, wrap(a, type, target), wrap(b, type, target), 64),
      });
    }
    for (const operator of divisions) {
      // Where the quotient is not defined the program must not divide: it yields 0.
      const isDefined = (g: Graph, b: () => NodeId): NodeId =>
        g.apply(
          'greater',
          booleanType,
          g.apply('bit-and', wide, from(g, g.apply('add', type, to(g, b()), g.number(1, type))), g.number(-1n, wide)),
          g.number(1, wide),
        );
      list.push({
        name: `${name} ${operator}`,
        node: (g, a, b) =>
          choose(g, isDefined(g, b), from(g, g.apply(operator, type, to(g, a()), to(g, b()))), g.number(0, wide)),
        model: (a, b, target) => {
          const divisor = wrap(b, type, target);
          const next = BigInt.asUintN(64, wrap(divisor + 1n, type, target));
          return next > 1n ? wrap(compute(operator, wrap(a, type, target), divisor, 64), type, target) : 0n;
        },
      });
    }
    for (const other of types) {
      list.push({
        name: `${name} to ${other.signed ? 'int' : 'uint'}${other.bits}`,
        node: (g, a) => from(g, g.add({ kind: 'convert', type: other, operand: to(g, a()) })),
        model: (a, _b, target) => wrap(wrap(a, type, target), other, target),
      });
    }
  }
  return list;
}

/** Reads records of two 64-bit numbers from standard input; writes one 64-bit result per case. */
function program(list: readonly Case[]): Program {
  const g = makeGraph('Arithmetic.fs');
  const bytes: Type = { kind: 'array', element: byteType };
  const span: Type = { kind: 'span', element: byteType, access: 'readWrite' };
  const input = g.binding('input', bytes);
  const output = g.binding('output', bytes);
  const value = g.binding('value', wide, 'immutable', 'parameter');
  const target = g.binding('target', span, 'immutable', 'parameter');
  const at = g.binding('at', wordType, 'immutable', 'parameter');
  const put = g.function(
    'Arithmetic.put',
    [target, at, value],
    unitType,
    g.sequence(
      ...Array.from({ length: 8 }, (_, k) =>
        g.add({
          kind: 'set-element',
          type: unitType,
          collection: g.local(target),
          index: g.apply('add', wordType, g.local(at), g.number(k)),
          operand: g.add({
            kind: 'convert',
            type: byteType,
            operand: g.apply('shift-right', wide, g.local(value), g.number(8 * k)),
          }),
        }),
      ),
    ),
  );
  const source = g.binding('source', span, 'immutable', 'parameter');
  const from = g.binding('from', wordType, 'immutable', 'parameter');
  const part = (k: number): NodeId =>
    g.apply(
      'shift-left',
      wide,
      g.add({
        kind: 'convert',
        type: wide,
        operand: g.add({
          kind: 'element',
          type: byteType,
          collection: g.local(source),
          index: g.apply('add', wordType, g.local(from), g.number(k)),
        }),
      }),
      g.number(8 * k),
    );
  const take = g.function(
    'Arithmetic.take',
    [source, from],
    wide,
    Array.from({ length: 7 }, (_, k) => k + 1).reduce<NodeId>(
      (sum, k) => g.apply('bit-or', wide, sum, part(k)),
      part(0),
    ),
  );
  const a = g.binding('a', wide);
  const b = g.binding('b', wide);
  const weak = (array: NodeId): NodeId => g.add({ kind: 'weaken', type: span, operand: g.local(array) });
  const call = (callee: NodeId, type: Type, ...operands: readonly NodeId[]): NodeId =>
    g.add({ kind: 'call', type, callee, operands });
  const results = list.map(({ node }, index) =>
    call(
      put,
      unitType,
      weak(output),
      g.number(8 * index),
      node(
        g,
        () => g.local(a),
        () => g.local(b),
      ),
    ),
  );
  const read = g.service('readBytes', wordType, g.number(0), weak(input), g.number(16));
  const body = g.bind(
    a,
    call(take, wide, weak(input), g.number(0)),
    g.bind(
      b,
      call(take, wide, weak(input), g.number(8)),
      g.sequence(
        ...results,
        g.service('writeBytes', wordType, g.number(1), weak(output), g.number(8 * list.length)),
        g.add({ kind: 'literal', type: unitType, value: undefined }),
      ),
    ),
  );
  const loop = g.add({
    kind: 'while',
    type: unitType,
    condition: g.apply('equal', booleanType, read, g.number(16)),
    invariants: [],
    body,
  });
  const fill = (length: number): NodeId =>
    g.add({ kind: 'array-fill', type: bytes, length, initial: g.number(0, byteType), region: 'stack' });
  const main = g.bind(input, fill(16), g.bind(output, fill(8 * list.length), g.sequence(loop, g.number(0))));
  return g.build(g.function('Arithmetic.main', [], wordType, main, 'entry'));
}

/** Numbers near the ends of every width, and pseudo-random ones from a fixed seed. */
function numbers(): readonly bigint[] {
  const edges = [0n, 1n, 2n, 7n, 31n, 32n, 63n, 64n, 255n].flatMap((n) => [n, -n]);
  const ends = [7n, 8n, 15n, 16n, 31n, 32n, 63n].flatMap((k) => [(1n << k) - 1n, 1n << k, -(1n << k), (1n << k) + 1n]);
  let state = 0x9e3779b97f4a7c15n;
  const random = Array.from({ length: 40 }, (_, index) => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return BigInt.asUintN(64, state >> BigInt(index % 60));
  });
  return [...edges, ...ends, ...random].map((n) => BigInt.asUintN(64, n));
}

function records(): readonly (readonly [bigint, bigint])[] {
  const list = numbers();
  return list.flatMap((a, i) =>
    [1, 5, 17, 40].map((step) => [a, list[(i * step + 3 * step) % list.length] ?? 0n] as const),
  );
}

describe.each(runnable)('integer arithmetic on $target.name', (definition) => {
  test.each(['speed', 'size'] as const)('agrees with big integers, optimised for %s', async (optimization) => {
    const list = cases();
    const { elf } = await linkEmission(emitFor(program(list), definition, { optimization }), definition, optimization);
    const inputs = records();
    const input = Buffer.alloc(16 * inputs.length);
    inputs.forEach(([a, b], index) => {
      input.writeBigUInt64LE(a, 16 * index);
      input.writeBigUInt64LE(b, 16 * index + 8);
    });
    const { status, stdout, stderr } = await captureImage(definition.runner, elf, [], input);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const output = Buffer.from(stdout);
    expect(output.length).toBe(8 * list.length * inputs.length);
    const wrong: string[] = [];
    inputs.forEach(([a, b], record) => {
      list.forEach(({ name, model }, index) => {
        const found = output.readBigUInt64LE(8 * (record * list.length + index));
        const expected = BigInt.asUintN(64, model(a, b, definition.target));
        if (found !== expected) wrong.push(`${name} of ${a}, ${b}: ${found}, not ${expected}`);
      });
    });
    expect(wrong.slice(0, 10)).toEqual([]);
  });
});
