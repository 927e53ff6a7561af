// In: the text and the offset of a quote. Out: the decoded string or character and where it ends. Strings may span lines, as in F#.

export interface Escape {
  readonly start: number;
  readonly end: number;
  readonly problem: string;
}

export type StringLexed =
  | {
      readonly kind: 'closed';
      readonly value: string;
      readonly end: number;
      readonly spansLines: boolean;
      readonly badEscapes: readonly Escape[];
    }
  | { readonly kind: 'unclosed' };

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  b: '\b',
  r: '\r',
  a: '\x07',
  f: '\f',
  v: '\v',
  '0': '\0',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

const codedEscape = /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|x([0-9a-fA-F]{2})|([0-9]{3}))/y;
const brokenCode = /\\[uUx][0-9a-fA-F]*/y;
const continuedLine = /\\\r?\n[ \t]*/y;

interface Decoded {
  readonly value: string;
  readonly end: number;
  readonly problem?: string;
}

/** One escape sequence, `text[at]` being the backslash. An unknown one stands for itself, as in F#. */
export function decodeEscape(text: string, at: number): Decoded {
  codedEscape.lastIndex = at;
  const coded = codedEscape.exec(text);
  if (coded) {
    const end = at + coded[0].length;
    const code =
      coded[4] === undefined ? Number.parseInt(coded[1] ?? coded[2] ?? coded[3] ?? '', 16) : Number(coded[4]);
    if (code > 0x10ffff) return { value: '', end, problem: 'Code points end at 0010FFFF.' };
    if (coded[4] !== undefined && code > 255) return { value: '', end, problem: 'A decimal escape ends at 255.' };
    return { value: String.fromCodePoint(code), end };
  }
  brokenCode.lastIndex = at;
  const broken = brokenCode.exec(text);
  if (broken) {
    const digits = broken[0][1] === 'u' ? 'four' : broken[0][1] === 'U' ? 'eight' : 'two';
    const problem = `\`\\${broken[0][1]}\` is followed by ${digits} hexadecimal digits.`;
    return { value: '', end: at + broken[0].length, problem };
  }
  const simple = simpleEscapes[text[at + 1] ?? ''];
  if (simple !== undefined) return { value: simple, end: at + 2 };
  return { value: '\\', end: at + 1 };
}

/** A regular string; `text[at]` is the opening quote. `stopAt`: where an unclosed string is given up. */
export function lexString(text: string, at: number, stopAt: number): StringLexed {
  let value = '';
  let spansLines = false;
  const badEscapes: Escape[] = [];
  let from = at + 1;
  for (let i = from; i < stopAt; ) {
    const c = text[i];
    if (c === '"') {
      value += text.slice(from, i);
      return {
        kind: 'closed',
        value,
        end: i + 1,
        spansLines,
        badEscapes: [...badEscapes, ...loneSurrogates(value, at, i + 1)],
      };
    }
    if (c !== '\\') {
      if (c === '\n') spansLines = true;
      i += 1;
      continue;
    }
    value += text.slice(from, i);
    continuedLine.lastIndex = i;
    const continued = continuedLine.exec(text);
    if (continued) {
      i += continued[0].length;
    } else {
      const decoded = decodeEscape(text, i);
      if (decoded.problem !== undefined) badEscapes.push({ start: i, end: decoded.end, problem: decoded.problem });
      value += decoded.value;
      i = decoded.end;
    }
    from = i;
  }
  return { kind: 'unclosed' };
}

/** Strings are UTF-8 here, and a surrogate without its partner has no UTF-8 form. */
function loneSurrogates(value: string, start: number, end: number): readonly Escape[] {
  const problem = 'A surrogate without its partner has no UTF-8 form; write the whole code point with `\\U`.';
  return /\p{Surrogate}/u.test(value) ? [{ start, end, problem }] : [];
}

/** `@"…"`; `text[at]` is the quote. */
export function lexVerbatim(text: string, at: number): StringLexed {
  let value = '';
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return { kind: 'unclosed' };
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      return {
        kind: 'closed',
        value,
        end: quote + 1,
        spansLines: false,
        badEscapes: loneSurrogates(value, at, quote + 1),
      };
    }
    value += '"';
    from = quote + 2;
  }
}

/** `"""…"""`; `text[at]` is the first quote. */
export function lexTriple(text: string, at: number): StringLexed {
  const close = text.indexOf('"""', at + 3);
  if (close < 0) return { kind: 'unclosed' };
  const value = text.slice(at + 3, close);
  return { kind: 'closed', value, end: close + 3, spansLines: false, badEscapes: loneSurrogates(value, at, close + 3) };
}

export type CharacterLexed =
  | { readonly kind: 'character'; readonly value: number; readonly end: number }
  | { readonly kind: 'malformed'; readonly end: number; readonly problem: string }
  /** The quote begins a type variable or nothing at all. */
  | { readonly kind: 'none' };

/** `'a'`, `'\n'`; `text[at]` is the quote. One Unicode scalar value. */
export function lexCharacter(text: string, at: number): CharacterLexed {
  if (text[at + 1] === '\\') {
    const decoded = decodeEscape(text, at + 1);
    const end = text[decoded.end] === "'" ? decoded.end + 1 : decoded.end;
    if (decoded.problem !== undefined) return { kind: 'malformed', end, problem: decoded.problem };
    const code = decoded.value.codePointAt(0) ?? 0;
    if (text[decoded.end] !== "'") return { kind: 'malformed', end, problem: "A character is closed by `'`." };
    if (decoded.end === at + 2) return { kind: 'malformed', end, problem: "A backslash is written `'\\\\'`." };
    if (code >= 0xd800 && code <= 0xdfff) return { kind: 'malformed', end, problem: 'A surrogate is not a character.' };
    return { kind: 'character', value: code, end };
  }
  const code = text.codePointAt(at + 1);
  if (code === undefined || code === 10 || code === 13) return { kind: 'none' };
  const end = at + 1 + (code > 0xffff ? 2 : 1);
  if (text[end] !== "'" || code === 39) return { kind: 'none' };
  if (code >= 0xd800 && code <= 0xdfff)
    return { kind: 'malformed', end: end + 1, problem: 'A surrogate is not a character.' };
  return { kind: 'character', value: code, end: end + 1 };
}
