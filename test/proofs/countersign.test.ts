// Two must agree before a check is dropped: a solver that lies, a store that was tampered with, a silent solver where only the search found a proof.
import { isCovered } from '../../src/alex/guard-book.ts';
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

async function prove(
  program: string | Psg,
  solver: Solver,
  store: Store,
  certificates: 'required' | 'optional' = 'required',
) {
  const psg = typeof program === 'string' ? graphOf(program) : program;
  const options = { solver, store, rlimit: 1_000_000, certificates };
  const { obligations, answers, bundle } = await proveGraph(psg, target, options, unwatched);
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
  for (const damage of [
    () => foreign,
    (text: string) => text.slice(0, -9),
    (text: string) => text.replaceAll('"sum"', '"cut"'),
  ]) {
    for (const [key, text] of kept) if (isCertificate(text)) kept.set(key, damage(text));
    const again = await prove(mixed, honest, store);
    expect(again.bundle).toEqual(first.bundle);
    expect(again.dropped.length).toBe(first.dropped.length);
  }
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
