// In: the graph. Out: what runs, what each function may assign or write, and which module-level values may be read before they are initialised.
import type { Graph, NodeId } from './graph.ts';
import { findPlain } from './plain.ts';
import { classesWrittenBy, findStorage, type Storage } from './storage.ts';

export interface Effects {
  /** Functions that can run. */
  readonly reachable: readonly NodeId[];
  /** Module-level values that a call of the function may assign, and classes of storage that it may write. */
  readonly assignedBy: (callee: NodeId) => ReadonlySet<NodeId>;
  /** What evaluating the nodes may assign or write: bindings; and module-level values and classes of storage, through calls too. */
  readonly assignedIn: (nodes: readonly NodeId[]) => ReadonlySet<NodeId>;
  /** Values that an initialiser may read before they are initialised: nothing is known of them. */
  readonly isReadEarly: (value: NodeId) => boolean;
  /** Values that an interrupt handler and other code reach: outside critical sections each reading may find another value. */
  readonly isShared: (value: NodeId) => boolean;
  /** A call of the function is nothing but its result. */
  readonly isPlain: (callee: NodeId) => boolean;
  readonly storage: Storage;
}

export function findEffects(graph: Graph): Effects {
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
  const roots = [graph.entry, ...graph.values, ...graph.interrupts];
  const running = new Set(roots.flatMap((root) => [...closureOf(root)]));
  const early = findEarlyReads(graph, closureOf);
  const nodes = [...running].flatMap(graph.within);
  const interrupted = graph.interrupts.flatMap((each) => [...closureOf(each)]).flatMap(graph.within);
  const storage = findStorage(graph, nodes, interrupted, (value) => early.has(value));
  const assignedBy = (callee: NodeId) => {
    const assigned = new Set<NodeId>();
    for (const definition of closureOf(callee)) {
      for (const node of graph.within(definition)) {
        if (node.kind === 'assign-global') assigned.add(node.value);
        else for (const written of classesWrittenBy(storage, node)) assigned.add(written);
      }
    }
    return assigned;
  };
  const known = new Map<NodeId, ReadonlySet<NodeId>>();
  const assignedByCall = (callee: NodeId): ReadonlySet<NodeId> => {
    const found = known.get(callee) ?? assignedBy(callee);
    known.set(callee, found);
    return found;
  };
  const shared = findShared(graph, closureOf);
  return {
    reachable: [...running].filter((each) => graph.node(each).kind === 'function').sort((a, b) => a - b),
    assignedBy: assignedByCall,
    assignedIn: (nodes) => {
      const assigned = new Set<NodeId>();
      for (const node of nodes.flatMap((each) => graph.within(each))) {
        if (node.kind === 'assign') assigned.add(node.binding);
        else if (node.kind === 'assign-global') assigned.add(node.value);
        else if (node.kind === 'call') for (const value of assignedByCall(node.callee)) assigned.add(value);
        else for (const written of classesWrittenBy(storage, node)) assigned.add(written);
      }
      return assigned;
    },
    isReadEarly: (value) => early.has(value),
    storage,
    isShared: (value) => shared.has(value),
    isPlain: findPlain(graph),
  };
}

/** What a handler reads or writes, and the program or another handler too. */
function findShared(graph: Graph, closureOf: (definition: NodeId) => ReadonlySet<NodeId>): ReadonlySet<NodeId> {
  const shared = new Set<NodeId>();
  const seen = new Set<NodeId>();
  for (const root of [graph.entry, ...graph.interrupts]) {
    const reached = new Set<NodeId>();
    for (const definition of closureOf(root))
      for (const node of graph.within(definition))
        if (node.kind === 'global' || node.kind === 'assign-global') reached.add(node.value);
    for (const value of reached) (seen.has(value) ? shared : seen).add(value);
  }
  return shared;
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
