// In: an operator or a conversion and its types on a target. Out: the function that computes it, by docs/language.md ("Arithmetic") and, where that page is silent,
// by F#: integers wrap, shift counts are masked, quotients truncate; floats are IEEE. A division by 0, or without a quotient in the type, is no case here.
import { assertNever, never } from '../base/never.ts';
import { bitsOf, type Target } from '../memory/target.ts';
import type { PrimitiveOperator } from '../psg/node.ts';
import { asInteger, type IntegerType, type Type } from '../psg/type.ts';
import type { Value } from './value.ts';

/** Cuts a number to the width of a type. */
export type Cut = (value: bigint) => bigint;

export function cutTo(type: Type, target: Target): Cut {
  const { bits, signed } = asInteger(type) ?? never(`a value of ${type.kind} is no integer`);
  const width = bitsOf(bits, target);
  return signed ? (value) => BigInt.asIntN(width, value) : (value) => BigInt.asUintN(width, value);
}

/** Whether a division or remainder has a quotient in the type. */
export function hasQuotient(dividend: bigint, divisor: bigint, type: Type, target: Target): boolean {
  if (divisor === 0n) return false;
  const { bits, signed } = asInteger(type) ?? never('integers are divided');
  return !(signed && divisor === -1n && dividend === -(1n << BigInt(bitsOf(bits, target) - 1)));
}

/** What a checked operation yields before it is cut to its type. */
export function exactOperation(operator: PrimitiveOperator): (a: bigint, b: bigint) => bigint {
  switch (operator) {
    case 'add':
      return (a, b) => a + b;
    case 'subtract':
      return (a, b) => a - b;
    case 'multiply':
      return (a, b) => a * b;
    case 'negate':
      return (a) => -a;
    default:
      return never(`'${operator}' is never checked`);
  }
}

const view = new DataView(new ArrayBuffer(8));

export function floatOfBits(bits: bigint, width: 32 | 64): number {
  view.setBigUint64(0, BigInt.asUintN(64, bits));
  return width === 32 ? view.getFloat32(4) : view.getFloat64(0);
}

/** IEEE bits of a float, as an unsigned number. */
export function bitsOfFloat(value: number, width: 32 | 64): bigint {
  if (width === 32) {
    view.setFloat32(0, value);
    return BigInt(view.getUint32(0));
  }
  view.setFloat64(0, value);
  return view.getBigUint64(0);
}

export type Conversion = (value: Value) => bigint | number;

/** Integer to integer wraps; to a float rounds once; float to integer truncates and saturates, NaN gives 0. */
export function conversion(from: Type, to: Type, target: Target): Conversion {
  const fromFloat = (value: Value): number => (typeof value === 'number' ? value : never('a float is converted'));
  const fromInteger = (value: Value): bigint => (typeof value === 'bigint' ? value : never('an integer is converted'));
  if (from.kind === 'float') {
    if (to.kind === 'float') return to.bits === 32 ? (value) => Math.fround(fromFloat(value)) : fromFloat;
    const type = asInteger(to) ?? never('a number is converted to a number');
    return (value) => saturated(fromFloat(value), type, target);
  }
  if (to.kind === 'float')
    return to.bits === 32
      ? (value) => Math.fround(oddlyRounded(fromInteger(value)))
      : (value) => Number(fromInteger(value));
  const cut = cutTo(to, target);
  return (value) => cut(fromInteger(value));
}

/** Rounded to odd at 53 bits, so that rounding once more, to single precision, gives what one rounding would. */
function oddlyRounded(value: bigint): number {
  const length = (value < 0n ? -value : value).toString(2).length;
  if (length <= 53) return Number(value);
  const shift = BigInt(length - 53);
  const kept = value >> shift;
  return Number(kept << shift === value ? kept : kept | 1n) * 2 ** Number(shift);
}

function saturated(value: number, type: IntegerType, target: Target): bigint {
  if (Number.isNaN(value)) return 0n;
  const size = 1n << BigInt(bitsOf(type.bits, target));
  const least = type.signed ? -(size >> 1n) : 0n;
  const greatest = least + size - 1n;
  if (value <= Number(least)) return least;
  if (value >= Number(greatest)) return greatest;
  return BigInt(Math.trunc(value));
}

export type Operation = (a: Value, b: Value) => bigint | boolean | number;

/** `operands` is the type of the first operand, which for all but shifts is that of the second as well. */
export function operation(operator: PrimitiveOperator, operands: Type, target: Target): Operation {
  switch (operands.kind) {
    case 'float':
      return floatOperation(operator, operands.bits);
    case 'boolean':
      return (a, b) => truthOperation(operator, a === true, b === true);
    case 'unit':
      // All unit values are equal.
      return () => truthOperation(operator, true, true);
    default:
      return integerOperation(operator, operands, target);
  }
}

function integerOperation(operator: PrimitiveOperator, type: Type, target: Target): Operation {
  const compute = integerFunction(operator, type, target);
  return (a, b) => {
    if (typeof a !== 'bigint') return never(`'${operator}' takes integers`);
    return compute(a, typeof b === 'bigint' ? b : 0n);
  };
}

