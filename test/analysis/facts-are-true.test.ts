// Every fact that the analysis states is true in every run that gets there: random programs, random inputs.

import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { analyse, compareRun } from './differential.ts';
import { randomFrom, randomProgram } from './random-program.ts';
import { graphOf, targetOf } from './source.ts';

const programs = Number(process.env.FIREFLY_PROGRAMS ?? 40);
const firstSeed = Number(process.env.FIREFLY_SEED ?? 1);
const runs = 12;

let solver: Solver;
beforeAll(() => {
  solver = startSession();
});
afterAll(() => solver.close());

/** Small numbers, and the ends of the types. */
function answers(seed: number): () => bigint {
  const random = randomFrom(seed);
  return () => {
    switch (random.below(6)) {
      case 0:
        return BigInt(random.pick([127, 128, 255, 256, 32767, 65535, 2147483647, -2147483648]));
      case 1:
        return random.pick([9223372036854775807n, -9223372036854775808n, 4294967295n]);
      case 2:
        return BigInt(random.below(200) - 100);
      default:
        return BigInt(random.below(14) - 3);
    }
  };
}

test.each(['x86_64-linux', 'cortex-m33'] as const)('facts are true in random runs on %s', async (name) => {
  const target = targetOf(name);
  let arrivals = 0;
  let asked = 0;
  let reached = 0;
  let possible = 0;
  for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
    const text = randomProgram(seed);
    const analysed = analyse(graphOf(text), target);
    const queries = new Map<string, readonly import('../../src/smt/term.ts').Term[]>();
    const places = new Set<string>();
    for (let run = 0; run < runs; run++) {
      const compared = compareRun(analysed, answers(seed * 1000 + run));
      arrivals += compared.arrivals;
      for (const place of compared.places) places.add(place);
      if (compared.wrong.length > 0)
        throw new Error(`seed ${seed}, run ${run}: ${compared.wrong[0]?.place}: ${compared.wrong[0]?.text}\n${text}`);
      for (const [key, terms] of compared.queries) if (queries.size < 60) queries.set(key, terms);
    }
    const replies = await Promise.all(
      [...queries].map(async ([key, terms]) => ({
        key,
        reply: await solver.ask({ assertions: terms.map((term, i) => ({ name: `t${i}`, term })), rlimit: 300_000 }),
      })),
    );
    asked += replies.length;
    reached += places.size;
    possible += analysed.asked.size;
    for (const { key, reply } of replies) if (reply.kind === 'unsat') throw new Error(`seed ${seed}: ${key}\n${text}`);
  }
  expect(arrivals).toBeGreaterThan(programs * 5);
  expect(asked).toBeGreaterThan(programs);
  // most claims are reached by some run: else little would be compared
  expect(reached / possible).toBeGreaterThan(0.3);
});
