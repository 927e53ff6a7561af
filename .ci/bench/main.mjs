// In: the built compiler. Out, in one run: obligations per second, build time and peak memory for the corpus and a generated 10,000-line program; and the time of eight
// loops with checks proved away and with all checks kept, as a ratio to clang -O3, medians over many link layouts. What `npm run bench` does.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateProgram } from './generate-program.mjs';
import { measureKernels } from './measure-kernels.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const dist = join(root, 'dist');
const generatedLines = 10_000;

/** Runs a measurement in a process of its own. */
function measure(script, ...parameters) {
  const done = spawnSync(process.execPath, [join(here, script), dist, ...parameters], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (done.status !== 0) throw new Error(`${parameters.join(' ')}: ${done.stderr || done.error?.message}`);
  return JSON.parse(done.stdout);
}

function measureBuild(project, target) {
  const { summary, ...result } = measure('measure-build.mjs', project, target);
  return { ...result, proved: summary.type + summary.interval + summary.z3 };
}

function table(header, rows) {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const line = (row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ');
  return all.map(line).join('\n');
}

const milliseconds = (value) => `${Math.round(value ?? 0)} ms`;

function buildRow(name, target, result) {
  const { stages, proved } = result;
  const proving = (stages.oblige ?? 0) + (stages.discharge ?? 0);
  return [
    name,
    target,
    `${result.lines}`,
    `${result.obligations}`,
    `${Math.round((100 * proved) / Math.max(1, result.obligations))} %`,
    `${Math.round((1000 * result.obligations) / proving)}/s`,
    milliseconds((stages.parse ?? 0) + (stages.check ?? 0) + (stages.elaborate ?? 0)),
    milliseconds(stages.oblige),
    milliseconds(stages.discharge),
    stages.lower === undefined ? '–' : milliseconds(stages.lower + (stages.link ?? 0)),
    milliseconds(result.total),
    `${Math.round(result.peakMegabytes)} MB`,
  ];
}

function projectsOf(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
    .filter((name) => existsSync(join(folder, name, `${name}.fidproj`)))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name, `${name}.fidproj`), 'utf8');
      const targets = [.../^targets = \[(.*)\]$/m.exec(text)[1].matchAll(/"([^"]+)"/g)].map(([, target]) => target);
      return { name, targets };
    });
}

const scratch = mkdtempSync(join(tmpdir(), 'firefly-bench-'));
try {
  console.log(
    `Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}. Proof cache empty, solver start-up included.\n`,
  );
  const header = [
    'program',
    'target',
    'lines',
    'checks',
    'proved',
    'speed',
    'front end',
    'analysis',
    'Z3',
    'LLVM',
    'total',
    'peak',
  ];
  const corpus = join(root, 'corpus');
  const rows = projectsOf(corpus).flatMap(({ name, targets }) =>
    targets.map((target) => buildRow(name, target, measureBuild(join(corpus, name), target))),
  );
  const algorithms = readdirSync(join(corpus, 'algorithms'))
    .filter((name) => name.endsWith('.fs'))
    .sort()
    .map((name) => join(corpus, 'algorithms', name));
  rows.push(
    buildRow(
      `${algorithms.length} algorithms`,
      'x86_64-linux',
      measure('measure-proofs.mjs', 'x86_64-linux', ...algorithms),
    ),
  );
  const generated = join(scratch, 'generated');
  mkdirSync(generated);
  writeFileSync(join(generated, 'Generated.fs'), generateProgram(generatedLines));
  writeFileSync(
    join(generated, 'generated.fidproj'),
    '[package]\nname = "generated"\nversion = "1.0.0"\n\n[compilation]\ntargets = ["x86_64-linux"]\n\n[build]\nsources = ["Generated.fs"]\noutput = "generated"\noutput_kind = "console"\n',
  );
  rows.push(buildRow('generated', 'x86_64-linux', measureBuild(generated, 'x86_64-linux')));
  console.log(table(header, rows));
  console.log(
    'speed: checks / (analysis + Z3). algorithms: the single files of the corpus in one process, not compiled. peak: of the compiler with its solver threads, without the LLVM tools.\n',
  );

  const { layouts, runs, clang, kernels } = await measureKernels(dist, join(here, 'kernels'), scratch);
  const ratio = (value) => value.toFixed(2);
  console.log(
    table(
      ['kernel', clang ? 'clang -O3' : 'elided', 'elided', 'guarded', 'guarded/elided', 'guards in the image'],
      kernels.map(({ name, base, elided, guarded, guards }) => [
        name,
        `${(base / 1e6).toFixed(1)} ms`,
        ratio(elided / base),
        ratio(guarded / base),
        ratio(guarded / elided),
        `${guards.present} of ${guards.emitted}`,
      ]),
    ),
  );
  const count = (state) => kernels.reduce((sum, { guards }) => sum + guards[state], 0);
  console.log(
    [
      'elided: every check of the kernels is proved, so the image holds none. guarded: the same program with --all-guards;',
      `LLVM proved ${count('emitted') - count('present')} of its ${count('emitted')} guards itself and removed them, and may have moved others before their loop.`,
      'Lengths are read at run time, in C too; all variants compute the same checksums.',
      `Medians over ${layouts} link layouts (order and padding of sections by seed) of the fastest of ${runs} runs, interleaved;`,
      clang
        ? `ratios to ${clang} -O3, same processor model, same linker.`
        : 'clang is not installed: ratios to the elided build.',
    ].join('\n'),
  );
} catch (failure) {
  console.error(`bench: ${failure instanceof Error ? failure.message : failure}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
