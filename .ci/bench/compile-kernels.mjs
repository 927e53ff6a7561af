// In: Kernels.fs and kernels.c. Out: the object files of three variants (proved checks left out, all checks kept, clang -O3), and for each kernel how many guards
// the guarded image holds of those that were emitted. Refuses variants that are not what their names say. Runs nothing.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** With fewer guards in the image, `guarded` would time how well LLVM removes checks, not what checks cost. */
const fewestGuards = 5;

async function rooms(dist) {
  const paths = {
    findProject: 'cli/find-project.js',
    chooseTargets: 'cli/choose-targets.js',
    buildGraph: 'pipeline.js',
    buildTarget: 'pipeline.js',
    startSession: 'smt/session.js',
    memoryStore: 'proofs/cache.js',
    lower: 'toolchain/lower.js',
  };
  const load = async ([name, path]) => [name, (await import(pathToFileURL(join(dist, path)).href))[name]];
  return Object.fromEntries(await Promise.all(Object.entries(paths).map(load)));
}

/** `objects`: by variant; `guards`: by kernel. */
export async function compileFirefly(dist, project, kernels) {
  const { findProject, chooseTargets, buildGraph, buildTarget, startSession, memoryStore, lower } = await rooms(dist);
  const { program } = findProject(project);
  const [definition] = chooseTargets(program.value.project, ['x86_64-linux']);
  const watch = (_stage, run) => run(() => {});
  const build = async (solver, guards) => {
    const { value: graph, problems } = await buildGraph(program.value, watch);
    if (!graph) throw new Error(problems.map((each) => `${each.code} ${each.title} ${each.detail ?? ''}`).join('\n'));
    const options = { definition, solver, store: memoryStore(), guards, tools: [], command: 'bench' };
    const { evidence, files, failure } = await buildTarget(program.value, graph, options, watch);
    if (failure) throw failure;
    if (evidence.invalid.length > 0) throw new Error(evidence.invalid.join('\n'));
    const { object } = await lower({
      mlir: files.get('kernels.mlir'),
      target: definition.target,
      cpu: definition.cpu,
      optimization: program.value.project.optimization,
    });
    return { evidence, object };
  };
  const solver = startSession();
  try {
    const elided = await build(solver, 'as-proved');
    const guarded = await build(solver, 'all');
    demandProofs(elided.evidence, kernels);
    return {
      definition,
      objects: { elided: elided.object, guarded: guarded.object },
      guards: demandGuards(guarded.evidence, kernels),
    };
  } finally {
    await solver.close();
  }
}

const functionOf = (kernel) => `Kernels.${kernel}`;

function demandProofs(evidence, kernels) {
  const functions = kernels.map(functionOf);
  const open = evidence.obligations.filter((each) => each.guard && functions.includes(each.function));
  if (open.length === 0) return;
  const list = open.map((each) => `${each.function}: ${each.claim}`).join('\n');
  throw new Error(`no ratio: the elided kernels still have guards:\n${list}`);
}

function demandGuards(evidence, kernels) {
  const counts = kernels.map((kernel) => {
    const emitted = evidence.obligations.filter((each) => each.guard && each.function === functionOf(kernel));
    const present = emitted.filter((each) => each.guard.state === 'present');
    return [kernel, { emitted: emitted.length, present: present.length }];
  });
  for (const [kernel, { emitted }] of counts) {
    if (emitted === 0) throw new Error(`no ratio: no guards were emitted for ${functionOf(kernel)}`);
  }
  const present = counts.reduce((sum, [, count]) => sum + count.present, 0);
  if (present < fewestGuards)
    throw new Error(
      `no ratio: LLVM left only ${present} guards in the guarded kernels; at least ${fewestGuards} must be timed`,
    );
  return new Map(counts);
}

/** `undefined` where clang is not installed. */
export function compileC(source, cpu, scratch) {
  const object = join(scratch, 'kernels.o');
  const flags = [
    '-O3',
    `-march=${cpu}`,
    '-ffreestanding',
    '-fno-builtin',
    '-fno-stack-protector',
    '-ffp-contract=off',
    '-ffunction-sections',
    '-fdata-sections',
  ];
  for (const clang of ['clang-22', 'clang']) {
    const done = spawnSync(clang, [...flags, '-c', source, '-o', object], { encoding: 'utf8' });
    if (done.error?.code === 'ENOENT') continue;
    if (done.status !== 0) throw new Error(`${clang}: ${done.stderr}`);
    return { clang, object: readFileSync(object) };
  }
  return undefined;
}
