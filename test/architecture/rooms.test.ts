import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { markdownRow, rooms } from './rooms.ts';
import { filesBelow, nodesOf, repository, type TypeScriptFile, typeScriptBelow } from './source-files.ts';

const sources = typeScriptBelow('src');
const sourcePaths = new Set(sources.map((f) => f.path));
const roomNamed = new Map(rooms.map((r) => [r.name, r]));

/** `src/psg/elaborate/walk.ts` → `psg`; `src/pipeline.ts` → `pipeline`. */
function roomOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '');
}

/** A file in a sub-folder is private to its room; in targets the folder is the unit and its files are public to the room. */
function isPrivate(path: string): boolean {
  return path.split('/').length > 3;
}

test('the test sees the sources', () => {
  expect(sources.length).toBeGreaterThan(15);
  expect(sources.flatMap((f) => f.imports).length).toBeGreaterThan(sources.length);
});

test('every file of src/ lies in a room of the table', () => {
  expect(sources.map((f) => f.path).filter((path) => !roomNamed.has(roomOf(path)))).toEqual([]);
});

test('a room imports only what its row names', () => {
  const wrong = sources.flatMap((file) =>
    file.imports.flatMap(({ path, isTypeOnly }) => {
      if (path === undefined) return [];
      const from = roomOf(file.path);
      const to = roomOf(path);
      const row = roomNamed.get(from);
      if (from === to || row?.mayImport.includes(to)) return [];
      if (isTypeOnly && row?.typesFrom.includes(to)) return [];
      return [`${file.path} → ${path}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('a sub-folder is private to its room', () => {
  const wrong = sources.flatMap((file) =>
    file.imports.flatMap(({ path }) => {
      if (path === undefined || !isPrivate(path) || roomOf(path) === roomOf(file.path)) return [];
      return [`${file.path} → ${path}`];
    }),
  );
  expect(wrong).toEqual([]);
});

test('relative imports name files that exist, with their extension', () => {
  const wrong = sources.flatMap((file) =>
    file.imports.flatMap(({ specifier, path }) =>
      path === undefined || sourcePaths.has(path) || existsSync(join(repository, path))
        ? []
        : [`${file.path}: ${specifier}`],
    ),
  );
  expect(wrong).toEqual([]);
});

test('no import cycles, type imports included', () => {
  const imports = new Map(
    sources.map((f) => [
      f.path,
      f.imports.flatMap((i) => (i.path !== undefined && sourcePaths.has(i.path) ? [i.path] : [])),
    ]),
  );
  expect(cyclesOf(imports)).toEqual([]);
});

test('the cycle search finds a cycle', () => {
  const graph = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['a', 'd']],
    ['d', []],
  ]);
  expect(cyclesOf(graph)).toEqual(['a → b → c → a']);
});

test('files are short', () => {
  const lengths = sources.map((f) => ({ path: f.path, lines: f.text.split('\n').length - 1 }));
  expect(lengths.filter((f) => f.lines > 500)).toEqual([]);
  const beyondAim = lengths.filter((f) => f.lines > 300);
  expect(beyondAim.length).toBeLessThanOrEqual(Math.ceil(sources.length / 5));
});

const ioModules = /^(node:)?(fs|fs\/promises|child_process|net|http|https|dgram|os|process|readline|tty)$/;

test('files, processes and the environment are reached only from the rooms for it, and from load-….ts files', () => {
  const wrong = sources.flatMap((file) => {
    const isOpen = roomNamed.get(roomOf(file.path))?.io === 'open' || basename(file.path).startsWith('load-');
    if (isOpen) return [];
    const modules = file.imports.filter((i) => ioModules.test(i.specifier)).map((i) => i.specifier);
    const globals = [...nodesOf(file.tree)].some(
      (n) => n.type === 'MemberExpression' && (n.object as { type?: string; value?: string }).value === 'process',
    );
    return [...modules, ...(globals ? ['process'] : [])].map((what) => `${file.path}: ${what}`);
  });
  expect(wrong).toEqual([]);
});

test('no clock and no randomness below the command line', () => {
  const wrong = sources
    .filter((f) => roomNamed.get(roomOf(f.path))?.io !== 'open')
    .filter((f) =>
      /\bDate\.now\(|\bnew Date\b|\bMath\.random\(|\bperformance\.now\(|\brandomUUID\b|\brandomBytes\b/.test(f.text),
    )
    .map((f) => f.path);
  expect(wrong).toEqual([]);
});

test('only src/psg/psg.ts imports graphology', () => {
  expect(importersOf(/^graphology/).filter((p) => p !== 'src/psg/psg.ts')).toEqual([]);
});

test('z3-solver is imported in src/smt only, nunjucks in src/reports only', () => {
  expect(importersOf(/^z3-solver/).filter((p) => roomOf(p) !== 'smt')).toEqual([]);
  expect(importersOf(/^nunjucks/).filter((p) => roomOf(p) !== 'reports')).toEqual([]);
});

test('certificates are minted in src/proofs only', () => {
  const wrong = sources
    .filter((f) => roomOf(f.path) !== 'proofs')
    .filter((f) =>
      [...nodesOf(f.tree)].some((n) => n.type === 'Identifier' && (n.value === 'mint' || n.value === 'mintKey')),
    )
    .map((f) => f.path);
  expect(wrong).toEqual([]);
});

test('no barrels', () => {
  const all = [...filesBelow('src'), ...filesBelow('test'), ...filesBelow('reports')];
  expect(all.filter((path) => /(^|\/)index\.[jt]s$/.test(path))).toEqual([]);
  const onlyExports = sources.filter((f) => {
    const body = f.tree.body as readonly { type: string; source?: unknown }[];
    return body.length > 0 && body.every((s) => s.type.startsWith('Export') && s.source);
  });
  expect(onlyExports.map((f) => f.path)).toEqual([]);
});

test('docs/architecture.md prints the table of rooms', () => {
  const lines = readFileSync(join(repository, 'docs', 'architecture.md'), 'utf8').split('\n');
  const start = lines.indexOf('| room | gives | may import |');
  expect(start).toBeGreaterThan(0);
  expect(lines.slice(start + 2, start + 2 + rooms.length + 1)).toEqual([...rooms.map(markdownRow), '']);
});

function importersOf(pattern: RegExp): readonly string[] {
  const importers = (f: TypeScriptFile) => f.imports.some((i) => pattern.test(i.specifier));
  return sources.filter(importers).map((f) => f.path);
}

/** One line per cycle found by depth-first search, in the order of the graph. */
function cyclesOf(graph: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const cycles: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const stack: string[] = [];
  const visit = (node: string) => {
    if (state.get(node) === 'done') return;
    if (state.get(node) === 'open') {
      cycles.push([...stack.slice(stack.indexOf(node)), node].join(' → '));
      return;
    }
    state.set(node, 'open');
    stack.push(node);
    for (const next of graph.get(node) ?? []) visit(next);
    stack.pop();
    state.set(node, 'done');
  };
  for (const node of graph.keys()) visit(node);
  return cycles;
}
