// In: the obligations, their answers and what emission does about each. Out: guard numbers, treatments, excerpts. Decides when a check may be dropped.
// Invariant: `elided` is given only for a certificate that covers this very graph, target and obligation.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { type ObligationKind, obligationKinds } from '../obligations/kinds.ts';
import type { Obligation, ObligationId } from '../obligations/obligation.ts';
import { Certificate } from '../proofs/certificate.ts';
import type { Answer } from '../proofs/verdict.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Guard, ReportedValue, Treatment } from './treatment.ts';

export type GuardsKept = 'as-proved' | 'all';

export interface GuardBook {
  /** The obligations of a node, by kind and part. */
  readonly at: (subject: NodeId) => readonly Obligation[];
  /** What to do about an obligation at a place where its access is about to be emitted. */
  readonly decide: (obligation: Obligation, mode: 'body' | 'condition') => Treatment;
  /** The number of an obligation's guard, given at its first use. */
  readonly number: (obligation: Obligation, span: Span, values: readonly ReportedValue[]) => number;
  readonly guards: () => readonly Guard[];
  /** Whether emission has come by this obligation. */
  readonly met: (id: ObligationId) => boolean;
  /** Records what was done: checks that were kept anywhere win over checks that were dropped. */
  readonly record: (id: ObligationId, treatment: Treatment) => void;
  readonly treatments: () => ReadonlyMap<ObligationId, Treatment>;
}

/**
 * Claims in which no machine value plays a role (types, regions, scopes, declared registers): there is nothing a guard could test, so
 * they are settled at compile time; unproved they are refused.
 */
export function isGuardable(obligation: Obligation): boolean {
  return obligation.roles.length > 0 && obligation.roles.every(({ of }) => of !== 'opens' && of !== 'closes');
}

/** A match whose rules cover every value has no place where a check could stand. */
function hasTest(psg: Psg, obligation: Obligation): boolean {
  if (obligation.kind !== 'exhaustive') return true;
  const { subject } = obligation;
  return psg.users(subject).some(({ user }) => psg.node(user).kind === 'match-failure');
}

/** Whether the proof of an obligation lets its check be dropped. */
export function isCovered(psg: Psg, target: string, obligation: ObligationId, answer: Answer | undefined): boolean {
  if (!answer || answer.obligation !== obligation) return false;
  if (answer.verdict !== 'proved' && answer.verdict !== 'assumed') return false;
  return Certificate.covers(answer.certificate, psg.digest, target, obligation);
}

function messageOf(psg: Psg, { subject }: Obligation): Pick<Guard, 'message'> {
  const node = psg.node(subject);
  return node.kind === 'match' && node.message !== undefined ? { message: node.message } : {};
}

const strength: Readonly<Record<Treatment, number>> = { absent: 0, elided: 1, guarded: 2, rejected: 3 };

export function makeGuardBook(
  psg: Psg,
  target: string,
  obligations: readonly Obligation[],
  answers: ReadonlyMap<ObligationId, Answer>,
  kept: GuardsKept,
): GuardBook {
  const bySubject = new Map<NodeId, Obligation[]>();
  const known = new Set<ObligationId>();
  for (const obligation of obligations) {
    if (known.has(obligation.id)) never(`obligation ${obligation.id} is listed once`);
    known.add(obligation.id);
    bySubject.set(obligation.subject, [...(bySubject.get(obligation.subject) ?? []), obligation]);
  }
  const order = (kind: ObligationKind): number => obligationKinds.indexOf(kind);
  for (const list of bySubject.values()) list.sort((a, b) => order(a.kind) - order(b.kind) || a.part - b.part);

  const guards = new Map<ObligationId, Guard>();
  const treatments = new Map<ObligationId, Treatment>();
  return {
    at: (subject) => bySubject.get(subject) ?? [],
    decide(obligation, mode) {
      const answer = answers.get(obligation.id);
      const covered = isCovered(psg, target, obligation.id, answer);
      if (!isGuardable(obligation)) return covered ? 'elided' : 'rejected';
      if (answer?.verdict === 'refuted') return 'rejected';
      if ((kept === 'all' && hasTest(psg, obligation)) || mode === 'condition') return 'guarded';
      if (covered) return 'elided';
      return answer?.verdict === 'unreachable' ? 'absent' : 'guarded';
    },
    number(obligation, span, values) {
      const guard = guards.get(obligation.id) ?? {
        id: guards.size + 1,
        obligation: obligation.id,
        kind: obligation.kind,
        span,
        values,
        ...messageOf(psg, obligation),
      };
      guards.set(obligation.id, guard);
      return guard.id;
    },
    guards: () => [...guards.values()],
    met: (id) => treatments.has(id),
    record(id, treatment) {
      const before = treatments.get(id);
      if (before === undefined || strength[treatment] > strength[before]) treatments.set(id, treatment);
    },
    treatments: () => treatments,
  };
}
