// In: types and what a target is. Out: the ranges of words and lengths, as mathematical integers.
import { expectInteger, expectText, listOf, objectOf, oneOf, type Shaped } from './decode.ts';
import type { IntegerType, Type } from './graph.ts';

const rangeShape = {
  start: expectInteger,
  size: expectInteger,
  access: oneOf('readOnly', 'writeOnly', 'readWrite'),
  widths: listOf(expectInteger),
};

const targetShape = {
  name: expectText,
  /** Width of `int` and of addresses, in bits. */
  wordBits: expectInteger,
  /** Bytes of the largest array that can exist. */
  largestObject: expectInteger,
  /** The memory map: where raw addresses may point. */
  ranges: listOf(objectOf(rangeShape)),
} as const;

/** What proofs rest on of the target. */
export type TargetFacts = Shaped<typeof targetShape>;
export const readTarget = objectOf(targetShape);

export interface Word {
  readonly low: bigint;
  readonly high: bigint;
  /** 2ⁿ */
  readonly size: bigint;
  readonly bits: bigint;
}

function word(bits: bigint, sign: 'signed' | 'unsigned'): Word {
  const size = 1n << bits;
  return sign === 'signed'
    ? { low: -size / 2n, high: size / 2n - 1n, size, bits }
    : { low: 0n, high: size - 1n, size, bits };
}

function bitsOf({ bits }: IntegerType, target: TargetFacts): bigint {
  return bits === 'word' ? target.wordBits : BigInt(bits);
}

/** The machine word that holds values of a type: integers, enums (any value of their integer) and characters (any 32 bits). */
export function wordOf(type: Type, target: TargetFacts): Word | undefined {
  if (type.kind === 'enum') return wordOf(type.underlying, target);
  if (type.kind === 'character') return word(32n, 'unsigned');
  if (type.kind !== 'integer') return undefined;
  return word(bitsOf(type, target), type.isSigned ? 'signed' : 'unsigned');
}

/** Whether the type's integers are signed. */
export function isSigned(type: Type): boolean {
  return type.kind === 'enum' ? type.underlying.isSigned : type.kind === 'integer' && type.isSigned;
}

/** The word of indices and lengths. */
export function indexWord(target: TargetFacts): Word {
  return word(target.wordBits, 'signed');
}

/** No fewer bytes than a value of the type takes, without padding and tags. */
function leastSize(type: Type, target: TargetFacts): bigint {
  const sum = (types: readonly Type[]) => types.reduce((total, each) => total + leastSize(each, target), 0n);
  switch (type.kind) {
    case 'unit':
      return 0n;
    case 'boolean':
      return 1n;
    // 32-bit floats are not told apart from 64-bit ones
    case 'character':
    case 'float':
      return 4n;
    case 'integer':
      return bitsOf(type, target) / 8n;
    case 'enum':
      return bitsOf(type.underlying, target) / 8n;
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
      return target.wordBits / 4n;
    case 'address':
    case 'descriptor':
      return target.wordBits / 8n;
    case 'tuple':
      return sum(type.items);
    case 'record':
      return sum(type.fields);
    case 'union':
      return type.cases.map(sum).reduce(greater, 0n);
  }
}

/** The greatest length of a collection: all its elements lie in one object. Register blocks and elements without a size are bounded by the index only. */
export function greatestLength(type: Type, target: TargetFacts): bigint {
  const { high } = indexWord(target);
  const least = (size: bigint) => (size < high ? size : high);
  if (type.kind === 'string') return least(target.largestObject);
  if (type.kind !== 'array' && type.kind !== 'span' && type.kind !== 'pointer') return high;
  if (
    type.kind === 'pointer' &&
    type.region !== 'sram' &&
    type.region !== 'flash' &&
    type.region !== 'stack' &&
    type.region !== 'arena'
  )
    return high;
  const size = leastSize(type.element, target);
  return size === 0n ? high : least(target.largestObject / size);
}

/** Bytes that a raw access of the type reads or writes. */
export function accessWidth(type: Type, target: TargetFacts): bigint | undefined {
  switch (type.kind) {
    case 'integer':
    case 'enum':
    case 'character':
    case 'boolean':
      return leastSize(type, target);
    default:
      return undefined;
  }
}

function greater(a: bigint, b: bigint): bigint {
  return a < b ? b : a;
}
