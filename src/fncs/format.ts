// In: a format as written: `X4` behind a colon, `%08.3f` before a hole or in the text of `printf`. Out: what it means, as data, or why it means nothing here.
// The letters are those of .NET and of F#'s `printf`, in the invariant culture.
import type { Requirement } from './requirement.ts';

/** How a value becomes text. */
export type FormatStyle =
  /** As F# prints a value of its type: numbers in full (floats shortest), `True`, a character, a string, the name of an enum's member. */
  | { readonly kind: 'plain' }
  /** `%b`: `true`. */
  | { readonly kind: 'lower-boolean' }
  /** At least so many digits; signed numbers keep their sign. */
  | { readonly kind: 'decimal'; readonly digits: number }
  /** The bits of an integer as an unsigned number, at least so many digits. */
  | {
      readonly kind: 'bits';
      readonly radix: 2 | 8 | 10 | 16;
      readonly digits: number;
      readonly letters: 'upper' | 'lower';
    }
  /** So many digits behind the point. */
  | { readonly kind: 'fixed'; readonly places: number }
  /** `1.5E+003`; the exponent has at least `exponent` digits. */
  | {
      readonly kind: 'exponent';
      readonly places: number;
      readonly exponent: number;
      readonly letters: 'upper' | 'lower';
    }
  /** At most so many digits, 0: as few as name the number; with an exponent when the number is large or small. */
  | { readonly kind: 'general'; readonly digits: number; readonly letters: 'upper' | 'lower' };

export interface Format {
  readonly style: FormatStyle;
  /** Characters that the text fills at least, to the right; negative: to the left. */
  readonly width: number;
  /** Numbers fill the width with zeros behind their sign. */
  readonly fill: 'spaces' | 'zeros';
  /** What stands before a number that is not negative. */
  readonly sign: 'none' | 'plus' | 'space';
}

export const plainFormat: Format = { style: { kind: 'plain' }, width: 0, fill: 'spaces', sign: 'none' };

export type FormatRead<T> =
  | { readonly kind: 'good'; readonly value: T }
  | { readonly kind: 'bad'; readonly detail: string };

/** Longest text of one hole, so that its storage is small. */
const mostDigits = 99;

function good<T>(value: T): FormatRead<T> {
  return { kind: 'good', value };
}

function bad(detail: string): { readonly kind: 'bad'; readonly detail: string } {
  return { kind: 'bad', detail };
}

/** What a value needs so that a style applies. */
export function requirementOf(style: FormatStyle): Requirement | undefined {
  switch (style.kind) {
    case 'plain':
      return 'printed';
    case 'lower-boolean':
      return undefined;
    case 'decimal':
    case 'bits':
      return 'integer';
    case 'fixed':
    case 'exponent':
    case 'general':
      return 'floating';
  }
}

/** `,-8` */
export function readAlignment(text: string): FormatRead<number> {
  const digits = /^\s*(-?\d{1,6})\s*$/.exec(text)?.[1];
  if (digits === undefined) return bad('Behind the comma stands a width: a number, negative to align left.');
  return Math.abs(Number(digits)) <= 1000 ? good(Number(digits)) : bad('A width is at most 1000.');
}

/** `:X4` */
export function readFormat(text: string): FormatRead<FormatStyle> {
  const [, letter = '', digits] = /^\s*([A-Za-z])(\d{0,3})\s*$/.exec(text) ?? [];
  if (letter === '' || digits === undefined)
    return bad(`\`${text.trim()}\` is no format: a letter (D, X, B, F, E, G) and a number of digits.`);
  const count = digits === '' ? undefined : Number(digits);
  if (count !== undefined && count > mostDigits) return bad(`A format has at most ${mostDigits} digits.`);
  const letters = letter === letter.toUpperCase() ? 'upper' : 'lower';
  switch (letter.toUpperCase()) {
    case 'D':
      return good({ kind: 'decimal', digits: count ?? 1 });
    case 'X':
      return good({ kind: 'bits', radix: 16, digits: count ?? 1, letters });
    case 'B':
      return good({ kind: 'bits', radix: 2, digits: count ?? 1, letters });
    case 'F':
      return good({ kind: 'fixed', places: count ?? 2 });
    case 'E':
      return good({ kind: 'exponent', places: count ?? 6, exponent: 3, letters });
    case 'G':
      return good(
        count === undefined || count === 0
          ? { kind: 'general', digits: 0, letters }
          : { kind: 'general', digits: count, letters },
      );
    default:
      return bad(`The format \`${letter}\` is not part of this dialect; D, X, B, F, E and G are.`);
  }
}

