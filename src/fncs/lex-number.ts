// In: the text and the offset of a digit. Out: the literal, or what is wrong with it. Decides no ranges: the checker knows the target's widths.
import type { IntegerSuffix, LiteralValue } from './syntax.ts';
import { integerSuffixes } from './token.ts';

export type NumberLexed =
  | { readonly kind: 'literal'; readonly value: LiteralValue; readonly end: number }
  | { readonly kind: 'decimal' | 'malformed'; readonly end: number };

const based = /0[xX][0-9a-fA-F_]*|0[oO][0-7_]*|0[bB][01_]*/y;
const whole = /[0-9][0-9_]*/y;
/** `1.` is a float unless a second dot or a name follows: `1..2` is a range. */
const fraction = /\.(?:[0-9][0-9_]*|(?=[eE][+-]?[0-9]|[fF](?![A-Za-z0-9_]))|(?![.A-Za-z_`]))/y;
const exponent = /[eE][+-]?[0-9][0-9_]*/y;
/** No type of the language has so many digits. */
const longest = 128;
const tail = /[A-Za-z0-9_]*/y;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

export function lexNumber(text: string, at: number): NumberLexed {
  const prefixed = match(based, text, at);
  if (prefixed !== '') return lexBased(text, at, prefixed);
  const digits = match(whole, text, at);
  let end = at + digits.length;
  const decimals = match(fraction, text, end);
  end += decimals.length;
  const power = match(exponent, text, end);
  end += power.length;
  const suffix = match(tail, text, end);
  const last = end + suffix.length;
  if (digits.endsWith('_') && decimals === '' && power === '') return { kind: 'malformed', end: last };
  const isFloat = decimals !== '' || power !== '';
  if (suffix === 'f' || suffix === 'F' || (isFloat && suffix === '')) {
    const exact = Number(text.slice(at, end).replaceAll('_', ''));
    const bits = suffix === '' ? 64 : 32;
    const value = bits === 32 ? Math.fround(exact) : exact;
    return { kind: 'literal', value: { kind: 'float', value, bits }, end: last };
  }
  if (/^[mMIQRZNG]$/.test(suffix)) return { kind: 'decimal', end: last };
  const known = isFloat ? undefined : suffixNamed(suffix);
  if (known === undefined || digits.length > longest) return { kind: 'malformed', end: last };
  const value = BigInt(digits.replaceAll('_', ''));
  return { kind: 'literal', value: { kind: 'integer', value, suffix: known, radix: 10 }, end: last };
}

function lexBased(text: string, at: number, prefixed: string): NumberLexed {
  const suffix = match(tail, text, at + prefixed.length);
  const end = at + prefixed.length + suffix.length;
  const digits = prefixed.slice(2).replaceAll('_', '');
  const known = suffixNamed(suffix);
  if (digits === '' || digits.length > longest || prefixed.endsWith('_') || known === undefined)
    return { kind: 'malformed', end };
  const letter = prefixed[1]?.toLowerCase();
  const value = BigInt(`0${letter}${digits}`);
  const radix = letter === 'x' ? 16 : letter === 'o' ? 8 : 2;
  return { kind: 'literal', value: { kind: 'integer', value, suffix: known, radix }, end };
}

function suffixNamed(text: string): IntegerSuffix | undefined {
  return integerSuffixes.find((suffix) => suffix === text);
}
