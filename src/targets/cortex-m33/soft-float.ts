// Binary64 arithmetic and the conversions that a single-precision FPU does not have, on the bits: round to nearest even, subnormals, infinities, NaN (IEEE 754-2019).
// Names and register use are RTABI32's: floats travel as integers. NaN results are quiet; the payload of an operand is not kept.
import type { ModuleText } from '../../alex/target-definition.ts';
import { buildFunction, type CodeBuilder, makeBuilder, type Word } from './code-builder.ts';

const signBit = 1n << 63n;
const sizeMask = signBit - 1n;
const hidden = 1n << 52n;
const fractionMask = hidden - 1n;
const infinity = 0x7ffn << 52n;
const quietNaN = infinity | (1n << 51n);
const bias = 1023;

/**
 * The one place that rounds: `(sign, exponent, significand)` stands for `significand / 2^62 · 2^(exponent − bias)`; the significand is below 2^63
 * and its last bit is sticky. `format` is where it goes: binary64, or binary32 with its own bias already in the exponent.
 */
function roundFunction(
  name: string,
  format: { readonly fraction: number; readonly largest: number; readonly width: 32 | 64 },
): ModuleText {
  const dropped = BigInt(62 - format.fraction);
  return buildFunction(name, ['i64', 'i32', 'i64'], 'i64', (code, [sign, exponent0, significand0]) => {
    if (!sign || !exponent0 || !significand0) throw new RangeError('three parameters');
    code.returnIf(code.compare('eq', significand0, 0), sign);
    const shift = code.op('subi', code.leadingZeros(significand0), 1);
    const significand = code.op('shli', significand0, shift);
    const exponent = code.op('subi', exponent0, code.resize(shift, 'i32', 'trunci'));
    const infinite = code.op('ori', sign, BigInt(format.largest) << BigInt(format.fraction));
    code.returnIf(code.compare('sge', exponent, format.largest), infinite);
    // Below the least normal exponent the significand moves right, and what falls out stays in its last bit.
    const isSubnormal = code.compare('sle', exponent, 0);
    const distance = code.op('subi', code.constant(1, 'i32'), exponent);
    const far = code.select(isSubnormal, distance, code.constant(0, 'i32'));
    const moved = shiftRightSticky(code, significand, far);
    const tail = code.op('andi', moved, (1n << dropped) - 1n);
    const rounded = code.op('shrui', code.op('addi', moved, 1n << (dropped - 1n)), dropped);
    const isTie = code.compare('eq', tail, 1n << (dropped - 1n));
    const even = code.select(isTie, code.op('andi', rounded, ~1n), rounded);
    // The hidden bit adds one to the exponent field; a carry out of the significand adds another.
    const fieldExponent = code.select(isSubnormal, 0, code.op('subi', exponent, 1));
    const field = code.op('shli', code.resize(fieldExponent, 'i64', 'extui'), format.fraction);
    return code.op('addi', sign, code.op('addi', field, even));
  });
}

/** `value >> distance` with the lost bits or-ed into the last one; any distance ≥ 0. */
function shiftRightSticky(code: CodeBuilder, value: Word, distance: Word): Word {
  const bounded = code.op('minui', distance, 63);
  const wide = code.resize(bounded, 'i64', 'extui');
  const shifted = code.op('shrui', value, wide);
  const back = code.op('shli', shifted, wide);
  const lost = code.resize(code.compare('ne', back, value), 'i64', 'extui');
  return code.op('ori', shifted, lost);
}

interface Parts {
  readonly bits: Word;
  readonly sign: Word;
  /** Without the sign bit. */
  readonly size: Word;
  /** The exponent field, 1 for subnormals. */
  readonly exponent: Word;
  /** 53 bits. */
  readonly significand: Word;
  readonly isNaN: Word;
  readonly isInfinite: Word;
  readonly isZero: Word;
}

function unpack(code: CodeBuilder, bits: Word): Parts {
  const sign = code.op('andi', bits, signBit);
  const size = code.op('andi', bits, sizeMask);
  const field = code.resize(code.op('shrui', size, 52), 'i32', 'trunci');
  const fraction = code.op('andi', size, fractionMask);
  const isSubnormal = code.compare('eq', field, 0);
  return {
    bits,
    sign,
    size,
    exponent: code.op('maxui', field, 1),
    significand: code.select(isSubnormal, fraction, code.op('ori', fraction, hidden)),
    isNaN: code.compare('ugt', size, infinity),
    isInfinite: code.compare('eq', size, infinity),
    isZero: code.compare('eq', size, 0),
  };
}

