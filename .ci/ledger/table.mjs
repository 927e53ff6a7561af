// In: the obligations of corpus/algorithms for each target. Out: its README, brought up to date: the table of counts, and the lists of lines that keep a guard. A line that is
// proved by now leaves its list; one that has lost its proof must be explained by hand, and is returned.
import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Of the program's own file; what types alone settle is left out. A check is dropped when it is certified; `open` and `uncertified`: the lines of those that
 * remain, because they are not proved, or because the checker has confirmed no proof.
 */
function checksOf({ name, obligations }) {
  const own = obligations.filter(({ kind, source }) => kind !== 'lifetime' && source.file === `${name}.fs`);
  const isGuarded = ({ treatment }) => treatment === 'guarded';
  const isOpen = (each) => isGuarded(each) && each.verdict !== 'proved';
  const count = (checks) => ({
    total: checks.length,
    proved: checks.filter((each) => !isOpen(each)).length,
    certified: checks.filter((each) => !isGuarded(each)).length,
  });
  const linesOf = (checks) => [...new Set(checks.map(({ source }) => source.line))].sort((a, b) => a - b);
  return {
    bounds: count(own.filter(({ kind }) => kind === 'bounds')),
    others: count(own.filter(({ kind }) => kind !== 'bounds')),
    open: linesOf(own.filter(isOpen)),
    uncertified: linesOf(own.filter((each) => isGuarded(each) && !isOpen(each))),
  };
}

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

const head = [
  '| program | bounds | proved | certified | others | proved | certified |',
  '|---|---|---|---|---|---|---|',
];

// ── the lists: lines, with the target where only one keeps the guard ──

/** Line → what follows its number. */
function placesOf(targets, checks, key) {
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

/** Replaces what stands between two comments. */
function replaceBlock(text, name, lines) {
  const [before, rest] = text.split(`<!-- ${name} -->\n`);
  const [, after] = rest.split(`<!-- end of ${name} -->\n`);
  return `${before}<!-- ${name} -->\n${lines.map((line) => `${line}\n`).join('')}<!-- end of ${name} -->\n${after}`;
}

/** `results`: for each target, the programs in one order. Returns the places that no list explains, and the row of totals. */
export function updateReadme(readme, targets, results) {
  const programs = results[0].map(({ name }, at) => ({ name, checks: results.map((each) => checksOf(each[at])) }));
  const totals = targets.map((_, target) => ({
    bounds: sum(programs.map(({ checks }) => checks[target].bounds)),
    others: sum(programs.map(({ checks }) => checks[target].others)),
  }));
  const rows = [...programs.map(({ name, checks }) => row(`[${name}](${name}.fs)`, checks)), row('all', totals)];
  const open = new Map(programs.map(({ name, checks }) => [name, placesOf(targets, checks, 'open')]));
  const explained = new Map(programs.map(({ name }) => [name, new Set()]));
  const uncertified = programs.flatMap(({ name, checks }) => {
    const places = placesOf(targets, checks, 'uncertified');
    return entry(name, [...places.keys()], places);
  });

  function keepOpen(text) {
    const [, name, list] = /^- \[([^\]]+)\]\([^)]+\): (.*)$/.exec(text) ?? [];
    const places = open.get(name);
    if (!places) return [text];
    const listed = [...list.matchAll(/(?:^|, )(\d+)/g)].map(([, line]) => Number(line));
    const lines = listed.filter((line) => places.has(line));
    for (const line of lines) explained.get(name).add(line);
    return entry(name, lines, places);
  }

  const before = replaceBlock(readFileSync(readme, 'utf8'), 'uncertified', []);
  const kept = replaceBlock(before, 'table', []).split('\n').flatMap(keepOpen).join('\n');
  const none = ['None.'];
  const listed = replaceBlock(kept, 'uncertified', ['', ...(uncertified.length === 0 ? none : uncertified), '']);
  writeFileSync(readme, replaceBlock(listed, 'table', ['', ...head, ...rows, '']));
  const unexplained = [...open].flatMap(([name, places]) =>
    [...places].filter(([line]) => !explained.get(name).has(line)).map(([line, where]) => `${name}.fs:${line}${where}`),
  );
  return { unexplained, totals: rows.at(-1) };
}
