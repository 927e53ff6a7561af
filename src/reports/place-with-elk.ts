// In: a neighbourhood. Out: its picture with the boxes of each column in the order that elk's layered algorithm found (fewest crossings).
// Pictures of the same shape are laid out once. Deterministic: elk's random seed is fixed.
import elk from 'elkjs/lib/elk.bundled.js';
import { boxHeight, boxWidth, columnGap, type Picture, placeInLayers, rowGap, wrapText } from './place-in-layers.ts';
import type { Neighbourhood } from './proof-graph.ts';

export interface Placer {
  readonly place: (graph: Neighbourhood) => Promise<Picture>;
}

const layoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.partitioning.activate': 'true',
  'elk.randomSeed': '1',
  'elk.spacing.nodeNode': String(rowGap),
  'elk.layered.spacing.nodeNodeBetweenLayers': String(columnGap),
};

/** One engine and one memory of shapes; make one per report. */
export function makePlacer(): Placer {
  const engine = new elk.default();
  const known = new Map<string, Promise<readonly number[]>>();

  /** The vertical place of each vertex, by its position in `vertices`. */
  async function layOut(graph: Neighbourhood): Promise<readonly number[]> {
    const laid = await engine.layout({
      id: 'root',
      layoutOptions,
      children: graph.vertices.map((vertex) => ({
        id: vertex.key,
        width: boxWidth,
        height: boxHeight(wrapText(vertex.text).length),
        layoutOptions: { 'elk.partitioning.partition': String(vertex.column) },
      })),
      edges: graph.wires
        .filter((wire) => wire.source !== wire.target)
        .map((wire, index) => ({ id: `w${index}`, sources: [wire.source], targets: [wire.target] })),
    });
    const places = new Map((laid.children ?? []).map((child) => [child.id, child.y ?? 0]));
    return graph.vertices.map((vertex) => places.get(vertex.key) ?? 0);
  }

  return {
    async place(graph) {
      const shape = shapeOf(graph);
      const places = known.get(shape) ?? layOut(graph);
      known.set(shape, places);
      const order = await places;
      return placeInLayers(graph, new Map(graph.vertices.map((vertex, index) => [vertex.key, order[index] ?? 0])));
    },
  };
}

/** Equal for neighbourhoods that differ only in their texts. */
function shapeOf(graph: Neighbourhood): string {
  const position = new Map(graph.vertices.map((vertex, index) => [vertex.key, index]));
  return JSON.stringify([
    graph.vertices.map((vertex) => [vertex.column, wrapText(vertex.text).length]),
    graph.wires.map((wire) => [position.get(wire.source), position.get(wire.target)]),
  ]);
}
