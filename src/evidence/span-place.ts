// In: a span. Out: its place as the record has it.
import { endOf, type Span, startOf } from '../base/source.ts';
import type { EvidenceObligation } from './record.ts';

export function spanPlace(span: Span): EvidenceObligation['source'] {
  const start = startOf(span);
  const end = endOf(span);
  return { file: span.file.path, line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
