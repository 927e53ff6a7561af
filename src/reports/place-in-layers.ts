// In: a neighbourhood whose vertices have columns. Out: a picture: boxes with wrapped text, and wires between them. Deterministic and quick.
// Shared by the renderer and the viewer in the browser. The order inside a column may come from outside (elk); here it is a plain barycentre sweep.
import type { Neighbourhood, Vertex } from './proof-graph.ts';
import type { Standing } from './standing.ts';

/** Pixels of the picture's own coordinates; `x`, `y` is the upper left corner. */
export interface Box {
  readonly key: string;
  readonly sort: Vertex['sort'];
  readonly note: string;
  readonly lines: readonly string[];
  readonly text: string;
  readonly number: number | null;
  readonly standing: Standing | null;
  readonly focus: Vertex['focus'];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A cubic curve: start, two control points, end; each `x, y`. */
export interface Curve {
  readonly flow: 'supports' | 'about';
  readonly points: readonly [number, number, number, number, number, number, number, number];
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly captions: readonly { readonly text: string; readonly x: number }[];
  readonly boxes: readonly Box[];
  readonly curves: readonly Curve[];
  readonly leftOut: number;
}

export const boxWidth = 152;
export const columnGap = 38;
export const rowGap = 12;
const charactersPerLine = 19;
const linesPerBox = 4;
const lineHeight = 14;
const noteHeight = 15;
const padding = 8;
const captionHeight = 22;
const margin = 4;

/** Breaks at spaces where it can; the last line ends in `…` when text is left over. */
export function wrapText(text: string): readonly string[] {
  const lines: string[] = [];
  let rest = text.replace(/\s+/g, ' ').trim();
  while (rest.length > charactersPerLine && lines.length < linesPerBox - 1) {
    const space = rest.lastIndexOf(' ', charactersPerLine);
    const cut = space > charactersPerLine / 3 ? space : charactersPerLine;
    lines.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  lines.push(rest.length > charactersPerLine ? `${rest.slice(0, charactersPerLine - 1)}…` : rest);
  return lines;
}

export function boxHeight(lines: number): number {
  return noteHeight + lines * lineHeight + 2 * padding - 4;
}

/** `orderOf` gives the vertical order inside a column; without it the order of a barycentre sweep is used. */
export function placeInLayers(graph: Neighbourhood, orderOf?: ReadonlyMap<string, number>): Picture {
  const order = orderOf ?? sweep(graph);
  const columns = columnsOf(graph.vertices).map((column) =>
    column.toSorted((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0)),
  );
  const heights = columns.map((column) =>
    column.reduce((sum, vertex) => sum + boxHeight(wrapText(vertex.text).length) + rowGap, -rowGap),
  );
  const tallest = Math.max(0, ...heights);
  const top = margin + (graph.captions.length > 0 ? captionHeight : 0);
  const boxes = columns.flatMap((column, index) => {
    let y = top + (tallest - (heights[index] ?? 0)) / 2;
    return column.map((vertex): Box => {
      const box = boxOf(vertex, margin + index * (boxWidth + columnGap), Math.round(y));
      y += box.height + rowGap;
      return box;
    });
  });
  return {
    width: 2 * margin + columns.length * (boxWidth + columnGap) - columnGap,
    height: Math.ceil(top + tallest + margin),
    captions: graph.captions.map((text, index) => ({
      text,
      x: margin + index * (boxWidth + columnGap) + boxWidth / 2,
    })),
    boxes,
    curves: curvesOf(graph, boxes),
    leftOut: graph.leftOut,
  };
}

function columnsOf(vertices: readonly Vertex[]): Vertex[][] {
  const columns: Vertex[][] = [];
  for (const vertex of vertices) {
    while (columns.length <= vertex.column) columns.push([]);
    columns[vertex.column]?.push(vertex);
  }
  return columns;
}

function boxOf(vertex: Vertex, x: number, y: number): Box {
  const { key, sort, note, text, number, standing, focus } = vertex;
  const lines = wrapText(text);
  const shortNote = note.length > 24 ? `${note.slice(0, 23)}…` : note;
  return {
    key,
    sort,
    note: shortNote,
    text,
    lines,
    number,
    standing,
    focus,
    x,
    y,
    width: boxWidth,
    height: boxHeight(lines.length),
  };
}

/** Two passes: every vertex moves to the mean place of its neighbours in the other columns. */
function sweep(graph: Neighbourhood): ReadonlyMap<string, number> {
  const place = new Map<string, number>();
  for (const column of columnsOf(graph.vertices)) {
    for (const [index, vertex] of column.entries()) place.set(vertex.key, index - column.length / 2);
  }
  const neighbours = new Map<string, string[]>();
  for (const { source, target } of graph.wires) {
    neighbours.set(source, [...(neighbours.get(source) ?? []), target]);
    neighbours.set(target, [...(neighbours.get(target) ?? []), source]);
  }
  for (let pass = 0; pass < 2; pass++) {
    for (const column of columnsOf(graph.vertices)) {
      const wanted = column.map((vertex, index) => {
        const around = (neighbours.get(vertex.key) ?? []).map((key) => place.get(key) ?? 0);
        const mean =
          around.length === 0 ? (place.get(vertex.key) ?? 0) : around.reduce((a, b) => a + b, 0) / around.length;
        return { key: vertex.key, mean, index };
      });
      wanted.sort((a, b) => a.mean - b.mean || a.index - b.index);
      for (const [index, { key }] of wanted.entries()) place.set(key, index - column.length / 2);
    }
  }
  return place;
}

/** Wires leave on the right and arrive on the left; several at one box spread over its side in the order of their other ends. */
function curvesOf(graph: Neighbourhood, boxes: readonly Box[]): readonly Curve[] {
  const byKey = new Map(boxes.map((box) => [box.key, box]));
  const ends = graph.wires.flatMap(({ source, target, flow }) => {
    const from = byKey.get(source);
    const to = byKey.get(target);
    return from && to ? [{ from, to, flow }] : [];
  });
  return ends.map(({ from, to, flow }): Curve => {
    const x1 = from.x + from.width;
    const y1 = spreadOver(
      from,
      ends.filter((each) => each.from === from).map((each) => each.to),
      to,
    );
    const y2 = spreadOver(
      to,
      ends.filter((each) => each.to === to).map((each) => each.from),
      from,
    );
    const bend = Math.max(columnGap / 2, Math.abs(to.x - x1) / 2);
    const middle = (v: number) => Math.round(v * 10) / 10;
    return { flow, points: [x1, middle(y1), x1 + bend, middle(y1), to.x - bend, middle(y2), to.x, middle(y2)] };
  });
}

function spreadOver(box: Box, others: readonly Box[], other: Box): number {
  const centre = (each: Box) => each.y + each.height / 2;
  const ordered = others.toSorted((a, b) => centre(a) - centre(b));
  const step = Math.min(8, (box.height - 16) / Math.max(1, ordered.length - 1));
  return centre(box) + (ordered.indexOf(other) - (ordered.length - 1) / 2) * step;
}
