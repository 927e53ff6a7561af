// Reads, writes and claims about elements, on the memory of a state. Of what no claim speaks of, only this is known: until something may have been written, a second read
// of an element gives what the first gave.
import {
  type Claim,
  type ClaimTerm,
  type FindSlot,
  failureOf,
  isOver,
  type Over,
  type Root,
  rootsOf,
  useOf,
} from './claims.ts';
import { Malformed } from './decode.ts';
import { any, type Formula, within, yes } from './formula.ts';
import type { NodeId, NodeOf, Type } from './graph.ts';
import { wordOf } from './machine.ts';
import { anyMemory, knowing, making, readMemory, storing } from './memory.ts';
import { add, type Polynomial, subtract } from './polynomial.ts';
import { ask, type Walk } from './run.ts';
import { assume, fork, type State } from './state.ts';
import { classesWrittenBy, elementOf } from './storage.ts';
import {
  greater,
  type Interval,
  integer,
  lesser,
  type Slot,
  slotsOf,
  type Unknowns,
  unknownOf,
  type Value,
  type View,
} from './value.ts';

/** Any element of a class: what the claims about its contents allow. Each slot is an unknown of its own, so that a range for it excludes no execution. */
function anyElement(walk: Walk, node: NodeId | undefined, type: Type): Value {
  const { unknowns, target } = walk;
  const claims = node === undefined ? [] : walk.contentsOf(node);
  const word = wordOf(type, target);
  const rangeOf = (slot: number, start: Interval) => claims.reduce((range, each) => narrow(range, each, slot), start);
  if (word) {
    const range = rangeOf(0, word);
    return integer(unknowns.make(range.low <= range.high ? range : word));
  }
  const value = unknownOf(type, unknowns);
  if (claims.length === 0) return value;
  for (const [slot, { polynomial }] of slotsOf(value, type, unknowns).entries()) {
    const start = unknowns.rangeOf(polynomial);
    const range = start && rangeOf(slot, start);
    if (range && range.low <= range.high) unknowns.define(within(polynomial, range.low, range.high));
  }
  return value;
}

/** A claim that a slot of an element is at least or at most a constant. */
function narrow(range: Interval, { terms, constant, modulus }: Claim, slot: number): Interval {
  const [term, ...more] = terms;
  const [root, ...factors] = term?.roots ?? [];
  if (!term || more.length > 0 || root?.kind !== 'element' || root.slot !== slot || factors.length > 0 || modulus > 0n)
    return range;
  if (term.factor === 1n) return { ...range, high: lesser(range.high, -constant) };
  return term.factor === -1n ? { ...range, low: greater(range.low, constant) } : range;
}

/** The element number `index` of what the expression yields. */
export function readElement(walk: Walk, state: State, from: NodeId, view: View, index: Polynomial, type: Type): Value {
  // what a pointer shows may change by itself
  const isPlain = walk.graph.typeAt(from).kind !== 'pointer';
  const node = isPlain ? walk.effects.storage.classOf(from) : undefined;
  return walk.unknowns.about('e', undefined, () => read(walk, state, node, view, index, type));
}

function read(walk: Walk, state: State, node: NodeId | undefined, view: View, index: Polynomial, type: Type): Value {
  const { unknowns } = walk;
  const make = () => anyElement(walk, node, type);
  if (node === undefined) return make();
  const memory = state.memory.get(node) ?? anyMemory();
  state.memory.set(node, memory);
  return readMemory(memory, view, index, { unknowns, make }, (fact) => assume(state, fact));
}

export function writeElement(
  walk: Walk,
  state: State,
  node: NodeOf<'set-element'>,
  view: View,
  index: Polynomial,
  value: Value,
): void {
  const written = walk.effects.storage.classOf(node.collection);
  if (written === undefined) return;
  askContents(walk, state, written, [value], walk.graph.typeAt(node.operand), `stored:${node.id}`);
  const memory = state.memory.get(written);
  if (!memory || !walk.followed.has(written)) state.memory.delete(written);
  else state.memory.set(written, storing(memory, view, add(view.first, index), value));
}

/** The platform writes what it likes. */
export function writeFromOutside(walk: Walk, state: State, node: NodeOf<'service'>): void {
  for (const written of classesWrittenBy(walk.effects.storage, node)) {
    const type = elementOf(walk.graph.typeAt(written));
    if (type) askContents(walk, state, written, [unknownOf(type, walk.unknowns)], type, `received:${node.id}`);
    forgetElements(walk, state, written);
  }
}

/** Any elements of the class may have changed. */
export function forgetElements({ followed }: Walk, state: State, of: NodeId): void {
  if (followed.has(of)) state.memory.set(of, anyMemory());
  else state.memory.delete(of);
}

