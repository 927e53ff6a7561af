// In: an evidence record. Out: its summary table, counted again from the obligations' rows alone, independently of the code that wrote the record.
import type { Evidence, SummaryRow } from '../../src/evidence/record.ts';

type Column = Exclude<keyof SummaryRow, 'total'>;

type Judged = Pick<Evidence['obligations'][number], 'kind' | 'treatment' | 'verdict' | 'method'>;

/** How one obligation counts. The treatment decides first: what is guarded, rejected or absent is not proved away, whatever is known about it. */
function columnOf({ treatment, verdict, method }: Judged): Column {
  if (treatment !== 'elided') return treatment;
  if (verdict === 'assumed') return 'assumed';
  if (verdict !== 'proved') throw new Error(`elided, but ${verdict}`);
  switch (method) {
    case 'type':
    case 'interval':
      return method;
    case 'z3':
    case 'z3+invariant':
      return 'z3';
    default:
      throw new Error(`proved by ${method}`);
  }
}

export function countAgain(evidence: { readonly obligations: readonly Judged[] }): Evidence['summary'] {
  const summary: Record<string, SummaryRow> = {};
  for (const obligation of evidence.obligations) {
    for (const row of [obligation.kind, 'all']) {
      const none = { total: 0, type: 0, interval: 0, z3: 0, assumed: 0, guarded: 0, rejected: 0, absent: 0 };
      const counts = summary[row] ?? none;
      const column = columnOf(obligation);
      summary[row] = { ...counts, total: counts.total + 1, [column]: counts[column] + 1 };
    }
  }
  return summary;
}
