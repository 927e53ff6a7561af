// In: the core graph's text and the sources. Out: where each node stands and in which definition, as a record says it. Reads the export, not the compiler's graph.
import { z } from 'zod';
import { positionAt, type SourceFile } from '../base/source.ts';
import { readGraph } from '../checker/graph.ts';
import type { Evidence, EvidenceObligation } from './record.ts';

export type Place = EvidenceObligation['source'];

export interface GraphPlaces {
  /** The place that a goal `kind:node:part` is shown at, and the definition that it belongs to. */
  readonly ofGoal: (goal: string) => { readonly place: Place; readonly definition: string } | undefined;
  /** Whether some node of the definition stands there; of any definition when it is not given. */
  readonly isNode: (place: Place, definition?: string) => boolean;
}

const count = z.int().min(0);
const graphSchema = z.object({
  nodes: z.array(
    z.object({
      kind: z.string(),
      at: z.object({ file: z.string(), line: z.int().min(1), column: z.int().min(1), length: count }),
      name: z.string().optional(),
      ensures: z.array(z.object({ condition: count })).optional(),
      invariants: z.array(count).optional(),
    }),
  ),
});

/** Undefined when the text is no graph. */
export function placesOf(graphText: string, sources: Evidence['sources']): GraphPlaces | undefined {
  try {
    const parsed = graphSchema.safeParse(JSON.parse(graphText));
    return parsed.success ? makePlaces(parsed.data.nodes, graphText, sources) : undefined;
  } catch {
    return undefined;
  }
}

type PlacedNode = z.infer<typeof graphSchema>['nodes'][number];

function makePlaces(nodes: readonly PlacedNode[], graphText: string, sources: Evidence['sources']): GraphPlaces {
  const files = new Map(sources.map(({ path, text }) => [path, locate(path, text)]));
  const graph = readGraph(graphText);
  const definitions = new Map<number, string>();
  for (const [id, { kind, name }] of nodes.entries()) {
    if (kind !== 'function' && kind !== 'value') continue;
    for (const node of graph.within(id)) definitions.set(node.id, name ?? '');
  }
  const known = new Set<string>();
  for (const [id, node] of nodes.entries()) {
    const place = placeOf(node, files);
    known.add(keyOf(place)).add(`${keyOf(place)} ${definitions.get(id)}`);
  }
  return {
    ofGoal(goal) {
      const [kind, node, part] = goal.split(':');
      const subject = nodes[Number(node)];
      const shown =
        kind === 'ensures'
          ? subject?.ensures?.[Number(part)]?.condition
          : kind === 'invariant'
            ? subject?.invariants?.[Number(part)]
            : Number(node);
      const at = shown === undefined ? undefined : nodes[shown];
      return at && { place: placeOf(at, files), definition: definitions.get(Number(node)) ?? '' };
    },
    isNode: (place, definition) => known.has(definition === undefined ? keyOf(place) : `${keyOf(place)} ${definition}`),
  };
}

export function keyOf({ file, line, column, endLine, endColumn }: Place): string {
  return `${file}:${line}:${column}-${endLine}:${endColumn}`;
}

/** Where the text of the file is not at hand, the end is not known and counts as the beginning. */
function placeOf({ at: { file, line, column, length } }: PlacedNode, files: ReadonlyMap<string, Located>): Place {
  const located = files.get(file);
  const start = located?.starts[line - 1];
  if (!located || start === undefined) return { file, line, column, endLine: line, endColumn: column };
  const end = positionAt(located.source, start + column - 1 + length);
  return { file, line, column, endLine: end.line, endColumn: end.column };
}

interface Located {
  readonly source: SourceFile;
  /** Offsets of the lines. */
  readonly starts: readonly number[];
}

function locate(path: string, text: string): Located {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return { source: { path, text }, starts };
}
