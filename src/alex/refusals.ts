// In: obligations and their answers. Out: one error per claim that always fails, and per claim that is not proved and that no guard could test: such a program
// is refused.
import { nearestName } from '../base/nearest.ts';
import { never } from '../base/never.ts';
import { diagnostic } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Obligation, type ObligationId, shownAt } from '../obligations/obligation.ts';
import type { Answer } from '../proofs/verdict.ts';
import type { NodeId, PlatformService } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { ForeignFunction } from './context.ts';
import { firstOfEach } from './emit-foreign.ts';
import { isCovered, isGuardable } from './guard-book.ts';
import type { TargetDefinition } from './target-definition.ts';

export function refuseRefuted(
  psg: Psg,
  obligations: readonly Obligation[],
  answers: ReadonlyMap<ObligationId, Answer>,
): readonly Diagnostic[] {
  return obligations.flatMap((obligation): readonly Diagnostic[] => {
    const answer = answers.get(obligation.id) ?? never(`obligation ${obligation.id} has an answer`);
    if (answer.verdict !== 'refuted' || !isGuardable(obligation)) return [];
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

/** A lifetime that the analysis found too short has the same error at the same place already, with both places: the first one is shown. */
export function refuseUnproved(
  psg: Psg,
  target: string,
  obligations: readonly Obligation[],
  answers: ReadonlyMap<ObligationId, Answer>,
): readonly Diagnostic[] {
  return obligations.flatMap((obligation): readonly Diagnostic[] => {
    const answer = answers.get(obligation.id) ?? never(`obligation ${obligation.id} has an answer`);
    if (isGuardable(obligation) || isCovered(psg, target, obligation.id, answer)) return [];
    if (obligation.kind !== 'lifetime') never(`types or declarations settle ${obligation.id}`);
    return [
      diagnostic(
        'FS8101',
        psg.node(shownAt(obligation)).span,
        `It is not proved that ${obligation.text}: ${reasonOf(answer)}. No check at run time could stand for it.`,
        { hint: 'Give the solver more steps (`rlimit` in `[proof]`), or keep the address for a shorter time.' },
      ),
    ];
  });
}

function reasonOf({ verdict, why }: Answer): string {
  if (verdict === 'refuted') return 'it always fails';
  if (verdict === 'unreachable') return 'the facts known here contradict each other';
  if (why === 'counterexample') return 'the facts known here allow a counterexample';
  return why === null || why === 'no answer' ? 'the solver gave no answer' : why;
}

/** Handlers of interrupts that the board does not have, or that two functions handle. */
export function refuseInterrupts(
  psg: Psg,
  { interrupts, target }: TargetDefinition,
  services: readonly PlatformService[],
): readonly Diagnostic[] {
  if (!interrupts) return [];
  const taken = new Set<number>();
  return psg.interrupts.flatMap((id): readonly Diagnostic[] => {
    const { interrupt = never('a handler names its interrupt'), name, span } = psg.expect(id, 'function');
    const slot = interrupts.slotOf(interrupt, services);
    const isKnown = slot !== undefined;
    if (isKnown && !taken.has(slot)) {
      taken.add(slot);
      return [];
    }
    if (isKnown)
      return [
        diagnostic('FS8304', span, `\`${interrupt}\` has a handler already; \`${name}\` is the second.`, {
          hint: 'One function handles it, and calls what both would do.',
        }),
      ];
    const near = nearestName(interrupt, interrupts.names);
    return [
      diagnostic(
        'FS8304',
        span,
        `\`${name}\` handles \`${interrupt}\`, which ${target.name} does not have, or which the start-up code needs itself.`,
        { hint: near ? `Is \`${near}\` meant?` : `For example \`${interrupts.names[0]}\`, or \`IRQ7\` by its number.` },
      ),
    ];
  });
}

/** Functions of C where no C library is linked, or that the program declares in two ways. */
export function refuseForeign(
  calls: readonly ForeignFunction[],
  { target, libraries, cLibrary }: TargetDefinition,
): readonly Diagnostic[] {
  const first = firstOfEach(calls);
  if (libraries.length === 0)
    return [...first.values()].map(({ symbol, node }) =>
      cLibrary
        ? diagnostic(
            'FS8306',
            node.span,
            `\`${symbol}\` is a function of C, and the program is linked without the C library.`,
            {
              hint: 'Write `c_library = true` in the section [build] of the project.',
            },
          )
        : diagnostic('FS8306', node.span, `\`${symbol}\` is a function of C, and ${target.name} has no C library.`, {
            hint: 'Write it in the dialect, or use `Platform.Bindings`; build this program for x86_64-linux only.',
          }),
    );
  const differing = new Map<NodeId, ForeignFunction>();
  for (const call of calls) {
    const known = first.get(call.symbol) ?? call;
    if (shapeOf(known) !== shapeOf(call)) differing.set(call.node.id, call);
  }
  return [...differing.values()].map(({ symbol, node }) =>
    diagnostic('FS8217', node.span, `\`${symbol}\` is declared twice, with types that differ.`, {
      hint: 'Declare it once, with the types that C gives it.',
      related: [{ span: first.get(symbol)?.node.span ?? node.span, text: 'The other declaration' }],
    }),
  );
}

function shapeOf({ parameters, result }: ForeignFunction): string {
  return `${parameters.join(' ')} -> ${result ?? ''}`;
}
