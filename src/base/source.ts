// In: the text of a source file. Out: spans (offsets) and their line and column. Reads no file.

/** A source file. `path` is relative to the project's folder, with forward slashes, so that output does not depend on where the project lies. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A half-open range of UTF-16 offsets `[start, end)` in one file. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** 1-based line and column; the column counts UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStartsOf = new WeakMap<SourceFile, readonly number[]>();

function lineStarts(file: SourceFile): readonly number[] {
  const known = lineStartsOf.get(file);
  if (known) return known;
  const starts = [0];
  for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStartsOf.set(file, starts);
  return starts;
}

/** The position of an offset, by binary search over the line starts. */
export function positionAt(file: SourceFile, offset: number): Position {
  const starts = lineStarts(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

export function startOf(span: Span): Position {
  return positionAt(span.file, span.start);
}

export function endOf(span: Span): Position {
  return positionAt(span.file, span.end);
}

/** The text of one line (1-based), without its line break. */
export function lineText(file: SourceFile, line: number): string {
  const starts = lineStarts(file);
  const from = starts[line - 1] ?? file.text.length;
  const to = starts[line] ?? file.text.length + 1;
  return file.text.slice(from, to - 1).replace(/\r$/, '');
}

export function lineCount(file: SourceFile): number {
  return lineStarts(file).length;
}

/** The smallest span that holds both (same file). */
export function spanFrom(first: Span, last: Span): Span {
  return { file: first.file, start: Math.min(first.start, last.start), end: Math.max(first.end, last.end) };
}
