// Random well-typed functions do the same in the interpreter, on x86-64 and on Arm: output, status, and the guard that fails with its values. Every difference is a
// bug. Few for every day; FIREFLY_DIFFERENTIAL=n makes n programs of forty functions, FIREFLY_SEED begins elsewhere; with
// FIREFLY_PROVED the images have only the checks that a build leaves in, which takes longer.
import fc from 'fast-check';
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { graphOf } from '../analysis/source.ts';
import { poolLength, randomFunctions } from './random-functions.ts';
import { buildImage, interpretCommands, runCommands } from './three-ways.ts';

const programs = Number(process.env.FIREFLY_DIFFERENTIAL ?? 1);
const seed = Number(process.env.FIREFLY_SEED ?? 1);
const functions = process.env.FIREFLY_DIFFERENTIAL === undefined || process.env.FIREFLY_PROVED !== undefined ? 12 : 40;
/** Pairs of arguments for each function. */
const arguments_ = 14;
/** Runs that end at a guard, each an image started anew; under QEMU that takes longer. */
const failing = { 'x86_64-linux': 12, 'cortex-m33': 3 } as const;

const lists = fc.array(fc.array(fc.noBias(fc.nat()), { minLength: 30, maxLength: 260 }), {
  minLength: functions,
  maxLength: functions,
});

let solver: Solver | undefined;
beforeAll(() => {
  if (process.env.FIREFLY_PROVED !== undefined) solver = startSession();
});
afterAll(() => solver?.close());

let compared = 0;
let failed = 0;

async function compare(choices: readonly (readonly number[])[], turn: number): Promise<void> {
  const text = randomFunctions(choices);
  for (const target of ['x86_64-linux', 'cortex-m33'] as const) {
    const definition = findTarget(target) ?? fail(`there is a target ${target}`);
    // proofs are hung on the graph: each target has its own
    const built = await buildImage(graphOf(text), definition, turn % 3 === 0 ? 'size' : 'speed', solver);
    const passing: number[] = [];
    const ends: number[][] = [];
    for (let f = 0; f < choices.length; f++)
      for (let i = 0; i < arguments_; i++) {
        const command = [f, (i * 5 + f) % poolLength, (i * 11 + turn) % poolLength];
        const { outcome } = interpretCommands(built, Uint8Array.from(command));
        if (outcome.kind === 'returned') passing.push(...command);
        else if (outcome.kind === 'claim-failed') ends.push(command);
      }
    const inputs = [passing, ...spread(ends, failing[target])];
    for (const input of inputs) {
      const bytes = Uint8Array.from(input);
      const { shown } = interpretCommands(built, bytes);
      const image = await runCommands(built, bytes);
      if (JSON.stringify(image) !== JSON.stringify(shown))
        throw new Error(
          `${target}, input ${input.join(' ')}:\n${JSON.stringify(image)}\nin the interpreter:\n${JSON.stringify(shown)}\n${text}`,
        );
      compared += input.length / 3;
      if (shown.status === 70) failed++;
    }
  }
}

/** So many of a list, from all over it. */
function spread<T>(items: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, Math.floor(items.length / count));
  return items.filter((_, at) => at % step === 0).slice(0, count);
}

function fail(message: string): never {
  throw new Error(message);
}

test('random functions do the same in the interpreter and in both images', async () => {
  let turn = seed;
  await fc.assert(
    fc.asyncProperty(lists, (choices) => compare(choices, turn++)),
    // Shrinking takes longer than reading the program.
    { numRuns: programs, seed, endOnFailure: true },
  );
  process.stdout.write(`${compared} commands compared, ${failed} end at a guard\n`);
  expect(compared).toBeGreaterThan(programs * functions * 10);
  expect(failed).toBeGreaterThan(0);
}, 36_000_000);
