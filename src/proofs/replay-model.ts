// In: a solver's model, and what its symbols stand for. Out: the model by what its symbols stand for in the program.
import type { Stand } from '../obligations/obligation.ts';
import type { NodeId } from '../psg/node.ts';
import type { Model } from '../smt/evaluate.ts';

export interface ReplayModel {
  readonly valueOf: (stand: Stand) => bigint | boolean | undefined;
  /** Nodes from which a value of the model comes, in the order of the question: among them the loops at whose head something is unknown. */
  readonly sources: readonly NodeId[];
}

export function replayModel(stands: ReadonlyMap<string, Stand>, model: Model): ReplayModel {
  const values = new Map<string, bigint | boolean>();
  const sources = new Set<NodeId>();
  for (const [symbol, stand] of stands) {
    const value = model.get(symbol);
    if (value === undefined) continue;
    values.set(keyOf(stand), value);
    sources.add(stand.about);
  }
  return { valueOf: (stand) => values.get(keyOf(stand)), sources: [...sources] };
}

function keyOf({ about, holder, path }: Stand): string {
  return `${about} ${holder} ${path}`;
}
