// In: a program's text. Out: its goals, a certificate for as many as can be found, and what the checker says. No solver.
import { checkCertificate, readProgram, type Verdict } from '../../src/checker/check.ts';
import type { Claim, Root } from '../../src/checker/claims.ts';
import { certify } from '../../src/finder/certify.ts';
import type { Target } from '../../src/memory/target.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import type { Obligation } from '../../src/obligations/obligation.ts';
import { goalOf, needsCertificate, targetFacts } from '../../src/proofs/goal.ts';
import type { Psg } from '../../src/psg/psg.ts';
import type { Random } from '../analysis/random-program.ts';

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

/** Some claims about the elements of module-level arrays, at loops, at functions and at all times; most of them are false of the program. */
export function claimsOfElements(psg: Psg, target: Target, random: Random): readonly Claim[] {
  const { graph, effects } = readProgram(psg.text, targetFacts(target));
  const element: Root = { kind: 'element', slot: 0 };
  const arrays = graph.values.filter((id) => {
    const { type } = graph.expect(id, 'value');
    return type.kind === 'array' && type.element.kind === 'integer' && effects.storage.classOf(id) !== undefined;
  });
  const loops = graph.nodes.filter(({ kind }) => kind === 'while' || kind === 'for').map(({ id }) => id);
  const called = effects.reachable.filter((id) => id !== graph.entry && !graph.interrupts.includes(id));
  const places = [
    ...loops.map((node) => ({ place: 'loop', node }) as const),
    ...called.flatMap((node) => [{ place: 'entry', node } as const, { place: 'result', node } as const]),
  ];
  const sums: readonly Pick<Claim, 'terms' | 'constant'>[] = [-1n, 0n, 1n, 7n, 9n].flatMap((bound) => [
    { terms: [{ factor: 1n, roots: [element] }], constant: -bound },
    { terms: [{ factor: -1n, roots: [element] }], constant: bound },
  ]);
  const index: Root = { kind: 'index' };
  const ofPlace = {
    terms: [1n, -1n].map((factor, i) => ({ factor, roots: [i === 0 ? element : index] })),
    constant: 0n,
  };
  const claims = arrays.flatMap((id) => {
    const contents = sums.map(
      (sum) => ({ place: 'contents', node: effects.storage.classOf(id) ?? id, ...sum }) as const,
    );
    const view: Root = { kind: 'name', id, slot: 0 };
    const from = { terms: [], constant: 0n };
    const ranges = [
      { terms: [{ factor: 1n, roots: [view] }], constant: 0n },
      { terms: [], constant: 3n },
    ];
    const some = places.flatMap((at) =>
      ranges.flatMap((to, phase) =>
        [...sums, ofPlace].map((sum) => {
          const over = { view, from, to, step: BigInt(phase + 1), phase: BigInt(phase) };
          return { ...at, over, ...sum };
        }),
      ),
    );
    return [...contents, ...some].map((each): Claim => ({ ...each, modulus: 0n }));
  });
  return Array.from({ length: Math.min(60, claims.length) }, () => random.pick(claims));
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
