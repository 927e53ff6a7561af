// In: the graph and what runs of it. Out: classes of storage: what is written through a view of one class is never seen through a view of another.
// Where each array is made is followed to every view that may show it; arrays that one write may reach are one class.
import type { Graph, Node, NodeId, Type } from './graph.ts';

export interface Storage {
  /**
   * The class of the elements that an expression, a binding or a module-level value shows: the least node that makes such an array. Undefined: nothing is known of
   * them, because they lie outside of the program's arrays, or because the view may show arrays of several classes.
   */
  readonly classOf: (view: NodeId) => NodeId | undefined;
}

/** Stands for all storage that is not followed: devices, raw addresses, and arrays whose views are kept in other arrays. */
const elsewhere = -1;

/** `interrupted`: what interrupt handlers run. What it touches and anything writes may change between any two steps: nothing is known of it. */
export function findStorage(
  graph: Graph,
  nodes: readonly Node[],
  interrupted: readonly Node[],
  isEarly: (value: NodeId) => boolean,
): Storage {
  const flows = new Map<NodeId, NodeId[]>();
  const sites: (readonly [site: NodeId, first: NodeId])[] = [];
  for (const node of nodes) {
    for (const [from, to] of flowsOf(graph, node)) {
      const known = flows.get(from);
      if (known) known.push(to);
      else flows.set(from, [to]);
    }
    if (isSite(node)) sites.push([node.id, node.id]);
    else if (comesFromElsewhere(node)) sites.push([elsewhere, node.id]);
    // what the system passes to the entry point
    if (node.id === graph.entry && node.kind === 'function')
      sites.push(...node.parameters.map((each) => [elsewhere, each] as const));
  }
  const shown = followAll(sites, flows);
  const leaders = new Map<NodeId, NodeId>();
  const leaderOf = (site: NodeId): NodeId => {
    let at = site;
    for (let next = leaders.get(at); next !== undefined; next = leaders.get(at)) at = next;
    return at;
  };
  const unite = (views: Iterable<NodeId>) => {
    const all = [...views].map(leaderOf);
    const first = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    for (const each of all) if (each !== first) leaders.set(each, first);
  };
  const typeOf = (id: NodeId) => JSON.stringify(elementOf(graph.typeAt(id)) ?? 'none');
  const writesAnywhere = nodes.some(({ kind }) => kind === 'raw-write');
  for (const node of nodes) {
    for (const view of writtenBy(node)) unite(shown.get(view) ?? []);
    for (const kept of keptBy(node)) if (carries(graph.typeAt(kept))) unite([elsewhere, ...(shown.get(kept) ?? [])]);
    if (node.kind === 'value' && isEarly(node.id)) unite([elsewhere, ...(shown.get(node.id) ?? [])]);
    if (writesAnywhere && isSite(node) && !('region' in node && node.region === 'flash')) unite([elsewhere, node.id]);
    // what C was given an address of may change whenever C runs
    if (node.kind === 'foreign')
      for (const site of node.operands.flatMap((view) => [...(shown.get(view) ?? [])]))
        if (site !== elsewhere && isWritable(graph.node(site))) unite([elsewhere, site]);
  }
  const written = new Set(nodes.flatMap((node) => writtenBy(node).flatMap((view) => [...(shown.get(view) ?? [])])));
  for (const node of interrupted) {
    const touched = node.kind === 'element' ? [node.collection] : writtenBy(node);
    for (const site of touched.flatMap((view) => [...(shown.get(view) ?? [])]))
      if (written.has(site)) unite([elsewhere, site]);
  }
  const views = nodes.flatMap((node) => writtenBy(node).flatMap((view) => [[view, shown.get(view) ?? []] as const]));
  // one class has one type of elements
  for (const [view, seen] of views)
    if ([...seen].some((site) => site !== elsewhere && typeOf(site) !== typeOf(view))) unite([elsewhere, ...seen]);
  return {
    classOf(view) {
      const [first, ...more] = new Set([...(shown.get(view) ?? [])].map(leaderOf));
      if (first === undefined || first === elsewhere || more.length > 0) return undefined;
      return first;
    },
  };
}

