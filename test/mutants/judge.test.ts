// The judge is not blind: what a wrong compiler would say of a program is found to be wrong. And the mistakes are those that they are meant to be.
import { defaultProject } from '../../src/fncs/project.ts';
import { closedWorld } from '../../src/interpreter/world.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import type { Verdict } from '../../src/proofs/verdict.ts';
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { targetOf } from '../analysis/source.ts';
import { type Chosen, chooseMutants } from './choose.ts';
import { openChecks, type Proved, prove, run } from './judge.ts';
import { mutantsOf } from './mutators.ts';
import { type CorpusProgram, corpusPrograms } from './programs.ts';

let solver: Solver;
beforeAll(() => {
  solver = startSession({ workers: 1 });
});
afterAll(() => solver.close());

const overrun = {
  path: 'Overrun.fs',
  text: `module Overrun
let items : int[] = Array.zeroCreate 4
[<EntryPoint>]
let main () =
    let mutable i = 0
    while i <= 4 do
        items.[i] <- 100 / (i + 1)
        i <- i + 1
    if i < 0 then items.[0] else 0
`,
};

async function proved(): Promise<Proved> {
  const program = { project: defaultProject(overrun), sources: [overrun], projectFile: undefined };
  return (await prove(program, targetOf('x86_64-linux'), solver, memoryStore())) ?? fail();
}

function fail(): never {
  throw new Error('the program compiles');
}

/** The same, by a compiler that gives this verdict to every check. */
function saying(verdict: Verdict, all: Proved): Proved {
  return { ...all, byPlace: new Map([...all.byPlace].map(([place, judged]) => [place, { ...judged, verdict }])) };
}

const input = new Uint8Array();

test('the true verdicts are confirmed, and the check that fails is seen', async () => {
  const all = await proved();
  const done = run(all, closedWorld(input));
  expect(done).toMatchObject({ wrong: [], confirmed: 5, failed: expect.stringMatching(/^bounds /) });
  expect([...openChecks(all)]).toEqual([['bounds in Overrun.main', 1]]);
});

test('a proof of what fails is found', async () => {
  const { wrong } = run(saying('proved', await proved()), closedWorld(input));
  expect(wrong).toEqual([
    expect.stringMatching(/^bounds:Overrun\.main:.* is proved; a run has index = 4, extent = 4$/),
  ]);
});

test.each(['refuted', 'unreachable'] as const)('calling what holds %s is found', async (verdict) => {
  const { wrong } = run(saying(verdict, await proved()), closedWorld(input));
  expect(wrong.filter((text) => text.startsWith('division:'))).not.toEqual([]);
});

test('a check that the compiler forgot is found', async () => {
  const { wrong } = run({ ...(await proved()), byPlace: new Map() }, closedWorld(input));
  expect(wrong).toEqual(expect.arrayContaining([expect.stringMatching(/the compiler has no such check$/)]));
});

test('each kind of mistake is made, at its place alone', () => {
  const mutants = mutantsOf(overrun);
  const made = mutants.map(({ line, mistake, before, after }) => `${line} ${mistake}: ${before} → ${after}`);
  for (const each of [
    '2 literal + 1: 4 → 5',
    '5 literal + 1: 0 → 1',
    '6 dropped test of while: i <= 4 → true',
    '6 negated test of while: i <= 4 → not (i <= 4)',
    '6 <= for <: <= → <',
    '7 index + 1: i → (i) + 1',
    '7 index - 1: i → (i) - 1',
    '7 dropped /: 100 / (i + 1) → 100',
    '7 + for -: + → -',
    '7 dropped + 1: i + 1 → i',
    '8 lost assignment: i <- i + 1 → ()',
  ])
    expect(made).toContain(each);
  const lines = overrun.text.split('\n');
  for (const { text, line } of mutants)
    expect(text.split('\n').flatMap((each, i) => (each === lines[i] ? [] : [i + 1]))).toEqual([line]);
});

test('the choice is fixed, and takes in every program and every kind of mistake', () => {
  const programs = corpusPrograms();
  const effort = ({ name }: CorpusProgram) => 10 + name.length;
  const all = chooseMutants(programs, () => 1, 1e6);
  const chosen = chooseMutants(programs, effort, 500);
  expect(chosen.length).toBeGreaterThan(400);
  expect(chooseMutants(corpusPrograms(), effort, 500)).toEqual(chosen);
  expect(new Set(chosen.map(({ of }) => of.name))).toEqual(new Set(programs.map(({ name }) => name)));
  const kinds = (of: readonly Chosen[]) => new Set(of.map(({ mutant }) => mutant.mistake));
  expect(kinds(chosen).size).toBeGreaterThan((kinds(all).size * 9) / 10);
  expect([...kinds(chosen)]).toEqual(
    expect.arrayContaining([
      ...['index + 1', 'index - 1', '< for <=', '<= for <', '> for >=', '&& for ||', 'literal + 1', 'dropped - 1'],
      ...['dropped test of if', 'dropped test of while', 'dropped &&&', 'dropped %', 'dropped min', 'lost assignment'],
    ]),
  );
});
