// In: functions, and what their indices need. Out: guesses about elements: at entries, loops and returns, for whole views and for their first elements.

import type { Claim, ClaimTerm, Over, Root } from '../checker/claims.ts';
import type { Effects } from '../checker/effects.ts';
import type { Graph, NodeId, NodeOf } from '../checker/graph.ts';
import { factorsOf, keyOf, type Polynomial } from '../checker/polynomial.ts';
import { elementOf } from '../checker/storage.ts';
import { namesAt, termsOf } from './comparisons.ts';
import { type Guess, lengthAtom, nameAtom, valueOf } from './guess.ts';
import { isBare, type Need, noNames, rootOf } from './needs.ts';
import { argumentsAt, resultAtom, rewrite, withGlobals, wordsInside } from './translate.ts';

interface Room {
  readonly guess: Guess;
  readonly effects: Effects;
  readonly claims: Map<string, Claim>;
  /** Classes whose elements are known never to be negative. */
  readonly natural: ReadonlySet<NodeId>;
}

const mostClaims = 1500;
const mostNeeds = 300;

/** `known`: claims that hold at all times. */
export function claimsAboutElements(
  guess: Guess,
  effects: Effects,
  elements: readonly Need[],
  known: readonly Claim[],
): readonly Claim[] {
  const needs = spreadNeeds(guess, effects, elements);
  const natural = known.flatMap(({ place, node, terms, constant }) =>
    place === 'contents' && terms[0]?.factor === -1n && constant >= 0n ? [node] : [],
  );
  const room: Room = { guess, effects, claims: new Map(), natural: new Set(natural) };
  const followed = new Set<NodeId>();
  for (const need of needs) {
    const spoken = effects.storage.classOf(need.view);
    // limits that are numbers are known of all elements at all times, if they are true
    if (spoken === undefined || [...need.upper.keys()].every((monomial) => monomial === '')) continue;
    followed.add(spoken);
    offer(room, need);
  }
  const follow = [...followed].map(
    (node): Claim => ({ place: 'contents', node, terms: [], constant: 0n, modulus: 0n }),
  );
  return [...follow, ...room.claims.values()];
}

// ── where what is needed must be known: in callers before a call, and in callees that write ──

function spreadNeeds(guess: Guess, effects: Effects, first: readonly Need[]): readonly Need[] {
  const { graph } = guess;
  const needs = new Map(first.map((each) => [keyOfNeed(each), each] as const));
  const callsTo = new Map<NodeId, { readonly call: NodeOf<'call'>; readonly around: NodeId }[]>();
  const callsIn = new Map<NodeId, NodeOf<'call'>[]>();
  for (const around of effects.reachable) {
    for (const call of graph.within(around)) {
      if (call.kind !== 'call') continue;
      callsTo.set(call.callee, [...(callsTo.get(call.callee) ?? []), { call, around }]);
      callsIn.set(around, [...(callsIn.get(around) ?? []), call]);
    }
  }
  const queue = [...first];
  const add = (need: Need) => {
    const key = keyOfNeed(need);
    if (needs.has(key) || needs.size > mostNeeds || isBare(need.upper)) return;
    needs.set(key, need);
    queue.push(need);
  };
  for (let need = queue.shift(); need; need = queue.shift()) {
    for (const { call, around } of callsTo.get(need.around) ?? []) {
      const { parameters } = graph.expect(call.callee, 'function');
      const at = parameters.indexOf(need.view);
      const operand = call.operands[at];
      const view = at < 0 ? need.view : operand === undefined ? undefined : rootOf(guess, operand);
      const upper = rewrite(need.upper, withGlobals(graph, need.upper, argumentsAt(guess, call, parameters)));
      if (view !== undefined && upper && (at >= 0 || graph.node(need.view).kind === 'value'))
        add({ around, view, upper });
    }
    const spoken = effects.storage.classOf(need.view);
    for (const call of callsIn.get(need.around) ?? []) {
      if (spoken === undefined || !effects.assignedBy(call.callee).has(spoken)) continue;
      for (const inside of inCallee(guess, call, need)) add(inside);
    }
  }
  return [...needs.values()];
}

function keyOfNeed({ around, view, upper }: Need): string {
  return `${around} ${view} ${keyOf(upper)}`;
}

