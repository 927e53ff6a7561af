// In: what is wrong with the user's program. Out: data; rendering is elsewhere.
import type { Span } from '../base/source.ts';
import { startOf } from '../base/source.ts';

export type Severity = 'error' | 'warning' | 'note';

/** A second place that explains the first (a declaration, an earlier use). */
export interface RelatedPlace {
  readonly span: Span;
  readonly text: string;
}

/**
 * One mistake in the user's program. `title` is the catalogue's sentence (`Cannot write read-only pointer.`), `detail` explains it with
 * the program's names, `hint` says what to do. Codes are never reused.
 */
export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly span: Span;
  readonly title: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly related?: readonly RelatedPlace[];
}

/** The result of a stage that never throws on bad input. */
export interface Outcome<T> {
  readonly value: T;
  readonly problems: readonly Diagnostic[];
}

/** Sorted by file, place and code; at most one per code and place. */
export function sortDiagnostics(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  const keyOf = (d: Diagnostic) => `${d.span.file.path}:${d.span.start}:${d.code}`;
  return problems
    .filter((d) => !seen.has(keyOf(d)) && seen.add(keyOf(d)))
    .toSorted(
      (a, b) => compare(a.span.file.path, b.span.file.path) || a.span.start - b.span.start || compare(a.code, b.code),
    );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function hasErrors(problems: readonly Diagnostic[]): boolean {
  return problems.some((d) => d.severity === 'error');
}

/** `file:line:col` of a diagnostic. */
export function placeOf(d: Diagnostic): string {
  const at = startOf(d.span);
  return `${d.span.file.path}:${at.line}:${at.column}`;
}
