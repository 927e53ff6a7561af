// The five verdicts, the means of proof, and the answer to one obligation.
import type { Fact, ObligationId } from '../obligations/obligation.ts';
import type { Certificate } from './certificate.ts';

export const verdicts = ['proved', 'refuted', 'unknown', 'unreachable', 'assumed'] as const;
/**
 * `proved`: facts ∧ ¬claim is unsat and the facts alone are satisfiable. `refuted`: facts ∧ claim is unsat (it always fails).
 * `unknown`: a counterexample exists or the solver gave up. `unreachable`: the facts alone are unsat. `assumed`: rests on a declaration.
 */
export type Verdict = (typeof verdicts)[number];

export const methods = ['type', 'interval', 'z3', 'z3+invariant', 'declared'] as const;
export type Method = (typeof methods)[number];

/** Source name → value, from the solver's model. */
export type Counterexample = Readonly<Record<string, string>>;

export interface Answer {
  readonly obligation: ObligationId;
  readonly verdict: Verdict;
  readonly method: Method | null;
  /** The facts the proof used (the unsat core). */
  readonly hypotheses: readonly Fact[];
  /** Present iff `proved`, or `assumed` (then its text is the declaration): the only thing that lets alex drop a check. */
  readonly certificate: Certificate | null;
  readonly counterexample: Counterexample | null;
  /** Proved, but the checker does not confirm it: no certificate was found that it accepts. Then the check stays, unless the project allows otherwise. */
  readonly uncertified?: true;
  /** Why an `unknown` is unknown: `counterexample`, `resource limit`, `solver error: …`, `no answer`. */
  readonly why: string | null;
  /** Solver steps spent. */
  readonly rlimit: number;
  readonly cached: boolean;
}
