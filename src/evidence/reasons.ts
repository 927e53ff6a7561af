// In: an obligation, its answer and its treatment. Out: one sentence that says why the claim is proved, or why it is not. For people only.

import type { Treatment } from '../alex/treatment.ts';
import { assertNever } from '../base/never.ts';
import type { Obligation } from '../obligations/obligation.ts';
import type { Answer } from '../proofs/verdict.ts';

export function reasonOf(obligation: Obligation, answer: Answer | undefined, treatment: Treatment): string {
  const verdict = verdictSentence(obligation, answer);
  if (answer?.uncertified) {
    const rest = treatment === 'elided' ? 'the project allows that' : 'the check stays';
    return `${verdict} The checker does not confirm it: no certificate was found, and ${rest}.`;
  }
  if (treatment === 'guarded' && answer?.verdict === 'proved') return `${verdict} The check is kept on request.`;
  if (treatment === 'absent' && answer?.verdict !== 'unreachable')
    return `${verdict} The code is not part of the image.`;
  return verdict;
}

function verdictSentence(obligation: Obligation, answer: Answer | undefined): string {
  if (!answer) return 'No answer was given.';
  if (obligation.decided && obligation.decided.verdict === answer.verdict) return sentence(obligation.decided.because);
  const facts = answer.hypotheses.length;
  const from = facts === 0 ? 'without any fact about the program' : facts === 1 ? 'from 1 fact' : `from ${facts} facts`;
  switch (answer.verdict) {
    case 'proved':
      switch (answer.method) {
        case 'type':
          return 'The types settle it.';
        case 'declared':
          return 'A declaration settles it.';
        case 'interval':
          return `Ranges of single values imply it, ${from}.`;
        case 'z3':
          return `Z3 proved it ${from}.`;
        case 'z3+invariant':
          return `Z3 proved it ${from}, among them what holds at a loop's head.`;
        case null:
          return 'Proved.';
        default:
          return assertNever(answer.method);
      }
    case 'refuted':
      return 'It fails every time control gets here.';
    case 'unreachable':
      return 'Control never gets here.';
    case 'assumed':
      return 'It rests on a declaration that nothing here checks.';
    case 'unknown':
      return unknownSentence(answer);
    default:
      return assertNever(answer.verdict);
  }
}

function unknownSentence(answer: Answer): string {
  if (answer.why === 'counterexample' || (answer.why === null && answer.counterexample))
    return 'The facts known here allow a counterexample.';
  if (answer.why === null || answer.why === 'no answer') return 'The solver gave no answer.';
  return `Not proved: ${sentence(answer.why)}`;
}

/** With a full stop. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
