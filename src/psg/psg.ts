// The program semantic graph: a reified hypergraph, built once, frozen and digested; afterwards only obligations, facts and hypotheses are added.
// The only importer of graphology. Invariant: no node's payload changes after `define`; the digest covers every core node and no added one.
import { MultiDirectedGraph } from 'graphology';
import { canonicalJson, digestBytes } from '../base/digest.ts';
import { never } from '../base/never.ts';
import { type Span, startOf } from '../base/source.ts';
import {
  type Incidence,
  type Node,
  type NodeId,
  type NodeKind,
  type NodeOf,
  operandsOf,
  type Payload,
} from './node.ts';

/** A proof hyperedge, reified: an obligation's incidences are its roles. `key` is its stable id. */
export interface ObligationVertex {
  readonly key: string;
  readonly kind: string;
  readonly incidences: readonly Incidence[];
}

/** A fact, reified: true at the places that name it, because of `reason`; `about` are the nodes that gave rise to it. */
export interface FactVertex {
  readonly key: string;
  readonly reason: string;
  readonly text: string;
  readonly about: readonly NodeId[];
}

/** What a vertex of the graph holds. */
export type Vertex =
  | { readonly sort: 'core'; readonly node: Node }
  | { readonly sort: 'obligation'; readonly obligation: ObligationVertex }
  | { readonly sort: 'fact'; readonly fact: FactVertex };

/** An edge: the source is the hyperedge (application, definition, obligation), the target one of its incidences. */
export interface Edge {
  readonly role: string;
  readonly index: number;
}

/** The graph as plain data, vertices and edges in creation order. */
export interface PsgExport {
  readonly digest: string;
  readonly vertices: readonly { readonly id: string; readonly vertex: Vertex }[];
  readonly edges: readonly {
    readonly source: string;
    readonly target: string;
    readonly role: string;
    readonly index: number;
  }[];
}

export class PsgBuilder {
  readonly #nodes: (Node | undefined)[] = [];

