// In: a target and source files, each a program. Out: one line of JSON like measure-build.mjs, summed over all of them, but nothing is compiled: there are many, and what they measure is
// the analysis. They share one solver; the proof cache is empty.
import { makeStages, openCompiler } from './open-compiler.mjs';

const [dist, target, ...files] = process.argv.slice(2);
const { findProject, chooseTargets, buildGraph, proveGraph, startSession, memoryStore } = await openCompiler(dist);
const { stages, watch } = makeStages();

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
