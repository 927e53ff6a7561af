// In: obligation rows. Out: those that an engineer still has to look at, worst first, and the words for them. Shared by audit and exports.
import type { Evidence, EvidenceObligation } from './record.ts';
import { replayText } from './replay.ts';

/** Rejected ones, then those with a check at run time; each group by place. Checks that the back end removed are not among them. */
export function remainingChecks(evidence: Evidence): readonly EvidenceObligation[] {
  return evidence.obligations
    .filter((row) => row.treatment === 'rejected' || isCheckedAtRunTime(row))
    .toSorted((a, b) => rank(a) - rank(b) || comparePlaces(a, b));
}

/** A guard is in the image, or would be if it were linked. */
export function isCheckedAtRunTime({ treatment, guard }: EvidenceObligation): boolean {
  return treatment === 'guarded' && guard?.state !== 'removed-by-backend';
}

/** Guards that emission wrote and that LLVM found to be always passed. */
export function removedChecks(evidence: Evidence): readonly EvidenceObligation[] {
  return evidence.obligations
    .filter(({ treatment, guard }) => treatment === 'guarded' && guard?.state === 'removed-by-backend')
    .toSorted(comparePlaces);
}

function rank(row: EvidenceObligation): number {
  return row.treatment === 'rejected' ? 0 : 1;
}

function comparePlaces(a: EvidenceObligation, b: EvidenceObligation): number {
  const [x, y] = [a.source, b.source];
  if (x.file !== y.file) return x.file < y.file ? -1 : 1;
  return x.line - y.line || x.column - y.column || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** `Ring.fs:10:5`. */
export function placeText({ source }: EvidenceObligation): string {
  return `${source.file}:${source.line}:${source.column}`;
}

/** `i = 16, buffer.Length = 16`, and what replaying it showed; null without a counterexample. */
export function counterexampleText({ counterexample }: EvidenceObligation): string | null {
  if (!counterexample) return null;
  const values = Object.entries(counterexample.values).map(([name, value]) => `${name} = ${value}`);
  const text = values.length > 0 ? values.join(', ') : 'any values';
  return `${text} (${replayText(counterexample.replay)})`;
}

/** Where the guard is, in a few words; null without a guard. */
export function guardText({ guard }: EvidenceObligation): string | null {
  if (!guard) return null;
  switch (guard.state) {
    case 'present':
      return `guard ${guard.id} at ${guard.addresses.join(', ')} (${guard.bytes} bytes)`;
    case 'removed-by-backend':
      return `guard ${guard.id}, removed by LLVM`;
    case 'missing':
      return `guard ${guard.id}, missing from the image`;
    case 'not-linked':
      return `guard ${guard.id}, not linked`;
  }
}
