// In: a proof over numbered facts. Out: the facts that it uses, and the proof renumbered for them alone.
import type { Formula } from '../checker/formula.ts';
import { learn, nothingKnown } from '../checker/proof.ts';
import type { Proof } from './search.ts';

/** The inequalities and disjunctions that one fact gives. */
interface Share {
  readonly inequalities: number;
  readonly disjunctions: number;
}

function shareOf(fact: Formula): Share {
  const known = nothingKnown();
  learn(known, fact);
  return { inequalities: known.inequalities.length, disjunctions: known.disjunctions.length };
}

/** `always` facts at the end are kept. */
export function trim(
  facts: readonly Formula[],
  proof: Proof,
  always: number,
): { readonly kept: readonly number[]; readonly proof: Proof } {
  const shares = facts.map(shareOf);
  const used = { inequalities: new Set<number>(), disjunctions: new Set<number>() };
  visit(proof, (sort, at) => {
    used[sort].add(at);
    return at;
  });
  const kept: number[] = [];
  const moved = { inequalities: new Map<number, number>(), disjunctions: new Map<number, number>() };
  const seen = { inequalities: 0, disjunctions: 0 };
  const left = { inequalities: 0, disjunctions: 0 };
  const sorts = ['inequalities', 'disjunctions'] as const;
  for (const [fact, share] of shares.entries()) {
    const isUsed = sorts.some((sort) => {
      for (let i = 0; i < share[sort]; i++) if (used[sort].has(seen[sort] + i)) return true;
      return false;
    });
    const isKept = isUsed || fact >= facts.length - always;
    if (isKept) kept.push(fact);
    for (const sort of sorts) {
      for (let i = 0; i < share[sort]; i++) if (isKept) moved[sort].set(seen[sort] + i, left[sort] + i);
      seen[sort] += share[sort];
      if (isKept) left[sort] += share[sort];
    }
  }
  // what a proof learns on its way comes after all facts
  const renumber = (sort: (typeof sorts)[number], at: number) => moved[sort].get(at) ?? at - seen[sort] + left[sort];
  return { kept, proof: visit(proof, renumber) };
}

type See = (sort: 'inequalities' | 'disjunctions', at: number) => number;

/** The proof with every number of a fact replaced. */
function visit(proof: Proof, see: See): Proof {
  const [rule, ...rest] = proof;
  const parts = (list: Proof): Proof =>
    list.map((each, i) => (i % 2 === 0 && typeof each !== 'object' ? see('inequalities', Number(each)) : each));
  const next = (each: Proof[number] | undefined): Proof => (Array.isArray(each) ? visit(each as Proof, see) : []);
  switch (rule) {
    case 'sum':
      return ['sum', ...parts(rest)];
    case 'split': {
      const [at, ...proofs] = rest;
      return ['split', see('disjunctions', Number(at)), ...proofs.map(next)];
    }
    case 'cut':
      return ['cut', rest[0] ?? [], rest[1] ?? 0, next(rest[2]), next(rest[3])];
    case 'derive':
      return ['derive', parts(rest[0] as Proof), next(rest[1])];
    case 'times':
      return ['times', see('inequalities', Number(rest[0])), rest[1] ?? '', next(rest[2])];
    case 'product':
      return ['product', see('inequalities', Number(rest[0])), see('inequalities', Number(rest[1])), next(rest[2])];
    default:
      return proof;
  }
}
