// Random pipelines over sequences do what generators do, element by element and in the same order, in the interpreter and on both targets.
// FIREFLY_PIPELINES=n makes n programs.
import fc from 'fast-check';
import { findTarget } from '../../src/targets/registry.ts';
import { graphOf } from '../analysis/source.ts';
import { randomPipelines } from './random-pipelines.ts';
import { buildImage, interpretCommands, runCommands } from './three-ways.ts';

const programs = Number(process.env.FIREFLY_PIPELINES ?? 1);
const seed = Number(process.env.FIREFLY_SEED ?? 1);
const pipelines = 30;

const lists = fc.array(fc.array(fc.noBias(fc.nat()), { minLength: 12, maxLength: 12 }), {
  minLength: pipelines,
  maxLength: pipelines,
});

test('pipelines do what generators do', async () => {
  for (const [turn, choices] of fc.sample(lists, { seed, numRuns: programs }).entries()) {
    const { text, expected } = randomPipelines(choices);
    for (const target of ['x86_64-linux', 'cortex-m33'] as const) {
      const definition = findTarget(target);
      if (!definition) throw new Error(`there is a target ${target}`);
      const built = await buildImage(graphOf(text), definition, turn % 2 === 0 ? 'speed' : 'size', undefined);
      const { shown } = interpretCommands(built, new Uint8Array(300));
      expect({ ...shown, text }).toEqual({ status: 0, stdout: expected, stderr: '', text });
      expect(await runCommands(built, new Uint8Array())).toEqual({ status: 0, stdout: expected, stderr: '' });
    }
  }
}, 600_000);
