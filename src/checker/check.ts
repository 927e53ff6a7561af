// In: the exported graph, the facts of the target, a certificate. Out: the checks that the certificate proves, or why it is refused. No solver, no search, total:
// whatever the input is, there is an answer. This room imports nothing of the compiler but `base`.
import { digestBytes } from '../base/digest.ts';
import { type Claim, readClaim } from './claims.ts';
import { expectArray, expectNumber, expectText, listOf, Malformed, objectOf } from './decode.ts';
import { findEffects } from './effects.ts';
import { classOfClaim } from './elements.ts';
import { isNo } from './formula.ts';
import { type NodeId, readGraph } from './graph.ts';
import { readTarget, type TargetFacts } from './machine.ts';
import { refutes, type Work } from './proof.ts';
import { type Goal, type Report, usableIn, type Walk } from './run.ts';
import { Unknowns } from './value.ts';
import { evaluate } from './walk.ts';
import { walkDefinition } from './walk-program.ts';

/** The version of the meaning of programs that proofs speak about. */
export const semantics = 1;

/** `evident`: as the check stands it cannot fail, and needs no proof. */
export type CheckState = 'proved' | 'evident' | 'open';

export type Verdict =
  | {
      readonly kind: 'accepted';
      /** Keys `kind:node:part` of the checks that can never fail. */
      readonly proved: ReadonlySet<string>;
      /** Every check of the program. */
      readonly checks: ReadonlyMap<string, CheckState>;
      readonly proofs: number;
      readonly claims: number;
    }
  | { readonly kind: 'refused'; readonly why: string };

const certificateOf = objectOf({
  format: expectText,
  semantics: expectNumber,
  psg: expectText,
  target: readTarget,
  claims: listOf(readClaim),
  proofs: expectArray,
});

const proofOf = objectOf({ goal: expectText, facts: listOf(expectNumber), proof: (value) => value });

/** A program as the checker sees it. */
export type Program = Pick<Walk, 'graph' | 'target' | 'effects'>;

export function readProgram(graphText: string, target: TargetFacts): Program {
  const graph = readGraph(graphText);
  return { graph, target, effects: findEffects(graph) };
}

/** Calls `report` for every goal of a program, in a fixed order: definition by definition, in evaluation order. */
export function deriveGoals(program: Program, claims: readonly Claim[], report: Report): void {
  const { graph, target, effects } = program;
  const byPlace = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = `${claim.place} ${claim.node}`;
    const there = byPlace.get(key);
    if (there) there.push(claim);
    else byPlace.set(key, [claim]);
  }
  const claimsAt: Walk['claimsAt'] = (place, node) => byPlace.get(`${place} ${node}`) ?? [];
  const contents = new Map<NodeId, Claim[]>();
  const followed = new Set<NodeId>();
  for (const claim of claims) {
    const spoken = classOfClaim(effects, claim);
    if (spoken === undefined) continue;
    // a claim about contents that says nothing asks to follow them
    if (claim.place !== 'contents' || claim.terms.length === 0) followed.add(spoken);
    if (claim.place === 'contents') contents.set(spoken, [...(contents.get(spoken) ?? []), claim]);
  }
  const contentsOf: Walk['contentsOf'] = (of) => contents.get(of) ?? [];
  const counts = new Map<string, number>();
  // a node that is evaluated twice has two goals
  const number: Report = (goal, scope) => {
    const count = counts.get(goal.key) ?? 0;
    counts.set(goal.key, count + 1);
    report(count === 0 ? goal : { ...goal, key: `${goal.key}~${count}` }, scope);
  };
  const steps = { left: 4_000 + 20 * graph.nodes.length };
  for (const id of [...graph.values, ...effects.reachable]) {
    const walk: Walk = {
      ...program,
      claimsAt,
      contentsOf,
      followed,
      report: number,
      unknowns: new Unknowns(target),
      locals: new Map(),
      constants: new Map(),
      mode: 'code',
      section: 'open',
      context: '',
      steps,
      evaluate,
    };
    walkDefinition(walk, id);
  }
}

