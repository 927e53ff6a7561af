// In: the text and the offset of an interpolated string's quote. Out: its parts: decoded text, and holes with the places of their expression, alignment and
// format. What stands in a hole is lexed by whoever lexes the file. Never throws; each character is looked at once, or twice in a hole.
import { decodeEscape, type Escape, lexCharacter } from './lex-string.ts';

export type StringStyle = 'plain' | 'verbatim' | 'triple';

/** A stretch of the file's text. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

export type InterpolatedPart =
  | { readonly kind: 'text'; readonly value: string; readonly start: number; readonly end: number }
  | {
      readonly kind: 'hole';
      /** From the brace, or the specifier before it, to behind the closing brace. */
      readonly start: number;
      readonly end: number;
      readonly expression: Stretch;
      /** Behind the comma: `,-8`. */
      readonly alignment: Stretch | undefined;
      /** Behind the colon: `:X4`. */
      readonly format: Stretch | undefined;
      /** Before the brace: `%d`. */
      readonly specifier: Stretch | undefined;
    };

export type InterpolatedLexed =
  | {
      readonly kind: 'closed';
      readonly parts: readonly InterpolatedPart[];
      readonly end: number;
      readonly problems: readonly Escape[];
    }
  | { readonly kind: 'unclosed' };

const closing: Readonly<Record<StringStyle, string>> = { plain: '"', verbatim: '"', triple: '"""' };
const specifier = /%[-+ 0#]*\d*(?:\.\d+)?[a-zA-Z]?/y;

/** `text[at]` is the first quote; `limit`: where an unclosed one is given up. */
export function lexInterpolated(text: string, at: number, style: StringStyle, limit: number): InterpolatedLexed {
  const close = closing[style];
  const parts: InterpolatedPart[] = [];
  const problems: Escape[] = [];
  let value = '';
  let from = at + close.length;
  let i = from;
  let before: Stretch | undefined;
  const endText = (end: number) => {
    if (value !== '') parts.push({ kind: 'text', value, start: from, end });
    value = '';
  };
  while (i < limit) {
    const c = text[i] ?? '';
    if (c === '"' && text.startsWith(close, i)) {
      if (style === 'verbatim' && text[i + 1] === '"') {
        value += '"';
        i += 2;
        continue;
      }
      endText(i);
      return { kind: 'closed', parts, end: i + close.length, problems };
    }
    if (c === '{' && text[i + 1] !== '{') {
      endText(before?.start ?? i);
      const hole = lexHole(text, i, style, limit);
      if (!hole) return { kind: 'unclosed' };
      parts.push({ ...hole, start: before?.start ?? i, specifier: before });
      before = undefined;
      i = hole.end;
      from = i;
      continue;
    }
    if (c === '{' || c === '}') {
      const isDoubled = text[i + 1] === c;
      if (!isDoubled) problems.push({ start: i, end: i + 1, problem: 'A `}` that closes nothing is written `}}`.' });
      value += c;
      i += isDoubled ? 2 : 1;
    } else if (c === '%') {
      if (text[i + 1] === '%') {
        value += '%';
        i += 2;
        continue;
      }
      specifier.lastIndex = i;
      const end = i + (specifier.exec(text)?.[0].length ?? 1);
      if (text[end] === '{' && text[end + 1] !== '{') before = { start: i, end };
      else
        problems.push({ start: i, end, problem: 'A percent sign is written `%%`; a specifier stands before a `{`.' });
      i = end;
    } else if (c === '\\' && style === 'plain') {
      const decoded = decodeEscape(text, i);
      if (decoded.problem !== undefined) problems.push({ start: i, end: decoded.end, problem: decoded.problem });
      value += decoded.value;
      i = decoded.end;
    } else {
      value += c;
      i += 1;
    }
  }
  return { kind: 'unclosed' };
}

type Hole = Omit<Extract<InterpolatedPart, { kind: 'hole' }>, 'start' | 'specifier'>;

const opening: ReadonlySet<string> = new Set(['(', '[', '{']);
const shutting: ReadonlySet<string> = new Set([')', ']', '}']);

/** `text[brace]` is `{`. The expression ends at the first `,`, `:` or `}` outside all brackets, strings and characters. */
function lexHole(text: string, brace: number, style: StringStyle, limit: number): Hole | undefined {
  let depth = 0;
  let i = brace + 1;
  for (; i < limit; ) {
    const c = text[i] ?? '';
    if (c === '"') {
      const end = style === 'triple' && !text.startsWith('"""', i) ? innerStringEnd(text, i, limit) : undefined;
      if (end === undefined) return undefined;
      i = end;
    } else if (c === "'") {
      const character = lexCharacter(text, i);
      i = character.kind === 'none' ? i + 1 : character.end;
    } else if (depth === 0 && (c === '}' || c === ',' || (c === ':' && text[i + 1] !== ':'))) break;
    else if (text.startsWith('::', i)) i += 2;
    else {
      if (opening.has(c)) depth += 1;
      else if (shutting.has(c)) depth -= 1;
      i += 1;
    }
  }
  const expression = { start: brace + 1, end: i };
  let alignment: Stretch | undefined;
  let format: Stretch | undefined;
  if (text[i] === ',') {
    const end = until(text, i + 1, /[:}"\n]/g, limit);
    alignment = { start: i + 1, end };
    i = end;
  }
  if (text[i] === ':') {
    const end = until(text, i + 1, /[}"\n]/g, limit);
    format = { start: i + 1, end };
    i = end;
  }
  return i < limit && text[i] === '}' ? { kind: 'hole', expression, alignment, format, end: i + 1 } : undefined;
}

/** The end of a string inside a hole of a string in three quotes. */
function innerStringEnd(text: string, quote: number, limit: number): number | undefined {
  for (let i = quote + 1; i < limit; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i + 1;
    else if (text[i] === '\n') return undefined;
  }
  return undefined;
}

function until(text: string, from: number, stop: RegExp, limit: number): number {
  stop.lastIndex = from;
  return Math.min(stop.exec(text)?.index ?? limit, limit);
}
