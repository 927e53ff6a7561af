// In: one obligation row. Out: how it stands in the image, in one of five words.
// Decides nothing about soundness: it only names what verdict and treatment say together.
import type { EvidenceObligation } from '../evidence/record.ts';

export const standings = ['rejected', 'guarded', 'assumed', 'proved', 'absent'] as const;
/** Worst first. `proved`: elided by a proof. `assumed`: elided by a declaration. The others are the treatment. */
export type Standing = (typeof standings)[number];

/** Counted by `columnOf` of the evidence room: a report never counts differently from the record. */
export function standingOf(row: Pick<EvidenceObligation, 'verdict' | 'treatment'>): Standing {
  if (row.treatment !== 'elided') return row.treatment;
  return row.verdict === 'assumed' ? 'assumed' : 'proved';
}
