// In: Kernels.fs and kernels.c. Out: the median time of each kernel over many link layouts: with proved checks left out, with all checks kept, and from clang -O3 where it is installed.
// One link layout alone can change a small loop by more than half: so every variant is linked anew for each seed, and the variants take turns. Refuses to compare what computes
// different checksums.
import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { compileC, compileFirefly } from './compile-kernels.mjs';

const layouts = 10;
/** The fastest of so many runs counts for a layout: whatever else the machine does only makes a run slower. A kernel takes few milliseconds, so that some run is not interrupted. */
const runs = 12;

/** What the programs read: the lengths of their seven arrays in order, and the side of the matrices. Not all equal, and not all what the arrays hold. */
const sizes = [4096, 4090, 4096, 4000, 4095, 250, 60, 63];

const kernels = ['sum', 'dot', 'stencil', 'histogram', 'matmul', 'search', 'window', 'merge'];

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs an image; for each kernel nanoseconds and a checksum. */
function runKernels(elf, scratch) {
  const path = join(scratch, 'kernels.elf');
  writeFileSync(path, elf);
  chmodSync(path, 0o755);
  const input = sizes.map((size) => `${size}\n`).join('');
  const done = spawnSync(path, [], { encoding: 'utf8', input });
  if (done.status !== 0)
    throw new Error(`a kernel failed with ${done.signal ?? `status ${done.status}`}: ${done.stderr}`);
  const results = done.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([name, time, checksum]) => ({ name, time: Number(time), checksum }));
  const names = results.map(({ name }) => name).join(' ');
  if (names !== kernels.join(' ')) throw new Error(`the program ran ${names}, not ${kernels.join(' ')}`);
  return results;
}

/** Programs that compute different things are no comparison. */
function demandChecksum(checksums, variant, name, checksum) {
  const known = checksums.get(name) ?? checksum;
  if (known !== checksum)
    throw new Error(`no ratio: in ${name} ${variant} computes ${checksum}, another variant ${known}`);
  checksums.set(name, checksum);
}

export async function measureKernels(dist, folder, scratch) {
  const { link } = await import(pathToFileURL(join(dist, 'toolchain/link.js')).href);
  const { objects, definition, guards } = await compileFirefly(dist, folder, kernels);
  const c = compileC(join(folder, 'kernels.c'), definition.cpu, scratch);
  const variants = [
    { name: 'elided', object: objects.elided, script: definition.linkerScript },
    { name: 'guarded', object: objects.guarded, script: definition.linkerScript },
    ...(c ? [{ name: 'clang', object: c.object, script: null }] : []),
  ];
  const times = new Map(variants.flatMap((variant) => kernels.map((name) => [`${name} ${variant.name}`, []])));
  const checksums = new Map();
  for (let seed = 1; seed <= layouts; seed += 1) {
    const images = [];
    for (const { name, object, script } of variants) {
      const shuffle = [`--shuffle-sections=.text*=${seed}`, `--randomize-section-padding=${seed}`];
      images.push({ name, elf: await link({ object, script, flags: [...definition.linkerFlags, ...shuffle] }) });
    }
    const fastest = new Map();
    for (let run = 0; run < runs; run += 1) {
      for (const image of images) {
        for (const { name, time, checksum } of runKernels(image.elf, scratch)) {
          demandChecksum(checksums, image.name, name, checksum);
          const key = `${name} ${image.name}`;
          fastest.set(key, Math.min(time, fastest.get(key) ?? time));
        }
      }
    }
    for (const [key, time] of fastest) times.get(key).push(time);
  }
  const results = kernels.map((name) => {
    const of = (variant) => median(times.get(`${name} ${variant}`));
    return {
      name,
      elided: of('elided'),
      guarded: of('guarded'),
      base: of(c ? 'clang' : 'elided'),
      guards: guards.get(name),
    };
  });
  return { layouts, runs, clang: c?.clang, kernels: results };
}
