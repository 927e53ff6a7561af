// In: nothing. Out: what `.ci/ledger/build-corpus.mjs` says of every program of the corpus on both targets: built once, in one process for each target, side by side.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { evidenceSchema } from '../../src/evidence/record.ts';
import { repository, runnableTargets } from './compiler.ts';

const run = z.strictObject({ status: z.number(), stdout: z.string(), stderr: z.string() });
const { obligations, summary, subject, guards } = evidenceSchema.shape;
const row = obligations.element.pick({
  id: true,
  kind: true,
  source: true,
  claim: true,
  verdict: true,
  treatment: true,
  method: true,
  certified: true,
});
const resultSchema = z.strictObject({
  program: z.string(),
  seconds: z.number().optional(),
  /** Null: the project is for other targets. */
  built: z
    .strictObject({
      /** Null: nothing says what it must print. */
      run: run.nullable(),
      invalid: z.array(z.string()),
      outcome: subject.shape.outcome,
      guards: guards.pick({ missing: true, unexplainedTraps: true }),
      summary,
      obligations: z.array(row),
      /** The same program with all its checks. */
      keeping: z.strictObject({ run: run.nullable(), obligations: z.array(row) }).nullable(),
    })
    .nullable(),
});
export type Built = NonNullable<z.infer<typeof resultSchema>['built']>;
export type TargetName = (typeof runnableTargets)[number];
/** Program → what became of it; programs of corpus/algorithms as `algorithms/<name>`. */
export type BuiltCorpus = ReadonlyMap<TargetName, ReadonlyMap<string, Built>>;

function buildFor(target: TargetName): Promise<ReadonlyMap<string, Built>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(repository, '.ci', 'ledger', 'build-corpus.mjs'), target]);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status !== 0) return reject(new Error(`${target}: ${Buffer.concat(errors).toString('utf8')}`));
      const lines = Buffer.concat(output).toString('utf8').trimEnd().split('\n');
      const results = lines.map((line) => resultSchema.parse(JSON.parse(line)));
      resolve(new Map(results.flatMap(({ program, built }) => (built ? [[program, built] as const] : []))));
    });
  });
}

export async function buildCorpus(): Promise<BuiltCorpus> {
  const all = await Promise.all(runnableTargets.map(buildFor));
  return new Map(runnableTargets.map((target, at) => [target, all[at] ?? new Map()]));
}