/** Whether a proof shows that a goal's failure contradicts facts that hold there. */
export function proves(goal: Goal, facts: readonly number[], proof: unknown, work?: Work): boolean {
  const { unknowns } = goal;
  const isUsable = usableIn(goal);
  try {
    const used = facts.map((fact) => {
      const formula = unknowns.facts[fact];
      if (!formula || !isUsable(fact)) throw new Malformed(`fact ${fact} does not hold at ${goal.key}`);
      return formula;
    });
    return refutes([...used, goal.failure], proof, work);
  } catch (error) {
    if (error instanceof Malformed) return false;
    throw error;
  }
}

/** Checks a certificate against the very graph and target that it was made for. */
export function checkCertificate(graphText: string, target: TargetFacts, certificateText: string): Verdict {
  try {
    const certificate = certificateOf(JSON.parse(certificateText));
    if (certificate.format !== 'firefly-certificate') return refused('this is no certificate');
    if (certificate.semantics !== semantics) return refused('the certificate speaks about another meaning of programs');
    if (certificate.psg !== digestBytes(graphText)) return refused('the certificate was made for another program');
    if (!isSameTarget(certificate.target, target)) return refused('the certificate was made for another target');
    const proofs = new Map(
      certificate.proofs.map((each) => {
        const proof = proofOf(each);
        return [proof.goal, proof] as const;
      }),
    );
    if (proofs.size !== certificate.proofs.length) return refused('two proofs for one goal');
    const work: Work = { left: workOf(certificateText) };
    return judge(graphText, target, certificate.claims, proofs, work);
  } catch (error) {
    // whatever went wrong, nothing is proved
    return refused(error instanceof Error ? error.message : 'the certificate cannot be read');
  }
}

function judge(
  graphText: string,
  target: TargetFacts,
  claims: readonly Claim[],
  proofs: ReadonlyMap<string, ReturnType<typeof proofOf>>,
  work: Work,
): Verdict {
  const checks = new Map<string, CheckState>();
  const used = new Set<string>();
  deriveGoals(readProgram(graphText, target), claims, (goal) => {
    const proof = proofs.get(goal.key);
    if (proof) used.add(goal.key);
    const isProved = proof !== undefined && proves(goal, proof.facts, proof.proof, work);
    if (proof && !isProved) throw new Malformed(`the proof of ${goal.key} is wrong`);
    if (goal.sort === 'claim') {
      if (!isProved && !isNo(goal.failure)) throw new Malformed(`the claim ${goal.key} is not proved`);
      return;
    }
    const check = checkOf(goal.key);
    const state = isProved ? 'proved' : isNo(goal.failure) ? 'evident' : 'open';
    checks.set(check, weaker(checks.get(check) ?? state, state));
  });
  for (const key of proofs.keys()) if (!used.has(key)) return refused(`there is nothing to prove called ${key}`);
  const proved = new Set([...checks].filter(([, state]) => state === 'proved').map(([key]) => key));
  return { kind: 'accepted', proved, checks, proofs: proofs.size, claims: claims.length };
}

/** A check that is evaluated more than once can never fail when none of its evaluations can. */
function weaker(a: CheckState, b: CheckState): CheckState {
  if (a === 'open' || b === 'open') return 'open';
  return a === 'proved' || b === 'proved' ? 'proved' : 'evident';
}

/** Proofs take time in proportion to their text. */
function workOf(certificateText: string): number {
  return 200_000 + 20 * certificateText.length;
}

/** `kind:node:part` of a goal's key: without the induction step and the number of the evaluation. */
export function checkOf(key: string): string {
  return key.replace(/~.*$/, '').split(':').slice(0, 3).join(':');
}

function refused(why: string): Verdict {
  return { kind: 'refused', why };
}

function isSameTarget(a: TargetFacts, b: TargetFacts): boolean {
  const text = (target: TargetFacts) =>
    JSON.stringify(target, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
  return text(a) === text(b);
}
