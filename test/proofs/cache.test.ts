import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../src/base/digest.ts';
import type { Target } from '../../src/memory/target.ts';
import type { Obligation } from '../../src/obligations/obligation.ts';
import { cacheKey, memoryStore, openCache, type Store } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import { canonicalQuery, type Query } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { openFileStore } from '../../src/toolchain/file-store.ts';
import { obligation, plain, psg, question, solverOf, target, term } from './hand-made.ts';

const z3 = startSession({ workers: 1 });
afterAll(() => z3.close());
const arm = target('cortex-m33', 32);

/** One of each: by solver, by ranges, with a counterexample, refuted, unreachable. */
const obligations: readonly Obligation[] = [
  obligation('bounds:f:1:0', [question(['(<= 0 i)', '(< i n)'], '(and (<= 0 i) (< i n))')]),
  obligation('bounds:f:2:0', [question(['(<= 0 i 7)', '(= n 8)'], '(and (<= 0 i) (< i n))')]),
  obligation('bounds:f:3:0', [question(['(<= 0 i)', '(<= i n)'], '(< i n)')]),
  obligation('bounds:f:4:0', [question(['(<= n i)'], '(< i n)')]),
  obligation('bounds:f:5:0', [question(['(<= n i)', '(< i n)'], '(< i n)')]),
];

function recording(store: Store) {
  const entries = new Map<string, string>();
  return {
    entries,
    store: {
      get: (key: string) => entries.get(key) ?? store.get(key),
      put: (key: string, value: string) => void entries.set(key, value),
    },
  };
}

/** Z3, and how often it was asked. */
function counting() {
  return solverOf((query) => z3.ask(query));
}

async function run(store: Store, at: Target = arm, rlimit = 3_000_000) {
  const solver = { ...counting(), version: z3.version };
  const answers = await discharge(obligations, psg, at, { solver, store, rlimit });
  return { answers, asked: solver.asked.length };
}

test('a warm cache changes nothing but `cached`, and asks nobody', async () => {
  const store = memoryStore();
  const cold = await run(store);
  const warm = await run(store);
  expect(cold.answers.map((each) => each.verdict)).toEqual(['proved', 'proved', 'unknown', 'refuted', 'unreachable']);
  expect(cold.answers.every((each) => !each.cached)).toBe(true);
  expect(warm.answers.every((each) => each.cached)).toBe(true);
  expect(warm.asked).toBe(0);
  expect(plain(warm.answers)).not.toBe(plain(cold.answers));
  expect(plain(warm.answers.map((each) => ({ ...each, cached: false })))).toBe(plain(cold.answers));
});

test('equal questions of one build are asked once, and neither counts as cached', async () => {
  const twice = ['a', 'b'].map((id) => obligation(id, [question(['(<= 0 i)', '(< i n)'], '(and (<= 0 i) (< i n))')]));
  const solver = { ...counting(), version: z3.version };
  const answers = await discharge(twice, psg, arm, { solver, store: memoryStore() });
  expect(answers.map((each) => [each.verdict, each.cached])).toEqual([
    ['proved', false],
    ['proved', false],
  ]);
  expect(solver.asked).toHaveLength(2);
});

test('the same question about other variables is found', async () => {
  const store = memoryStore();
  const rename = (i: string, n: string) =>
    obligation('a', [question([`(<= 0 ${i})`, `(< ${i} ${n})`], `(and (<= 0 ${i}) (< ${i} ${n}))`)]);
  await discharge([rename('i', 'n')], psg, arm, { solver: z3, store });
  const [answer] = await discharge([rename('x', 'y')], psg, arm, { solver: z3, store });
  expect(answer).toMatchObject({ verdict: 'proved', cached: true });
  expect(answer?.hypotheses.map((each) => each.term)).toEqual([term('(<= 0 x)'), term('(< x y)')]);
});

test('another target, word, limit or solver version is another key', async () => {
  const canonical = canonicalQuery({ assertions: [{ name: 'a', term: term('(< i n)') }], rlimit: 1000 });
  const keys = [
    cacheKey(canonical, 1000, arm, 'one'),
    cacheKey(canonical, 2000, arm, 'one'),
    cacheKey(canonical, 1000, arm, 'two'),
    cacheKey(canonical, 1000, target('cortex-m33', 64), 'one'),
    cacheKey(canonical, 1000, target('cortex-m4', 32), 'one'),
  ];
  expect(new Set(keys).size).toBe(keys.length);
  const store = memoryStore();
  await run(store);
  for (const other of [await run(store, target('x86_64-linux', 64)), await run(store, arm, 2_000_000)]) {
    expect(other.answers.some((each) => each.cached)).toBe(false);
    expect(other.asked).toBeGreaterThan(0);
  }
});

