// In: a record. Out: its obligations as CSV (RFC 4180: CRLF, a header line, quotes where needed), one line each, in the record's order.
import type { Evidence, EvidenceObligation } from './record.ts';
import { counterexampleText } from './remaining.ts';

const fields: readonly (readonly [string, (row: EvidenceObligation) => string | number])[] = [
  ['id', ({ id }) => id],
  ['kind', ({ kind }) => kind],
  ['cwe', ({ cwe }) => cwe],
  ['file', ({ source }) => source.file],
  ['line', ({ source }) => source.line],
  ['column', ({ source }) => source.column],
  ['function', (row) => row.function],
  ['claim', ({ claim }) => claim],
  ['verdict', ({ verdict }) => verdict],
  ['method', ({ method }) => method ?? ''],
  ['treatment', ({ treatment }) => treatment],
  ['because', ({ because }) => because],
  ['counterexample', (row) => counterexampleText(row) ?? ''],
  ['hypotheses', ({ hypotheses }) => hypotheses.length],
  ['certificate', ({ certificate }) => certificate ?? ''],
  ['guard', ({ guard }) => guard?.id ?? ''],
  ['guard_state', ({ guard }) => guard?.state ?? ''],
  ['guard_addresses', ({ guard }) => guard?.addresses.join(' ') ?? ''],
  ['guard_bytes', ({ guard }) => guard?.bytes ?? ''],
  ['rlimit', ({ rlimit }) => rlimit],
  ['waiver', ({ waiver }) => waiver ?? ''],
  ['content_hash', ({ contentHash }) => contentHash],
];

export function exportCsv(evidence: Evidence): string {
  const header = fields.map(([name]) => name);
  const rows = evidence.obligations.map((row) => fields.map(([, read]) => String(read(row))));
  return [header, ...rows].map((cells) => `${cells.map(quoteCell).join(',')}\r\n`).join('');
}

/** A cell as RFC 4180 writes it: in quotes, with quotes doubled, when it holds a comma, a quote or a line break. */
export function quoteCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
