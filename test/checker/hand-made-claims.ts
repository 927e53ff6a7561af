// In: a graph, and claims written by hand. Out: a certificate with all of them and every proof that can be found, whether they are true or not. Also: names for nodes.
import { digestBytes } from '../../src/base/digest.ts';
import { checkCertificate, deriveGoals, readProgram, semantics, type Verdict } from '../../src/checker/check.ts';
import { type Claim, readClaim } from '../../src/checker/claims.ts';
import { plainClaim } from '../../src/finder/certificate-text.ts';
import { ringsOf } from '../../src/finder/cone.ts';
import { findProof, type Proof } from '../../src/finder/search.ts';
import { targetFacts } from '../../src/proofs/goal.ts';
import type { Psg } from '../../src/psg/psg.ts';
import { targetOf } from '../analysis/source.ts';

const target = targetFacts(targetOf('x86_64-linux'));

/** A certificate with all the claims, and a proof of each goal for which the search finds one. */
function certificateFor(psg: Psg, claims: readonly Claim[]): string {
  const proofs: { goal: string; facts: readonly number[]; proof: unknown }[] = [];
  deriveGoals(readProgram(psg.text, target), claims, (goal) => {
    const numbers = ringsOf(goal).flat().slice(0, 150);
    const facts = [...numbers.map((fact) => goal.unknowns.facts[fact] ?? goal.failure), goal.failure];
    const proof = findProof(facts, { left: 150 });
    if (proof) proofs.push({ goal: goal.key, facts: numbers, proof: plain(proof) });
  });
  const plainTarget = JSON.parse(
    JSON.stringify(target, (_key, value) => (typeof value === 'bigint' ? `${value}` : value)),
  );
  const head = { format: 'firefly-certificate', semantics, psg: digestBytes(psg.text), target: plainTarget };
  return JSON.stringify({ ...head, claims: claims.map(plainClaim), proofs });
}

function plain(proof: Proof): unknown {
  return proof.map((each) =>
    typeof each === 'bigint' ? `${each}` : Array.isArray(each) ? plain(each as Proof) : each,
  );
}

export function judgeClaims(psg: Psg, claims: readonly Claim[]): Verdict {
  return checkCertificate(psg.text, target, certificateFor(psg, claims));
}

/** Finds nodes by the names that the source gives them. */
export interface Names {
  readonly name: (name: string) => number;
  readonly definition: (name: string) => number;
  /** The first loop, or the second… */
  readonly loop: (ordinal?: number) => number;
  /** The first array that is made in the program itself, or the second… */
  readonly array: (ordinal?: number) => number;
  /** The function that runs first, which calls the entry point. */
  readonly start: number;
}

export function namesOf(psg: Psg): Names {
  const demand = (found: number | undefined, what: string) => {
    if (found === undefined) throw new Error(`there is no ${what}`);
    return found;
  };
  return {
    start: psg.entry,
    name: (name) =>
      demand(psg.nodesOf('binding').find((each) => each.name === name && each.span.file.path === 'test.fs')?.id, name),
    definition: (name) =>
      demand(
        [...psg.nodesOf('function'), ...psg.nodesOf('value')].find((each) => each.name === `Claims.${name}`)?.id,
        name,
      ),
    array: (ordinal = 0) => {
      const arrays = psg.nodes.filter(({ kind, span }) => kind.startsWith('array-') && span.file.path === 'test.fs');
      return demand(arrays[ordinal]?.id, 'array');
    },
    loop: (ordinal = 0) => {
      const loops = psg.nodes.filter(
        ({ kind, span }) => (kind === 'while' || kind === 'for') && span.file.path === 'test.fs',
      );
      return demand(loops[ordinal]?.id, 'loop');
    },
  };
}

export type Root = readonly (string | number)[];

/** Σ factor·root + constant ≤ 0, or a multiple of the modulus. */
export function claim(
  place: string,
  node: number,
  terms: readonly (readonly [factor: number, ...roots: Root[]])[],
  constant: number,
  modulus = 0,
): Claim {
  return readClaim({ place, node, terms, constant, modulus });
}

type Terms = readonly (readonly [factor: number, ...roots: Root[]])[];

/** Σ factor·root + constant ≤ 0 for each element of a view from one index to before another; `only`: those that are so much more than a multiple of a step. */
export function claimOfElements(
  place: string,
  node: number,
  view: Root,
  [from, to]: readonly [from: readonly [Terms, number], to: readonly [Terms, number]],
  terms: Terms,
  constant: number,
  only: readonly [phase: number, step: number] = [0, 1],
): Claim {
  const [phase, step] = only;
  const sum = ([parts, more]: readonly [Terms, number]) => ({ terms: parts, constant: more });
  const over = { view, from: sum(from), to: sum(to), step, phase };
  return readClaim({ place, node, over, terms, constant, modulus: 0 });
}