function integerFunction(
  operator: PrimitiveOperator,
  type: Type,
  target: Target,
): (a: bigint, b: bigint) => bigint | boolean {
  const cut = cutTo(type, target);
  switch (operator) {
    case 'add':
      return (a, b) => cut(a + b);
    case 'subtract':
      return (a, b) => cut(a - b);
    case 'multiply':
      return (a, b) => cut(a * b);
    case 'divide':
      return (a, b) => a / b;
    case 'remainder':
      return (a, b) => a % b;
    case 'negate':
      return (a) => cut(-a);
    case 'bit-and':
      return (a, b) => cut(a & b);
    case 'bit-or':
      return (a, b) => cut(a | b);
    case 'bit-xor':
      return (a, b) => cut(a ^ b);
    case 'bit-not':
      return (a) => cut(~a);
    case 'shift-left':
    case 'shift-right': {
      const mask = BigInt(bitsOf(asInteger(type)?.bits ?? never('integers are shifted'), target) - 1);
      return operator === 'shift-left' ? (a, b) => cut(a << (b & mask)) : (a, b) => a >> (b & mask);
    }
    case 'equal':
    case 'not-equal':
    case 'less':
    case 'less-or-equal':
    case 'greater':
    case 'greater-or-equal':
      return comparison(operator);
    case 'minimum':
      return lesser;
    case 'maximum':
      return greater;
    case 'absolute':
      return (a) => cut(a < 0n ? -a : a);
    case 'not':
    case 'square-root':
      return never(`'${operator}' takes no integers`);
    default:
      return assertNever(operator);
  }
}

function lesser(a: bigint, b: bigint): bigint {
  if (b < a) return b;
  return a;
}

function greater(a: bigint, b: bigint): bigint {
  if (b > a) return b;
  return a;
}

/** Single precision: each result of double precision is rounded once more, which for these operations is the result of one rounding (53 ≥ 2 · 24 + 2 bits). */
function floatOperation(operator: PrimitiveOperator, bits: 32 | 64): Operation {
  const compute = floatFunction(operator, bits === 32 ? Math.fround : (value) => value);
  return (a, b) => {
    if (typeof a !== 'number') return never(`'${operator}' takes floats`);
    return compute(a, typeof b === 'number' ? b : 0);
  };
}

function floatFunction(
  operator: PrimitiveOperator,
  rounded: (value: number) => number,
): (a: number, b: number) => number | boolean {
  switch (operator) {
    case 'add':
      return (a, b) => rounded(a + b);
    case 'subtract':
      return (a, b) => rounded(a - b);
    case 'multiply':
      return (a, b) => rounded(a * b);
    case 'divide':
      return (a, b) => rounded(a / b);
    case 'remainder':
      return (a, b) => rounded(a % b);
    case 'negate':
      return (a) => -a;
    case 'absolute':
      return (a) => Math.abs(a);
    case 'square-root':
      return (a) => rounded(Math.sqrt(a));
    // F#: NaN when either is, and the first when both are equal.
    case 'minimum':
      return (a, b) => (Number.isNaN(b) || b < a ? b : a);
    case 'maximum':
      return (a, b) => (Number.isNaN(b) || b > a ? b : a);
    case 'equal':
    case 'not-equal':
    case 'less':
    case 'less-or-equal':
    case 'greater':
    case 'greater-or-equal':
      return comparison(operator);
    case 'bit-and':
    case 'bit-or':
    case 'bit-xor':
    case 'bit-not':
    case 'shift-left':
    case 'shift-right':
    case 'not':
      return never(`'${operator}' takes no floats`);
    default:
      return assertNever(operator);
  }
}

/** `false < true`. */
function truthOperation(operator: PrimitiveOperator, left: boolean, right: boolean): boolean {
  switch (operator) {
    case 'not':
    case 'bit-not':
      return !left;
    case 'equal':
      return left === right;
    case 'not-equal':
    case 'bit-xor':
      return left !== right;
    case 'less':
      return !left && right;
    case 'less-or-equal':
      return !left || right;
    case 'greater':
      return left && !right;
    case 'greater-or-equal':
      return left || !right;
    case 'minimum':
    case 'bit-and':
      return left && right;
    case 'maximum':
    case 'bit-or':
      return left || right;
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'remainder':
    case 'negate':
    case 'shift-left':
    case 'shift-right':
    case 'absolute':
    case 'square-root':
      return never(`'${operator}' takes no truth values`);
    default:
      return assertNever(operator);
  }
}

type Comparison = 'equal' | 'not-equal' | 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal';

/** Of two integers, or of two floats: every comparison with NaN is false, but that it is not equal. */
function comparison(operator: Comparison): (a: bigint | number, b: bigint | number) => boolean {
  switch (operator) {
    case 'equal':
      return (a, b) => a === b;
    case 'not-equal':
      return (a, b) => a !== b;
    case 'less':
      return (a, b) => a < b;
    case 'less-or-equal':
      return (a, b) => a <= b;
    case 'greater':
      return (a, b) => a > b;
    case 'greater-or-equal':
      return (a, b) => a >= b;
    default:
      return assertNever(operator);
  }
}
