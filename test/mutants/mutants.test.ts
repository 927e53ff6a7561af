// Small mistakes in the programs of the corpus: nothing that the compiler says of a mutant is refuted by running it in the interpreter, and most mistakes
// that could matter cost a proof.
import { closedWorld } from '../../src/interpreter/world.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { randomFrom } from '../analysis/random-program.ts';
import { type Chosen, chooseMutants } from './choose.ts';
import { oddConsole } from './console.ts';
import { effortOf, openChecks, type Proved, prove, type Run, run } from './judge.ts';
import { type CorpusProgram, corpusPrograms } from './programs.ts';

const most = Number(process.env.FIREFLY_MUTANTS ?? 520);
const programs = corpusPrograms();
const store = memoryStore();
let solver: Solver;
beforeAll(() => {
  solver = startSession({ workers: 2 });
});
afterAll(() => solver.close());

async function proveAs(program: CorpusProgram['program'], target: string): Promise<Proved | undefined> {
  const definition = findTarget(target, program.project.board);
  if (!definition) throw new Error(`there is a target ${target}`);
  return prove(program, definition.target, solver, store);
}

interface Original {
  readonly proved: Proved;
  readonly open: ReadonlyMap<string, number>;
  readonly run: Run;
  readonly written: string;
}

const originals = new Map<CorpusProgram, Promise<Original>>();

/** The program itself, to its end. */
function originalOf(of: CorpusProgram): Promise<Original> {
  const known = originals.get(of) ?? makeOriginal(of);
  originals.set(of, known);
  return known;
}

async function makeOriginal(of: CorpusProgram): Promise<Original> {
  const proved = await proveAs(of.program, of.target);
  if (!proved) throw new Error(`${of.name} compiles`);
  const own = closedWorld(of.input);
  const whole = run(proved, own, 10_000_000);
  return { proved, open: openChecks(proved), run: whole, written: Buffer.from(own.written(1)).toString('utf8') };
}

test.each(programs)('$name on $target runs in the interpreter as its image does', async (of) => {
  const original = await originalOf(of);
  expect(original.run.wrong).toEqual([]);
  expect(original.run.confirmed).toBeGreaterThan(0);
  if (of.expected !== undefined) expect(original.written).toBe(of.expected);
});

interface Outcome {
  readonly chosen: Chosen;
  readonly kind: 'rejected' | 'refused' | 'run';
  readonly wrong: readonly string[];
  readonly confirmed: number;
  /** A check fails in the run on the program's own input, where the program itself passes all. */
  readonly fails: boolean;
  /** More checks of some definition and kind are open than in the program itself. */
  readonly isNoticed: boolean;
}

async function judge(chosen: Chosen, seed: number): Promise<Outcome> {
  const { of, path, mutant } = chosen;
  const sources = of.program.sources.map((source) => (source.path === path ? { path, text: mutant.text } : source));
  const proved = await proveAs({ ...of.program, sources }, of.target);
  const nothing = { chosen, wrong: [], confirmed: 0, fails: false, isNoticed: false };
  if (!proved) return { ...nothing, kind: 'rejected' };
  if (proved.isRefused) return { ...nothing, kind: 'refused' };
  const original = await originalOf(of);
  const [own, ...others] = runsOf(proved, of.input, seed);
  const runs = [own, ...others];
  return {
    chosen,
    kind: 'run',
    wrong: runs.flatMap(({ wrong }) => wrong),
    confirmed: runs.reduce((sum, { confirmed }) => sum + confirmed, 0),
    fails: own.failed !== undefined && original.run.failed === undefined,
    isNoticed: [...openChecks(proved)].some(([key, count]) => count > (original.open.get(key) ?? 0)),
  };
}

/** Its own input, bytes at random, and a system that answers anything; bytes at random only when the program asks for some. */
function runsOf(proved: Proved, input: Uint8Array, seed: number): readonly [Run, ...Run[]] {
  const world = closedWorld(input);
  const own = run(proved, world);
  const random = randomFrom(seed);
  const bytes = Uint8Array.from({ length: 60 }, () => random.pick([10, 46, 48, 49, 57, 255, random.below(256)]));
  const others = world.wasAsked() ? [closedWorld(bytes), oddConsole(seed)] : [oddConsole(seed)];
  return [own, ...others.map((each) => run(proved, each))];
}

test('no mutant keeps a proof that a run refutes', async () => {
  const efforts = new Map<CorpusProgram, number>();
  for (const of of programs) efforts.set(of, effortOf((await originalOf(of)).proved));
  const chosen = chooseMutants(programs, (of) => efforts.get(of) ?? 1, most);
  const outcomes: Outcome[] = [];
  const work = chosen.entries();
  const worker = async () => {
    for (const [seed, each] of work) outcomes.push(await judge(each, seed));
  };
  await Promise.all([worker(), worker()]);

  const wrong = outcomes.flatMap(({ chosen: { of, path, mutant }, wrong }) =>
    wrong.map(
      (what) =>
        `${of.name} on ${of.target}, ${path}:${mutant.line}: ${mutant.mistake}: ${mutant.before} → ${mutant.after}: ${what}`,
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
  expect(ran.length).toBeGreaterThanOrEqual((most * 25) / 26);
  expect(noticed.length).toBeGreaterThan(ran.length / 5);
  expect(fails.length).toBeGreaterThan(ran.length / 6);
  expect(ran.filter(({ confirmed }) => confirmed > 0).length).toBeGreaterThan((ran.length * 9) / 10);
}, 600_000);
