// Two must agree before a check is dropped: a solver that lies, a store that was tampered with, a silent solver where only the search found a proof.
import { isCovered } from '../../src/alex/guard-book.ts';
import { digestOf } from '../../src/base/digest.ts';
import { proveGraph, type Watch } from '../../src/pipeline.ts';
import { memoryStore, type Store } from '../../src/proofs/cache.ts';
import type { Answer } from '../../src/proofs/verdict.ts';
import { Psg } from '../../src/psg/psg.ts';
import type { Query, Reply, Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { graphOf, targetOf } from '../analysis/source.ts';

const target = targetOf('cortex-m33');
const unwatched: Watch = (_stage, run) => run(() => undefined);
let honest: Solver;
beforeAll(() => {
  honest = startSession({ workers: 1 });
});
afterAll(() => honest.close());

/** One check that holds, one that fails for some input. */
const mixed = `module M
let items : int[] = Array.zeroCreate 8
let safe (i: int) = items.[i &&& 7]
let unsafe (i: int) = items.[i]
[<EntryPoint>]
let main () =
    let buffer : byte[] = Array.zeroCreate 4
    let n = Console.readln buffer
    safe n + unsafe (int buffer.[0])
`;

/** What the analysis does not see: a length that is the product of two other parameters. */
const flattened = `module M
let cells : int[] = Array.zeroCreate 64
let fill (cells: Span<int>) (rows: int) (columns: int) : unit =
    for row in 0 .. rows - 1 do
        for column in 0 .. columns - 1 do
            cells.[row * columns + column] <- row - column
[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 4
    let n = Console.readln line
    let rows = int line.[0]
    let columns = int line.[1]
    if rows >= 1 && rows <= 8 && columns >= 1 && columns <= 8 then
        fill cells.[0 .. rows * columns - 1] rows columns
    n
`;

function optionsWith(solver: Solver, store: Store, certificates: 'required' | 'optional' = 'required') {
  return { solver, store, rlimit: 1_000_000, certificates };
}

async function prove(
  program: string | Psg,
  solver: Solver,
  store: Store,
  certificates: 'required' | 'optional' = 'required',
) {
  const psg = typeof program === 'string' ? graphOf(program) : program;
  const { obligations, answers, bundle } = await proveGraph(
    psg,
    target,
    optionsWith(solver, store, certificates),
    unwatched,
  );
  const bounds = obligations.flatMap((obligation, i) => {
    const answer = answers[i];
    return obligation.kind === 'bounds' && answer ? [{ obligation, answer }] : [];
  });
  const isDropped = (answer: Answer) => isCovered(psg, target.name, answer.obligation, answer);
  return { bundle, bounds, dropped: bounds.filter(({ answer }) => isDropped(answer)) };
}

/** Says of every claim that it cannot fail; of the facts alone what is true. */
const liar: Solver = {
  version: 'liar',
  ask: async (query: Query): Promise<Reply> =>
    query.assertions.some(({ name }) => name === 'claim')
      ? { kind: 'unsat', core: query.assertions.map(({ name }) => name), rlimit: 1 }
      : honest.ask(query),
  close: async () => undefined,
};

test('a solver that lies drops no check: the checker finds no proof', async () => {
  const told = await prove(mixed, honest, memoryStore());
  const open = told.bounds.filter(({ answer }) => answer.verdict === 'unknown').map(({ obligation }) => obligation.id);
  expect(open.length).toBeGreaterThan(0);
  const lied = await prove(mixed, liar, memoryStore());
  for (const { obligation, answer } of lied.bounds.filter(({ obligation }) => open.includes(obligation.id))) {
    expect(answer).toMatchObject({ verdict: 'proved', uncertified: true, certificate: null });
    expect(lied.dropped.map((each) => each.obligation.id)).not.toContain(obligation.id);
  }
  expect(lied.dropped.map(({ obligation }) => obligation.id)).toEqual(
    told.dropped.map(({ obligation }) => obligation.id),
  );
});

test('only a project that allows it drops a check without the checker, and the answer says so', async () => {
  const { bounds, dropped } = await prove(mixed, liar, memoryStore(), 'optional');
  expect(dropped.length).toBe(bounds.length);
  expect(bounds.filter(({ answer }) => answer.uncertified)).not.toEqual([]);
});

test('a lie in the cache, with its own digest, drops no check', async () => {
  const lies = memoryStore();
  // the same keys as an honest build's: the liar under the honest solver's name
  await prove(mixed, { ...liar, version: honest.version }, lies);
  const told = await prove(mixed, honest, memoryStore());
  const poisoned = await prove(mixed, honest, lies);
  expect(poisoned.dropped.map(({ obligation }) => obligation.id)).toEqual(
    told.dropped.map(({ obligation }) => obligation.id),
  );
});

test('a kept certificate that is damaged, or another program’s, is sought again', async () => {
  const kept = new Map<string, string>();
  const store: Store = { get: (key) => kept.get(key), put: (key, value) => void kept.set(key, value) };
  const other = memoryStore();
  const foreign = (await prove(flattened, honest, other)).bundle.text;
  const first = await prove(mixed, honest, store);
  const isCertificate = (text: string) => text.includes('"firefly-certificate"');
  expect([...kept.values()].filter(isCertificate)).toHaveLength(1);
  const forged = (key: string, certificate: string) => `${digestOf({ key, certificate })}\n${certificate}`;
  /** Accepted by the checker: it proves less, and nothing that is wrong. */
  const withoutProofs = (text: string) => {
    const start = text.indexOf('{');
    return text.slice(0, start) + JSON.stringify({ ...JSON.parse(text.slice(start)), claims: [], proofs: [] });
  };
  const damages: readonly ((text: string, key: string) => string)[] = [
    (_text, key) => forged(key, foreign),
    () => `${digestOf(foreign)}\n${foreign}`,
    () => foreign,
    (text) => text.slice(0, -9),
    (text) => text.replaceAll('"sum"', '"cut"'),
    withoutProofs,
  ];
  for (const damage of damages) {
    for (const [key, text] of kept) {
      if (!isCertificate(text)) continue;
      expect(damage(text, key)).not.toBe(text);
      kept.set(key, damage(text, key));
    }
    const again = await prove(mixed, honest, store);
    expect(again.bundle).toEqual(first.bundle);
    expect(again.dropped.length).toBe(first.dropped.length);
  }
  // the same with a digest that fits is beyond what a store can be asked: it drops fewer checks, never more
  for (const [key, text] of kept) {
    if (isCertificate(text)) kept.set(key, forged(key, withoutProofs(text.slice(text.indexOf('{')))));
  }
  const less = await prove(mixed, honest, store);
  expect(less.bundle.refused).toBeNull();
  expect(less.bundle.proofs).toBe(0);
  expect(less.dropped).toEqual([]);
});

test.each([mixed, flattened])('the second build of the same program asks nobody and seeks nothing', async (program) => {
  const kept = new Map<string, string>();
  const put: string[] = [];
  const store: Store = {
    get: (key) => kept.get(key),
    put: (key, value) => {
      put.push(key);
      kept.set(key, value);
    },
  };
  let asked = 0;
  const counting: Solver = {
    ...honest,
    ask: (query) => {
      asked += 1;
      return honest.ask(query);
    },
  };
  const first = await prove(program, counting, store);
  expect(asked).toBeGreaterThan(0);
  expect(put.length).toBeGreaterThan(1);
  asked = 0;
  put.length = 0;
  const second = await prove(program, counting, store);
  expect({ asked, put }).toEqual({ asked: 0, put: [] });
  expect(second.bundle).toEqual(first.bundle);
  expect(second.bounds.map(({ answer }) => answer.verdict)).toEqual(first.bounds.map(({ answer }) => answer.verdict));
  // another target is another program to the store
  const there = await proveGraph(graphOf(program), targetOf('x86_64-linux'), optionsWith(counting, store), unwatched);
  expect(asked).toBeGreaterThan(0);
  expect(there.bundle.text).not.toBe(first.bundle.text);
});

test('what only the search found counts when Z3 confirms it', async () => {
  const { bounds, dropped } = await prove(flattened, honest, memoryStore());
  expect(dropped.length).toBe(bounds.length);
  const found = bounds.filter(({ answer }) => answer.hypotheses.some(({ key }) => key.startsWith('bounds-')));
  expect(found).not.toEqual([]);
  for (const { answer } of found) expect(answer).toMatchObject({ verdict: 'proved', method: 'z3+invariant' });
});

/** Questions about the search's own facts, which carry the goal's name. */
const isConfirming = ({ assertions }: Query) =>
  assertions.some(({ name }) => /^(bounds|loop|entry|result|value)-/.test(name));

test.each<[string, Reply]>([
  ['is silent', { kind: 'none', why: 'no answer' }],
  ['gives up', { kind: 'unknown', why: 'resource limit', rlimit: 1 }],
  ['finds the facts contradictory', { kind: 'unsat', core: [], rlimit: 1 }],
])('a solver that %s does not confirm what the search found', async (_what, reply) => {
  const solver: Solver = {
    ...honest,
    version: 'doubtful',
    ask: (query) => (isConfirming(query) ? Promise.resolve(reply) : honest.ask(query)),
  };
  const { bounds, dropped } = await prove(flattened, solver, memoryStore());
  expect(dropped.length).toBeLessThan(bounds.length);
  for (const { answer } of bounds) expect(answer.hypotheses.every(({ key }) => !key.startsWith('bounds-'))).toBe(true);
});

/** A handler changes `place` between the test and the access. */
const interrupted = `module M
let items : int[] = Array.zeroCreate 8
let mutable place = 0
[<Interrupt("SysTick")>]
let onTick () : unit = place <- place + 1
[<EntryPoint>]
let main () = if 0 <= place && place < 8 then items.[place] else 0
`;

test('a graph that denies what handlers share deceives the analysis and the solver, and drops no check', async () => {
  const denying = () => {
    const psg = graphOf(interrupted);
    const nodes = psg.nodes.map((node) => (node.kind === 'value' ? { ...node, sharing: 'none' as const } : node));
    return new Psg(nodes, psg.entry, psg.values, psg.interrupts);
  };
  expect((await prove(denying(), honest, memoryStore(), 'optional')).dropped.length).toBe(1);
  expect((await prove(denying(), honest, memoryStore())).dropped).toEqual([]);
  expect((await prove(interrupted, honest, memoryStore(), 'optional')).dropped).toEqual([]);
});