function either(code: CodeBuilder, a: Word, b: Word): Word {
  return code.op('ori', a, b);
}

function both(code: CodeBuilder, a: Word, b: Word): Word {
  return code.op('andi', a, b);
}

/** A subnormal's significand moved up until its hidden bit is set. */
function normalise(code: CodeBuilder, parts: Parts): { readonly exponent: Word; readonly significand: Word } {
  const shift = code.op('subi', code.leadingZeros(parts.significand), 11);
  const bounded = code.op('andi', shift, 63);
  return {
    exponent: code.op('subi', parts.exponent, code.resize(bounded, 'i32', 'trunci')),
    significand: code.op('shli', parts.significand, bounded),
  };
}

function addition(code: CodeBuilder, first: Word, second: Word): Word {
  const a0 = unpack(code, first);
  const b0 = unpack(code, second);
  const swap = code.compare('ult', a0.size, b0.size);
  const a = unpack(code, code.select(swap, second, first));
  const b = unpack(code, code.select(swap, first, second));
  const nan = code.constant(quietNaN, 'i64');
  code.returnIf(either(code, a.isNaN, b.isNaN), nan);
  const differ = code.compare('ne', a.sign, b.sign);
  code.returnIf(both(code, both(code, a.isInfinite, b.isInfinite), differ), nan);
  code.returnIf(a.isInfinite, a.bits);
  const high = code.op('shli', a.significand, 9);
  const low = shiftRightSticky(code, code.op('shli', b.significand, 9), code.op('subi', a.exponent, b.exponent));
  const sum = code.op('addi', high, low);
  const difference = code.op('subi', high, low);
  const result = code.select(differ, difference, sum);
  // x − x is +0; −0 + −0 is −0.
  const cancels = both(code, differ, code.compare('eq', difference, 0));
  const sign = code.select(cancels, 0, a.sign);
  return code.call('firefly.round64', [sign, code.op('addi', a.exponent, 1), result], 'i64');
}

function multiplication(code: CodeBuilder, first: Word, second: Word): Word {
  const a = unpack(code, first);
  const b = unpack(code, second);
  const sign = code.op('xori', a.sign, b.sign);
  const nan = code.constant(quietNaN, 'i64');
  code.returnIf(either(code, a.isNaN, b.isNaN), nan);
  const anyInfinite = either(code, a.isInfinite, b.isInfinite);
  const anyZero = either(code, a.isZero, b.isZero);
  code.returnIf(both(code, anyInfinite, anyZero), nan);
  code.returnIf(anyInfinite, code.op('ori', sign, infinity));
  code.returnIf(anyZero, sign);
  const x = normalise(code, a);
  const y = normalise(code, b);
  const { high, low } = product(code, code.op('shli', x.significand, 10), code.op('shli', y.significand, 11));
  const sticky = code.resize(code.compare('ne', low, 0), 'i64', 'extui');
  const exponent = code.op('subi', code.op('addi', x.exponent, y.exponent), bias - 1);
  return code.call('firefly.round64', [sign, exponent, code.op('ori', high, sticky)], 'i64');
}

/** 64 × 64 → 128 bits from four 32-bit products. */
function product(code: CodeBuilder, a: Word, b: Word): { readonly high: Word; readonly low: Word } {
  const mask = 0xffff_ffffn;
  const [aLow, aHigh] = [code.op('andi', a, mask), code.op('shrui', a, 32)];
  const [bLow, bHigh] = [code.op('andi', b, mask), code.op('shrui', b, 32)];
  const lowLow = code.op('muli', aLow, bLow);
  const middle1 = code.op('addi', code.op('muli', aHigh, bLow), code.op('shrui', lowLow, 32));
  const middle2 = code.op('addi', code.op('muli', aLow, bHigh), code.op('andi', middle1, mask));
  const high = code.op(
    'addi',
    code.op('muli', aHigh, bHigh),
    code.op('addi', code.op('shrui', middle1, 32), code.op('shrui', middle2, 32)),
  );
  return { high, low: code.op('ori', code.op('shli', middle2, 32), code.op('andi', lowLow, mask)) };
}

