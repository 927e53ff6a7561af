// In: a span. Out: the lines of its excerpt: the source line and marks below it. Safe for terminals: control characters are replaced.
import { endOf, lineText, type Span, startOf } from '../base/source.ts';

export interface Excerpt {
  readonly line: number;
  readonly text: string;
  /** Marks that stand under the span, with the blanks before them. */
  readonly marks: string;
  /** The last line of a span over several lines. */
  readonly lastLine: number | undefined;
}

/** Most columns of a source line that are shown. */
const window = 120;

/** The first line of a span, with `mark` under each of its columns. */
export function excerptOf(span: Span, mark: '^' | '-'): Excerpt {
  const start = startOf(span);
  const end = endOf(span);
  const full = lineText(span.file, start.line);
  const isOneLine = end.line === start.line;
  const from = Math.min(start.column - 1, full.length);
  const to = isOneLine ? Math.min(end.column - 1, full.length) : full.trimEnd().length;
  const clip = clipAround(full, from, to);
  const text = visible(clip.text);
  const before = visible(clip.text.slice(0, clip.from));
  const marked = visible(clip.text.slice(clip.from, clip.to));
  const marks = `${' '.repeat(widthOf(before))}${mark.repeat(Math.max(1, widthOf(marked)))}`;
  return { line: start.line, text: text.trimEnd(), marks, lastLine: isOneLine ? undefined : end.line };
}

interface Clip {
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A long line shows the part around the span. */
function clipAround(full: string, from: number, to: number): Clip {
  if (full.length <= window) return { text: full, from, to };
  const begin = Math.max(0, Math.min(from - 40, full.length - window));
  const end = Math.min(full.length, begin + window);
  const left = begin > 0 ? '… ' : '';
  const right = end < full.length ? ' …' : '';
  const shift = left.length - begin;
  return { text: `${left}${full.slice(begin, end)}${right}`, from: from + shift, to: Math.min(to, end) + shift };
}

/** Tabs become one blank, as one column was counted for them; other control and direction characters a replacement sign. */
export function visible(text: string): string {
  return text.replaceAll('\t', ' ').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]/gu, '\ufffd');
}

const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const narrowest = /\p{Mn}|\p{Me}|\p{Cf}/u;

/** Terminal columns: East Asian wide signs and emoji take two, combining marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += narrowest.test(sign) ? 0 : wide.test(sign) ? 2 : 1;
  return width;
}
