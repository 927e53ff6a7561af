// Every fact that the analysis states is true in every run that gets there: random programs, random inputs.
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { checkRuns } from './check-runs.ts';
import { randomFrom, randomProgram } from './random-program.ts';
import { targetOf } from './source.ts';

const programs = Number(process.env.FIREFLY_PROGRAMS ?? 15);
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
    const inputs = Array.from({ length: runs }, (_, run) => answers(seed * 1000 + run));
    const checked = await checkRuns(
      `// seed ${seed}\n${randomProgram(seed, seed % 5 === 4 ? 'calls C' : 'no C')}`,
      target,
      solver,
      inputs,
    );
    arrivals += checked.arrivals;
    asked += checked.asked;
    reached += checked.places.size;
    possible += checked.analysed.asked.size;
  }
  expect(arrivals).toBeGreaterThan(programs * 5);
  expect(asked).toBeGreaterThan(programs);
  // many claims are reached by some run: else little would be compared
  expect(reached / possible).toBeGreaterThan(0.3);
});
