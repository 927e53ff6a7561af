// What the replay of a counterexample says is so: `real` only where a program can come to it, and the loop that is to blame where it cannot.
import { startOf } from '../../src/base/source.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import type { ObligationKind } from '../../src/obligations/kinds.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import { type Replay, replayAll } from '../../src/proofs/replay.ts';
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { graphOf, targetOf } from '../analysis/source.ts';

let solver: Solver;
beforeAll(() => {
  solver = startSession();
});
afterAll(() => solver.close());

const predicates = loadPredicates();

/** The replays of the claims of a kind in the program's own text, by line; the first line is `module Test`. */
async function replaysOf(text: string, kind: ObligationKind): Promise<ReadonlyMap<number, Replay>> {
  const graph = graphOf(`module Test\n${text}`);
  const target = targetOf('x86_64-linux');
  const { value: obligations } = collectObligations(graph, target, predicates);
  const options = { solver, store: memoryStore(), rlimit: 400_000 };
  const answers = await discharge(obligations, graph, target, options);
  const byId = new Map(answers.map((each) => [each.obligation, each]));
  const replays = await replayAll(graph, target, obligations, byId, options);
  return new Map(
    obligations.flatMap((obligation) => {
      const { span } = graph.node(obligation.subject);
      const replay = replays.get(obligation.id)?.replay;
      if (!replay || obligation.kind !== kind || span.file.path !== 'test.fs') return [];
      return [[startOf(span).line, replay] as const];
    }),
  );
}

const main = (body: string) => `[<EntryPoint>]\nlet main () =\n    ${body}\n`;
const called = (call: string) => main(`let cells : int[] = Array.zeroCreate 4\n    ${call}`);

test('an index that a caller may give fails in a call', async () => {
  const text = `let pick (cells: ReadOnlySpan<int>) (i: int) : int =\n    requires (i >= 0)\n    cells.[i]\n${called('pick cells 1')}`;
  const replay = (
    await replaysOf(
      text
        .replace('pick cells 1', 'pick cells (Platform.Bindings.readBytes 0 buffer 1 &&& 7)')
        .replace('let pick', 'let buffer : byte[] = Array.zeroCreate 1\nlet pick'),
      'bounds',
    )
  ).get(5);
  if (replay?.kind !== 'real') throw new Error(JSON.stringify(replay));
  expect(replay.run).toBe('call');
  expect(replay.roles.index).toBeGreaterThanOrEqual(Number(replay.roles.extent));
});

test('bytes and their number come from the console: a run of the program fails', async () => {
  const text = `let buffer : byte[] = Array.zeroCreate 4\nlet table : int[] = [| 1; 2; 3 |]\n${main('let n = Console.readBytes buffer\n    if n = 2 then table.[int buffer.[1]] else 0')}`;
  expect((await replaysOf(text, 'bounds')).get(7)).toMatchObject({
    kind: 'real',
    run: 'program',
    roles: { extent: 3n },
  });
});

test('fields, cases and truth values of arguments are those of the model', async () => {
  const text = `type Pair = { Left: int; Right: option<int> }
let table : int[] = [| 1; 2; 3 |]
let buffer : byte[] = Array.zeroCreate 1
let read () : int = Platform.Bindings.readBytes 0 buffer 1
let pick (pair: Pair) (isOpen: bool) : int =
    match pair.Right with
    | Some n -> if isOpen && pair.Left = n + 7 then table.[n] else 0
    | None -> 0
${main('let n = read ()\n    pick { Left = n; Right = Some (read ()) } (n > 0) + pick { Left = 1; Right = None } true')}`;
  expect((await replaysOf(text, 'bounds')).get(8)).toMatchObject({ kind: 'real', run: 'call' });
});

test('what only a system would do that breaks its promise is not called real', async () => {
  const text = `let buffer : byte[] = Array.zeroCreate 4\n${main('let n = Platform.Bindings.readBytes 0 buffer 4\n    if n > 0 then int buffer.[n - 1] else 0')}`;
  const replay = (await replaysOf(text, 'bounds')).get(6);
  expect(replay?.kind).toBe('not-replayed');
});

test('a state that the program does not begin with is not called real', async () => {
  const text = `let items : int[] = Array.zeroCreate 16
let mutable head = 0
let mutable noise = 0
let push () : unit =
    noise <- noise + 1
    head <- (head * head + 3 * noise * noise) % 16
let pick () : int = items.[head]
let look (n: int) : int = if n > 3 then items.[head] else 0
${main('for i in 0 .. 5 do push ()\n    pick () + look 5')}`;
  const replays = await replaysOf(text, 'bounds');
  for (const replay of replays.values()) expect(replay.kind).not.toBe('real');
});

test('a claim that always holds, beyond what is known of a loop, names the loop', async () => {
  const text = `let items : int[] = Array.zeroCreate 16
let walk (n: int) : int =
    let mutable x = 0
    let mutable square = 0
    while x < n && x < 100 do
        square <- square + 2 * x + 1
        x <- x + 1
    if x < 4 then items.[square] else 0
${main('walk (Platform.Bindings.readBytes 0 (Array.zeroCreate 1) 1)')}`;
  const replay = (await replaysOf(text, 'bounds')).get(9);
  // the square of x is not linear in x
  if (replay?.kind !== 'possibly-spurious') throw new Error(JSON.stringify(replay));
  expect(startOf(graphOf(`module Test\n${text}`).node(replay.loop).span).line).toBe(6);
});

test('floats are unknown to the solver: what they exclude is not called real', async () => {
  const text = `let items : int[] = Array.zeroCreate 4
let pick (x: float) (n: int) : int = if x > 1.0 && x < 0.5 then items.[n] else 0
${main('pick 2.0 (Platform.Bindings.readBytes 0 (Array.zeroCreate 1) 1)')}`;
  expect((await replaysOf(text, 'bounds')).get(3)?.kind).not.toBe('real');
});

test('what the values cannot be made for is said', async () => {
  const text = `[<PeripheralDescriptor("PORT", 0x50100000UL)>]
type Port =
    { [<Register("DATA", 0x00u, "rw", 4)>]
      DATA: NativePtr<uint16, peripheral, readWrite> }
let pick (data: NativePtr<uint16, peripheral, readWrite>) (n: int) : uint16 = NativePtr.get data n
${main('int (pick PORT.DATA (Platform.Bindings.readBytes 0 (Array.zeroCreate 1) 1))')}`;
  const replay = [...(await replaysOf(text, 'bounds')).values()][0];
  expect(replay).toEqual({ kind: 'not-replayed', why: expect.stringContaining('device') });
});
