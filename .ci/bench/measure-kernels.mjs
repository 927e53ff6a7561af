// In: Kernels.fs and kernels.c. Out: the median time of each kernel over many link layouts: with proved checks left out, with all checks kept, and from clang -O3 where it is installed.
// One link layout alone can change a small loop by more than half: so every variant is linked anew for each seed, and the variants take turns.
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const layouts = 12;

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The object files of both Firefly variants. */
async function compileFirefly(dist, project) {
  const room = (path) => import(pathToFileURL(join(dist, path)).href);
  const [
    { findProject },
    { chooseTargets },
    { buildGraph, buildTarget },
    { startSession },
    { memoryStore },
    { lower },
    { link },
  ] = await Promise.all(
    [
      'cli/find-project.js',
      'cli/choose-targets.js',
      'pipeline.js',
      'smt/session.js',
      'proofs/cache.js',
      'toolchain/lower.js',
      'toolchain/link.js',
    ].map(room),
  );
  const { program } = findProject(project);
  const [definition] = chooseTargets(program.value.project, ['x86_64-linux']);
  const watch = (_stage, run) => run(() => {});
  const objects = {};
  const solver = startSession();
  try {
    for (const guards of ['as-proved', 'all']) {
      const { value: graph, problems } = await buildGraph(program.value, watch);
      if (!graph) throw new Error(problems.map((each) => `${each.code} ${each.title} ${each.detail ?? ''}`).join('\n'));
      const options = { definition, solver, store: memoryStore(), guards, tools: [], command: 'bench' };
      const { evidence, files } = await buildTarget(program.value, graph, options, watch);
      if (guards === 'as-proved') warnAboutGuards(evidence);
      else sayWhatIsTimed(evidence);
      const mlir = files.get('kernels.mlir');
      objects[guards] = (
        await lower({ mlir, target: definition.target, cpu: definition.cpu, optimization: 'speed' })
      ).object;
    }
  } finally {
    await solver.close();
  }
  return { objects, definition, link };
}

/** A kernel whose checks are not all proved would be compared under a wrong name. */
function warnAboutGuards(evidence) {
  const open = evidence.obligations.filter(
    (each) => each.treatment === 'guarded' && each.function.startsWith('Kernels.'),
  );
  for (const each of open) console.log(`not proved, so guarded in both variants: ${each.function}: ${each.claim}`);
}

/** A guard that LLVM has deleted costs nothing: then `guarded` says how well LLVM removes checks, not what a check costs. */
function sayWhatIsTimed({ guards }) {
  console.log(
    `guarded: ${guards.present} of ${guards.emitted} guards are in the image; LLVM removed ${guards.removedByBackend}, and they are not what is timed.`,
  );
}

function compileC(source, cpu, scratch) {
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
    return readFileSync(object);
  }
  return undefined;
}

/** Runs an image; kernel → nanoseconds and checksum. */
function runKernels(elf, scratch) {
  const path = join(scratch, 'kernels.elf');
  writeFileSync(path, elf);
  chmodSync(path, 0o755);
  const done = spawnSync(path, [], { encoding: 'utf8' });
  if (done.status !== 0)
    throw new Error(`a kernel failed with ${done.signal ?? `status ${done.status}`}: ${done.stderr}`);
  return done.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([name, time, checksum]) => ({ name, time: Number(time), checksum }));
}

export async function measureKernels(dist, folder, scratch) {
  const { objects, definition, link } = await compileFirefly(dist, folder);
  const c = compileC(join(folder, 'kernels.c'), definition.cpu, scratch);
  const variants = [
    { name: 'elided', object: objects['as-proved'], script: definition.linkerScript },
    { name: 'guarded', object: objects.all, script: definition.linkerScript },
    ...(c ? [{ name: 'clang', object: c, script: null }] : []),
  ];
  const times = new Map();
  const checksums = new Map();
  for (let seed = 1; seed <= layouts; seed += 1) {
    for (const variant of variants) {
      const flags = [
        ...definition.linkerFlags,
        `--shuffle-sections=.text*=${seed}`,
        `--randomize-section-padding=${seed}`,
      ];
      const elf = await link({ object: variant.object, script: variant.script, flags });
      for (const { name, time, checksum } of runKernels(elf, scratch)) {
        const known = checksums.get(name) ?? checksum;
        if (known !== checksum)
          throw new Error(`${name}: ${variant.name} computes ${checksum}, another variant ${known}`);
        checksums.set(name, checksum);
        const key = `${name} ${variant.name}`;
        times.set(key, [...(times.get(key) ?? []), time]);
      }
    }
  }
  const kernels = [...checksums.keys()].map((name) => {
    const of = (variant) => median(times.get(`${name} ${variant}`));
    return { name, elided: of('elided'), guarded: of('guarded'), base: of(c ? 'clang' : 'elided') };
  });
  return { layouts, hasClang: c !== undefined, kernels };
}
