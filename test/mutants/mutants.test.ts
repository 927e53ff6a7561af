// Small mistakes in the programs of the corpus: nothing that the compiler says of a mutant is refuted by running it in the interpreter, and most mistakes
// that could matter cost a proof.
import { memoryStore } from '../../src/proofs/cache.ts';
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { randomFrom } from '../analysis/random-program.ts';
import { type Chosen, chooseMutants } from './choose.ts';
import { type Console, honestConsole, oddConsole } from './console.ts';
import { openChecks, type Proved, prove, run } from './judge.ts';
import { type CorpusProgram, corpusPrograms } from './programs.ts';

const most = Number(process.env.FIREFLY_MUTANTS ?? 600);
const programs = corpusPrograms();
const chosen = chooseMutants(programs, most);
const store = memoryStore();
let solver: Solver;
beforeAll(() => {
  solver = startSession({ workers: 2 });
});
afterAll(() => solver.close());

async function proveOn(program: CorpusProgram['program'], target: string): Promise<Proved | undefined> {
  const definition = findTarget(target, program.project.board);
  if (!definition) throw new Error(`there is a target ${target}`);
  return prove(program, definition.target, solver, store);
}

/** Its own input, bytes at random, and a system that answers anything; the last two only when the program asks for something. */
function runsOf(proved: Proved, input: Uint8Array, seed: number) {
  const own = honestConsole(input);
  const first = run(proved, own);
  const random = randomFrom(seed);
  const bytes = Uint8Array.from({ length: 60 }, () => random.pick([10, 46, 48, 49, 57, 255, random.below(256)]));
  const others: readonly Console[] = own.wasAsked() ? [honestConsole(bytes), oddConsole(seed)] : [oddConsole(seed)];
  return { own: first, all: [first, ...others.map((each) => run(proved, each))] };
}

const onTargets = programs.flatMap((each) => each.targets.map((target) => ({ name: each.name, each, target })));

test.each(onTargets)('$name on $target runs in the interpreter as its image does', async ({ each, target }) => {
  const proved = await proveOn(each.program, target);
  if (!proved) throw new Error(`${each.name} compiles`);
  const own = honestConsole(each.input);
  const done = run(proved, own);
  expect(done.wrong).toEqual([]);
  expect(done.confirmed).toBeGreaterThan(0);
  if (each.expected !== undefined) expect(own.written()).toBe(each.expected);
});

interface Outcome {
  readonly chosen: Chosen;
  readonly kind: 'rejected' | 'refused' | 'run';
  readonly wrong: readonly string[];
  readonly confirmed: number;
  /** A check failed in the run on the program's own input, where the program itself passes all. */
  readonly fails: boolean;
  /** More checks of some definition and kind are open than in the program itself, or the program is refused. */
  readonly isNoticed: boolean;
}

test('no mutant keeps a proof that a run refutes', async () => {
  const before = new Map<string, ReadonlyMap<string, number>>();
  for (const { each, target } of onTargets) {
    const proved = await proveOn(each.program, target);
    if (proved) before.set(`${each.name} ${target}`, openChecks(proved));
  }
  const outcomes: Outcome[] = [];
  const judge = async (each: Chosen, seed: number): Promise<Outcome> => {
    const { program, input, name } = each.of;
    const sources = program.sources.map((source) =>
      source.path === each.path ? { path: source.path, text: each.mutant.text } : source,
    );
    const proved = await proveOn({ ...program, sources }, each.target);
    const nothing = { chosen: each, wrong: [], confirmed: 0, fails: false };
    if (!proved) return { ...nothing, kind: 'rejected', isNoticed: true };
    if (proved.isRefused) return { ...nothing, kind: 'refused', isNoticed: true };
    const { own, all } = runsOf(proved, input, seed);
    const known = before.get(`${name} ${each.target}`);
    return {
      chosen: each,
      kind: 'run',
      wrong: all.flatMap(({ wrong }) => wrong),
      confirmed: all.reduce((sum, { confirmed }) => sum + confirmed, 0),
      fails: own.failed !== undefined,
      isNoticed: [...openChecks(proved)].some(([key, count]) => count > (known?.get(key) ?? 0)),
    };
  };
  const work = chosen.entries();
  const worker = async () => {
    for (const [at, each] of work) outcomes.push(await judge(each, at));
  };
  await Promise.all([worker(), worker()]);

  const wrong = outcomes.flatMap(({ chosen: { of, target, path, mutant }, wrong }) =>
    wrong.map(
      (what) =>
        `${of.name} on ${target}, ${path}:${mutant.line}: ${mutant.mistake}: ${mutant.before} → ${mutant.after}: ${what}`,
    ),
  );
  expect(wrong).toEqual([]);
  const ran = outcomes.filter(({ kind }) => kind === 'run');
  const fails = ran.filter((each) => each.fails);
  const noticed = ran.filter(({ isNoticed }) => isNoticed);
  process.stdout.write(
    `${outcomes.length} mutants: ${ran.length} run, ${outcomes.length - ran.length} do not compile; ${noticed.length} lose a proof, ${fails.length} fail a check\n`,
  );
  // Mutants that do not compile, or whose run shows nothing, say nothing: there must be enough of the others.
  expect(ran.length).toBeGreaterThanOrEqual((most * 5) / 6);
  expect(noticed.length).toBeGreaterThan(ran.length / 5);
  expect(fails.length).toBeGreaterThan(ran.length / 6);
  expect(ran.filter(({ confirmed }) => confirmed > 0).length).toBeGreaterThan((ran.length * 9) / 10);
}, 600_000);
