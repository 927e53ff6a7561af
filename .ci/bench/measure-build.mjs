// In: a project and a target. Out: one line of JSON: milliseconds of each stage, counts, and the peak memory of this process. A process of its own, so that one build's memory is not another's.
import { makeStages, openCompiler } from './open-compiler.mjs';

const [dist, project, target] = process.argv.slice(2);
const { findProject, chooseTargets, buildGraph, buildTarget, startSession, memoryStore } = await openCompiler(dist);
const { stages, watch } = makeStages();

const started = performance.now();
const { program } = findProject(project);
const [definition] = chooseTargets(program.value.project, [target]);
const graph = await buildGraph(program.value, watch);
if (!graph.value)
  throw new Error(graph.problems.map((each) => `${each.code} ${each.title} ${each.detail ?? ''}`).join('\n'));
const solver = startSession();
const options = { definition, solver, store: memoryStore(), guards: 'as-proved', tools: [], command: 'bench' };
const { evidence, failure, problems } = await buildTarget(program.value, graph.value, options, watch);
await solver.close();
if (failure) throw failure;
if (evidence.subject.outcome !== 'linked')
  throw new Error(problems.map((each) => `${each.code} ${each.title}`).join('\n'));

const lines = program.value.sources.reduce((sum, source) => sum + source.text.split('\n').length - 1, 0);
console.log(
  JSON.stringify({
    lines,
    obligations: evidence.obligations.length,
    summary: evidence.summary.all,
    nodes: evidence.psg.nodes,
    stages,
    total: performance.now() - started,
    peakMegabytes: process.resourceUsage().maxRSS / 1024,
  }),
);
