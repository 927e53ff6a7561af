// In: the compact proof graph of a record. Out: the neighbourhood of one obligation, and the chain of proofs around it, as vertices in columns.
// Shared by the renderer and the viewer in the browser: no imports with a run-time effect, no positions.
import type { Standing } from './standing.ts';

/** Obligations are named by their number in the record, from 1; facts and nodes by their index here. */
export interface ProofGraph {
  readonly facts: readonly GraphFact[];
  readonly nodes: readonly GraphNode[];
  readonly obligations: readonly GraphObligation[];
}

export interface GraphFact {
  readonly text: string;
  readonly reason: string;
  /** `file:line`. */
  readonly place: string;
  /** The obligation whose claim it is. */
  readonly rests: number | null;
}

export interface GraphNode {
  readonly label: string;
  readonly line: number | null;
}

export interface GraphObligation {
  readonly kind: string;
  readonly claim: string;
  readonly standing: Standing;
  readonly place: string;
  readonly facts: readonly number[];
  readonly nodes: readonly { readonly node: number; readonly role: string }[];
}

export interface Vertex {
  readonly key: string;
  readonly sort: 'obligation' | 'fact' | 'core';
  /** Small line above the text: number and standing, reason, or role. */
  readonly note: string;
  readonly text: string;
  /** 0 is leftmost. */
  readonly column: number;
  /** Set for obligations. */
  readonly number: number | null;
  readonly standing: Standing | null;
  readonly focus: 'centre' | 'around';
}

export interface Wire {
  readonly source: string;
  readonly target: string;
  /** `supports` carries a proof (an arrow); `about` joins an obligation to what it speaks about (no arrow). */
  readonly flow: 'supports' | 'about';
}

export interface Neighbourhood {
  readonly vertices: readonly Vertex[];
  readonly wires: readonly Wire[];
  /** Heading per column. */
  readonly captions: readonly string[];
  /** Vertices left out because the drawing would be unreadable; all of them are in the tables. */
  readonly leftOut: number;
}

/** A drawing of more facts or nodes than this is a wall: the table beside it has them all. */
const drawnPerColumn = 14;

function obligationVertex(graph: ProofGraph, number: number, column: number, focus: Vertex['focus']): Vertex | null {
  const row = graph.obligations[number - 1];
  if (!row) return null;
  const note = `#${number} ${row.kind} · ${row.standing}`;
  return {
    key: `o${number}`,
    sort: 'obligation',
    note,
    text: row.claim,
    column,
    number,
    standing: row.standing,
    focus,
  };
}

/** Obligations rested on → facts used → the obligation → the nodes it speaks about. */
export function neighbourhoodOf(graph: ProofGraph, number: number): Neighbourhood {
  const row = graph.obligations[number - 1];
  const centre = obligationVertex(graph, number, 2, 'centre');
  if (!row || !centre) return { vertices: [], wires: [], captions: [], leftOut: 0 };
  const vertices: Vertex[] = [];
  const wires: Wire[] = [];
  const supports = new Set<number>();
  for (const index of row.facts.slice(0, drawnPerColumn)) {
    const fact = graph.facts[index];
    if (!fact) continue;
    const key = `f${index}`;
    if (fact.rests !== null) {
      const support = obligationVertex(graph, fact.rests, 0, 'around');
      if (support && fact.rests !== number && !supports.has(fact.rests)) vertices.push(support);
      supports.add(fact.rests);
      wires.push({ source: `o${fact.rests}`, target: key, flow: 'supports' });
    }
    const note = `${fact.reason} · ${fact.place.replace(/^.*[:/](?=\d+$)/, 'line ')}`;
    vertices.push({
      key,
      sort: 'fact',
      note,
      text: fact.text,
      column: 1,
      number: null,
      standing: null,
      focus: 'around',
    });
    wires.push({ source: key, target: centre.key, flow: 'supports' });
  }
  vertices.push(centre);
  const roles = new Map<number, string[]>();
  for (const { node, role } of row.nodes) roles.set(node, [...(roles.get(node) ?? []), role]);
  for (const [index, names] of [...roles].slice(0, drawnPerColumn)) {
    const node = graph.nodes[index];
    if (!node) continue;
    const key = `n${index}`;
    const note = `${names.join(', ')}${node.line === null ? '' : ` · line ${node.line}`}`;
    vertices.push({
      key,
      sort: 'core',
      note,
      text: node.label,
      column: 3,
      number: null,
      standing: null,
      focus: 'around',
    });
    wires.push({ source: centre.key, target: key, flow: 'about' });
  }
  const leftOut = Math.max(0, row.facts.length - drawnPerColumn) + Math.max(0, roles.size - drawnPerColumn);
  return closeGaps({ vertices, wires, captions: ['rests on', 'facts used', 'obligation', 'speaks about'], leftOut });
}

/** Every proof that this one rests on, directly or not (left), and every proof that rests on it (right). */
export function chainOf(graph: ProofGraph, number: number): Neighbourhood {
  const depth = new Map<number, number>([[number, 0]]);
  const restedOn = (n: number) => restsOf(graph, n);
  const resting = dependentsIn(graph);
  spread(depth, number, restedOn, -1);
  spread(depth, number, (n) => resting.get(n) ?? [], 1);
  const kept = [...depth].sort(([a, i], [b, j]) => Math.abs(i) - Math.abs(j) || a - b).slice(0, 48);
  const lowest = Math.min(...kept.map(([, d]) => d));
  const vertices: Vertex[] = [];
  for (const [each, d] of kept.sort(([a], [b]) => a - b)) {
    const vertex = obligationVertex(graph, each, d - lowest, each === number ? 'centre' : 'around');
    if (vertex) vertices.push(vertex);
  }
  const drawn = new Set(kept.map(([each]) => each));
  const wires = [...drawn].flatMap((target) =>
    restsOf(graph, target)
      .filter((source) => drawn.has(source) && source !== target)
      .map((source): Wire => ({ source: `o${source}`, target: `o${target}`, flow: 'supports' })),
  );
  return closeGaps({ vertices, wires, captions: [], leftOut: depth.size - kept.length });
}

function restsOf(graph: ProofGraph, number: number): readonly number[] {
  const found = new Set<number>();
  for (const index of graph.obligations[number - 1]?.facts ?? []) {
    const rests = graph.facts[index]?.rests;
    if (rests !== null && rests !== undefined) found.add(rests);
  }
  return [...found];
}

function dependentsIn(graph: ProofGraph): ReadonlyMap<number, readonly number[]> {
  const found = new Map<number, number[]>();
  for (let number = 1; number <= graph.obligations.length; number++) {
    for (const support of restsOf(graph, number)) {
      const known = found.get(support);
      if (known) known.push(number);
      else found.set(support, [number]);
    }
  }
  return found;
}

function spread(depth: Map<number, number>, from: number, next: (n: number) => readonly number[], step: 1 | -1): void {
  let rim = [from];
  for (let at = step; rim.length > 0; at += step) {
    const further: number[] = [];
    for (const each of rim.flatMap(next)) {
      if (depth.has(each)) continue;
      depth.set(each, at);
      further.push(each);
    }
    rim = further;
  }
}

/** Columns that hold nothing take no room. */
function closeGaps(graph: Neighbourhood): Neighbourhood {
  const used = [...new Set(graph.vertices.map((vertex) => vertex.column))].sort((a, b) => a - b);
  return {
    ...graph,
    vertices: graph.vertices.map((vertex) => ({ ...vertex, column: used.indexOf(vertex.column) })),
    captions: used.flatMap((column) => graph.captions[column] ?? []),
  };
}
