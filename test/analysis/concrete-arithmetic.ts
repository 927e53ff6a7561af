// In: an operator or a conversion, its types and machine values. Out: the value by the language's meaning (docs/language.md, "Arithmetic"). Exact: integers as
// bigint, floats as IEEE numbers. Does not look for failing checks: the divisor of an integer division is not 0 here.
import { never } from '../../src/base/never.ts';
import { bitsOf, type Target } from '../../src/memory/target.ts';
import type { PrimitiveOperator } from '../../src/psg/node.ts';
import type { IntegerType, Type } from '../../src/psg/type.ts';

/** The integer type in which values of a type are kept: enums in their underlying type, characters in 32 bits. */
function wordOf(type: Type): IntegerType {
  switch (type.kind) {
    case 'integer':
      return type;
    case 'enum':
      return type.underlying;
    default:
      return { kind: 'integer', bits: 32, signed: false };
  }
}

export function wrap(value: bigint, type: Type, target: Target): bigint {
  const { bits, signed } = wordOf(type);
  return signed ? BigInt.asIntN(bitsOf(bits, target), value) : BigInt.asUintN(bitsOf(bits, target), value);
}

/** Whether a division or remainder has a quotient in the type. */
export function divides(dividend: bigint, divisor: bigint, type: Type, target: Target): boolean {
  const { bits, signed } = wordOf(type);
  const least = -(1n << BigInt(bitsOf(bits, target) - 1));
  return divisor !== 0n && !(signed && dividend === least && divisor === -1n);
}

/** A float literal is kept as its IEEE bits. */
export function floatOfBits(bits: bigint, width: 32 | 64): number {
  const view = new DataView(new ArrayBuffer(8));
  if (width === 32) {
    view.setUint32(0, Number(BigInt.asUintN(32, bits)));
    return view.getFloat32(0);
  }
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

export function convert(value: bigint | number, to: Type, target: Target): bigint | number {
  if (to.kind === 'float') {
    const wide = typeof value === 'number' ? value : numberOf(value);
    return to.bits === 32 ? Math.fround(wide) : typeof value === 'number' ? value : Number(value);
  }
  return typeof value === 'bigint' ? wrap(value, to, target) : saturate(value, wordOf(to), target);
}

/** Rounded to odd at 53 bits, so that rounding once more to single precision gives what one rounding would. */
function numberOf(value: bigint): number {
  const length = (value < 0n ? -value : value).toString(2).length;
  if (length <= 53) return Number(value);
  const shift = BigInt(length - 53);
  const kept = value >> shift;
  return Number(kept << shift === value ? kept : kept | 1n) * 2 ** Number(shift);
}

function saturate(value: number, type: IntegerType, target: Target): bigint {
  if (Number.isNaN(value)) return 0n;
  const size = 1n << BigInt(bitsOf(type.bits, target));
  const least = type.signed ? -(size >> 1n) : 0n;
  const greatest = least + size - 1n;
  if (value <= Number(least)) return least;
  if (value >= Number(greatest)) return greatest;
  return BigInt(Math.trunc(value));
}

export function integerOperation(
  operator: PrimitiveOperator,
  a: bigint,
  b: bigint,
  type: Type,
  target: Target,
): bigint | boolean {
  const of = (value: bigint) => wrap(value, type, target);
  switch (operator) {
    case 'add':
      return of(a + b);
    case 'subtract':
      return of(a - b);
    case 'multiply':
      return of(a * b);
    case 'divide':
      return a / b;
    case 'remainder':
      return a % b;
    case 'negate':
      return of(-a);
    case 'bit-and':
      return of(a & b);
    case 'bit-or':
      return of(a | b);
    case 'bit-xor':
      return of(a ^ b);
    case 'bit-not':
      return of(~a);
    case 'shift-left':
    case 'shift-right': {
      const count = BigInt.asUintN(Math.log2(bitsOf(wordOf(type).bits, target)), b);
      return operator === 'shift-left' ? of(a << count) : a >> count;
    }
    case 'equal':
      return a === b;
    case 'not-equal':
      return a !== b;
    case 'less':
      return a < b;
    case 'less-or-equal':
      return a <= b;
    case 'greater':
      return a > b;
    case 'greater-or-equal':
      return a >= b;
    case 'minimum':
      return a < b ? a : b;
    case 'maximum':
      return a > b ? a : b;
    case 'absolute':
      return of(a < 0n ? -a : a);
    default:
      return never(`'${operator}' of integers`);
  }
}

export function floatOperation(operator: PrimitiveOperator, a: number, b: number, type: Type): number | boolean {
  const of = (value: number) => (type.kind === 'float' && type.bits === 32 ? Math.fround(value) : value);
  switch (operator) {
    case 'add':
      return of(a + b);
    case 'subtract':
      return of(a - b);
    case 'multiply':
      return of(a * b);
    case 'divide':
      return of(a / b);
    case 'remainder':
      return of(a % b);
    case 'negate':
      return -a;
    case 'absolute':
      return Math.abs(a);
    case 'square-root':
      return of(Math.sqrt(a));
    case 'minimum':
      return Number.isNaN(b) || a > b ? b : a;
    case 'maximum':
      return Number.isNaN(b) || a < b ? b : a;
    case 'equal':
      return a === b;
    case 'not-equal':
      return a !== b;
    case 'less':
      return a < b;
    case 'less-or-equal':
      return a <= b;
    case 'greater':
      return a > b;
    case 'greater-or-equal':
      return a >= b;
    default:
      return never(`'${operator}' of floats`);
  }
}

export function booleanOperation(operator: PrimitiveOperator, a: boolean, b: boolean): boolean {
  switch (operator) {
    case 'not':
      return !a;
    case 'equal':
      return a === b;
    case 'not-equal':
      return a !== b;
    case 'less':
      return !a && b;
    case 'less-or-equal':
      return !a || b;
    case 'greater':
      return a && !b;
    case 'greater-or-equal':
      return a || !b;
    default:
      return never(`'${operator}' of booleans`);
  }
}