const specifierForm = /^%([-+ 0#]*)(\d*)(?:\.(\d+))?([a-zA-Z]?)$/;

/** `%-8.3f` */
export function readSpecifier(text: string): FormatRead<Format> {
  const [, flags = '', width = '', places, letter = ''] = specifierForm.exec(text) ?? [];
  const style = styleOfLetter(letter, places === undefined ? undefined : Number(places));
  if (style.kind === 'bad') return style;
  if (flags.includes('#')) return bad('The flag `#` is not part of this dialect.');
  if (Number(width) > 1000) return bad('A width is at most 1000.');
  const isNumber = style.value.kind !== 'plain' && style.value.kind !== 'lower-boolean';
  if (!isNumber && /[+ 0]/.test(flags))
    return bad(`The flags \`+\`, \`0\` and space are for numbers, not for \`%${letter}\`.`);
  const isLeft = flags.includes('-');
  const fill = flags.includes('0') && !isLeft ? 'zeros' : 'spaces';
  if (fill === 'zeros' && Number(width) > mostDigits) return bad(`Zeros fill at most ${mostDigits} characters.`);
  const sign = flags.includes('+') ? 'plus' : flags.includes(' ') ? 'space' : 'none';
  return good({ style: style.value, width: isLeft ? -Number(width) : Number(width), fill, sign });
}

function styleOfLetter(letter: string, places: number | undefined): FormatRead<FormatStyle> {
  if (places !== undefined && places > mostDigits) return bad(`A format has at most ${mostDigits} digits.`);
  const letters = letter === letter.toUpperCase() ? 'upper' : 'lower';
  const isFloat = /^[fFeEgG]$/.test(letter);
  if (places !== undefined && !isFloat) return bad(`\`%${letter}\` takes no number of digits behind a point.`);
  switch (letter) {
    case 'd':
    case 'i':
      return good({ kind: 'decimal', digits: 1 });
    case 'u':
      return good({ kind: 'bits', radix: 10, digits: 1, letters });
    case 'x':
    case 'X':
      return good({ kind: 'bits', radix: 16, digits: 1, letters });
    case 'o':
      return good({ kind: 'bits', radix: 8, digits: 1, letters });
    case 'B':
      return good({ kind: 'bits', radix: 2, digits: 1, letters });
    case 'c':
    case 's':
    case 'O':
      return good({ kind: 'plain' });
    case 'b':
      return good({ kind: 'lower-boolean' });
    case 'f':
    case 'F':
      return good({ kind: 'fixed', places: places ?? 6 });
    case 'e':
    case 'E':
      return good({ kind: 'exponent', places: places ?? 6, exponent: 3, letters });
    case 'g':
    case 'G':
      return good({ kind: 'general', digits: Math.max(1, places ?? 6), letters });
    case '':
      return bad('Behind `%` stands a letter that says the type; a percent sign is written `%%`.');
    default:
      return bad(`\`%${letter}\` is not part of this dialect; d, i, u, x, X, o, B, c, s, b, f, e, g and O are.`);
  }
}

/** The type that `%c`, `%s` and `%b` demand; other letters take a family of types. */
export function typeOfSpecifier(text: string): 'char' | 'string' | 'bool' | undefined {
  switch (text.at(-1)) {
    case 'c':
      return 'char';
    case 's':
      return 'string';
    case 'b':
      return 'bool';
    default:
      return undefined;
  }
}

/** The text of `printf`, apart: plain text and specifiers, with their offsets. */
export function splitSpecifiers(
  text: string,
): readonly { readonly kind: 'text' | 'specifier'; readonly text: string }[] {
  const parts: { kind: 'text' | 'specifier'; text: string }[] = [];
  for (const [piece] of text.matchAll(/%%|%[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z]?|[^%]+/g)) {
    const kind = piece.startsWith('%') && piece !== '%%' ? 'specifier' : 'text';
    const value = piece === '%%' ? '%' : piece;
    const last = parts.at(-1);
    if (kind === 'text' && last?.kind === 'text') last.text += value;
    else parts.push({ kind, text: value });
  }
  return parts;
}
