// In: the graph. Out: which functions run, who calls whom, and which bindings and module-level values each node may assign (through calls too).
import type { Node, NodeId } from '../psg/node.ts';
import { operandsOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';

export interface Effects {
  /** Functions that the entry point, a module-level initialiser or an interrupt may call, in the order in which they are first met. */
  readonly reachable: readonly NodeId[];
  /** function or module-level value → functions it calls directly, contracts included. */
  readonly callees: ReadonlyMap<NodeId, ReadonlySet<NodeId>>;
  /** function → functions and module-level values that call it directly. */
  readonly callers: ReadonlyMap<NodeId, ReadonlySet<NodeId>>;
  /** function → mutable module-level values that a call of it may assign. */
  readonly assigns: ReadonlyMap<NodeId, ReadonlySet<NodeId>>;
  /** function or module-level value → module-level values that it reads directly. */
  readonly reads: ReadonlyMap<NodeId, ReadonlySet<NodeId>>;
  /** Functions that may call themselves, directly or through others. */
  readonly recursive: ReadonlySet<NodeId>;
}

/**
 * Visits a node and everything evaluated with it, each node once, in evaluation order. Definitions that are only referred to (callees, module-level
 * values, bindings, the match of a failure) are not entered.
 */
export function visit(psg: Psg, start: NodeId, see: (node: Node) => void): void {
  const seen = new Set<NodeId>();
  const stack: NodeId[] = [start];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const node = psg.node(id);
    see(node);
    if (node.kind === 'match-failure') continue;
    for (const incidence of [...operandsOf(node)].reverse()) {
      if (isReference(node, incidence.role)) continue;
      stack.push(incidence.node);
    }
  }
}

function isReference(node: Node, role: string): boolean {
  if (role === 'callee' || role === 'binding' || role === 'parameter' || role === 'result') return true;
  return role === 'value' && (node.kind === 'global' || node.kind === 'assign-global');
}

/** Whether nobody in the program calls it: the system or the hardware does, with whatever it likes. */
export function isStart(psg: Psg, definition: NodeId): boolean {
  return definition === psg.entry || psg.interrupts.includes(definition);
}

export function findEffects(psg: Psg): Effects {
  const callees = new Map<NodeId, Set<NodeId>>();
  const reads = new Map<NodeId, Set<NodeId>>();
  const direct = new Map<NodeId, Set<NodeId>>();
  const reachable: NodeId[] = [];
  const pending: NodeId[] = [...psg.values, psg.entry, ...psg.interrupts];
  const seen = new Set<NodeId>(pending);
  for (let id = pending.shift(); id !== undefined; id = pending.shift()) {
    if (psg.node(id).kind === 'function') reachable.push(id);
    const called = new Set<NodeId>();
    const read = new Set<NodeId>();
    const assigned = new Set<NodeId>();
    visit(psg, id, (node) => {
      if (node.kind === 'call') called.add(node.callee);
      else if (node.kind === 'global') read.add(node.value);
      else if (node.kind === 'assign-global') assigned.add(node.value);
    });
    callees.set(id, called);
    reads.set(id, read);
    direct.set(id, assigned);
    for (const next of called) {
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push(next);
    }
  }
  const callers = new Map<NodeId, Set<NodeId>>();
  for (const [from, called] of callees)
    for (const to of called) callers.set(to, (callers.get(to) ?? new Set()).add(from));
  const assigns = new Map<NodeId, ReadonlySet<NodeId>>();
  const recursive = new Set<NodeId>();
  for (const id of callees.keys()) {
    const closure = closureOf(id, callees);
    if (closure.has(id)) recursive.add(id);
    const assigned = new Set(direct.get(id));
    for (const each of closure) for (const value of direct.get(each) ?? []) assigned.add(value);
    assigns.set(id, assigned);
  }
  return { reachable, callees, callers, assigns, reads, recursive };
}

/** Everything that can be reached by at least one step. */
export function closureOf(start: NodeId, next: ReadonlyMap<NodeId, ReadonlySet<NodeId>>): ReadonlySet<NodeId> {
  const seen = new Set<NodeId>();
  const stack = [...(next.get(start) ?? [])];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(...(next.get(id) ?? []));
  }
  return seen;
}

/** What running a node may assign: bindings of the enclosing function and module-level values. */
export interface Written {
  readonly bindings: ReadonlySet<NodeId>;
  readonly globals: ReadonlySet<NodeId>;
}

export function writtenIn(psg: Psg, effects: Effects, nodes: readonly NodeId[]): Written {
  const bindings = new Set<NodeId>();
  const globals = new Set<NodeId>();
  for (const start of nodes) {
    visit(psg, start, (node) => {
      if (node.kind === 'assign') bindings.add(node.binding);
      else if (node.kind === 'assign-global') globals.add(node.value);
      else if (node.kind === 'call') for (const value of effects.assigns.get(node.callee) ?? []) globals.add(value);
    });
  }
  return { bindings, globals };
}

/** The immutable and mutable bindings that a node reads. */
export function readIn(psg: Psg, nodes: readonly NodeId[]): ReadonlySet<NodeId> {
  const read = new Set<NodeId>();
  for (const start of nodes) {
    visit(psg, start, (node) => {
      if (node.kind === 'local') read.add(node.binding);
    });
  }
  return read;
}
