// Binary64 and binary32 arithmetic and conversions on both targets, compared bit by bit with this machine's IEEE arithmetic.
import { findTarget } from '../../src/targets/registry.ts';
import { runRecords } from './support-image.ts';

const view = new DataView(new ArrayBuffer(8));

function double(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

function bitsOf(value: number): bigint {
  view.setFloat64(0, value);
  return Number.isNaN(value) ? 0x7ff8000000000000n : view.getBigUint64(0);
}

function single(bits: bigint): number {
  view.setUint32(0, Number(bits & 0xffffffffn));
  return view.getFloat32(0);
}

function singleBits(value: number): bigint {
  view.setFloat32(0, value);
  return Number.isNaN(value) ? 0x7fc00000n : BigInt(view.getUint32(0));
}

function saturate(value: number, bits: number, signed: 'signed' | 'unsigned'): bigint {
  if (Number.isNaN(value)) return 0n;
  const [low, high] =
    signed === 'signed' ? [-(1n << BigInt(bits - 1)), (1n << BigInt(bits - 1)) - 1n] : [0n, (1n << BigInt(bits)) - 1n];
  if (value === Number.POSITIVE_INFINITY) return high;
  if (value === Number.NEGATIVE_INFINITY) return low;
  const whole = BigInt(Math.trunc(value));
  return whole < low ? low : whole > high ? high : whole;
}

/** The double nearest to an integer, ties to even: what JavaScript's Number(bigint) gives; the single is rounded once, not twice. */
function singleOfInteger(value: bigint): number {
  const size = value < 0n ? -value : value;
  const length = size.toString(2).length;
  if (length <= 24) return Math.fround(Number(value));
  const shift = BigInt(length - 24);
  const kept = size >> shift;
  const rest = size & ((1n << shift) - 1n);
  const half = 1n << (shift - 1n);
  const rounded = rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept;
  return Number(value < 0n ? -(rounded << shift) : rounded << shift);
}

interface Case {
  readonly name: string;
  /** MLIR that computes `%NAME` as an i64 from `%a`, `%b` (and their floats `%x`, `%y`, `%u`, `%v`). */
  readonly code: string;
  readonly model: (a: bigint, b: bigint) => bigint;
}

function doubleOperation(name: string, operation: string, model: (x: number, y: number) => number): Case {
  return {
    name,
    code: `    %${name}F = ${operation}
    %${name}N = arith.cmpf uno, %${name}F, %${name}F : f64
    %${name}B = arith.bitcast %${name}F : f64 to i64
    %${name} = arith.select %${name}N, %nan64, %${name}B : i64`,
    model: (a, b) => bitsOf(model(double(a), double(b))),
  };
}

function singleOperation(name: string, operation: string, model: (a: bigint, b: bigint) => number): Case {
  return {
    name,
    code: `    %${name}F = ${operation}
    %${name}N = arith.cmpf uno, %${name}F, %${name}F : f32
    %${name}B = arith.bitcast %${name}F : f32 to i32
    %${name}W = arith.extui %${name}B : i32 to i64
    %${name} = arith.select %${name}N, %nan32, %${name}W : i64`,
    model: (a, b) => singleBits(model(a, b)),
  };
}

function comparison(name: string, predicate: string, model: (x: number, y: number) => boolean): Case {
  return {
    name,
    code: `    %${name}C = arith.cmpf ${predicate}, %x, %y : f64\n    %${name} = arith.extui %${name}C : i1 to i64`,
    model: (a, b) => (model(double(a), double(b)) ? 1n : 0n),
  };
}

function toInteger(name: string, source: 'x' | 'u', bits: 32 | 64, signed: 'signed' | 'unsigned'): Case {
  const type = source === 'x' ? 'f64' : 'f32';
  const intrinsic = `llvm.${signed === 'signed' ? 'fptosi' : 'fptoui'}.sat.i${bits}.${type}`;
  const widened = bits === 64 ? '' : `\n    %${name} = arith.extui %${name}I : i32 to i64`;
  return {
    name,
    code: `    %${name}${bits === 64 ? '' : 'I'} = llvm.call_intrinsic "${intrinsic}"(%${source}) : (${type}) -> i${bits}${widened}`,
    model: (a) => BigInt.asUintN(bits, saturate(source === 'x' ? double(a) : single(a), bits, signed)),
  };
}

const signed32 = (a: bigint): bigint => BigInt.asIntN(32, a);
const unsigned32 = (a: bigint): bigint => BigInt.asUintN(32, a);
const signed64 = (a: bigint): bigint => BigInt.asIntN(64, a);

const cases: readonly Case[] = [
  doubleOperation('add', 'arith.addf %x, %y : f64', (x, y) => x + y),
  doubleOperation('sub', 'arith.subf %x, %y : f64', (x, y) => x - y),
  doubleOperation('mul', 'arith.mulf %x, %y : f64', (x, y) => x * y),
  doubleOperation('div', 'arith.divf %x, %y : f64', (x, y) => x / y),
  doubleOperation('rem', 'arith.remf %x, %y : f64', (x, y) => x % y),
  doubleOperation('sqrt', 'llvm.intr.sqrt(%x) : (f64) -> f64', Math.sqrt),
  comparison('eq', 'oeq', (x, y) => x === y),
  comparison('ne', 'une', (x, y) => x !== y),
  comparison('lt', 'olt', (x, y) => x < y),
  comparison('le', 'ole', (x, y) => x <= y),
  comparison('gt', 'ogt', (x, y) => x > y),
  comparison('ge', 'oge', (x, y) => x >= y),
  doubleOperation('i2d', 'arith.sitofp %a32 : i32 to f64', () => 0),
  doubleOperation('u2d', 'arith.uitofp %a32 : i32 to f64', () => 0),
  doubleOperation('l2d', 'arith.sitofp %a : i64 to f64', () => 0),
  doubleOperation('ul2d', 'arith.uitofp %a : i64 to f64', () => 0),
  doubleOperation('f2d', 'arith.extf %u : f32 to f64', () => 0),
  singleOperation('d2f', 'arith.truncf %x : f64 to f32', (a) => double(a)),
  singleOperation('l2f', 'arith.sitofp %a : i64 to f32', (a) => singleOfInteger(signed64(a))),
  singleOperation('ul2f', 'arith.uitofp %a : i64 to f32', (a) => singleOfInteger(a)),
  singleOperation('addf', 'arith.addf %u, %v : f32', (a, b) => single(a) + single(b)),
  singleOperation('mulf', 'arith.mulf %u, %v : f32', (a, b) => single(a) * single(b)),
  singleOperation('divf', 'arith.divf %u, %v : f32', (a, b) => single(a) / single(b)),
  singleOperation('remf', 'arith.remf %u, %v : f32', (a, b) => single(a) % single(b)),
  singleOperation('sqrtf', 'llvm.intr.sqrt(%u) : (f32) -> f32', (a) => Math.sqrt(single(a))),
  toInteger('d2i', 'x', 32, 'signed'),
  toInteger('d2u', 'x', 32, 'unsigned'),
  toInteger('d2l', 'x', 64, 'signed'),
  toInteger('d2ul', 'x', 64, 'unsigned'),
  toInteger('f2i', 'u', 32, 'signed'),
  toInteger('f2l', 'u', 64, 'signed'),
  toInteger('f2ul', 'u', 64, 'unsigned'),
].map((each): Case => {
  const conversions: Readonly<Record<string, (a: bigint) => number>> = {
    i2d: (a) => Number(signed32(a)),
    u2d: (a) => Number(unsigned32(a)),
    l2d: (a) => Number(signed64(a)),
    ul2d: (a) => Number(a),
    f2d: single,
  };
  const convert = conversions[each.name];
  return convert ? { ...each, model: (a) => bitsOf(convert(a)) } : each;
});

const preparation = `    %nan64 = arith.constant 0x7FF8000000000000 : i64
    %nan32 = arith.constant 0x7FC00000 : i64
    %x = arith.bitcast %a : i64 to f64
    %y = arith.bitcast %b : i64 to f64
    %a32 = arith.trunci %a : i64 to i32
    %b32 = arith.trunci %b : i64 to i32
    %u = arith.bitcast %a32 : i32 to f32
    %v = arith.bitcast %b32 : i32 to f32`;

/** Doubles of every sort, integers near the ends, and singles in the low half; pseudo-random ones from a fixed seed. */
function patterns(): readonly bigint[] {
  const doubles = [
    0,
    -0,
    1,
    -1,
    1.5,
    2,
    3,
    0.1,
    1e300,
    -1e300,
    1e-300,
    5e-324,
    -5e-324,
    2.2250738585072014e-308,
    2.225073858507201e-308,
    Number.MAX_VALUE,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
    4294967295,
    4294967296,
    2147483647.5,
    -2147483648.9,
    2 ** 53 + 2,
    2 ** 63,
    -(2 ** 63),
    1.8446744073709552e19,
    3.4028234663852886e38,
    3.4028235677973366e38,
    1.401298464324817e-45,
    7.006492321624085e-46,
    1.1754943508222875e-38,
  ].map(bitsOf);
  const singles = [
    0, 1, 0x80000000, 0x3f800000, 0x7f800000, 0xff800000, 0x7fc00000, 0x7f7fffff, 0x00800000, 0x007fffff, 0x5f000000,
    0xdf000000, 0x4f000000, 0x4effffff,
  ].map(BigInt);
  let state = 0x2545f4914f6cdd1dn;
  const next = (): bigint => {
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
    return BigInt.asUintN(64, state ^ (state >> 29n));
  };
  const random = Array.from({ length: 400 }, (_, index) => {
    const bits = next();
    // Exponents near each other, so that sums cancel and products stay finite.
    if (index % 2 === 0) return (bits & 0x800fffffffffffffn) | ((1023n + ((bits >> 52n) % 60n) - 30n) << 52n);
    return index % 4 === 1 ? bits : bits & 0xffffffffn;
  });
  return [...doubles, ...singles, ...random];
}

function pairs(): readonly (readonly [bigint, bigint])[] {
  const list = patterns();
  const special = list.slice(0, 46);
  const crossed = special.flatMap((a) => special.map((b) => [a, b] as const));
  const mixed = list.flatMap((a, i) => [1, 2, 9].map((step) => [a, list[(i + step * 2) % list.length] ?? 0n] as const));
  return [...crossed, ...mixed];
}

test.each(['x86_64-linux', 'cortex-m33'])('floats on %s', async (name) => {
  const definition = findTarget(name);
  if (!definition) throw new Error(`target ${name} exists`);
  const inputs = pairs();
  const outputs = await runRecords(
    definition,
    [preparation, ...cases.map(({ code }) => code)].join('\n'),
    cases.map((each) => `%${each.name}`),
    inputs,
  );
  const wrong: string[] = [];
  inputs.forEach(([a, b], record) => {
    cases.forEach((each, index) => {
      const expected = each.model(a, b);
      const found = outputs[record]?.[index];
      if (found !== expected)
        wrong.push(
          `${each.name} of ${a.toString(16)} (${double(a)}), ${b.toString(16)} (${double(b)}): ${found?.toString(16)}, not ${expected.toString(16)}`,
        );
    });
  });
  expect(wrong.length === 0 ? [] : [`${wrong.length} wrong`, ...wrong.slice(0, 20)]).toEqual([]);
});