/** A caller's need in the words of a function that it calls. */
function inCallee(guess: Guess, call: NodeOf<'call'>, need: Need): readonly Need[] {
  const { graph } = guess;
  const { parameters } = graph.expect(call.callee, 'function');
  const upper = rewrite(need.upper, withGlobals(graph, need.upper, wordsInside(guess, call)));
  if (!upper) return [];
  const views = parameters.filter((_, i) => {
    const operand = call.operands[i];
    return operand !== undefined && elementOf(graph.typeAt(operand)) && rootOf(guess, operand) === need.view;
  });
  const whole = rootOfView(guess, need.view);
  const seen = [...views, ...(whole === undefined ? [] : [whole])];
  return seen.map((view) => ({ around: call.callee, view, upper }));
}

/** The module-level array that a view is, or is a part of. */
function rootOfView(guess: Guess, view: NodeId): NodeId | undefined {
  const { graph, bound } = guess;
  if (graph.node(view).kind === 'value') return view;
  const operand = bound.get(view);
  const root = operand === undefined ? undefined : rootOf(guess, operand);
  return root !== undefined && graph.node(root).kind === 'value' ? root : undefined;
}

// ── claims ──

function offer(room: Room, need: Need): void {
  const { graph } = room.guess;
  const { around, view } = need;
  const definition = graph.node(around);
  if (definition.kind !== 'function') return;
  const isGlobal = graph.node(view).kind === 'value';
  const doors = new Map<string, Root>();
  for (const id of definition.parameters) addRoots(doors, id);
  for (const monomial of need.upper.keys())
    for (const atom of factorsOf(monomial)) {
      const id = Number(atom.slice(1));
      if (atom.startsWith('b') && graph.node(id).kind === 'value') addRoots(doors, id);
    }
  const spoken = room.effects.storage.classOf(view);
  const shapes = shapesOf(room.guess, around, spoken ?? -1, room.effects);
  const isAtDoor = isGlobal || definition.parameters.includes(view);
  const results = new Map(doors).set(resultAtom, { kind: 'result', slot: 0 });
  if (isAtDoor && around !== graph.entry) {
    const ranges = [whole, ...shapes.starts.map((count) => upTo([], count))];
    addClaims(room, { place: 'entry', node: around }, view, need.upper, doors, ranges);
    if (spoken !== undefined && room.effects.assignedBy(around).has(spoken)) {
      const first: readonly Range[] =
        definition.result.kind === 'integer' ? [upTo([{ factor: 1n, roots: [{ kind: 'result', slot: 0 }] }], 0n)] : [];
      addClaims(room, { place: 'result', node: around }, view, need.upper, results, [whole, ...first]);
    }
  }
  const returned = valueOf(room.guess, tailOf(graph, definition.body), noNames);
  const own = rewrite(need.upper, new Map([...identity(need.upper), [resultAtom, returned]]));
  if (!own || isBare(own)) return;
  for (const loop of graph.within(around)) {
    if ((loop.kind !== 'while' && loop.kind !== 'for') || spoken === undefined) continue;
    // what a loop does not write stays known
    if (!room.effects.assignedIn([loop.id]).has(spoken)) continue;
    const names = new Map(doors);
    const inScope = namesAt(graph, loop.id, around);
    for (const id of inScope) addRoots(names, id);
    if (loop.kind === 'for') names.set(nameAtom(loop.binding), { kind: 'counter' });
    if (!isAtDoor && !inScope.includes(view)) continue;
    const firsts = shapes.ends.flatMap(({ end, steps }) => {
      const terms = termsOf(end, names);
      return terms ? [{ ...upTo(terms, end.get('') ?? 0n), steps }] : [];
    });
    const all: readonly Range[] = [whole, ...firsts];
    addClaims(room, { place: 'loop', node: loop.id }, view, own, names, all);
  }
}

function identity(polynomial: Polynomial): readonly (readonly [string, Polynomial])[] {
  return [...polynomial.keys()].flatMap(factorsOf).map((atom) => [atom, new Map([[atom, 1n]])] as const);
}

function addRoots(names: Map<string, Root>, id: NodeId): void {
  names.set(nameAtom(id), { kind: 'name', id, slot: 0 });
  names.set(lengthAtom(id), { kind: 'name', id, slot: 0 });
}

