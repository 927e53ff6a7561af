// In: the built compiler (dist/) and corpus/algorithms. Out: its README, brought up to date: the table of counts, and the lists of lines that keep a guard. A line that is
// proved by now leaves its list; one that has lost its proof must be explained by hand, and is reported here (exit status 1).
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const readme = join(here, '..', '..', 'corpus', 'algorithms', 'README.md');
const targets = ['x86_64-linux', 'cortex-m33'];

function buildAll(target) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(here, 'build-all.mjs'), target], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const output = [];
    child.stdout.on('data', (bytes) => output.push(bytes));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status !== 0) reject(new Error(`the programs are not built for ${target}`));
      else
        resolve(
          Buffer.concat(output)
            .toString('utf8')
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line)),
        );
    });
  });
}

const built = await Promise.all(targets.map(buildAll));
const programs = built[0].map(({ name }, at) => ({ name, checks: built.map((results) => results[at].checks) }));

// ── the table: a cell with two numbers has one for each target ──

function sum(parts) {
  const add = (key) => parts.reduce((all, each) => all + each[key], 0);
  return { total: add('total'), proved: add('proved'), certified: add('certified') };
}

function row(name, checks) {
  const cells = ['bounds', 'others'].flatMap((kind) => [
    checks[0][kind].total,
    ...['proved', 'certified'].map((key) => checks.map((each) => each[kind][key]).join(', ')),
  ]);
  return `| ${[name, ...cells].join(' | ')} |`;
}

const totals = targets.map((_, target) => ({
  bounds: sum(programs.map(({ checks }) => checks[target].bounds)),
  others: sum(programs.map(({ checks }) => checks[target].others)),
}));
const rows = [...programs.map(({ name, checks }) => row(`[${name}](${name}.fs)`, checks)), row('all', totals)];

// ── the lists: lines, with the target where only one keeps the guard ──

/** Line → what follows its number. */
function placesOf(checks, key) {
  const [first, second] = checks.map((each) => each[key]);
  const lines = [...new Set([...first, ...second])].sort((a, b) => a - b);
  const where = (line) =>
    !second.includes(line) ? ` on ${targets[0]}` : !first.includes(line) ? ` on ${targets[1]}` : '';
  return new Map(lines.map((line) => [line, where(line)]));
}

const entry = (name, lines, places) =>
  lines.length === 0
    ? []
    : [`- [${name}](${name}.fs): ${lines.map((line) => `${line}${places.get(line)}`).join(', ')}`];

const open = new Map(programs.map(({ name, checks }) => [name, placesOf(checks, 'open')]));
const explained = new Map(programs.map(({ name }) => [name, new Set()]));
const uncertified = programs.flatMap(({ name, checks }) => {
  const places = placesOf(checks, 'uncertified');
  return entry(name, [...places.keys()], places);
});

function keepOpen(text) {
  const [, name, list] = /^- \[([^\]]+)\]\([^)]+\): (.*)$/.exec(text) ?? [];
  const places = open.get(name);
  if (!places) return [text];
  const lines = [...list.matchAll(/(?:^|, )(\d+)/g)].map(([, line]) => Number(line)).filter((line) => places.has(line));
  for (const line of lines) explained.get(name).add(line);
  return entry(name, lines, places);
}

/** Replaces what stands between two comments. */
function replaceBlock(text, name, lines) {
  const [before, rest] = text.split(`<!-- ${name} -->\n`);
  const [, after] = rest.split(`<!-- end of ${name} -->\n`);
  return `${before}<!-- ${name} -->\n${lines.map((line) => `${line}\n`).join('')}<!-- end of ${name} -->\n${after}`;
}

const head = [
  '| program | bounds | proved | certified | others | proved | certified |',
  '|---|---|---|---|---|---|---|',
];
const before = replaceBlock(readFileSync(readme, 'utf8'), 'uncertified', []);
const kept = replaceBlock(before, 'table', []).split('\n').flatMap(keepOpen).join('\n');
const none = ['None.'];
const listed = replaceBlock(kept, 'uncertified', ['', ...(uncertified.length === 0 ? none : uncertified), '']);
writeFileSync(readme, replaceBlock(listed, 'table', ['', ...head, ...rows, '']));

const unexplained = [...open].flatMap(([name, places]) =>
  [...places].filter(([line]) => !explained.get(name).has(line)).map(([line, where]) => `${name}.fs:${line}${where}`),
);
for (const place of unexplained) console.log(`${place} keeps a guard that no list of the README explains`);
console.log(rows.at(-1));
process.exitCode = unexplained.length === 0 ? 0 : 1;
