// In: diagnostics. Out: their text for a terminal or a log, or the same as JSON data. Prints nothing itself.
import picocolors from 'picocolors';
import { endOf, type Position, type Span, startOf } from '../base/source.ts';
import { type Diagnostic, placeOf, sortDiagnostics } from './diagnostic.ts';
import { excerptOf, visible } from './excerpt.ts';

export type ColourStyle = 'colour' | 'plain';

/**
 * One block per diagnostic, sorted by place. Its first line is `file:line:col: error FS8002: Cannot write read-only pointer.`; then the explanation,
 * the source line with carets, related places, and a hint. Blocks are separated by an empty line; the text ends with a line break unless it is empty.
 */
export function renderDiagnostics(problems: readonly Diagnostic[], colour: ColourStyle): string {
  const paint = picocolors.createColors(colour === 'colour');
  const blocks = sortDiagnostics(problems).map((problem) => renderOne(problem, paint));
  return blocks.length === 0 ? '' : `${blocks.join('\n\n')}\n`;
}

type Paint = ReturnType<typeof picocolors.createColors>;

function renderOne(problem: Diagnostic, paint: Paint): string {
  const { severity, code, span, title, detail, hint, related = [] } = problem;
  const strong = { error: paint.red, warning: paint.yellow, note: paint.cyan }[severity];
  const lines = [
    `${paint.bold(visible(placeOf(problem)))}: ${strong(paint.bold(`${severity} ${code}`))}: ${paint.bold(title)}`,
  ];
  if (detail !== undefined) lines.push(...indent(detail));
  const places = [span, ...related.map((place) => place.span)];
  const margin = Math.max(...places.map((place) => String(startOf(place).line).length));
  lines.push(...renderExcerpt(span, '^', margin, strong, paint));
  for (const place of related) {
    const { line, column } = startOf(place.span);
    lines.push(...indent(`${place.span.file.path}:${line}:${column}: ${place.text}`));
    lines.push(...renderExcerpt(place.span, '-', margin, paint.cyan, paint));
  }
  if (hint !== undefined) lines.push(`  ${paint.green('hint:')} ${visible(hint)}`);
  return lines.join('\n');
}

function indent(text: string): readonly string[] {
  return text.split('\n').map((line) => `  ${visible(line)}`);
}

function renderExcerpt(
  span: Span,
  mark: '^' | '-',
  margin: number,
  strong: (text: string) => string,
  paint: Paint,
): readonly string[] {
  const { line, text, marks, lastLine } = excerptOf(span, mark);
  if (text === '') return [];
  const bar = paint.dim('|');
  const blank = ' '.repeat(margin);
  const tail = lastLine === undefined ? '' : ` … to line ${lastLine}`;
  return [
    `    ${paint.dim(String(line).padStart(margin))} ${bar} ${text}`,
    `    ${blank} ${bar} ${strong(marks)}${tail}`,
  ];
}

export interface DiagnosticPlaceJson {
  readonly file: string;
  /** 1-based, columns in UTF-16 code units; `end` is exclusive. */
  readonly start: Position;
  readonly end: Position;
}

export interface DiagnosticJson extends DiagnosticPlaceJson {
  readonly code: string;
  readonly severity: Diagnostic['severity'];
  readonly title: string;
  readonly detail: string | null;
  readonly hint: string | null;
  readonly related: readonly (DiagnosticPlaceJson & { readonly text: string })[];
}

/** The same diagnostics in the same order, as data. */
export function diagnosticsToJson(problems: readonly Diagnostic[]): readonly DiagnosticJson[] {
  return sortDiagnostics(problems).map(({ code, severity, span, title, detail, hint, related = [] }) => ({
    code,
    severity,
    ...placeJson(span),
    title,
    detail: detail ?? null,
    hint: hint ?? null,
    related: related.map((place) => ({ ...placeJson(place.span), text: place.text })),
  }));
}

function placeJson(span: Span): DiagnosticPlaceJson {
  return { file: span.file.path, start: startOf(span), end: endOf(span) };
}
