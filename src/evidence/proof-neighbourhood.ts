// In: the graph after its proofs were linked. Out: the part that the record carries: obligations, the nodes they speak about, the facts their proofs used.
import { type Span, startOf } from '../base/source.ts';
import type { Psg, Vertex } from '../psg/psg.ts';
import type { Evidence } from './record.ts';

type RecordedGraph = Evidence['graph'];

/** Longest label in characters. */
const longestLabel = 80;

/** `claims`: the claim's text by obligation id. */
export function proofNeighbourhood(psg: Psg, claims: ReadonlyMap<string, string>): RecordedGraph {
  const whole = psg.export();
  const proofs = new Set(whole.vertices.filter(({ vertex }) => vertex.sort !== 'core').map(({ id }) => id));
  const edges = whole.edges.filter(({ source }) => proofs.has(source));
  const kept = new Set([...proofs, ...edges.map(({ target }) => target)]);
  return {
    vertices: whole.vertices
      .filter(({ id }) => kept.has(id))
      .map(({ id, vertex }) => ({ id, sort: vertex.sort, ...labelOf(psg, vertex, claims) })),
    edges: edges.map(({ source, target, role, index }) => ({ source, target, role, index })),
  };
}

function labelOf(
  psg: Psg,
  vertex: Vertex,
  claims: ReadonlyMap<string, string>,
): { readonly label: string; readonly file: string | null; readonly line: number | null } {
  switch (vertex.sort) {
    case 'core': {
      const { node } = vertex;
      const isNamed = node.kind === 'function' || node.kind === 'value' || node.kind === 'binding';
      return { label: isNamed ? node.name : sourceText(node.span), ...placeOf(node.span) };
    }
    case 'obligation': {
      const { key, kind, incidences } = vertex.obligation;
      const subject = incidences.find(({ role }) => role === 'subject');
      const place = subject ? placeOf(psg.node(subject.node).span) : { file: null, line: null };
      return { label: `${kind}: ${claims.get(key) ?? key}`, ...place };
    }
    case 'fact': {
      const { text, about } = vertex.fact;
      const [first] = about;
      return { label: text, ...(first === undefined ? { file: null, line: null } : placeOf(psg.node(first).span)) };
    }
  }
}

function placeOf(span: Span): { readonly file: string; readonly line: number } {
  return { file: span.file.path, line: startOf(span).line };
}

/** The source on one line, shortened. */
function sourceText(span: Span): string {
  const text = span.file.text.slice(span.start, span.end).replaceAll(/\s+/g, ' ').trim();
  return text.length <= longestLabel ? text : `${text.slice(0, longestLabel - 1)}…`;
}