function division(code: CodeBuilder, first: Word, second: Word): Word {
  const a = unpack(code, first);
  const b = unpack(code, second);
  const sign = code.op('xori', a.sign, b.sign);
  const nan = code.constant(quietNaN, 'i64');
  code.returnIf(either(code, a.isNaN, b.isNaN), nan);
  code.returnIf(either(code, both(code, a.isInfinite, b.isInfinite), both(code, a.isZero, b.isZero)), nan);
  code.returnIf(either(code, a.isInfinite, b.isZero), code.op('ori', sign, infinity));
  code.returnIf(either(code, a.isZero, b.isInfinite), sign);
  const x = normalise(code, a);
  const y = normalise(code, b);
  const [quotient, rest] = code.repeat(62, [code.constant(0, 'i64'), x.significand], ([q, r]) => {
    if (!q || !r) throw new RangeError('two words');
    const fits = code.compare('uge', r, y.significand);
    const next = code.select(fits, code.op('subi', r, y.significand), r);
    const bit = code.resize(fits, 'i64', 'extui');
    return [code.op('ori', code.op('shli', q, 1), bit), code.op('shli', next, 1)];
  });
  if (!quotient || !rest) throw new RangeError('two words');
  const sticky = code.resize(code.compare('ne', rest, 0), 'i64', 'extui');
  const exponent = code.op('addi', code.op('subi', x.exponent, y.exponent), bias + 1);
  return code.call('firefly.round64', [sign, exponent, code.op('ori', quotient, sticky)], 'i64');
}

/** Digit by digit: each round brings down two bits of the radicand and decides one of the root. */
function squareRoot(code: CodeBuilder, bits: Word): Word {
  const a = unpack(code, bits);
  const nan = code.constant(quietNaN, 'i64');
  code.returnIf(a.isNaN, nan);
  code.returnIf(a.isZero, bits);
  code.returnIf(code.compare('ne', a.sign, 0), nan);
  code.returnIf(a.isInfinite, bits);
  const x = normalise(code, a);
  // An even distance from the bias halves; with an odd one the significand doubles first.
  const isOdd = code.compare('eq', code.op('andi', x.exponent, 1), 0);
  const radicand = code.select(isOdd, code.op('shli', x.significand, 1), x.significand);
  const evened = code.select(isOdd, code.op('subi', x.exponent, 1), x.exponent);
  const half = code.op('shrsi', code.op('subi', evened, bias), 1);
  // The radicand lies in [2^52, 2^54): 27 rounds use its 54 bits, the rest bring down zeros: 56 bits of root, its first at 2^26.
  const [root, remainder] = code.repeat(
    56,
    [code.constant(0, 'i64'), code.constant(0, 'i64'), code.op('shli', radicand, 10)],
    ([q, r, source]) => {
      if (!q || !r || !source) throw new RangeError('three words');
      const brought = code.op('ori', code.op('shli', r, 2), code.op('shrui', source, 62));
      const trial = code.op('ori', code.op('shli', q, 2), 1);
      const fits = code.compare('uge', brought, trial);
      const next = code.select(fits, code.op('subi', brought, trial), brought);
      const bit = code.resize(fits, 'i64', 'extui');
      return [code.op('ori', code.op('shli', q, 1), bit), next, code.op('shli', source, 2)];
    },
  );
  if (!root || !remainder) throw new RangeError('three words');
  const sticky = code.resize(code.compare('ne', remainder, 0), 'i64', 'extui');
  // The root has 56 bits with its leading one at bit 55: seven more places to 62.
  const placed = code.op('ori', code.op('shli', root, 7), sticky);
  return code.call('firefly.round64', [code.constant(0, 'i64'), code.op('addi', half, bias), placed], 'i64');
}

type Comparison = 'eq' | 'lt' | 'le' | 'ge' | 'gt' | 'un';

/** 1 when the relation holds, else 0; with a NaN only `un` holds. */
function comparison(code: CodeBuilder, relation: Comparison, first: Word, second: Word): Word {
  const [a, b] = [unpack(code, first), unpack(code, second)];
  const unordered = either(code, a.isNaN, b.isNaN);
  if (relation === 'un') return code.resize(unordered, 'i32', 'extui');
  code.returnIf(unordered, code.constant(0, 'i32'));
  // Sign and size become two's complement, so that +0 and −0 are the same number.
  const number = ({ sign, size }: Parts): Word =>
    code.select(code.compare('ne', sign, 0), code.op('subi', code.constant(0, 'i64'), size), size);
  const predicate = relation === 'eq' ? 'eq' : (`s${relation}` as const);
  return code.resize(code.compare(predicate, number(a), number(b)), 'i32', 'extui');
}

