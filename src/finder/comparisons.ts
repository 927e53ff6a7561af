// In: loops and functions. Out: guesses of order: every comparison in or around a loop may hold at its head, and results may be bounded by what was passed.
import type { Claim, ClaimTerm, Root } from '../checker/claims.ts';
import type { Graph, NodeId, NodeOf, Type } from '../checker/graph.ts';
import { factorsOf, keyOf, type Polynomial, scale, shift, subtract } from '../checker/polynomial.ts';
import { type Guess, lengthAtom, lengthOf, nameAtom, valueOf } from './guess.ts';
import type { Limit } from './needs.ts';
import { integersAssignedIn } from './relations.ts';

type LoopNode = NodeOf<'while'> | NodeOf<'for'>;

const mostPerLoop = 40;

/** Orders between names that the loop's own code compares or uses as an index. */
export function ordersAt(guess: Guess, loop: LoopNode, around: NodeId): readonly Claim[] {
  const { graph } = guess;
  const assigned = new Set(integersAssignedIn(graph, loop));
  const names = new Map<string, Root>();
  for (const id of namesAt(graph, loop.id, around)) {
    names.set(nameAtom(id), { kind: 'name', id, slot: 0 });
    names.set(lengthAtom(id), { kind: 'name', id, slot: 0 });
  }
  if (loop.kind === 'for') names.set(nameAtom(loop.binding), { kind: 'counter' });
  const found = new Map<string, Claim>();
  const offer = (polynomial: Polynomial) => {
    const terms = termsOf(polynomial, names);
    const isOwn = terms?.some(({ roots }) =>
      roots.some((root) => root.kind === 'counter' || (root.kind === 'name' && assigned.has(root.id))),
    );
    if (!terms || !isOwn || found.size >= mostPerLoop) return;
    const claim = { place: 'loop', node: loop.id, terms, constant: polynomial.get('') ?? 0n, modulus: 0n } as const;
    found.set(keyOf(polynomial), claim);
  };
  // what the program says of the loop holds where it ends, too
  for (const invariant of loop.invariants) {
    for (const node of graph.within(invariant)) {
      if (node.kind !== 'primitive' || !isOrder(node.operator)) continue;
      const [left, right] = node.operands.map((each) => valueOf(guess, each, new Map()));
      if (!left || !right) continue;
      const isStrict = node.operator === 'less' || node.operator === 'greater';
      const gap = isStrict ? 1n : 0n;
      if (!node.operator.startsWith('greater')) offer(shift(subtract(left, right), gap));
      if (!node.operator.startsWith('less')) offer(shift(subtract(right, left), gap));
    }
  }
  for (const node of graph.within(around)) {
    if (node.kind === 'primitive' && isOrder(node.operator)) {
      const [left, right] = node.operands.map((each) => valueOf(guess, each, new Map()));
      if (!left || !right) continue;
      offer(subtract(left, right));
      offer(subtract(right, left));
    } else if (node.kind === 'element' || node.kind === 'set-element') {
      const index = valueOf(guess, node.index, new Map());
      const length = lengthOf(guess, node.collection, new Map());
      offer(scale(index, -1n));
      offer(subtract(shift(index, 1n), length));
      offer(subtract(index, length));
    }
  }
  return [...found.values()];
}

/** Limits of names where they change: at the heads of loops that assign them, and where a function begins. */
export function limitsOfNames(guess: Guess, limits: readonly Limit[]): readonly Claim[] {
  const { graph } = guess;
  return limits.flatMap(({ around, name, upper }): readonly Claim[] => {
    const definition = graph.node(around);
    if (definition.kind !== 'function') return [];
    const places: { readonly place: 'entry' | 'loop'; readonly node: NodeId; readonly names: readonly NodeId[] }[] = [];
    if (definition.parameters.includes(name) && around !== graph.entry)
      places.push({ place: 'entry', node: around, names: definition.parameters });
    for (const node of graph.within(around)) {
      if (node.kind !== 'while' && node.kind !== 'for') continue;
      const isAssigned = integersAssignedIn(graph, node).includes(name);
      if (isAssigned) places.push({ place: 'loop', node: node.id, names: namesAt(graph, node.id, around) });
    }
    return places.flatMap(({ place, node, names }) => {
      const roots = new Map<string, Root>();
      for (const id of names) {
        roots.set(nameAtom(id), { kind: 'name', id, slot: 0 });
        roots.set(lengthAtom(id), { kind: 'name', id, slot: 0 });
      }
      const terms = termsOf(scale(upper, -1n), roots);
      const own: ClaimTerm = { factor: 1n, roots: [{ kind: 'name', id: name, slot: 0 }] };
      if (!terms || terms.length === 0) return [];
      return [{ place, node, terms: [own, ...terms], constant: -(upper.get('') ?? 0n), modulus: 0n }];
    });
  });
}