/** The expression whose value a body gives. */
function tailOf(graph: Graph, id: NodeId): NodeId {
  const node = graph.node(id);
  if (node.kind === 'let') return tailOf(graph, node.body);
  const last = node.kind === 'sequence' ? node.items.at(-1) : undefined;
  return last === undefined ? id : tailOf(graph, last);
}

interface Range extends Pick<Over, 'from'> {
  /** Absent: the whole view. */
  readonly to: Over['to'] | undefined;
  /** Sizes of the steps in which elements are written, if they go together. */
  readonly steps: bigint;
}

const nothing = { terms: [], constant: 0n };
const whole: Range = { from: nothing, to: undefined, steps: 1n };

function upTo(terms: readonly ClaimTerm[], constant: bigint): Range {
  return { from: nothing, to: { terms, constant }, steps: 1n };
}

interface At {
  readonly place: Claim['place'];
  readonly node: NodeId;
}

function addClaims(
  room: Room,
  at: At,
  view: NodeId,
  upper: Polynomial,
  names: ReadonlyMap<string, Root>,
  ranges: readonly Range[],
): void {
  const terms = termsOf(upper, names);
  const root: Root = { kind: 'name', id: view, slot: 0 };
  const element: Root = { kind: 'element', slot: 0 };
  const length: ClaimTerm = { factor: 1n, roots: [root] };
  for (const { from, to, steps } of ranges) {
    for (let phase = 0n; phase < steps; phase++) {
      const over: Over = { view: root, from, to: to ?? { terms: [length], constant: 0n }, step: steps, phase };
      const add = (others: readonly ClaimTerm[], factor: bigint, constant: bigint) => {
        const claim: Claim = {
          ...at,
          over,
          terms: [{ factor, roots: [element] }, ...others],
          constant,
          modulus: 0n,
        };
        const key = JSON.stringify(claim, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
        if (room.claims.size < mostClaims) room.claims.set(key, claim);
      };
      if (terms) {
        const negated = terms.map((term) => ({ ...term, factor: -term.factor }));
        add(negated, 1n, -(upper.get('') ?? 0n));
      }
      add([{ factor: -1n, roots: [{ kind: 'index' }] }], 1n, 0n);
      if (!room.natural.has(room.effects.storage.classOf(view) ?? -1)) add([], -1n, 0n);
    }
  }
}

interface Shapes {
  /** Where the elements that have been written end, in turn. */
  readonly ends: readonly { readonly end: Polynomial; readonly steps: bigint }[];
  /** How many elements are there before a counter begins. */
  readonly starts: readonly bigint[];
}

/** How a function fills arrays of a class: which elements have been written, by the indices of its stores. */
function shapesOf(guess: Guess, around: NodeId, spoken: NodeId, effects: Effects): Shapes {
  const { graph } = guess;
  const least = new Map<string, { readonly end: Polynomial; readonly offsets: Set<bigint> }>();
  const starts = new Set<bigint>();
  for (const node of graph.within(around)) {
    if (node.kind === 'for' && node.direction === 'up') {
      const from = valueOf(guess, node.from, noNames);
      const count = from.get('') ?? 0n;
      if (from.size === 1 && count > 0n && count < 8n) starts.add(count);
    }
    if (node.kind !== 'set-element' || effects.storage.classOf(node.collection) !== spoken) continue;
    const index = valueOf(guess, node.index, noNames);
    const [atom, ...more] = [...index.keys()].filter((each) => each !== '');
    if (atom === undefined || more.length > 0 || index.get(atom) !== 1n || isBare(index)) continue;
    const offset = index.get('') ?? 0n;
    const known = least.get(atom);
    const offsets = (known?.offsets ?? new Set()).add(offset);
    const end = known && (known.end.get('') ?? 0n) <= offset ? known.end : index;
    least.set(atom, { end, offsets });
  }
  const ends = [...least.values()].flatMap(({ end, offsets }) => {
    const one = { end, steps: 1n };
    return offsets.size > 1 && offsets.size <= 4 ? [one, { end, steps: BigInt(offsets.size) }] : [one];
  });
  return { ends, starts: [...starts] };
}