/** Exact sign and size of an integer, then rounded once. */
function fromInteger(
  code: CodeBuilder,
  value: Word,
  signed: 'signed' | 'unsigned',
  round: string,
  formatBias: number,
): Word {
  const sign = signed === 'signed' ? code.op('andi', value, signBit) : code.constant(0, 'i64');
  const isNegative = code.compare('ne', sign, 0);
  const size = code.select(isNegative, code.op('subi', code.constant(0, 'i64'), value), value);
  // One place right, so that 64-bit sizes fit below 2^63; the lost bit stays sticky.
  const halved = code.op('ori', code.op('shrui', size, 1), code.op('andi', size, 1));
  const isWide = code.compare('slt', size, 0);
  const significand = code.select(isWide, halved, size);
  const exponent = code.select(isWide, formatBias + 63, code.constant(formatBias + 62, 'i32'));
  return code.call(round, [sign, exponent, significand], 'i64');
}

/** Truncates; the caller has sorted out values that the integer cannot hold. */
function toInteger(code: CodeBuilder, bits: Word): Word {
  const a = unpack(code, bits);
  const distance = code.op('subi', a.exponent, bias + 52);
  const left = code.op('minui', code.op('maxsi', distance, 0), 63);
  const right = code.op('minui', code.op('maxsi', code.op('subi', code.constant(0, 'i32'), distance), 0), 63);
  const grown = code.op('shli', a.significand, code.resize(left, 'i64', 'extui'));
  const size = code.op('shrui', grown, code.resize(right, 'i64', 'extui'));
  const isNegative = code.compare('ne', a.sign, 0);
  return code.select(isNegative, code.op('subi', code.constant(0, 'i64'), size), size);
}

/** Binary32 bits to binary64 bits: exact. */
function widen(code: CodeBuilder, bits32: Word): Word {
  const bits = code.resize(bits32, 'i64', 'extui');
  const sign = code.op('shli', code.op('shrui', bits, 31), 63);
  const size = code.op('andi', bits, 0x7fff_ffff);
  const special = code.compare('uge', size, 0x7f80_0000);
  const isNaN = code.compare('ugt', size, 0x7f80_0000);
  code.returnIf(special, code.op('ori', sign, code.select(isNaN, quietNaN, code.constant(infinity, 'i64'))));
  const field = code.resize(code.op('shrui', size, 23), 'i32', 'trunci');
  const fraction = code.op('andi', size, 0x7f_ffff);
  const isSubnormal = code.compare('eq', field, 0);
  const significand = code.select(isSubnormal, fraction, code.op('ori', fraction, 0x80_0000));
  const exponent = code.op('addi', code.op('maxui', field, 1), bias - 127);
  return code.call('firefly.round64', [sign, exponent, code.op('shli', significand, 39)], 'i64');
}

function narrow(code: CodeBuilder, bits: Word): Word {
  const a = unpack(code, bits);
  const sign = code.op('shrui', a.sign, 32);
  const special = either(code, a.isNaN, a.isInfinite);
  const kind = code.select(a.isNaN, 0x7fc0_0000, code.constant(0x7f80_0000, 'i64'));
  code.returnIf(special, code.resize(code.op('ori', sign, kind), 'i32', 'trunci'));
  const exponent = code.op('subi', a.exponent, bias - 127);
  return code.resize(
    code.call('firefly.round32', [sign, exponent, code.op('shli', a.significand, 10)], 'i64'),
    'i32',
    'trunci',
  );
}

function unary(
  name: string,
  from: 'i32' | 'i64',
  to: 'i32' | 'i64',
  body: (code: CodeBuilder, operand: Word) => Word,
): ModuleText {
  return buildFunction(name, [from], to, (code, [operand]) => body(code, operand ?? code.constant(0, from)));
}

function binary(name: string, to: 'i32' | 'i64', body: (code: CodeBuilder, a: Word, b: Word) => Word): ModuleText {
  return buildFunction(name, ['i64', 'i64'], to, (code, [a, b]) =>
    body(code, a ?? code.constant(0, 'i64'), b ?? code.constant(0, 'i64')),
  );
}

