// What arrays hold: a chain of what happened to the storage of one class, latest first. A read goes down the chain, and what claims say of elements is known of
// each element that is read. A class that no claim speaks of has `any` memory, from its first read to the next write.
import { all, any, equal, type Formula, isNo, isYes, not, yes } from './formula.ts';
import { add, constantOf, keyOf, type Polynomial } from './polynomial.ts';
import { type Base, merge, type Unknowns, type Value, type View } from './value.ts';

/** What a claim says of elements of a base, by their index in it. */
export interface ElementFact {
  readonly base: Base;
  readonly holds: (index: Polynomial, element: Value) => Formula;
}

export type Memory = { readonly seen: Map<string, Value>; readonly depth: number } & (
  | { readonly kind: 'any' }
  | { readonly kind: 'known'; readonly before: Memory; readonly fact: ElementFact }
  | {
      readonly kind: 'stored';
      readonly before: Memory;
      readonly base: Base;
      readonly at: Polynomial;
      readonly value: Value;
    }
  /** A new array; one value for all elements, or one for each. */
  | { readonly kind: 'made'; readonly before: Memory; readonly base: Base; readonly values: readonly Value[] }
  /** `before`: what both were, until they went apart. */
  | {
      readonly kind: 'meet';
      readonly before: Memory | undefined;
      readonly condition: Formula;
      readonly left: Memory;
      readonly right: Memory;
    }
);

/** Any contents. */
export function anyMemory(): Memory {
  return { kind: 'any', seen: new Map(), depth: 0 };
}

/** What lies further back is forgotten. */
const deepest = 40;

export function knowing(before: Memory, fact: ElementFact): Memory {
  return bounded({ kind: 'known', before, fact, seen: new Map(), depth: before.depth + 1 });
}

export function storing(before: Memory, { base }: View, at: Polynomial, value: Value): Memory {
  return bounded({ kind: 'stored', before, base, at, value, seen: new Map(), depth: before.depth + 1 });
}

export function making(before: Memory, { base }: View, values: readonly Value[]): Memory {
  return bounded({ kind: 'made', before, base, values, seen: new Map(), depth: before.depth + 1 });
}

function bounded(memory: Memory): Memory {
  return memory.depth > deepest ? anyMemory() : memory;
}

export function meetMemories<K>(
  condition: Formula,
  left: ReadonlyMap<K, Memory>,
  right: ReadonlyMap<K, Memory>,
  isFollowed: (key: K) => boolean,
): Map<K, Memory> {
  const met = new Map<K, Memory>();
  for (const [key, a] of left) {
    const b = right.get(key);
    const depth = Math.max(a.depth, b?.depth ?? 0) + 1;
    if (a === b) met.set(key, a);
    // a class that is not followed: what was read on both ways is read again
    else if (b && isFollowed(key))
      met.set(
        key,
        bounded({ kind: 'meet', before: commonOf(a, b), condition, left: a, right: b, seen: new Map(), depth }),
      );
  }
  return met;
}

function commonOf(a: Memory, b: Memory): Memory | undefined {
  const met = new Set<Memory>();
  for (let at: Memory | undefined = a; at; at = at.kind === 'any' ? undefined : at.before) met.add(at);
  for (let at: Memory | undefined = b; at; at = at.kind === 'any' ? undefined : at.before) if (met.has(at)) return at;
  return undefined;
}

/** How elements of the class are made where nothing tells what they are. */
export interface Elements {
  readonly unknowns: Unknowns;
  readonly make: () => Value;
}

/** The element of a base at an index. */
function elementAt(memory: Memory, base: Base, at: Polynomial, elements: Elements): Value {
  const key = `${base.number} ${keyOf(at)}`;
  const known = memory.seen.get(key);
  if (known) return known;
  const value = lookUp(memory, base, at, elements);
  memory.seen.set(key, value);
  return value;
}

function lookUp(memory: Memory, base: Base, at: Polynomial, elements: Elements): Value {
  const { unknowns } = elements;
  /** `value`, if what happened concerns the element; else what was there before. */
  const either = (before: Memory, changed: Base, isHere: Formula, value: Value): Value => {
    if (changed !== base && changed.sort === 'array' && base.sort === 'array')
      return elementAt(before, base, at, elements);
    // another base may be part of the same array or not
    const condition = changed === base ? isHere : unknowns.makeTruth();
    if (isYes(condition)) return value;
    const old = elementAt(before, base, at, elements);
    return isNo(condition) ? old : merge(condition, value, old, unknowns);
  };
  switch (memory.kind) {
    case 'any':
      return elements.make();
    case 'known':
      return elementAt(memory.before, base, at, elements);
    case 'stored':
      return either(memory.before, memory.base, equal(memory.at, at), memory.value);
    case 'made': {
      const [first, ...more] = memory.values;
      const one = more.length === 0 ? first : memory.values[Number(constantOf(at) ?? -1n)];
      return either(memory.before, memory.base, yes, one ?? elements.make());
    }
    case 'meet': {
      const left = elementAt(memory.left, base, at, elements);
      return merge(memory.condition, left, elementAt(memory.right, base, at, elements), unknowns);
    }
  }
}

/** Calls `learn` for all that claims say of the element, and of those that it may have been chosen from; not beyond `end`. */
function factsOf(
  memory: Memory,
  end: Memory | undefined,
  base: Base,
  at: Polynomial,
  elements: Elements,
  condition: Formula,
  learn: (fact: Formula) => void,
): void {
  const go = (next: Memory, when = condition, last = end) => factsOf(next, last, base, at, elements, when, learn);
  if (memory === end) return;
  switch (memory.kind) {
    case 'any':
      return;
    case 'known':
      if (memory.fact.base === base) {
        const fact = memory.fact.holds(at, elementAt(memory.before, base, at, elements));
        const { claimOf } = elements.unknowns;
        const here = { ...any(not(condition), fact) };
        const claim = claimOf.get(fact);
        if (claim) claimOf.set(here, claim);
        learn(here);
      }
      go(memory.before);
      return;
    case 'stored':
      if (memory.base !== base || !isYes(equal(memory.at, at))) go(memory.before);
      return;
    case 'made':
      if (memory.base !== base) go(memory.before);
      return;
    case 'meet':
      go(memory.left, all(condition, memory.condition), memory.before ?? end);
      go(memory.right, all(condition, not(memory.condition)), memory.before ?? end);
      // what was known before they went apart is known on both ways
      if (memory.before) go(memory.before);
  }
}

/** The element number `index` of a view. */
export function readMemory(
  memory: Memory,
  view: View,
  index: Polynomial,
  elements: Elements,
  learn: (fact: Formula) => void,
): Value {
  const at = add(view.first, index);
  const value = elementAt(memory, view.base, at, elements);
  factsOf(memory, undefined, view.base, at, elements, yes, learn);
  return value;
}