/** The polynomial without its constant, over roots; undefined when it speaks of something else. */
export function termsOf(polynomial: Polynomial, names: ReadonlyMap<string, Root>): readonly ClaimTerm[] | undefined {
  const terms: ClaimTerm[] = [];
  for (const [monomial, factor] of polynomial) {
    if (monomial === '') continue;
    const roots = factorsOf(monomial).flatMap((atom) => names.get(atom) ?? []);
    if (roots.length !== factorsOf(monomial).length || roots.length > 2) return undefined;
    terms.push({ factor, roots });
  }
  return terms;
}

const mostPairs = 48;

/** Orders between the variables of a loop, its counter and the counters around it. */
export function ordersOfVariables(guess: Guess, loop: LoopNode, around: NodeId): readonly Claim[] {
  const { graph } = guess;
  const own = integersAssignedIn(graph, loop).map((id): Root => ({ kind: 'name', id, slot: 0 }));
  const inScope = new Set(namesAt(graph, loop.id, around));
  const outer = graph
    .within(around)
    .flatMap((node): readonly Root[] =>
      node.kind === 'for' && node.id !== loop.id && inScope.has(node.binding)
        ? [{ kind: 'name', id: node.binding, slot: 0 }]
        : [],
    );
  const counter: readonly Root[] = loop.kind === 'for' ? [{ kind: 'counter' }] : [];
  const partners = [...counter, ...outer];
  const claims: Claim[] = [];
  const add = (less: Root, more: Root, constant: bigint) => {
    const terms = [
      { factor: 1n, roots: [less] },
      { factor: -1n, roots: [more] },
    ];
    if (claims.length < mostPairs) claims.push({ place: 'loop', node: loop.id, terms, constant, modulus: 0n });
  };
  for (const gap of [0n, 1n]) {
    for (const [i, each] of own.entries()) {
      for (const other of [...partners, ...own.slice(i + 1)]) {
        add(each, other, gap);
        add(other, each, gap);
      }
    }
  }
  return claims;
}

/** Names in scope where a loop of a function begins. */
export function namesAt(graph: Graph, loop: NodeId, around: NodeId): readonly NodeId[] {
  const definition = graph.node(around);
  const names = definition.kind === 'function' ? [...definition.parameters] : [];
  for (const node of graph.within(around)) {
    const scope = node.kind === 'let' || node.kind === 'for' ? node : undefined;
    if (scope && scope.id !== loop && graph.within(scope.body).some(({ id }) => id === loop)) names.push(scope.binding);
  }
  return names;
}

function isOrder(operator: string): boolean {
  return ['less', 'less-or-equal', 'greater', 'greater-or-equal', 'equal', 'not-equal'].includes(operator);
}

/** Results between 0 or −1 and each argument or its length. */
export function boundsOfResults(graph: Graph, functions: readonly NodeId[]): readonly Claim[] {
  const claims: Claim[] = [];
  for (const id of functions) {
    const node = graph.node(id);
    if (node.kind !== 'function') continue;
    const arguments_ = node.parameters.filter((each) => slotCount(graph.typeAt(each)) === 1);
    for (let slot = 0; slot < Math.min(slotCount(node.result), 4); slot++) {
      const result: ClaimTerm = { factor: 1n, roots: [{ kind: 'result', slot }] };
      const claim = { place: 'result', node: id, modulus: 0n } as const;
      for (const least of [0n, 1n]) claims.push({ ...claim, terms: [{ ...result, factor: -1n }], constant: -least });
      for (const each of arguments_) {
        const other: ClaimTerm = { factor: -1n, roots: [{ kind: 'name', id: each, slot: 0 }] };
        for (const gap of [0n, 1n]) claims.push({ ...claim, terms: [result, other], constant: gap });
        const [down, up] = [
          { ...result, factor: -1n },
          { ...other, factor: 1n },
        ];
        claims.push({ ...claim, terms: [down, up], constant: 0n });
      }
    }
  }
  return claims;
}

/** How many integers a value of the type has; the lengths of collections count. */
export function slotCount(type: Type): number {
  switch (type.kind) {
    case 'integer':
    case 'enum':
    case 'character':
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
      return 1;
    case 'tuple':
      return type.items.reduce((sum, each) => sum + slotCount(each), 0);
    case 'record':
      return type.fields.reduce((sum, each) => sum + slotCount(each), 0);
    case 'union':
      return type.cases.flat().reduce((sum, each) => sum + slotCount(each), 1);
    default:
      return 0;
  }
}