/** `sqrt` is C's: its operand and result are floats. */
function floatSquareRoot(): ModuleText {
  const { lines, code } = makeBuilder();
  const bits = code.raw('arith.bitcast %x : f64 to i64', 'i64');
  const root = code.call('firefly.sqrt64', [bits], 'i64');
  return `  llvm.func @sqrt(%x: f64) -> f64 attributes {passthrough = ["nounwind", "noinline"]} {
${lines.join('\n')}
    %result = arith.bitcast ${root.name} : i64 to f64
    llvm.return %result : f64
  }`;
}

const relations: readonly Comparison[] = ['eq', 'lt', 'le', 'ge', 'gt', 'un'];

/** 32-bit integers go through the 64-bit conversions. */
function integerConversions(): readonly ModuleText[] {
  const low = (code: CodeBuilder, word: Word): Word => code.resize(word, 'i32', 'trunci');
  const from = (name: string, how: 'extsi' | 'extui', signed: 'signed' | 'unsigned'): ModuleText =>
    unary(name, 'i32', 'i64', (code, operand) =>
      fromInteger(code, code.resize(operand, 'i64', how), signed, 'firefly.round64', bias),
    );
  return [
    from('__aeabi_i2d', 'extsi', 'signed'),
    from('__aeabi_ui2d', 'extui', 'unsigned'),
    unary('__aeabi_l2d', 'i64', 'i64', (code, operand) =>
      fromInteger(code, operand, 'signed', 'firefly.round64', bias),
    ),
    unary('__aeabi_ul2d', 'i64', 'i64', (code, operand) =>
      fromInteger(code, operand, 'unsigned', 'firefly.round64', bias),
    ),
    unary('__aeabi_l2f', 'i64', 'i32', (code, operand) => {
      const sized = fromInteger32(code, operand, 'signed');
      return low(code, sized);
    }),
    unary('__aeabi_ul2f', 'i64', 'i32', (code, operand) => low(code, fromInteger32(code, operand, 'unsigned'))),
    unary('__aeabi_d2iz', 'i64', 'i32', (code, operand) => low(code, toInteger(code, operand))),
    unary('__aeabi_d2uiz', 'i64', 'i32', (code, operand) => low(code, toInteger(code, operand))),
    unary('__aeabi_d2lz', 'i64', 'i64', toInteger),
    unary('__aeabi_d2ulz', 'i64', 'i64', toInteger),
    unary('__aeabi_f2lz', 'i32', 'i64', (code, operand) => toInteger(code, code.call('__aeabi_f2d', [operand], 'i64'))),
    unary('__aeabi_f2ulz', 'i32', 'i64', (code, operand) =>
      toInteger(code, code.call('__aeabi_f2d', [operand], 'i64')),
    ),
  ];
}

/** Binary32's sign is bit 31. */
function fromInteger32(code: CodeBuilder, value: Word, signed: 'signed' | 'unsigned'): Word {
  const isNegative = signed === 'signed' ? code.compare('slt', value, 0) : code.constant(0, 'i1');
  const size = code.select(isNegative, code.op('subi', code.constant(0, 'i64'), value), value);
  const bits = fromInteger(code, size, 'unsigned', 'firefly.round32', 127);
  const sign = code.op('shli', code.resize(isNegative, 'i64', 'extui'), 31);
  return code.op('ori', bits, sign);
}

export const softFloat: ModuleText = [
  roundFunction('firefly.round64', { fraction: 52, largest: 0x7ff, width: 64 }),
  roundFunction('firefly.round32', { fraction: 23, largest: 0xff, width: 32 }),
  binary('__aeabi_dadd', 'i64', addition),
  binary('__aeabi_dsub', 'i64', (code, a, b) => code.call('__aeabi_dadd', [a, code.op('xori', b, signBit)], 'i64')),
  binary('__aeabi_dmul', 'i64', multiplication),
  binary('__aeabi_ddiv', 'i64', division),
  unary('firefly.sqrt64', 'i64', 'i64', squareRoot),
  floatSquareRoot(),
  ...relations.map((relation) =>
    binary(`__aeabi_dcmp${relation}`, 'i32', (code, a, b) => comparison(code, relation, a, b)),
  ),
  unary('__aeabi_f2d', 'i32', 'i64', widen),
  unary('__aeabi_d2f', 'i64', 'i32', narrow),
  ...integerConversions(),
].join('\n');
