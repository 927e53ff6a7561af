// The one door: only this room mints certificates, and only a certificate that covers the very graph lets alex drop a check.
import type { ObligationId } from '../obligations/obligation.ts';

/** What a certificate was made for; every member must agree where it is used. */
export interface Coverage {
  readonly psgDigest: string;
  readonly target: string;
  readonly obligation: ObligationId;
}

/** Only `discharge` in this room holds it: without the key there is no certificate. */
const mintKey = Symbol('mint');
export type MintKey = typeof mintKey;

/** Invariant: an instance exists only for an obligation whose every question was answered `unsat` with satisfiable facts, or that types decided. */
export class Certificate {
  readonly #minted = true;
  readonly coverage: Coverage;
  /** sha256 of the proof's text: the file name under `certificates/`. */
  readonly hash: string;
  /** The SMT-LIB text (questions, facts, core) that anyone can re-run. */
  readonly text: string;

  constructor(key: MintKey, coverage: Coverage, hash: string, text: string) {
    if (key !== mintKey) throw new TypeError('certificates are minted by src/proofs only');
    this.coverage = Object.freeze({ ...coverage });
    this.hash = hash;
    this.text = text;
    Object.freeze(this);
  }

  /** Whether a value is a true certificate (not a look-alike) for exactly this obligation of this graph on this target. */
  static covers(value: unknown, psgDigest: string, target: string, obligation: ObligationId): boolean {
    return (
      value instanceof Certificate &&
      #minted in value &&
      value.coverage.psgDigest === psgDigest &&
      value.coverage.target === target &&
      value.coverage.obligation === obligation
    );
  }
}

/** For this room only; an architecture test sees to it. */
export function mint(coverage: Coverage, hash: string, text: string): Certificate {
  return new Certificate(mintKey, coverage, hash, text);
}
