// What the emitted program does about each obligation, and the guards that it holds.
import type { Span } from '../base/source.ts';
import type { ObligationKind } from '../obligations/kinds.ts';
import type { ObligationId } from '../obligations/obligation.ts';

export const treatments = ['elided', 'guarded', 'rejected', 'absent'] as const;
/** `elided`: no check is emitted, by a certificate. `guarded`: a run-time check with a trap. `rejected`: the program is refused. `absent`: the access itself is not emitted (unreachable, or its function is never called). */
export type Treatment = (typeof treatments)[number];

/** A value that a failing guard reports, in this order in the guard's registers. */
export interface ReportedValue {
  /** Word printed before the value: `index`, `length`, `divisor`, … */
  readonly label: string;
  readonly bits: 8 | 16 | 32 | 64;
  readonly signed: boolean;
}

/** One guard of the emitted module. `id` is the number in the trap instruction, from 1 (x86-64: 32 bits; ARM: 16 bits). */
export interface Guard {
  readonly id: number;
  readonly obligation: ObligationId;
  readonly kind: ObligationKind;
  readonly span: Span;
  /** At most two. */
  readonly values: readonly ReportedValue[];
  /** What a failure says instead. */
  readonly message?: string;
}
