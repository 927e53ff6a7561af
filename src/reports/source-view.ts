// In: one source text and the obligations that lie in it. Out: its lines, cut into pieces by colour and obligation, with the marks of each line.
// Places outside the text are kept as marks of the nearest line: nothing that the record says may get lost.
import { type Colour, colourSource } from './colour-source.ts';
import { type Standing, standings } from './standing.ts';

/** An obligation's place, 1-based; `endColumn` exclusive, columns in UTF-16 units. */
export interface MarkedPlace {
  readonly number: number;
  readonly kind: string;
  readonly standing: Standing;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Piece {
  readonly text: string;
  readonly colour: Colour;
  /** The standing of the innermost obligation that covers the piece. */
  readonly standing: Standing | null;
}

/** The obligations of one line that stand alike. */
export interface MarkGroup {
  readonly standing: Standing;
  readonly items: readonly { readonly number: number; readonly kind: string }[];
}

export interface SourceLine {
  readonly number: number;
  readonly pieces: readonly Piece[];
  readonly marks: readonly MarkGroup[];
}

interface Cover {
  readonly start: number;
  readonly end: number;
  readonly standing: Standing;
}

export function viewSource(text: string, places: readonly MarkedPlace[]): readonly SourceLine[] {
  const lines = splitLines(text);
  const tokens = colourSource(text);
  const byLine = new Map<number, MarkedPlace[]>();
  for (const place of places) {
    const line = Math.min(place.line, lines.length);
    byLine.set(line, [...(byLine.get(line) ?? []), place]);
  }
  let token = 0;
  return lines.map((line, index) => {
    const marked = byLine.get(index + 1) ?? [];
    const covers = marked.map((place) => coverOf(place, line.start, line.end));
    while ((tokens[token]?.end ?? Number.POSITIVE_INFINITY) <= line.start) token += 1;
    const pieces: Piece[] = [];
    for (let at = token; at < tokens.length; at++) {
      const each = tokens[at];
      if (!each || each.start >= line.end) break;
      pieces.push(...cut(text, Math.max(each.start, line.start), Math.min(each.end, line.end), each.colour, covers));
    }
    return { number: index + 1, pieces, marks: groupMarks(marked) };
  });
}

/** Offsets of the lines without their breaks. A break at the very end opens no further line. */
function splitLines(text: string): readonly { readonly start: number; readonly end: number }[] {
  const lines: { start: number; end: number }[] = [];
  let start = 0;
  for (const each of text.replace(/\r?\n$/, '').split('\n')) {
    lines.push({ start, end: start + each.replace(/\r$/, '').length });
    start += each.length + 1;
  }
  return lines;
}

/** A place that runs over several lines is drawn on its first one only. */
function coverOf(place: MarkedPlace, start: number, end: number): Cover {
  const from = Math.min(start + place.column - 1, end);
  const to = place.endLine > place.line ? end : Math.min(start + place.endColumn - 1, end);
  return { start: from, end: to, standing: place.standing };
}

function cut(text: string, start: number, end: number, colour: Colour, covers: readonly Cover[]): Piece[] {
  const stops = new Set([start, end]);
  for (const cover of covers) {
    for (const stop of [cover.start, cover.end]) if (stop > start && stop < end) stops.add(stop);
  }
  const ordered = [...stops].sort((a, b) => a - b);
  const pieces: Piece[] = [];
  for (let at = 0; at + 1 < ordered.length; at++) {
    const from = ordered[at] ?? start;
    const to = ordered[at + 1] ?? end;
    pieces.push({ text: text.slice(from, to), colour, standing: innermost(covers, from, to) });
  }
  return pieces;
}

function innermost(covers: readonly Cover[], from: number, to: number): Standing | null {
  let best: Cover | null = null;
  for (const cover of covers) {
    if (cover.start > from || cover.end < to) continue;
    if (best === null || rank(cover) < rank(best)) best = cover;
  }
  return best?.standing ?? null;
}

/** Shorter first, then worse first. */
function rank(cover: Cover): number {
  return (cover.end - cover.start) * standings.length + standings.indexOf(cover.standing);
}

function groupMarks(marked: readonly MarkedPlace[]): readonly MarkGroup[] {
  return standings.flatMap((standing) => {
    const items = marked.filter((place) => place.standing === standing);
    return items.length === 0 ? [] : [{ standing, items: items.map(({ number, kind }) => ({ number, kind })) }];
  });
}
