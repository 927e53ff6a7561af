// The forty programs of corpus/algorithms: each is built without annotation, prints what it must on both targets, and its README says what keeps a guard.
// `.ci/algorithms/build-all.mjs` builds all of them in one process for each target; the two targets run side by side.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { corpus, repository, runnableTargets } from './compiler.ts';

const folder = join(corpus, 'algorithms');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.fs'))
  .map((name) => name.slice(0, -'.fs'.length))
  .sort();
const readme = readFileSync(join(folder, 'README.md'), 'utf8');

const counts = z.strictObject({ total: z.number(), proved: z.number(), certified: z.number() });
const resultSchema = z.strictObject({
  name: z.string(),
  status: z.number(),
  stdout: z.string(),
  stderr: z.string(),
  invalid: z.array(z.string()),
  checks: z.strictObject({
    bounds: counts,
    others: counts,
    open: z.array(z.number()),
    uncertified: z.array(z.number()),
  }),
});
type Result = z.infer<typeof resultSchema>;
type Target = (typeof runnableTargets)[number];

function buildAll(target: Target): Promise<ReadonlyMap<string, Result>> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(repository, '.ci', 'algorithms', 'build-all.mjs'), target]);
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status !== 0) return reject(new Error(`${target}: ${Buffer.concat(errors).toString('utf8')}`));
      const lines = Buffer.concat(output).toString('utf8').trimEnd().split('\n');
      const results = lines.map((line) => resultSchema.parse(JSON.parse(line)));
      resolve(new Map(results.map((each) => [each.name, each])));
    });
  });
}

const built = new Map<Target, ReadonlyMap<string, Result>>();

beforeAll(async () => {
  const all = await Promise.all(runnableTargets.map(buildAll));
  for (const [at, target] of runnableTargets.entries()) built.set(target, all[at] ?? new Map());
}, 600_000);

function resultOf(name: string, target: Target): Result {
  const result = built.get(target)?.get(name);
  if (result === undefined) throw new Error(`${name} is not built for ${target}`);
  return result;
}

test('there are forty programs, without a word to the prover', () => {
  expect(names.length).toBe(40);
  for (const name of names) {
    const text = readFileSync(join(folder, `${name}.fs`), 'utf8').replaceAll(/\/\/.*/g, '');
    expect({ name, words: text.match(/\b(requires|ensures|invariant|assert)\b/g) }).toEqual({ name, words: null });
  }
});

const runs = runnableTargets.flatMap((target) => names.map((name) => ({ name, target })));

test.each(runs)('$name on $target prints what it must', ({ name, target }) => {
  const { status, stdout, stderr, invalid } = resultOf(name, target);
  const expected = readFileSync(join(folder, 'expected', `${name}.txt`), 'utf8');
  expect({ status, stdout, stderr, invalid }).toEqual({ status: 0, stdout: expected, stderr: '', invalid: [] });
});

test.each(names)('the README counts what is proved of %s (else: node .ci/algorithms/table.mjs)', (name) => {
  const checks = runnableTargets.map((target) => resultOf(name, target).checks);
  const cells = (['bounds', 'others'] as const).flatMap((kind) => [
    checks[0]?.[kind].total,
    checks.map((each) => each[kind].proved).join(', '),
    checks.map((each) => each[kind].certified).join(', '),
  ]);
  expect(readme).toContain(`\n| [${name}](${name}.fs) | ${cells.join(' | ')} |\n`);
});

const [explained = '', uncertified = ''] = readme.split('<!-- uncertified -->');

/** The lines that a part of the README lists for a program. */
function listedIn(part: string, name: string): readonly number[] {
  return [...part.matchAll(/^- \[([^\]]+)\]\([^)]*\): (.*)$/gm)]
    .filter(([, program]) => program === name)
    .flatMap(([, , list]) => [...(list ?? '').matchAll(/(?:^|, )(\d+)/g)].map(([, line]) => Number(line)))
    .sort((a, b) => a - b);
}

test.each(names)('the README explains every guard of %s, and no other', (name) => {
  const linesOf = (key: 'open' | 'uncertified') =>
    [...new Set(runnableTargets.flatMap((target) => resultOf(name, target).checks[key]))].sort((a, b) => a - b);
  expect(listedIn(explained, name)).toEqual(linesOf('open'));
  expect(listedIn(uncertified, name)).toEqual(linesOf('uncertified'));
});
