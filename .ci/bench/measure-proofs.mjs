// In: a target and source files, each a program. Out: one line of JSON like measure-build.mjs, summed over all of them, but nothing is compiled: there are many, and what they measure is
// the analysis. They share one solver; the proof cache is empty.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, target, ...files] = process.argv.slice(2);
const room = (path) => import(pathToFileURL(join(dist, path)).href);
const [{ findProject }, { chooseTargets }, { buildGraph, proveGraph }, { startSession }, { memoryStore }] =
  await Promise.all([
    room('cli/find-project.js'),
    room('cli/choose-targets.js'),
    room('pipeline.js'),
    room('smt/session.js'),
    room('proofs/cache.js'),
  ]);

const stages = {};
async function watch(stage, run) {
  const start = performance.now();
  const value = await run(() => {});
  stages[stage] = (stages[stage] ?? 0) + performance.now() - start;
  return value;
}

const started = performance.now();
const totals = { lines: 0, obligations: 0, proved: 0 };
const solver = startSession();
try {
  for (const file of files) {
    const { value: program } = findProject(file).program;
    const [definition] = chooseTargets(program.project, [target]);
    const graph = await buildGraph(program, watch);
    if (!graph.value)
      throw new Error(`${file}: ${graph.problems.map((each) => `${each.code} ${each.title}`).join('\n')}`);
    const options = { solver, store: memoryStore(), ...program.project.proof };
    const { answers } = await proveGraph(graph.value, definition.target, options, watch);
    totals.lines += program.sources.reduce((sum, source) => sum + source.text.split('\n').length - 1, 0);
    totals.obligations += answers.length;
    totals.proved += answers.filter(({ verdict }) => verdict === 'proved').length;
  }
} finally {
  await solver.close();
}
console.log(
  JSON.stringify({
    ...totals,
    stages,
    total: performance.now() - started,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
