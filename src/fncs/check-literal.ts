// In: a literal as written. Out: its value and type; numbers outside the range of their type are reported.
import type { Span } from '../base/source.ts';
import { booleanType, type Context, characterType, report, spell, stringType, unitType } from './check-context.ts';
import type { CheckCode } from './check-report.ts';
import type { IntegerSuffix, LiteralValue } from './syntax.ts';
import type { NumericName, Type } from './type.ts';
import type { Constant } from './typed.ts';

interface IntegerRange {
  readonly name: NumericName;
  readonly bits: number;
  readonly sign: 'signed' | 'unsigned';
  readonly code: CheckCode;
}

/** `int`, `uint` and their native twins have the target's width: literals must fit 32 bits, so that they mean the same on every target. */
const ranges: Readonly<Record<IntegerSuffix, IntegerRange>> = {
  '': { name: 'int', bits: 32, sign: 'signed', code: 'FS1147' },
  l: { name: 'int32', bits: 32, sign: 'signed', code: 'FS1147' },
  n: { name: 'nativeint', bits: 32, sign: 'signed', code: 'FS1147' },
  L: { name: 'int64', bits: 64, sign: 'signed', code: 'FS1149' },
  y: { name: 'int8', bits: 8, sign: 'signed', code: 'FS1142' },
  s: { name: 'int16', bits: 16, sign: 'signed', code: 'FS1145' },
  u: { name: 'uint', bits: 32, sign: 'unsigned', code: 'FS1148' },
  ul: { name: 'uint32', bits: 32, sign: 'unsigned', code: 'FS1148' },
  un: { name: 'unativeint', bits: 32, sign: 'unsigned', code: 'FS1148' },
  UL: { name: 'uint64', bits: 64, sign: 'unsigned', code: 'FS1150' },
  uy: { name: 'uint8', bits: 8, sign: 'unsigned', code: 'FS1144' },
  us: { name: 'uint16', bits: 16, sign: 'unsigned', code: 'FS1146' },
};

export interface TypedLiteral {
  readonly value: Constant;
  readonly type: Type;
}

/** `negated`: a minus stands directly before an integer, which makes −2³¹ writable. */
export function checkLiteral(
  context: Context,
  literal: LiteralValue,
  span: Span,
  sign: 'plain' | 'negated' = 'plain',
): TypedLiteral {
  switch (literal.kind) {
    case 'integer':
      return integer(context, literal, span, sign);
    case 'float': {
      const value = sign === 'negated' ? -literal.value : literal.value;
      return { value, type: { kind: 'numeric', name: literal.bits === 32 ? 'float32' : 'float', measure: [] } };
    }
    case 'character':
      return { value: literal.value, type: characterType };
    case 'string':
      return { value: literal.value, type: stringType };
    case 'bytes':
      return {
        value: literal.value,
        type: { kind: 'array', element: { kind: 'numeric', name: 'uint8', measure: [] } },
      };
    case 'boolean':
      return { value: literal.value, type: booleanType };
    case 'unit':
      return { value: undefined, type: unitType };
  }
}

function integer(
  context: Context,
  literal: Extract<LiteralValue, { kind: 'integer' }>,
  span: Span,
  sign: 'plain' | 'negated',
): TypedLiteral {
  const range = ranges[literal.suffix];
  const type: Type = { kind: 'numeric', name: range.name, measure: [] };
  const whole = 1n << BigInt(range.bits);
  const half = whole / 2n;
  const written = sign === 'negated' ? -literal.value : literal.value;
  if (range.sign === 'unsigned') {
    if (written >= 0n && written < whole) return { value: written, type };
  } else {
    if (written >= -half && written < half) return { value: written, type };
    // As in F#: the bits of a hexadecimal, octal or binary literal, read as a signed number.
    if (literal.radix !== 10 && literal.value < whole && literal.suffix !== 'n') {
      const wrapped = literal.value - whole;
      return { value: sign === 'negated' && -wrapped < half ? -wrapped : wrapped, type };
    }
  }
  const limits = range.sign === 'unsigned' ? `0 … ${whole - 1n}` : `${-half} … ${half - 1n}`;
  const isWord =
    range.name === 'int' || range.name === 'uint' || range.name === 'nativeint' || range.name === 'unativeint';
  report(context, range.code, span, {
    detail: `${written} is outside the range of ${spell(context, type)} literals, ${limits}.`,
    hint: isWord
      ? 'Use the suffix `L` (int64) or `UL` (uint64) for larger numbers; `int` has 32 bits on 32-bit targets.'
      : undefined,
  });
  return { value: 0n, type };
}
