// In: obligations and their answers. Out: one error per claim that always fails: such a program is refused, not guarded.
import { never } from '../base/never.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Obligation, type ObligationId, shownAt } from '../obligations/obligation.ts';
import type { Answer } from '../proofs/verdict.ts';
import type { Psg } from '../psg/psg.ts';

export function refuseRefuted(
  psg: Psg,
  obligations: readonly Obligation[],
  answers: ReadonlyMap<ObligationId, Answer>,
): readonly Diagnostic[] {
  return obligations.flatMap((obligation): readonly Diagnostic[] => {
    const answer = answers.get(obligation.id) ?? never(`obligation ${obligation.id} has an answer`);
    // A lifetime that ends too early has a diagnostic of its own (FS8101), which names both places.
    if (answer.verdict !== 'refuted' || obligation.kind === 'lifetime') return [];
    return [
      {
        code: 'FS8302',
        severity: 'error',
        span: psg.node(shownAt(obligation)).span,
        title: 'This check always fails.',
        detail: `Whenever control comes here, the ${obligation.kind} claim \`${obligation.text}\` is false.`,
        hint: 'Correct the values, or test them before.',
        related: answer.hypotheses
          .slice(0, 3)
          .map((fact) => ({ span: psg.node(fact.about).span, text: 'follows from this' })),
      },
    ];
  });
}
