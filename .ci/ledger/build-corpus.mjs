// In: the built compiler (dist/) and a target. Out: one line of JSON for each program of the corpus that the target is for: what its image printed, with its checks as
// proved and with all of them kept; whether image and evidence agree; each obligation. One process for all programs, so that the compiler starts once; nothing is
// written. No report is rendered: nobody reads it here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const corpus = join(root, 'corpus');
const room = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
const [
  { findProject },
  { chooseTargets },
  { buildGraph, buildTarget },
  { startSession },
  { memoryStore },
  { captureImage },
] = await Promise.all([
  room('cli/find-project.js'),
  room('cli/choose-targets.js'),
  room('pipeline.js'),
  room('smt/session.js'),
  room('proofs/cache.js'),
  room('toolchain/run-image.js'),
]);

const [target] = process.argv.slice(2);
const watch = (stage, run) => (stage === 'render' ? '' : run(() => {}));

const hasFile = (...path) => existsSync(join(corpus, ...path));
const bytesOf = (...path) => (hasFile(...path) ? readFileSync(join(corpus, ...path)) : '');

/** What there is to build: projects with a folder of their own, and the single files of the folders that hold such. */
const programs = [
  ...readdirSync(corpus)
    .filter((name) => existsSync(join(corpus, name, `${name}.fidproj`)))
    .map((name) => ({
      program: name,
      source: join(corpus, name),
      input: bytesOf(name, 'stdin.txt'),
      isRun: hasFile(name, 'expected.txt'),
      keepsAll: true,
    })),
  ...['algorithms', 'tour'].flatMap((folder) =>
    readdirSync(join(corpus, folder))
      .filter((name) => name.endsWith('.fs'))
      .map((file) => ({
        program: `${folder}/${file.slice(0, -'.fs'.length)}`,
        source: join(corpus, folder, file),
        input: bytesOf(folder, 'input', file.replace(/\.fs$/, '.txt')),
        isRun: true,
        keepsAll: false,
      })),
  ),
].sort((a, b) => (a.program < b.program ? -1 : 1));

async function build({ program: name, input, isRun }, definition, program, guards, store) {
  const graph = await buildGraph(program, watch);
  if (!graph.value) throw new Error(`${name} is refused: ${graph.problems.map((each) => each.title).join(' ')}`);
  const options = { definition, solver, store, guards, tools: [], command: 'firefly build' };
  const { evidence, elf, failure, problems } = await buildTarget(program, graph.value, options, watch);
  if (failure) throw failure;
  if (!elf) throw new Error(`${name} is refused: ${problems.map((each) => each.title).join(' ')}`);
  const run = isRun ? await captureImage(definition.runner, elf, [], input) : null;
  const { invalid, summary, subject, obligations } = evidence;
  return {
    run: run && { status: run.status, stdout: Buffer.from(run.stdout).toString('utf8'), stderr: run.stderr },
    invalid,
    outcome: subject.outcome,
    guards: { missing: evidence.guards.missing, unexplainedTraps: evidence.guards.unexplainedTraps },
    summary,
    obligations: obligations.map(({ id, kind, source: place, claim, verdict, treatment, method, certified }) => ({
      id,
      kind,
      source: place,
      claim,
      verdict,
      treatment,
      method,
      certified,
    })),
  };
}

/** `built` is null where the project is for other targets. */
async function measure(entry) {
  const { program } = findProject(entry.source);
  const { project, projectFile } = program.value;
  const [definition] = projectFile && !project.targets.includes(target) ? [] : chooseTargets(project, [target]);
  if (!definition) return { program: entry.program, built: null };
  // the same proofs, found again in the store
  const store = memoryStore();
  const start = performance.now();
  const proved = await build(entry, definition, program.value, 'as-proved', store);
  const seconds = (performance.now() - start) / 1000;
  const keeping = entry.keepsAll ? await build(entry, definition, program.value, 'all', store) : null;
  return {
    program: entry.program,
    built: { ...proved, keeping: keeping && { run: keeping.run, obligations: keeping.obligations } },
    seconds,
  };
}

const solver = startSession();
// Two at a time: while one waits for the tools, the other is proved. The lines keep the order of the names.
const results = new Map();
const work = programs.values();
async function worker() {
  for (const entry of work) results.set(entry.program, await measure(entry));
}
try {
  await Promise.all([worker(), worker()]);
} finally {
  await solver.close();
}
for (const { program } of programs) process.stdout.write(`${JSON.stringify(results.get(program))}\n`);
