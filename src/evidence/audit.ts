// In: a record. Out: which run-time checks remain, and why each could not be proved, as text and as data. What is proved is only counted.
import type { Evidence, EvidenceObligation } from './record.ts';
import { counterexampleText, guardText, placeText, remainingChecks, removedChecks } from './remaining.ts';
import type { ReplayRecord } from './replay.ts';

export function auditText(evidence: Evidence): string {
  const { subject, summary, guards, resources } = evidence;
  const remaining = remainingChecks(evidence);
  const removed = removedChecks(evidence);
  const lines: string[] = [];
  if (evidence.invalid.length > 0) {
    lines.push('THIS RECORD IS NOT VALID:', ...evidence.invalid.map((problem) => `  - ${problem}`), '');
  }
  lines.push(
    `${subject.project} ${subject.version} on ${subject.target} (${subject.board}): ${outcomeText(subject.outcome)}`,
  );
  const all = summary.all;
  const total = evidence.obligations.length;
  lines.push(`${remaining.length} of ${total} obligations keep a check or are refused.`);
  if (all) {
    const proved = all.type + all.interval + all.z3;
    lines.push(
      `Without a check: ${proved} proved, ${all.assumed} assumed, ${all.absent} in code that is not reached or not in the image.`,
    );
  }
  for (const row of remaining) lines.push('', ...describe(row));
  if (removed.length > 0) {
    lines.push(
      '',
      `LLVM removed ${removed.length} further check${removed.length === 1 ? '' : 's'}, finding them always passed:`,
    );
    for (const row of removed) lines.push(`  ${placeText(row)}  ${row.kind}: ${row.claim}`);
  }
  if (resources)
    lines.push(
      '',
      `Guards take ${resources.guardBytes} bytes of code; ${guards.allowedTraps.length} traps of the start-up code are allowed.`,
    );
  return `${lines.join('\n')}\n`;
}

function outcomeText(outcome: Evidence['subject']['outcome']): string {
  switch (outcome) {
    case 'linked':
      return 'linked and read back';
    case 'not-linked':
      return 'not linked (the LLVM tools were absent)';
    case 'refused':
      return 'refused';
  }
}

function describe(row: EvidenceObligation): readonly string[] {
  const counterexample = counterexampleText(row);
  const guard = guardText(row);
  const label = (name: string, text: string): string => `  ${name.padEnd(16)}${text}`;
  return [
    `${placeText(row)}  ${row.kind}  ${row.treatment}  (in ${row.function}, ${row.cwe})`,
    label('claim', row.claim),
    label('why', row.because),
    ...(counterexample === null ? [] : [label('counterexample', counterexample)]),
    ...(guard === null ? [] : [label('check', guard)]),
    ...(row.waiver === null ? [] : [label('waiver', row.waiver)]),
  ];
}

export interface AuditRow {
  readonly id: string;
  readonly place: string;
  readonly kind: string;
  readonly treatment: 'guarded' | 'rejected';
  readonly verdict: string;
  readonly claim: string;
  readonly because: string;
  readonly counterexample: Readonly<Record<string, string>> | null;
  /** What a run from the counterexample's values showed. */
  readonly replay: ReplayRecord | null;
  readonly guard: number | null;
  readonly addresses: readonly string[];
  readonly bytes: number;
  readonly waiver: string | null;
}

export interface Audit {
  readonly project: string;
  readonly target: string;
  readonly outcome: Evidence['subject']['outcome'];
  readonly invalid: readonly string[];
  readonly obligations: number;
  readonly remaining: readonly AuditRow[];
  readonly removedByBackend: readonly AuditRow[];
}

export function auditAsJson(evidence: Evidence): Audit {
  const { subject, invalid, obligations } = evidence;
  return {
    project: subject.project,
    target: subject.target,
    outcome: subject.outcome,
    invalid,
    obligations: obligations.length,
    remaining: remainingChecks(evidence).map(auditRow),
    removedByBackend: removedChecks(evidence).map(auditRow),
  };
}

function auditRow(row: EvidenceObligation): AuditRow {
  const { id, kind, treatment, verdict, claim, because, counterexample, guard, waiver } = row;
  return {
    id,
    place: placeText(row),
    kind,
    treatment: treatment === 'rejected' ? 'rejected' : 'guarded',
    verdict,
    claim,
    because,
    counterexample: counterexample?.values ?? null,
    replay: counterexample?.replay ?? null,
    guard: guard?.id ?? null,
    addresses: guard?.addresses ?? [],
    bytes: guard?.bytes ?? 0,
    waiver,
  };
}