/** By node: the places where the arrays are made that it may show. */
function followAll(
  sites: readonly (readonly [site: NodeId, first: NodeId])[],
  flows: ReadonlyMap<NodeId, readonly NodeId[]>,
): ReadonlyMap<NodeId, ReadonlySet<NodeId>> {
  const shown = new Map<NodeId, Set<NodeId>>();
  for (const [site, first] of sites) {
    const stack = [first];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const seen = shown.get(next) ?? new Set();
      if (seen.has(site)) continue;
      shown.set(next, seen.add(site));
      stack.push(...(flows.get(next) ?? []));
    }
  }
  return shown;
}

function isSite(node: Node): boolean {
  return node.kind === 'array-literal' || node.kind === 'array-fill' || node.kind === 'text';
}

function isWritable(site: Node): boolean {
  return !('region' in site && site.region === 'flash') && site.kind !== 'text';
}

/** Whether values of the type hold views. */
function carries(type: Type): boolean {
  switch (type.kind) {
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
    case 'address':
    case 'descriptor':
      return true;
    case 'tuple':
      return type.items.some(carries);
    case 'record':
      return type.fields.some(carries);
    case 'union':
      return type.cases.flat().some(carries);
    default:
      return false;
  }
}

export function elementOf(type: Type): Type | undefined {
  return 'element' in type ? type.element : undefined;
}

/** Where values go: from one node to another. Whatever holds a view in some part counts as a view of all its parts. */
function flowsOf(graph: Graph, node: Node): readonly (readonly [from: NodeId, to: NodeId])[] {
  const here = (...from: readonly NodeId[]) => from.map((each) => [each, node.id] as const);
  switch (node.kind) {
    case 'function':
      return [...here(node.body), ...node.ensures.map(({ result }) => [node.body, result] as const)];
    case 'value':
      return here(node.initial);
    case 'local':
      return here(node.binding);
    case 'global':
      return here(node.value);
    case 'call': {
      const { parameters } = graph.expect(node.callee, 'function');
      const passed = node.operands.map((operand, i) => [operand, parameters[i] ?? elsewhere] as const);
      return [...here(node.callee), ...passed];
    }
    case 'aggregate':
    case 'case':
    case 'primitive':
      return here(...node.operands);
    case 'field':
    case 'payload':
    case 'weaken':
    case 'convert':
      return here(node.operand);
    case 'slice':
      return here(node.collection);
    case 'let':
      return [...here(node.body), [node.operand, node.binding]];
    case 'assign':
      return [[node.operand, node.binding]];
    case 'assign-global':
      return [[node.operand, node.value]];
    case 'sequence':
      return here(...node.items.slice(-1));
    case 'if':
      return here(node.then, node.otherwise);
    case 'match':
    case 'critical':
      return here(node.body);
    // these yield no view, or one that begins here
    case 'binding':
    case 'literal':
    case 'text':
    case 'service':
    case 'foreign':
    case 'tag':
    case 'array-literal':
    case 'array-fill':
    case 'length':
    case 'element':
    case 'set-element':
    case 'instance':
    case 'register':
    case 'raw-read':
    case 'raw-write':
    case 'while':
    case 'for':
    case 'facts':
    case 'claim':
    case 'match-failure':
      return [];
  }
}

/** Expressions whose views, if they yield any, were not followed to where they are. */
function comesFromElsewhere(node: Node): boolean {
  const kinds: readonly Node['kind'][] = [
    'literal',
    'service',
    'foreign',
    'element',
    'instance',
    'register',
    'raw-read',
  ];
  return kinds.includes(node.kind) && 'type' in node && carries(node.type);
}

/** Services that write through no view. */
const reading: ReadonlySet<string> = new Set(['writeBytes', 'isBehind']);

/** Views through which a node writes, itself. */
function writtenBy(node: Node): readonly NodeId[] {
  if (node.kind === 'set-element') return [node.collection];
  return node.kind === 'service' && !reading.has(node.service) ? node.operands : [];
}

/** What a node puts into an array. */
function keptBy(node: Node): readonly NodeId[] {
  switch (node.kind) {
    case 'set-element':
      return [node.operand];
    case 'array-literal':
      return node.operands;
    case 'array-fill':
      return [node.initial];
    default:
      return [];
  }
}

/** The classes that a node writes, itself. */
export function classesWrittenBy(storage: Storage, node: Node): readonly NodeId[] {
  return writtenBy(node).flatMap((view) => storage.classOf(view) ?? []);
}
