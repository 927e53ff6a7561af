// In: a graph, its obligations and their answers. Out: the same graph with a reified hyperedge per obligation, and the facts that proofs used.
// Facts that no proof used are left out: the `hypothesis` edges are exactly what an elision rests on.
import type { Obligation, ObligationId } from '../obligations/obligation.ts';
import { phraseFact } from '../obligations/phrase.ts';
import type { Incidence } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Answer } from './verdict.ts';

/** Adds to `psg`; call it once per build, after discharge. */
export function linkProofs(psg: Psg, obligations: readonly Obligation[], answers: readonly Answer[]): void {
  const answerOf = new Map<ObligationId, Answer>(answers.map((answer) => [answer.obligation, answer]));
  for (const obligation of obligations) {
    psg.addObligation({ key: obligation.id, kind: obligation.kind, incidences: incidencesOf(obligation) });
  }
  for (const { id, sourceNames } of obligations) {
    for (const fact of answerOf.get(id)?.hypotheses ?? []) {
      psg.addFact({
        key: fact.key,
        reason: fact.reason,
        text: phraseFact(fact, sourceNames),
        about: [fact.about],
      });
      psg.addHypothesis(id, fact.key);
    }
  }
}

function incidencesOf(obligation: Obligation): readonly Incidence[] {
  return [
    { role: 'subject', index: 0, node: obligation.subject },
    ...obligation.roles.map(({ role, node }, index) => ({ role, index, node })),
  ];
}
