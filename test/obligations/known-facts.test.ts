// `Proof.facts ()` tells what is known, and changes nothing: the same claims with the same answers, the same code, the same run.
import { emit } from '../../src/alex/emit.ts';
import { runProgram } from '../../src/interpreter/run.ts';
import { closedWorld } from '../../src/interpreter/world.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import { startSession } from '../../src/smt/session.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { graphOf } from '../analysis/source.ts';

const predicates = loadPredicates();
const definition = findTarget('cortex-m33') ?? fail();
const { target } = definition;

function fail(): never {
  throw new Error('there is the target');
}

const plain = `module Test
let items : int[] = [| 5; 1; 4 |]
let pick (part: Span<int>) (lo: int) : int =
    let mutable i = lo
    let mutable sum = 0
    while i < part.Length do
        if i >= 2 then
            let j = i - 2
            sum <- sum + part.[j]
            (*1*)
        i <- i + 1
    (*2*)
    sum
[<EntryPoint>]
let main () =
    let buffer : byte[] = Array.zeroCreate 4
    let n = Console.readBytes buffer
    pick items (n &&& 3)
`;
const asking = plain.replaceAll(/\(\*\d\*\)/g, 'Proof.facts ()');
const silent = plain.replaceAll(/\(\*\d\*\)/g, '()');

test('the values of names and the facts are told, with reason and line, at each place', () => {
  const { problems } = collectObligations(graphOf(asking), target, predicates);
  expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['note FS8305', 'note FS8305']);
  const [inside = '', behind = ''] = problems.map(({ detail }) => detail);
  expect(inside).toMatch(/^In `Test\.pick`, on cortex-m33:\n/);
  for (const line of ['part.Length = 3 ', 'j = i + (-2) ', 'lo <= i   (loop, test.fs:6)', '2 <= i   (path, test.fs:7)'])
    expect(inside).toContain(`\n  ${line}`);
  expect(behind).toContain('\n  3 <= i   (path, test.fs:6)');
  // a name that is not in scope is not spoken of
  expect(behind).not.toContain('j = ');
});

test('a place that control does not reach says so', () => {
  const text = plain.replace('(*2*)', 'if part.Length > 100 then Proof.facts ()').replace('(*1*)', '()');
  const { problems } = collectObligations(graphOf(text), target, predicates);
  expect(problems.map(({ detail }) => detail)).toEqual(['In `Test.pick`, on cortex-m33: control never gets here.']);
});

test('nothing else changes: claims, answers, code, run', async () => {
  const solver = startSession();
  try {
    const [first, second] = await Promise.all(
      [asking, silent].map(async (text) => {
        const psg = graphOf(text);
        const { value: obligations } = collectObligations(psg, target, predicates);
        const answers = await discharge(obligations, psg, target, { solver, store: memoryStore() });
        const byId = new Map(answers.map((each) => [each.obligation, each]));
        const { mlir, guards } = emit({
          psg,
          definition,
          obligations,
          answers: byId,
          optimization: 'speed',
          guards: 'as-proved',
        });
        const outcome = runProgram(psg, target, closedWorld(new Uint8Array(2)), {
          limits: { fuel: 10_000, depth: 10 },
        });
        return {
          answers: answers.map(({ obligation, verdict, method, rlimit }) => ({ obligation, verdict, method, rlimit })),
          // places differ: the texts do
          mlir: mlir.replaceAll(/ loc\(.*?\)$/gm, ''),
          guards: guards.map(({ id, obligation }) => `${id} ${obligation}`),
          outcome,
        };
      }),
    );
    expect(first?.answers.length).toBeGreaterThan(3);
    expect(first).toEqual(second);
  } finally {
    await solver.close();
  }
});
