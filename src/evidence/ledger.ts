// In: a record, and the ledger that was committed for its program and target. Out: the record's own ledger (what is proved of each obligation, without places, digests
// and times), and what differs, in source words. Compares; judges nothing: whether a difference is meant is for the author of a change to say.
import { z } from 'zod';
import { treatments } from '../alex/treatment.ts';
import { methods, verdicts } from '../proofs/verdict.ts';
import type { EvidenceObligation } from './record.ts';

const rowSchema = z.strictObject({
  /** `<kind>:<definition>:<shape of the claim>:<ordinal>`; stable over edits elsewhere. */
  id: z.string(),
  claim: z.string(),
  verdict: z.enum(verdicts),
  treatment: z.enum(treatments),
  method: z.enum(methods).nullable(),
  certified: z.boolean(),
});
export type LedgerRow = z.infer<typeof rowSchema>;

type Recorded = Pick<EvidenceObligation, 'id' | 'claim' | 'verdict' | 'treatment' | 'method' | 'certified'>;
type Placed = Recorded & Pick<EvidenceObligation, 'source'>;

/** Rows by id, so that a moved function changes nothing. */
export function ledgerOf(obligations: readonly Recorded[]): readonly LedgerRow[] {
  return obligations
    .map(({ id, claim, verdict, treatment, method, certified }) => ({
      id,
      claim,
      verdict,
      treatment,
      method,
      certified,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

/** One line for each row. */
export function printLedger(rows: readonly LedgerRow[]): string {
  return `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]\n`;
}

export function readLedger(text: string): readonly LedgerRow[] {
  return z.array(rowSchema).parse(JSON.parse(text));
}

/** `lost`: proved less than before. `gained`: more. `new`, `gone`: obligations that one side alone has. `changed`: as strong, by other means. */
export interface Difference {
  readonly sort: 'lost' | 'gone' | 'new' | 'changed' | 'gained';
  /** One line: kind, definition, claim, place where there is one, what was and what is. */
  readonly text: string;
}

const order: readonly Difference['sort'][] = ['lost', 'gone', 'new', 'changed', 'gained'];

export function compareLedger(recorded: readonly LedgerRow[], now: readonly Placed[]): readonly Difference[] {
  const before = new Map(recorded.map((row) => [row.id, row]));
  const after = new Map(now.map((row) => [row.id, row]));
  const differences: Difference[] = [];
  for (const row of recorded)
    if (!after.has(row.id)) differences.push({ sort: 'gone', text: `${nameOf(row)}; it was ${standingOf(row)}` });
  for (const row of now) {
    const old = before.get(row.id);
    const name = nameOf(row, row.source);
    const standing = standingOf(row);
    if (!old) {
      differences.push({ sort: 'new', text: `${name}; it is ${standing}` });
      continue;
    }
    const was = standingOf(old);
    if (was === standing && old.claim === row.claim) continue;
    const step = strengthOf(row) - strengthOf(old);
    const sort = step < 0 ? 'lost' : step > 0 ? 'gained' : 'changed';
    const asked = old.claim === row.claim ? '' : ` (the claim was: ${old.claim})`;
    differences.push({ sort, text: `${name}${asked}; was ${was}, is ${standing}` });
  }
  return differences.sort((a, b) => order.indexOf(a.sort) - order.indexOf(b.sort));
}

/** What a row is worth to somebody who relies on it. */
function strengthOf({ verdict, treatment, certified }: Recorded): number {
  if (treatment === 'rejected') return 0;
  if (treatment === 'guarded') return verdict === 'proved' ? 2 : 1;
  if (verdict === 'assumed') return 3;
  return certified ? 5 : 4;
}

function standingOf({ verdict, treatment, method, certified }: Recorded): string {
  const means = method === null ? '' : ` (${method})`;
  return `${verdict}${means}, ${treatment}${certified ? ', certified' : ''}`;
}

function nameOf({ id, claim }: Pick<Recorded, 'id' | 'claim'>, source?: Placed['source']): string {
  const [, kind = '', definition = ''] = /^([^:]*):(.*):[^:]*:[^:]*$/.exec(id) ?? [];
  const place = source ? ` at ${source.file}:${source.line}:${source.column}` : '';
  return `${kind} in ${definition}${place}: ${claim}`;
}
