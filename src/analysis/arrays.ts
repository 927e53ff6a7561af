// In: the graph. Out: which arrays a view may show, each named by the node that makes it. What is kept in memory, comes from the platform or from devices is not
// followed: nothing is said of views that may show it, and of arrays that it may write.
import { assertNever } from '../base/never.ts';
import type { Node, NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { holdsAddress, type Type } from '../psg/type.ts';
import { type Effects, visit } from './effects.ts';

/** The arrays that the expression may show; undefined: any. */
export type Arrays = (view: NodeId) => ReadonlySet<NodeId> | undefined;

interface Graph {
  readonly psg: Psg;
  readonly seen: Map<NodeId, Set<NodeId>>;
  /** Views that may show what is not followed. */
  readonly open: Set<NodeId>;
}

export function findArrays(psg: Psg, effects: Effects, readEarly: ReadonlySet<NodeId>): Arrays {
  const graph: Graph = { psg, seen: new Map(), open: new Set() };
  const nodes: Node[] = [];
  for (const definition of [...psg.values, ...effects.reachable]) visit(psg, definition, (node) => nodes.push(node));
  const entry = psg.expect(psg.entry, 'function');
  for (const id of entry.parameters) graph.open.add(id);
  for (let isChanged = true; isChanged; ) {
    isChanged = false;
    for (const node of nodes) if (spread(graph, node)) isChanged = true;
  }
  const lost = new Set<NodeId>();
  const lose = (view: NodeId, isMeant: (array: NodeId) => boolean = () => true) => {
    for (const array of graph.seen.get(view) ?? []) if (isMeant(array)) lost.add(array);
  };
  const isWritable = (array: NodeId) => {
    const node = psg.node(array);
    return node.kind !== 'text' && !('region' in node && node.region === 'flash');
  };
  const writesAnywhere = nodes.some(({ kind }) => kind === 'raw-write');
  for (const node of nodes) {
    for (const kept of keptBy(node)) lose(kept);
    // C may keep the address, and write when it is called again, or through a number that it made of it
    if (node.kind === 'foreign') for (const view of node.operands) lose(view, isWritable);
    if (node.kind === 'value' && readEarly.has(node.id)) lose(node.id);
    if (node.kind === 'set-element' && isMixed(graph, node.collection)) lose(node.collection);
    if (isArray(node) && writesAnywhere && !('region' in node && node.region === 'flash')) lost.add(node.id);
  }
  return (view) => {
    const arrays = graph.seen.get(view) ?? new Set();
    if (graph.open.has(view) || [...arrays].some((array) => lost.has(array))) return undefined;
    return isMixed(graph, view) ? undefined : arrays;
  };
}

/** Whether the view may show arrays of another type. */
function isMixed({ psg, seen }: Graph, view: NodeId): boolean {
  const own = elementText(typeAt(psg, view));
  return [...(seen.get(view) ?? [])].some((array) => elementText(typeAt(psg, array)) !== own);
}

function elementText(type: Type): string {
  return 'element' in type ? JSON.stringify(type.element) : type.kind;
}

function typeAt(psg: Psg, id: NodeId): Type {
  const node = psg.node(id);
  return node.kind === 'function' ? node.result : node.type;
}

function isArray(node: Node): boolean {
  return node.kind === 'array-literal' || node.kind === 'array-fill' || node.kind === 'text';
}

/** What a node puts into arrays. */
function keptBy(node: Node): readonly NodeId[] {
  switch (node.kind) {
    case 'array-literal':
      return node.operands;
    case 'array-fill':
      return [node.initial];
    case 'set-element':
      return [node.operand];
    default:
      return [];
  }
}

/** Lets one node pass on what it may show; says whether that was news. */
function spread({ psg, seen, open }: Graph, node: Node): boolean {
  let isNews = false;
  const pass = (from: NodeId, to: NodeId = node.id) => {
    if (open.has(from) && !open.has(to)) {
      open.add(to);
      isNews = true;
    }
    for (const array of seen.get(from) ?? []) if (show(array, to)) isNews = true;
  };
  const show = (array: NodeId, to: NodeId): boolean => {
    const shown = seen.get(to) ?? new Set();
    if (shown.has(array)) return false;
    seen.set(to, shown.add(array));
    return true;
  };
  const opens = (type: Type) => {
    if (!holdsAddress(type) || open.has(node.id)) return;
    open.add(node.id);
    isNews = true;
  };
  switch (node.kind) {
    case 'array-literal':
    case 'array-fill':
    case 'text':
      if (show(node.id, node.id)) isNews = true;
      break;
    case 'function':
      pass(node.body);
      for (const { result } of node.ensures) pass(node.body, result);
      break;
    case 'value':
      pass(node.initial);
      break;
    case 'local':
      pass(node.binding);
      break;
    case 'global':
      pass(node.value);
      break;
    case 'call': {
      const { parameters } = psg.expect(node.callee, 'function');
      for (const [i, operand] of node.operands.entries()) pass(operand, parameters[i]);
      pass(node.callee);
      break;
    }
    case 'aggregate':
    case 'case':
      for (const operand of node.operands) pass(operand);
      break;
    case 'field':
    case 'payload':
    case 'weaken':
      pass(node.operand);
      break;
    case 'slice':
      pass(node.collection);
      break;
    case 'let':
      pass(node.operand, node.binding);
      pass(node.body);
      break;
    case 'assign':
      pass(node.operand, node.binding);
      break;
    case 'assign-global':
      pass(node.operand, node.value);
      break;
    case 'sequence': {
      const last = node.items.at(-1);
      if (last !== undefined) pass(last);
      break;
    }
    case 'if':
      pass(node.then);
      pass(node.otherwise);
      break;
    case 'match':
    case 'critical':
      pass(node.body);
      break;
    case 'register':
    case 'instance':
    case 'element':
    case 'service':
    case 'foreign':
    case 'raw-read':
    case 'primitive':
    case 'convert':
    case 'literal':
      if (node.kind === 'register') opens({ kind: 'string' });
      else opens(node.type);
      break;
    case 'binding':
    case 'tag':
    case 'length':
    case 'set-element':
    case 'raw-write':
    case 'while':
    case 'for':
    case 'facts':
    case 'claim':
    case 'match-failure':
      break;
    default:
      return assertNever(node);
  }
  return isNews;
}