describe('a poisoned entry is not believed', () => {
  /** Three facts in two queries: enough for entries to be swapped. */
  const query = (text: string): Query => ({ assertions: [{ name: 'a', term: term(text) }], rlimit: 100_000 });
  const open = query('(< i n)');
  const closed = query('(and (< i n) (< n i))');

  async function filled() {
    const { store, entries } = recording(memoryStore());
    const cache = openCache(store, z3, arm);
    await cache.ask(open);
    await cache.ask(closed);
    cache.flush();
    const key = (each: Query) => cacheKey(canonicalQuery(each), each.rlimit, arm, z3.version);
    const text = (each: Query) => entries.get(key(each)) ?? '';
    return { store, entries, key, text };
  }

  async function askAgain(store: Store, each: Query) {
    return openCache(store, z3, arm).ask(each);
  }

  it('an honest one is', async () => {
    const { store } = await filled();
    expect(await askAgain(store, open)).toMatchObject({ reply: { kind: 'sat' }, from: 'store' });
    expect(await askAgain(store, closed)).toMatchObject({ reply: { kind: 'unsat', core: ['a'] }, from: 'store' });
  });

  it.each<[string, (entry: { key: string; open: string; closed: string }) => string]>([
    ['altered', ({ open: text }) => text.replace('"sat"', '"unsat"')],
    ['with other steps', ({ open: text }) => text.replace(/"rlimit":[0-9]+/, '"rlimit":1')],
    ['swapped with another', ({ closed: text }) => text],
    ['swapped and renamed', ({ key, closed: text }) => text.replace(/"key":"[0-9a-f]+"/, `"key":"${key}"`)],
    ['cut short', ({ open: text }) => text.slice(0, 40)],
    ['empty', () => ''],
    ['of another form', () => '{"verdict":"proved"}'],
    ['with a further member', ({ open: text }) => text.replace('{', '{"trust":true,')],
    [
      'with a false model under its own digest',
      ({ key }) => {
        const reply = { kind: 'sat', model: { v0: '5', v1: '5' }, rlimit: 1 };
        return JSON.stringify({ format: 1, key, reply, digest: digestOf({ key, reply }) });
      },
    ],
    [
      'with a core that names what was not asserted',
      ({ key }) => {
        const reply = { kind: 'unsat', core: ['a9'], rlimit: 1 };
        return JSON.stringify({ format: 1, key, reply, digest: digestOf({ key, reply }) });
      },
    ],
  ])('%s', async (_what, poison) => {
    const { store, entries, key, text } = await filled();
    entries.set(key(open), poison({ key: key(open), open: text(open), closed: text(closed) }));
    expect(await askAgain(store, open)).toMatchObject({ reply: { kind: 'sat' }, from: 'solver' });
  });

  it('moved to another target or word', async () => {
    const { store, entries, text } = await filled();
    const other = target('x86_64-linux', 64);
    const key = cacheKey(canonicalQuery(closed), closed.rlimit, other, z3.version);
    entries.set(key, text(closed));
    expect((await openCache(store, z3, other).ask(closed)).from).toBe('solver');
  });
});

describe('the store in a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'firefly-store-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const key = 'ab'.repeat(32);

  it('outlives the process, and leaves nothing beside its entries', async () => {
    openFileStore(folder).put(key, 'text');
    expect(openFileStore(folder).get(key)).toBe('text');
    expect(readdirSync(join(folder, 'ab'))).toEqual([`${key}.json`]);
    const cold = await run(openFileStore(folder));
    const warm = await run(openFileStore(folder));
    expect(warm.asked).toBe(0);
    expect(plain(warm.answers.map((each) => ({ ...each, cached: false })))).toBe(plain(cold.answers));
  });

  it('survives damage to every entry', async () => {
    const before = await run(openFileStore(folder));
    for (const below of readdirSync(folder)) {
      for (const file of readdirSync(join(folder, below))) {
        const path = join(folder, below, file);
        writeFileSync(path, readFileSync(path, 'utf8').replace('unsat', 'sat').slice(3));
      }
    }
    const after = await run(openFileStore(folder));
    expect(after.answers.some((each) => each.cached)).toBe(false);
    expect(plain(after.answers)).toBe(plain(before.answers.map((each) => ({ ...each, cached: false }))));
  });

  it('takes no key that could leave the folder, and forgets where it cannot write', () => {
    const store = openFileStore(folder);
    store.put('../../outside0000000000', 'text');
    expect(store.get('../../outside0000000000')).toBeUndefined();
    const nowhere = openFileStore(join(folder, 'ab', `${key}.json`));
    nowhere.put(key, 'text');
    expect(nowhere.get(key)).toBeUndefined();
  });
});
