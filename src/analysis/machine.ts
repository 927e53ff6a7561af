// In: types and a target. Out: the ranges of their values as mathematical integers, and how long arrays of them can be. No symbols.
import { bitsOf, type Target } from '../memory/target.ts';
import type { IntegerType, Type } from '../psg/type.ts';
import { larger, smaller } from './linear.ts';

export interface WordRange {
  readonly low: bigint;
  readonly high: bigint;
  /** 2ⁿ: the number of values. */
  readonly size: bigint;
  readonly bits: number;
}

type Sign = 'signed' | 'unsigned';

export function rangeOfBits(bits: number, sign: Sign): WordRange {
  const size = 1n << BigInt(bits);
  return sign === 'signed'
    ? { low: -(size >> 1n), high: (size >> 1n) - 1n, size, bits }
    : { low: 0n, high: size - 1n, size, bits };
}

export function rangeOfInteger(type: IntegerType, target: Target): WordRange {
  return rangeOfBits(bitsOf(type.bits, target), type.signed ? 'signed' : 'unsigned');
}

/**
 * The range of types whose values are integers: integers, enums (any value of the underlying type), characters. A character is held in 32 bits;
 * conversion from an integer may put any of them there, so no narrower range is assumed. Undefined for other types.
 */
export function rangeOfType(type: Type, target: Target): WordRange | undefined {
  switch (type.kind) {
    case 'integer':
      return rangeOfInteger(type, target);
    case 'enum':
      return rangeOfInteger(type.underlying, target);
    case 'character':
      return rangeOfBits(32, 'unsigned');
    default:
      return undefined;
  }
}

/** The range of `int`: lengths, indices and counts. */
export function wordRange(target: Target): WordRange {
  return rangeOfBits(target.wordBits, 'signed');
}

/** A lower bound of the size of a value in bytes: padding and tags are not counted, so that lengths are never bounded too tightly. */
export function leastSizeOf(type: Type, target: Target): bigint {
  const word = BigInt(target.wordBits / 8);
  switch (type.kind) {
    case 'unit':
      return 0n;
    case 'boolean':
      return 1n;
    case 'character':
      return 4n;
    case 'integer':
      return BigInt(bitsOf(type.bits, target) / 8);
    case 'enum':
      return BigInt(bitsOf(type.underlying.bits, target) / 8);
    case 'float':
      return BigInt(type.bits / 8);
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
      return 2n * word;
    case 'address':
    case 'descriptor':
      return word;
    case 'tuple':
      return type.items.reduce((sum, item) => sum + leastSizeOf(item, target), 0n);
    case 'record':
      return type.fields.reduce((sum, field) => sum + leastSizeOf(field.type, target), 0n);
    case 'union':
      return type.cases.reduce((most, each) => {
        const size = each.fields.reduce((sum, field) => sum + leastSizeOf(field.type, target), 0n);
        return larger(size, most);
      }, 0n);
  }
}

/** The greatest length of a collection: it lies in one object. Elements without a size, and register pointers, are bounded by `int` only. */
export function greatestLength(type: Type, target: Target): bigint {
  const { high } = wordRange(target);
  if (type.kind === 'string') return smaller(target.largestObject, high);
  if (type.kind !== 'array' && type.kind !== 'span' && type.kind !== 'pointer') return high;
  if (type.kind === 'pointer' && (type.region === 'peripheral' || type.region === 'systemControl')) return high;
  const size = leastSizeOf(type.element, target);
  if (size === 0n) return high;
  return smaller(target.largestObject / size, high);
}