/** A new array, with one value for all its elements, or one for each. */
export function makeArray(
  walk: Walk,
  state: State,
  node: NodeOf<'array-fill'> | NodeOf<'array-literal'>,
  values: readonly Value[],
): View {
  const view = walk.unknowns.makeView('array');
  const made = walk.effects.storage.classOf(node.id);
  const type = elementOf(node.type);
  if (made === undefined || !type) return view;
  askContents(walk, state, made, values, type, `made:${node.id}`);
  const memory = state.memory.get(made);
  if (memory && walk.followed.has(made)) state.memory.set(made, making(memory, view, values));
  return view;
}

/** Goals: what is said of all elements of a class at all times is true of these values. */
function askContents(walk: Walk, state: State, of: NodeId, values: readonly Value[], type: Type, where: string): void {
  const { unknowns } = walk;
  for (const [i, claim] of walk.contentsOf(of).entries()) {
    const failures = values.map((value) => {
      const slots = slotsOf(value, type, unknowns);
      return failureOf(claim, (root) => (root.kind === 'element' ? slots[root.slot] : undefined), unknowns);
    });
    ask(walk, state, `${claim.place}:${claim.node}:${where}#${i}`, 'claim', any(...failures), claim);
  }
}

// ── claims about the elements of a view ──

/** The class of the elements that a claim speaks of, as far as there is one. */
export function classOfClaim({ storage }: Walk['effects'], { over, place, node }: Claim): NodeId | undefined {
  if (place === 'contents') return storage.classOf(node);
  if (!over) return undefined;
  return storage.classOf('id' in over.view ? over.view.id : node);
}

interface Spoken {
  readonly node: NodeId;
  readonly length: Slot;
  readonly view: View;
  readonly type: Type;
  readonly over: Over;
}

function spokenOf(walk: Walk, claim: Claim, find: FindSlot): Spoken | undefined {
  const { over } = claim;
  if (!over) return undefined;
  const node = classOfClaim(walk.effects, claim);
  const length = find(over.view);
  if (node === undefined || !length?.view || !length.element) throw new Malformed('a claim speaks of no elements');
  return { node, length, view: length.view, type: length.element, over };
}

/** What roots mean for one element. */
function findIn({ type }: Spoken, index: Polynomial, element: Value, find: FindSlot, unknowns: Unknowns): FindSlot {
  const slots = slotsOf(element, type, unknowns);
  return (root) =>
    root.kind === 'element' ? slots[root.slot] : root.kind === 'index' ? { polynomial: index, guard: yes } : find(root);
}

/** The claim holds from here on. */
export function useClaim(walk: Walk, state: State, claim: Claim, find: FindSlot): void {
  const { unknowns } = walk;
  const spoken = spokenOf(walk, claim, find);
  if (!spoken) {
    assume(state, useOf(claim, find, unknowns));
    return;
  }
  const { node, view, length, over } = spoken;
  // what the roots mean now, not when an element is read
  const fixed = new Map(rootsOf(claim).map((root) => [JSON.stringify(root), find(root)]));
  const then: FindSlot = (root) => fixed.get(JSON.stringify(root));
  const holds = (at: Polynomial, element: Value): Formula => {
    const index = subtract(at, view.first);
    const where = isOver(over, length, index, then, unknowns, 'fact');
    return useOf(claim, findIn(spoken, index, element, then, unknowns), unknowns, where);
  };
  const memory = state.memory.get(node);
  if (memory) state.memory.set(node, knowing(memory, { base: view.base, holds }));
}

/** A number that other claims hardly have; the same for the same claim, whoever wrote it. */
function seriesOf({ place, node, over, terms, constant, modulus }: Claim): number {
  const root = (each: Root) => [each.kind, 'id' in each ? each.id : '', 'slot' in each ? each.slot : ''].join(' ');
  const sum = (parts: readonly ClaimTerm[]) => parts.map(({ factor, roots }) => [factor, ...roots.map(root)].join('*'));
  const range = over && [root(over.view), sum(over.from.terms), over.from.constant, sum(over.to.terms)];
  const rest = over && [over.to.constant, over.step, over.phase];
  const text = [place, node, range, rest, sum(terms), constant, modulus].join(';');
  return [...text].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}

/** A goal: the claim holds here. */
export function askClaim(walk: Walk, at: State, claim: Claim, find: FindSlot, where: string): void {
  const { unknowns } = walk;
  const key = `${claim.place}:${claim.node}:${where}`;
  const spoken = spokenOf(walk, claim, find);
  if (!spoken) {
    ask(walk, at, key, 'claim', failureOf(claim, find, unknowns), claim);
    return;
  }
  // for any one of the elements
  const here = fork(at);
  const failure = unknowns.about('s', seriesOf(claim), () => {
    const { node, view, type, length, over } = spoken;
    const index = unknowns.make(undefined);
    const element = read(walk, here, node, view, index, type);
    const chosen = isOver(over, length, index, find, unknowns, 'goal');
    return failureOf(claim, findIn(spoken, index, element, find, unknowns), unknowns, chosen);
  });
  ask(walk, here, key, 'claim', failure, claim);
}
