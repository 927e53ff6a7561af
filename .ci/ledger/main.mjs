// In: the built compiler (dist/) and the corpus. Out: proofs/ledger/, written anew (what no program has any more is removed), the counts in corpus/algorithms/README.md,
// and on the console what was lost, gained and changed against the ledger before. What `npm run ledger` does. Exit status 1: a guard is not explained in the README.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { updateReadme } from './table.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const ledger = join(root, 'proofs', 'ledger');
const targets = ['x86_64-linux', 'cortex-m33'];
const { compareLedger, ledgerOf, printLedger, readLedger } = await import(
  pathToFileURL(join(root, 'dist', 'evidence', 'ledger.js')).href
);

function buildCorpus(target) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(here, 'build-corpus.mjs'), target], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output = [];
    child.stdout.on('data', (bytes) => output.push(bytes));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status !== 0) return reject(new Error(`the programs are not built for ${target}`));
      const lines = Buffer.concat(output).toString('utf8').trimEnd().split('\n');
      resolve(lines.map((line) => JSON.parse(line)));
    });
  });
}

const built = await Promise.all(targets.map(buildCorpus));

const written = new Set();
let changes = 0;
for (const [at, target] of targets.entries()) {
  for (const { program, built: result } of built[at]) {
    if (!result) continue;
    const file = join(ledger, program, `${target}.json`);
    written.add(file);
    const before = existsSync(file) ? readLedger(readFileSync(file, 'utf8')) : [];
    for (const { sort, text } of compareLedger(before, result.obligations)) {
      changes += 1;
      if (existsSync(file)) console.log(`${sort}: ${program} on ${target}: ${text}`);
    }
    if (!existsSync(file)) console.log(`new: ${program} on ${target}: ${result.obligations.length} obligations`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, printLedger(ledgerOf(result.obligations)));
  }
}

const files = readdirSync(ledger, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
for (const each of files) {
  const file = join(each.parentPath, each.name);
  if (written.has(file)) continue;
  rmSync(file);
  console.log(`removed: ${relative(root, file)}`);
}

const algorithms = built.map((results) =>
  results.flatMap(({ program, built: result }) =>
    program.startsWith('algorithms/') && result
      ? [{ name: program.slice('algorithms/'.length), obligations: result.obligations }]
      : [],
  ),
);
const { unexplained, totals } = updateReadme(join(root, 'corpus', 'algorithms', 'README.md'), targets, algorithms);
for (const place of unexplained)
  console.log(`${place} keeps a guard that no list of corpus/algorithms/README.md explains`);
console.log(`${changes} changes. ${totals}`);
process.exitCode = unexplained.length === 0 ? 0 : 1;
