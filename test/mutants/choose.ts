// In: the programs of the corpus. Out: a fixed choice of their mutants, the same at every run. In each program every kind of mistake has its turn before any
// has a second one.
import { randomFrom } from '../analysis/random-program.ts';
import { type Mutant, mutantsOf } from './mutators.ts';
import type { CorpusProgram } from './programs.ts';

export interface Chosen {
  readonly of: CorpusProgram;
  readonly path: string;
  readonly mutant: Mutant;
}

/** `effort`: how hard each program is to prove. The time of a proof grows about with its square: hard programs have few mutants, but each has one. */
export function chooseMutants(
  programs: readonly CorpusProgram[],
  effort: (program: CorpusProgram) => number,
  most: number,
): readonly Chosen[] {
  const ranked = programs.flatMap((of, seed) => {
    const mutants = of.program.sources.flatMap((source) =>
      mutantsOf(source).map((mutant) => ({ of, path: source.path, mutant })),
    );
    const kinds = [...groupsOf(mutants, ({ mutant }) => mutant.mistake).values()];
    const turns = inTurn(
      shuffle(
        kinds.map((each) => shuffle(each, seed)),
        seed,
      ),
    );
    return turns.map((chosen, turn) => ({ chosen, rank: turn * effort(of) ** 2 }));
  });
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, most)
    .map(({ chosen }) => chosen);
}

function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** The first of each list, then the second of each, and so on. */
function inTurn<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, turn) => lists.flatMap((list) => list.slice(turn, turn + 1))).flat();
}

function shuffle<T>(items: readonly T[], seed: number): readonly T[] {
  const random = randomFrom(seed + 1);
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
