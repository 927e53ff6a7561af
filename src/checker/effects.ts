// In: the graph. Out: what runs, what each function may assign, and which module-level values may be read before they are initialised.
import type { Graph, Node, NodeId, Type } from './graph.ts';
import { type TargetFacts, wordOf } from './machine.ts';
import { greater, type Interval, lesser } from './value.ts';

export interface Effects {
  /** Functions that can run. */
  readonly reachable: readonly NodeId[];
  /** Module-level values that a call of the function may assign. */
  readonly assignedBy: (callee: NodeId) => ReadonlySet<NodeId>;
  /** What evaluating the nodes may assign: bindings, and module-level values through calls too. */
  readonly assignedIn: (nodes: readonly NodeId[]) => ReadonlySet<NodeId>;
  /** Values that an initialiser may read before they are initialised: nothing is known of them. */
  readonly isReadEarly: (value: NodeId) => boolean;
  /** The range of the elements of a table that nothing writes. */
  readonly contentsOf: (value: NodeId) => Interval | undefined;
}

export function findEffects(graph: Graph, target: TargetFacts): Effects {
  const callees = (definition: NodeId) =>
    graph.within(definition).flatMap((node) => (node.kind === 'call' ? [node.callee] : []));
  const closures = new Map<NodeId, ReadonlySet<NodeId>>();
  /** The definition and all that it may call. */
  const closureOf = (definition: NodeId): ReadonlySet<NodeId> => {
    const known = closures.get(definition);
    if (known) return known;
    const closure = new Set<NodeId>();
    const stack = [definition];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      if (closure.has(next)) continue;
      closure.add(next);
      stack.push(...callees(next));
    }
    closures.set(definition, closure);
    return closure;
  };
  const roots = [graph.entry, ...graph.values];
  const running = new Set(roots.flatMap((root) => [...closureOf(root)]));
  const assignedBy = (callee: NodeId) => {
    const assigned = new Set<NodeId>();
    for (const definition of closureOf(callee))
      for (const node of graph.within(definition)) if (node.kind === 'assign-global') assigned.add(node.value);
    return assigned;
  };
  const known = new Map<NodeId, ReadonlySet<NodeId>>();
  const assignedByCall = (callee: NodeId): ReadonlySet<NodeId> => {
    const found = known.get(callee) ?? assignedBy(callee);
    known.set(callee, found);
    return found;
  };
  const early = findEarlyReads(graph, closureOf);
  const written = new Set(graph.nodes.flatMap((node) => writes(graph, node)).map((type) => JSON.stringify(type)));
  const contents = new Map(graph.values.map((value) => [value, contentsOf(graph, target, written, value)] as const));
  return {
    reachable: [...running].filter((each) => graph.node(each).kind === 'function').sort((a, b) => a - b),
    assignedBy: assignedByCall,
    assignedIn: (nodes) => {
      const assigned = new Set<NodeId>();
      for (const node of nodes.flatMap((each) => graph.within(each))) {
        if (node.kind === 'assign') assigned.add(node.binding);
        else if (node.kind === 'assign-global') assigned.add(node.value);
        else if (node.kind === 'call') for (const value of assignedByCall(node.callee)) assigned.add(value);
      }
      return assigned;
    },
    isReadEarly: (value) => early.has(value),
    contentsOf: (value) => contents.get(value),
  };
}

/** Reads of a value by the initialiser of an earlier value, or its own, through calls too. */
function findEarlyReads(graph: Graph, closureOf: (definition: NodeId) => ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const early = new Set<NodeId>();
  for (const [at, value] of graph.values.entries()) {
    const later = new Set(graph.values.slice(at));
    for (const definition of closureOf(value))
      for (const node of graph.within(definition))
        if (node.kind === 'global' && later.has(node.value)) early.add(node.value);
  }
  return early;
}

/** A module-level literal table whose element type no store of the program writes. */
function contentsOf(graph: Graph, target: TargetFacts, written: ReadonlySet<string>, id: NodeId): Interval | undefined {
  const value = graph.expect(id, 'value');
  const initial = graph.node(value.initial);
  if (value.mutability !== 'immutable' || value.region !== 'flash' || initial.kind !== 'array-literal')
    return undefined;
  if (initial.type.kind !== 'array' || !wordOf(initial.type.element, target)) return undefined;
  if (written.has(JSON.stringify(initial.type.element))) return undefined;
  const numbers = initial.operands.map((each) => {
    const node = graph.node(each);
    return node.kind === 'literal' && typeof node.value === 'bigint' ? node.value : undefined;
  });
  const known = numbers.filter((each) => each !== undefined);
  const [first] = known;
  if (first === undefined || known.length !== numbers.length) return undefined;
  return { low: known.reduce(lesser, first), high: known.reduce(greater, first) };
}

/** Types of the elements that a node may write. */
function writes(graph: Graph, node: Node): readonly Type[] {
  const elements = (at: NodeId): readonly Type[] => {
    const type = graph.typeAt(at);
    return 'element' in type ? [type.element] : [];
  };
  if (node.kind === 'set-element') return elements(node.collection);
  return node.kind === 'service' ? node.operands.flatMap(elements) : [];
}
