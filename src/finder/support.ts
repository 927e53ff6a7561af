// In: a certificate that the checker accepts. Out: for each goal, what its proof rests on: facts, claims, and the names of the unknowns in them. For those who ask
// a solver about the same goals, and for people.
import { deriveGoals, type Program } from '../checker/check.ts';
import { type Claim, readClaim } from '../checker/claims.ts';
import { expectArray, expectNumber, expectText, listOf, objectOf } from '../checker/decode.ts';
import type { Formula } from '../checker/formula.ts';
import type { NodeId } from '../checker/graph.ts';
import { keyOf, type Polynomial } from '../checker/polynomial.ts';
import type { Value } from '../checker/value.ts';

export interface UsedFact {
  readonly formula: Formula;
  /** The claim that it is, if it is one. */
  readonly claim: Claim | undefined;
  readonly sort: 'definition' | 'path';
}

/** What an unknown is: the value of a name, or its length. */
export interface Named {
  readonly id: NodeId;
  readonly of: 'value' | 'length';
}

export interface Support {
  /** The goal's name. */
  readonly key: string;
  readonly claim: Claim | undefined;
  readonly facts: readonly UsedFact[];
  /** What contradicts the facts. */
  readonly failure: Formula;
  readonly names: ReadonlyMap<string, Named>;
}

const bundleOf = objectOf({
  claims: listOf(readClaim),
  proofs: listOf(objectOf({ goal: expectText, facts: listOf(expectNumber), proof: expectArray })),
});

export function supportOf(program: Program, certificate: string): readonly Support[] {
  const { claims, proofs } = bundleOf(JSON.parse(certificate));
  const factsOf = new Map(proofs.map(({ goal, facts }) => [goal, facts]));
  const supports: Support[] = [];
  deriveGoals(program, claims, (goal, scope) => {
    const { key, claim, failure, unknowns } = goal;
    const facts = (factsOf.get(key) ?? []).flatMap((fact): readonly UsedFact[] => {
      const formula = unknowns.facts[fact];
      if (!formula) return [];
      const origin = claims.find((each) => each === unknowns.claimOf.get(formula));
      return [{ formula, claim: origin, sort: unknowns.isDefinition[fact] ? 'definition' : 'path' }];
    });
    supports.push({ key, claim, facts, failure, names: namesOf(scope()) });
  });
  return supports;
}

function namesOf(scope: Iterable<readonly [NodeId, Value]>): ReadonlyMap<string, Named> {
  const names = new Map<string, Named>();
  const add = (polynomial: Polynomial, named: Named) => {
    const [only] = polynomial.keys();
    if (only !== undefined && keyOf(polynomial) === `1${only}`) names.set(only, named);
  };
  for (const [id, value] of scope) {
    if (value.kind === 'integer') add(value.polynomial, { id, of: 'value' });
    else if (value.kind === 'collection') add(value.length, { id, of: 'length' });
  }
  return names;
}
