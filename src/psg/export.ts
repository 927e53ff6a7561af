// In: a graph. Out: its text forms for other tools: JSON (one object, vertices and edges) and GEXF 1.2. Deterministic.
import { startOf } from '../base/source.ts';
import type { NodeId } from './node.ts';
import type { Psg, Vertex } from './psg.ts';
import { nameOfType, type Type } from './type.ts';

export type Around = { readonly centers: readonly NodeId[]; readonly radius: number };

/** Spans become places; big integers decimal strings; types their F# names. */
export function exportJson(psg: Psg, around?: Around): string {
  const { digest, vertices, edges } = psg.export(around);
  const rows = vertices.map(({ id, vertex }) => ({ id, sort: vertex.sort, ...plainVertex(vertex) }));
  return `${JSON.stringify({ digest, vertices: rows, edges }, (_key, value) => (typeof value === 'bigint' ? value.toString() : value), 1)}\n`;
}

function plainVertex(vertex: Vertex): Record<string, unknown> {
  switch (vertex.sort) {
    case 'core': {
      const { span, id: _id, ...payload } = vertex.node;
      const at = startOf(span);
      const type = 'type' in payload ? { type: nameOfType(payload.type as Type) } : {};
      return { ...payload, ...type, file: span.file.path, line: at.line, column: at.column };
    }
    case 'obligation':
      return { ...vertex.obligation };
    case 'fact':
      return { ...vertex.fact };
  }
}

/** GEXF 1.2draft (gexf.net): `label`, `sort` and `line` as attributes, roles as edge labels. */
export function exportGexf(psg: Psg, around?: Around): string {
  const { vertices, edges } = psg.export(around);
  const nodes = vertices.map(({ id, vertex }) => {
    const { label, line } = labelOf(vertex);
    return `   <node id="${escape(id)}" label="${escape(label)}"><attvalues><attvalue for="0" value="${vertex.sort}"/><attvalue for="1" value="${line}"/></attvalues></node>`;
  });
  const links = edges.map(
    (edge, at) =>
      `   <edge id="${at}" source="${escape(edge.source)}" target="${escape(edge.target)}" label="${escape(edge.role)}"><attvalues><attvalue for="2" value="${edge.index}"/></attvalues></edge>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">',
    ' <graph defaultedgetype="directed">',
    '  <attributes class="node"><attribute id="0" title="sort" type="string"/><attribute id="1" title="line" type="integer"/></attributes>',
    '  <attributes class="edge"><attribute id="2" title="index" type="integer"/></attributes>',
    '  <nodes>',
    ...nodes,
    '  </nodes>',
    '  <edges>',
    ...links,
    '  </edges>',
    ' </graph>',
    '</gexf>',
    '',
  ].join('\n');
}

function labelOf(vertex: Vertex): { readonly label: string; readonly line: number } {
  switch (vertex.sort) {
    case 'core': {
      const { node } = vertex;
      const name = 'name' in node ? ` ${node.name}` : '';
      return { label: `${node.kind}${name}`, line: startOf(node.span).line };
    }
    case 'obligation':
      return { label: vertex.obligation.key, line: 0 };
    case 'fact':
      return { label: vertex.fact.text, line: 0 };
  }
}

function escape(text: string): string {
  // XML 1.0 has no place for most control characters, even escaped.
  const allowed = [...text].filter((each) => each >= ' ' || each === '\t' || each === '\n').join('');
  return allowed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