  /** An id whose payload is given later: for recursion and back references. */
  reserve(): NodeId {
    this.#nodes.push(undefined);
    return (this.#nodes.length - 1) as NodeId;
  }

  define(id: NodeId, payload: Payload, span: Span): NodeId {
    if (this.#nodes[id] !== undefined) never(`node ${id} is defined once`);
    this.#nodes[id] = Object.freeze({ ...payload, id, span });
    return id;
  }

  add(payload: Payload, span: Span): NodeId {
    return this.define(this.reserve(), payload, span);
  }

  /** The payload of a node that is defined already. */
  node(id: NodeId): Node {
    return this.#nodes[id] ?? never(`node ${id} is defined before it is read`);
  }

  /** The number of ids given out so far. */
  get size(): number {
    return this.#nodes.length;
  }

  /** Freezes: `entry` is the function that runs first, `values` the module-level values in initialisation order, `interrupts` the functions that the hardware calls. */
  build(entry: NodeId, values: readonly NodeId[], interrupts: readonly NodeId[] = []): Psg {
    const nodes = this.#nodes.map((node, id) => node ?? never(`reserved node ${id} was never defined`));
    return new Psg(nodes, entry, values, interrupts);
  }
}

export class Psg {
  readonly #graph = new MultiDirectedGraph<{ vertex: Vertex }, Edge>();
  readonly #nodes: readonly Node[];
  /** The function that runs first. */
  readonly entry: NodeId;
  /** Module-level values in initialisation order. */
  readonly values: readonly NodeId[];
  /** Interrupt handlers: they may run at any time after the initialisation, outside critical sections. */
  readonly interrupts: readonly NodeId[];
  /** All core nodes as canonical JSON: payloads, places and source paths. What the checker of certificates reads. */
  readonly text: string;
  /** sha256 of the text. */
  readonly digest: string;

  constructor(nodes: readonly Node[], entry: NodeId, values: readonly NodeId[], interrupts: readonly NodeId[]) {
    this.#nodes = nodes;
    this.entry = entry;
    this.values = Object.freeze([...values]);
    this.interrupts = Object.freeze([...interrupts]);
    for (const node of nodes) this.#graph.addNode(String(node.id), { vertex: Object.freeze({ sort: 'core', node }) });
    for (const node of nodes) this.#connect(String(node.id), operandsOf(node));
    this.text = canonicalJson({ entry, values, interrupts, nodes: nodes.map(canonicalNode) });
    this.digest = digestBytes(this.text);
  }

  node(id: NodeId): Node {
    return this.#nodes[id] ?? never(`node ${id} exists`);
  }

  /** The node, when it has the kind that its role demands. */
  expect<K extends NodeKind>(id: NodeId, kind: K): NodeOf<K> {
    const node = this.node(id);
    if (node.kind !== kind) never(`node ${id} is a ${kind}, not a ${node.kind}`);
    return node as NodeOf<K>;
  }

  /** All core nodes in creation order. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  nodesOf<K extends NodeKind>(kind: K): readonly NodeOf<K>[] {
    return this.#nodes.filter((node): node is NodeOf<K> => node.kind === kind);
  }

  /** Nodes (core only) that refer to this one, with the role it plays there, in creation order. */
  users(id: NodeId): readonly { readonly user: NodeId; readonly role: string; readonly index: number }[] {
    return this.#graph
      .mapInEdges(String(id), (_edge, attributes, source) => ({ user: Number(source) as NodeId, ...attributes }))
      .filter((use) => Number.isInteger(use.user))
      .toSorted((a, b) => a.user - b.user || a.index - b.index);
  }

  /** Adds a proof hyperedge; its key must be new. */
  addObligation(obligation: ObligationVertex): void {
    this.#addVertex(`o:${obligation.key}`, { sort: 'obligation', obligation: Object.freeze(obligation) });
    this.#connect(`o:${obligation.key}`, obligation.incidences);
  }

  /** Adds a fact, once: the same key again is the same fact. */
  addFact(fact: FactVertex): void {
    const key = `f:${fact.key}`;
    if (this.#graph.hasNode(key)) return;
    this.#addVertex(key, { sort: 'fact', fact: Object.freeze(fact) });
    this.#connect(
      key,
      fact.about.map((node, index) => ({ role: 'about', index, node })),
    );
  }

  /** Records that the proof of an obligation used a fact. */
  addHypothesis(obligation: string, fact: string): void {
    const source = `o:${obligation}`;
    const target = `f:${fact}`;
    if (this.#graph.hasEdge(source, target)) return;
    this.#graph.addEdge(source, target, { role: 'hypothesis', index: this.#graph.outDegree(source) });
  }

  /** The graph as data; `around` keeps only what lies within `radius` edges of the given core nodes (undirected). */
  export(around?: { readonly centers: readonly NodeId[]; readonly radius: number }): PsgExport {
    const kept = around ? this.#neighbourhood(around.centers.map(String), around.radius) : undefined;
    const vertices: PsgExport['vertices'][number][] = [];
    const edges: PsgExport['edges'][number][] = [];
    this.#graph.forEachNode((id, { vertex }) => {
      if (!kept || kept.has(id)) vertices.push({ id, vertex });
    });
    this.#graph.forEachEdge((_edge, { role, index }, source, target) => {
      if (!kept || (kept.has(source) && kept.has(target))) edges.push({ source, target, role, index });
    });
    return { digest: this.digest, vertices, edges };
  }

  get size(): { readonly nodes: number; readonly edges: number } {
    return { nodes: this.#graph.order, edges: this.#graph.size };
  }

  #addVertex(key: string, vertex: Vertex): void {
    if (this.#graph.hasNode(key)) never(`vertex ${key} is added once`);
    this.#graph.addNode(key, { vertex: Object.freeze(vertex) });
  }

  #connect(source: string, incidences: readonly Incidence[]): void {
    for (const { role, index, node } of incidences) this.#graph.addEdge(source, String(node), { role, index });
  }

  #neighbourhood(centers: readonly string[], radius: number): ReadonlySet<string> {
    const seen = new Set(centers.filter((id) => this.#graph.hasNode(id)));
    let rim = [...seen];
    for (let step = 0; step < radius; step++) {
      const next: string[] = [];
      for (const id of rim) {
        for (const neighbour of this.#graph.neighbors(id)) {
          if (seen.has(neighbour)) continue;
          seen.add(neighbour);
          next.push(neighbour);
        }
      }
      rim = next;
    }
    return seen;
  }
}

function canonicalNode(node: Node): unknown {
  const { span, ...payload } = node;
  return { ...payload, at: { file: span.file.path, ...startOf(span), length: span.end - span.start } };
}
