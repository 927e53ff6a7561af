// In: the corpus and the built compiler. Out: three images with evidence and reports under out/, the two runnable ones run. What `npm run demo` does after setup.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const entry = join(root, 'dist', 'cli', 'main.js');

const builds = [
  {
    program: 'blinky-l5',
    target: 'cortex-m33',
    what: 'an STM32L552 image that blinks the LEDs of a NUCLEO-L552ZE-Q',
    isRun: false,
  },
  {
    program: 'ring-buffer',
    target: 'cortex-m33',
    what: 'a bare-metal Cortex-M33 image, run in QEMU (mps2-an505)',
    isRun: true,
  },
  { program: 'ring-buffer', target: 'x86_64-linux', what: 'a static Linux program', isRun: true },
];

function firefly(...options) {
  console.log(`\n$ firefly ${options.join(' ')}`);
  const done = spawnSync(process.execPath, [entry, ...options], { cwd: root, stdio: 'inherit' });
  if (done.error) throw done.error;
  return done.status ?? 1;
}

let worst = 0;
const made = [];
for (const { program, target, what, isRun } of builds) {
  const project = `corpus/${program}`;
  const out = join('out', program);
  let status = firefly('build', project, '--target', target, '--out', out);
  // 3: a tool is missing. The proofs, the evidence and the report are there all the same.
  if (status === 0 && isRun) status = firefly('run', project, '--target', target, '--out', out);
  worst = Math.max(worst, status);
  made.push({ what, folder: join(root, out, target), name: program });
}

console.log('\nMade:');
for (const { what, folder, name } of made) {
  console.log(`\n  ${what}`);
  for (const file of [`${name}.elf`, 'evidence.json', 'report.html']) {
    const path = join(folder, file);
    if (existsSync(path)) console.log(`    ${relative(process.cwd(), path)}`);
  }
}
console.log(
  '\nOpen a report.html in any browser: it needs no network. `firefly audit <evidence.json>` lists the checks that remain.',
);
process.exitCode = worst;
