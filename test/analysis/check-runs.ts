// Runs a program on given inputs and demands that every fact of the analysis is true in every run.
import type { Target } from '../../src/memory/target.ts';
import type { Solver } from '../../src/smt/query.ts';
import type { Term } from '../../src/smt/term.ts';
import { type Analysed, analyse, compareRun } from './differential.ts';
import { graphOf } from './source.ts';

export interface Checked {
  readonly analysed: Analysed;
  readonly arrivals: number;
  readonly asked: number;
  /** Claims that some run came to. */
  readonly places: ReadonlySet<string>;
}

const queryLimit = 60;

/** Throws with the program when a fact is false. `inputs`: one source of platform answers per run. */
export async function checkRuns(
  text: string,
  target: Target,
  solver: Solver,
  inputs: readonly (() => bigint)[],
): Promise<Checked> {
  const analysed = analyse(graphOf(text), target);
  const queries = new Map<string, readonly Term[]>();
  const places = new Set<string>();
  let arrivals = 0;
  for (const [run, input] of inputs.entries()) {
    const compared = compareRun(analysed, input);
    arrivals += compared.arrivals;
    for (const place of compared.places) places.add(place);
    const [first] = compared.wrong;
    if (first) throw new Error(`run ${run}: ${first.place}: ${first.text}\n${text}`);
    for (const [key, terms] of compared.queries) if (queries.size < queryLimit) queries.set(key, terms);
  }
  const replies = await Promise.all(
    [...queries].map(async ([key, terms]) => {
      const assertions = terms.map((term, i) => ({ name: `t${i}`, term }));
      return { key, reply: await solver.ask({ assertions, rlimit: 300_000 }) };
    }),
  );
  for (const { key, reply } of replies) if (reply.kind === 'unsat') throw new Error(`${key}\n${text}`);
  return { analysed, arrivals, asked: replies.length, places };
}
