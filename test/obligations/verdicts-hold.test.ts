// No claim that is proved fails in a run, and nothing that is called unreachable is reached: random programs, random inputs, the real solver.
import { runProgram } from '../../src/interpreter/run.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import { startSession } from '../../src/smt/session.ts';
import { answeringWorld } from '../analysis/answering-world.ts';
import { randomFrom, randomProgram } from '../analysis/random-program.ts';
import { graphOf, targetOf } from '../analysis/source.ts';

const programs = Number(process.env.FIREFLY_PROGRAMS ?? 6);
const firstSeed = Number(process.env.FIREFLY_SEED ?? 700);

test.each(['x86_64-linux', 'cortex-m33'] as const)('verdicts hold in random runs on %s', async (name) => {
  const target = targetOf(name);
  const solver = startSession();
  const predicates = loadPredicates();
  let proved = 0;
  let failed = 0;
  try {
    for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
      const text = randomProgram(seed);
      const graph = graphOf(text);
      const { value: obligations } = collectObligations(graph, target, predicates);
      const answers = await discharge(obligations, graph, target, { solver, store: memoryStore(), rlimit: 400_000 });
      const byPlace = new Map(obligations.map((each, i) => [`${each.kind} ${each.subject} ${each.part}`, answers[i]]));
      proved += answers.filter(({ verdict }) => verdict === 'proved').length;
      for (let run = 0; run < 25; run++) {
        const random = randomFrom(seed * 100 + run);
        const input = () =>
          BigInt(random.pick([0, 1, 2, 3, 7, 8, -1, -2, 127, 128, 255, 2147483647, -2147483648, random.below(100)]));
        const outcome = runProgram(graph, target, answeringWorld(input), {
          limits: { fuel: 30_000, depth: 60 },
          observer: {
            claim({ subject, kind, part }) {
              const place = `${kind} ${subject} ${part}`;
              if (byPlace.get(place)?.verdict === 'unreachable')
                throw new Error(`seed ${seed}: ${place} is reached\n${text}`);
            },
          },
        });
        if (outcome.kind !== 'claim-failed') continue;
        failed++;
        const { kind, subject, part } = outcome.claim;
        const place = `${kind} ${subject} ${part}`;
        if (byPlace.get(place)?.verdict === 'proved')
          throw new Error(`seed ${seed}: ${place} is proved and fails\n${text}`);
      }
    }
  } finally {
    await solver.close();
  }
  expect(proved).toBeGreaterThan(programs * 5);
  expect(failed).toBeGreaterThan(programs);
});
