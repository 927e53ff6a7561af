// In: the built compiler (dist/) and a target. Out: one line of JSON for each program of corpus/algorithms: what its image printed, whether image and evidence agree,
// and what became of its checks. One process for all programs, so that the compiler starts once; nothing is written. No report is rendered: nobody reads it here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const folder = join(root, 'corpus', 'algorithms');
const room = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const [
  { findProject },
  { buildGraph, buildTarget },
  { startSession },
  { memoryStore },
  { findTarget },
  { captureImage },
] = await Promise.all([
  room('cli/find-project.js'),
  room('pipeline.js'),
  room('smt/session.js'),
  room('proofs/cache.js'),
  room('targets/registry.js'),
  room('toolchain/run-image.js'),
]);

const [target, guards = 'as-proved'] = process.argv.slice(2);
const definition = findTarget(target);
if (!definition) throw new Error(`there is no target ${target}`);

const watch = (stage, run) => (stage === 'render' ? '' : run(() => {}));

/**
 * Of the program's own file; what types alone settle is left out. A check is dropped when it is certified; `open` and `uncertified`: the lines of those that
 * remain, because they are not proved, or because the checker has confirmed no proof.
 */
function checksOf(evidence, file) {
  const own = evidence.obligations.filter(({ kind, source }) => kind !== 'lifetime' && source.file === file);
  const isGuarded = ({ treatment }) => treatment === 'guarded';
  const isOpen = (each) => isGuarded(each) && each.verdict !== 'proved';
  const count = (checks) => ({
    total: checks.length,
    proved: checks.filter((each) => !isOpen(each)).length,
    certified: checks.filter((each) => !isGuarded(each)).length,
  });
  const linesOf = (checks) => [...new Set(checks.map(({ source }) => source.line))].sort((a, b) => a - b);
  return {
    bounds: count(own.filter(({ kind }) => kind === 'bounds')),
    others: count(own.filter(({ kind }) => kind !== 'bounds')),
    open: linesOf(own.filter(isOpen)),
    uncertified: linesOf(own.filter((each) => isGuarded(each) && !isOpen(each))),
  };
}

async function measure(name, solver) {
  const file = `${name}.fs`;
  const { program } = findProject(join(folder, file));
  const graph = await buildGraph(program.value, watch);
  const options = { definition, solver, store: memoryStore(), guards, tools: [], command: 'firefly build' };
  if (!graph.value) throw new Error(`${file} is refused: ${graph.problems.map((each) => each.title).join(' ')}`);
  const { evidence, elf, failure, problems } = await buildTarget(program.value, graph.value, options, watch);
  if (failure) throw failure;
  if (!elf) throw new Error(`${file} is refused: ${problems.map((each) => each.title).join(' ')}`);
  const input = join(folder, 'input', `${name}.txt`);
  const run = await captureImage(definition.runner, elf, [], existsSync(input) ? readFileSync(input) : '');
  return {
    name,
    status: run.status,
    stdout: Buffer.from(run.stdout).toString('utf8'),
    stderr: run.stderr,
    invalid: evidence.invalid,
    checks: checksOf(evidence, file),
  };
}

const names = readdirSync(folder)
  .filter((name) => name.endsWith('.fs'))
  .sort()
  .map((name) => name.slice(0, -'.fs'.length));
const solver = startSession();
// Two at a time: while one waits for the tools, the other is proved. The lines keep the order of the names.
const results = new Map();
const work = names.values();
async function worker() {
  for (const name of work) results.set(name, await measure(name, solver));
}
try {
  await Promise.all([worker(), worker()]);
} finally {
  await solver.close();
}
for (const name of names) process.stdout.write(`${JSON.stringify(results.get(name))}\n`);
