// Names and facts as the checker knows them: of obligations and of targets.
import type { TargetFacts } from '../checker/machine.ts';
import type { Target } from '../memory/target.ts';
import type { ObligationKind } from '../obligations/kinds.ts';
import type { Obligation } from '../obligations/obligation.ts';

/** Kinds of checks that the checker derives conditions for. The others have no run-time check that could be dropped: types and declarations settle them, and Z3 alone proves lifetimes. */
const checkedKinds: ReadonlySet<ObligationKind> = new Set([
  'bounds',
  'slice',
  'division',
  'memory-map',
  'access-kind',
  'assert',
  'requires',
  'ensures',
  'invariant',
  'exhaustive',
  'failure',
  'overflow',
]);

/** The checker's name of an obligation. */
export function goalOf({ kind, subject, part }: Pick<Obligation, 'kind' | 'subject' | 'part'>): string {
  return `${kind}:${subject}:${part}`;
}

/** Whether an obligation needs a certificate before its check may be dropped. */
export function needsCertificate({ kind, decided }: Obligation): boolean {
  return checkedKinds.has(kind) && decided === undefined;
}

export function targetFacts(target: Target): TargetFacts {
  return {
    name: target.name,
    wordBits: BigInt(target.wordBits),
    largestObject: target.largestObject,
    ranges: target.memoryMap.ranges.map(({ start, size, access, widths }) => ({
      start,
      size,
      access,
      widths: widths.map(BigInt),
    })),
  };
}
