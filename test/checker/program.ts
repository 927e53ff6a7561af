// In: a program's text. Out: its goals, a certificate for as many as can be found, and what the checker says. No solver.
import { checkCertificate, type Verdict } from '../../src/checker/check.ts';
import type { Claim } from '../../src/checker/claims.ts';
import { certify } from '../../src/finder/certify.ts';
import type { Target } from '../../src/memory/target.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import type { Obligation } from '../../src/obligations/obligation.ts';
import { goalOf, needsCertificate, targetFacts } from '../../src/proofs/goal.ts';
import type { Psg } from '../../src/psg/psg.ts';

const predicates = loadPredicates();

export interface Certified {
  readonly psg: Psg;
  readonly target: Target;
  readonly obligations: readonly Obligation[];
  readonly certificate: string;
  readonly verdict: Verdict;
  /** Names of the checks that the checker confirms. */
  readonly proved: ReadonlySet<string>;
}

/** Claims with their constants moved: most of them are false of the program. */
export function perturb(claims: readonly Claim[]): readonly Claim[] {
  return claims.flatMap((claim) => [
    claim,
    { ...claim, constant: claim.constant + 1n },
    { ...claim, constant: claim.constant + 3n },
    { ...claim, modulus: claim.modulus === 0n ? 2n : claim.modulus * 2n },
  ]);
}

/** Claims that the analysis proposes. */
export function proposalsOf(psg: Psg, target: Target): readonly Claim[] {
  const proposals: Claim[] = [];
  collectObligations(psg, target, predicates, (claims) => proposals.push(...claims));
  return proposals;
}

export function certifyProgram(
  psg: Psg,
  target: Target,
  change: (claims: readonly Claim[]) => readonly Claim[] = (claims) => claims,
): Certified {
  const proposals: Claim[] = [];
  const obligations = collectObligations(psg, target, predicates, (claims) => proposals.push(...claims)).value;
  const facts = targetFacts(target);
  const checks = new Set(obligations.filter(needsCertificate).map(goalOf));
  const certificate = certify({ graphText: psg.text, target: facts, proposals: change(proposals), checks });
  const verdict = checkCertificate(psg.text, facts, certificate);
  return {
    psg,
    target,
    obligations,
    certificate,
    verdict,
    proved: verdict.kind === 'accepted' ? verdict.proved : new Set(),
  };
}
