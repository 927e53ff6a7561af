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

/**
 * `narrow`: a definition leads only from what it defines on to what it is made of. Often enough, and small. `wide`: also back, where somebody speaks of what it
 * defines; nothing else can matter.
 */
export type Width = 'narrow' | 'wide';

/** By unknown: the facts that lead on from it. */
interface Index {
  readonly facts: Readonly<Record<Width, ReadonlyMap<string, readonly number[]>>>;
  /** Facts without unknowns: contradictions. */
  readonly bare: readonly number[];
  readonly size: number;
}

const indexes = new WeakMap<Unknowns, Index>();

function indexOf(unknowns: Unknowns): Index {
  const known = indexes.get(unknowns);
  if (known?.size === unknowns.facts.length) return known;
  const made = makeIndex(unknowns);
  indexes.set(unknowns, made);
  return made;
}

/**
 * A definition can be satisfied by a choice of the unknowns that it defines, whatever the others are. So it says something of the others only where what it defines is
 * spoken of: by a fact of a path, or by a definition of what is.
 */
function makeIndex({ facts, isDefinition }: Unknowns): Index {
  const names = facts.map(unknownsOf);
  const owners = ownersOf(names, isDefinition);
  const spoken = new Set<string>();
  for (const [fact, own] of names.entries()) if (!isDefinition[fact]) for (const name of own) spoken.add(name);
  for (let fact = facts.length - 1; fact >= 0; fact--) {
    if (isDefinition[fact] && owners[fact]?.some((name) => spoken.has(name)))
      for (const name of names[fact] ?? []) spoken.add(name);
  }
  const [narrow, wide] = [new Map<string, number[]>(), new Map<string, number[]>()];
  const add = (index: Map<string, number[]>, fact: number, of: Iterable<string>) => {
    for (const name of of) {
      const list = index.get(name);
      if (list) list.push(fact);
      else index.set(name, [fact]);
    }
  };
  const bare: number[] = [];
  for (const [fact, own] of names.entries()) {
    if (own.size === 0) bare.push(fact);
    const defined = owners[fact] ?? [];
    const isTied = !isDefinition[fact] || defined.some((name) => spoken.has(name));
    add(wide, fact, isTied ? own : defined);
    add(narrow, fact, isDefinition[fact] ? defined : own);
  }
  return { facts: { narrow, wide }, bare, size: facts.length };
}

/** By definition: the unknowns that it defines. These are the ones that come up in it first; of a later definition of an unknown, the latest. */
function ownersOf(
  names: readonly ReadonlySet<string>[],
  isDefinition: readonly boolean[],
): readonly (readonly string[])[] {
  const defined = new Set<string>();
  const first = new Map<string, number>();
  return names.map((own, fact) => {
    const all = [...own];
    for (const name of all) if (!first.has(name)) first.set(name, fact);
    if (!isDefinition[fact] || all.length <= 1) return all;
    const fresh = all.filter((name) => !defined.has(name));
    for (const name of fresh) defined.add(name);
    if (fresh.length > 0) return fresh;
    const rank = (name: string) => first.get(name) ?? 0;
    return [all.reduce((a, b) => (rank(a) >= rank(b) ? a : b))];
  });
}

/**
 * The unknowns that every way to fail speaks of, where one way speaks of more: a division fails when the divisor is 0, or when it is −1 and the dividend is the
 * smallest number. What is known of the divisor is mostly enough, and the dividend may be a long story.
 */
export function coreOf(failure: Formula): ReadonlySet<string> | undefined {
  if (failure.kind !== 'or' || !failure.parts.some((part) => part.kind === 'and')) return undefined;
  const [first, ...others] = failure.parts.map(unknownsOf);
  const core = new Set([...(first ?? [])].filter((name) => others.every((names) => names.has(name))));
  return core.size > 0 && core.size < unknownsOf(failure).size ? core : undefined;
}

/** Numbers of the facts of a goal in rings around it: the first shares unknowns with the goal (or with `from`), each next one with the ring before it. */
export function ringsOf(
  goal: Goal,
  width: Width = 'wide',
  from: ReadonlySet<string> = unknownsOf(goal.failure),
): readonly (readonly number[])[] {
  const { unknowns, failure } = goal;
  const index = indexOf(unknowns);
  const holds = usableIn(goal);
  const taken = new Set<number>();
  const met = new Set(from);
  const rings: number[][] = [];
  let rim: readonly string[] = [...met];
  let ring: number[] = index.bare.filter(holds);
  for (const fact of ring) taken.add(fact);
  while (rim.length > 0) {
    for (const name of rim) {
      for (const fact of index.facts[width].get(name) ?? []) {
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
