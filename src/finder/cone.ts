// In: a goal. Out: the facts that share unknowns with it, nearest first.
import type { Formula } from '../checker/formula.ts';
import { factorsOf, type Polynomial } from '../checker/polynomial.ts';
import { type Goal, usableIn } from '../checker/run.ts';
import type { Unknowns } from '../checker/value.ts';

const namesIn = new WeakMap<Formula, ReadonlySet<string>>();

export function unknownsOf(formula: Formula): ReadonlySet<string> {
  const known = namesIn.get(formula);
  if (known) return known;
  const names = new Set<string>();
  const add = (polynomial: Polynomial) => {
    for (const monomial of polynomial.keys()) for (const factor of factorsOf(monomial)) names.add(factor);
  };
  if (formula.kind === 'at-most' || formula.kind === 'zero') add(formula.polynomial);
  else for (const part of formula.parts) for (const name of unknownsOf(part)) names.add(name);
  namesIn.set(formula, names);
  return names;
}

/** By unknown: the facts that speak of it. Grows with the unknowns. */
interface Index {
  readonly facts: Map<string, number[]>;
  /** Facts without unknowns: contradictions. */
  readonly bare: number[];
  size: number;
}

const indexes = new WeakMap<Unknowns, Index>();

function indexOf(unknowns: Unknowns): Index {
  const index: Index = indexes.get(unknowns) ?? { facts: new Map(), bare: [], size: 0 };
  indexes.set(unknowns, index);
  for (; index.size < unknowns.facts.length; index.size++) {
    const fact = unknowns.facts[index.size];
    const names = fact ? unknownsOf(fact) : new Set<string>();
    if (names.size === 0) index.bare.push(index.size);
    for (const name of names) {
      const list = index.facts.get(name);
      if (list) list.push(index.size);
      else index.facts.set(name, [index.size]);
    }
  }
  return index;
}

/** Numbers of the facts of a goal in rings around it: the first shares unknowns with the goal, each next one with the ring before it. */
export function ringsOf(goal: Goal): readonly (readonly number[])[] {
  const { unknowns, failure } = goal;
  const index = indexOf(unknowns);
  const holds = usableIn(goal);
  const taken = new Set<number>();
  const met = new Set(unknownsOf(failure));
  const rings: number[][] = [];
  let rim: readonly string[] = [...met];
  let ring: number[] = index.bare.filter(holds);
  for (const fact of ring) taken.add(fact);
  while (rim.length > 0) {
    for (const name of rim) {
      for (const fact of index.facts.get(name) ?? []) {
        if (taken.has(fact) || !holds(fact)) continue;
        taken.add(fact);
        ring.push(fact);
      }
    }
    const next: string[] = [];
    for (const fact of ring) {
      for (const name of unknownsOf(unknowns.facts[fact] ?? failure)) {
        if (met.has(name)) continue;
        met.add(name);
        next.push(name);
      }
    }
    if (ring.length > 0) rings.push(ring.sort((a, b) => a - b));
    ring = [];
    rim = next;
  }
  return rings;
}
