// In: obligation rows. Out: the summary table, and what in rows and summary does not add up. Every obligation counts in exactly one column.
import { obligationKinds } from '../obligations/kinds.ts';
import type { Evidence, EvidenceObligation, SummaryRow } from './record.ts';

export const columns = ['type', 'interval', 'z3', 'assumed', 'guarded', 'rejected', 'absent'] as const;
export type Column = (typeof columns)[number];

type Judged = Pick<EvidenceObligation, 'verdict' | 'treatment' | 'method'>;

/**
 * The column of a row: a check that stays counts as what is done about it (`guarded`, `rejected`), code that is not there as `absent`, whatever was proved;
 * a check that was dropped counts by its means of proof. Null: the check was dropped without one.
 */
export function columnOf(row: Judged): Column | null {
  if (row.treatment !== 'elided') return row.treatment;
  if (row.verdict === 'assumed') return 'assumed';
  if (row.verdict !== 'proved') return null;
  switch (row.method) {
    case 'type':
    case 'interval':
    case 'z3':
      return row.method;
    case 'z3+invariant':
      return 'z3';
    case 'declared':
    case null:
      return null;
  }
}

type Counting = { -readonly [K in keyof SummaryRow]: SummaryRow[K] };

/** One row per kind that occurs, in the order of the kinds, and `all`. Rows without a column count in `total` only. */
export function summarise(rows: readonly Pick<EvidenceObligation, 'kind' | keyof Judged>[]): Evidence['summary'] {
  const empty = (): Counting => ({
    total: 0,
    type: 0,
    interval: 0,
    z3: 0,
    assumed: 0,
    guarded: 0,
    rejected: 0,
    absent: 0,
  });
  const all = empty();
  const summary: Evidence['summary'] = {};
  for (const kind of obligationKinds) {
    const ofKind = rows.filter((row) => row.kind === kind);
    if (ofKind.length === 0) continue;
    const count = empty();
    for (const row of ofKind) {
      const column = columnOf(row);
      for (const each of [count, all]) {
        each.total++;
        if (column) each[column]++;
      }
    }
    summary[kind] = count;
  }
  summary.all = all;
  return summary;
}

/** Where a summary differs from its rows, or a row of it does not add up; one sentence each. */
export function summaryProblems(rows: readonly EvidenceObligation[], summary: Evidence['summary']): readonly string[] {
  const problems: string[] = [];
  const derived = summarise(rows);
  for (const kind of [...obligationKinds, 'all'] as const) {
    const stated = summary[kind];
    const counted = derived[kind];
    if (!stated || !counted) {
      if (stated || counted) problems.push(`the summary ${stated ? 'has' : 'lacks'} a row ${kind}`);
      continue;
    }
    for (const column of ['total', ...columns] as const) {
      if (stated[column] !== counted[column])
        problems.push(`summary ${kind}/${column} says ${stated[column]}, the rows give ${counted[column]}`);
    }
    const sum = columns.reduce((total, column) => total + stated[column], 0);
    if (sum !== stated.total) problems.push(`summary ${kind}: the columns add up to ${sum}, not to ${stated.total}`);
  }
  return problems;
}
