// Analysis and solver agree on every lifetime, and both with a rule that is stated apart from them; what both let pass never touches storage that has ended.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from '../../src/base/source.ts';
import { runProgram } from '../../src/interpreter/run.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import { type Obligation, shownAt } from '../../src/obligations/obligation.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import type { Answer } from '../../src/proofs/verdict.ts';
import type { Psg } from '../../src/psg/psg.ts';
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { answeringWorld } from '../analysis/answering-world.ts';
import { graphOf, targetOf } from '../analysis/source.ts';
import { nestedProgram } from './random-nesting.ts';

const target = targetOf('x86_64-linux');
const predicates = loadPredicates();

let solver: Solver;
beforeAll(() => {
  solver = startSession();
});
afterAll(() => solver.close());

interface Judged {
  readonly graph: Psg;
  /** Lines that the analysis refuses. */
  readonly refused: readonly number[];
  /** Lines with a lifetime that the solver does not prove. */
  readonly unproved: readonly number[];
  readonly lifetimes: readonly (readonly [Obligation, Answer])[];
}

async function judge(text: string): Promise<Judged> {
  const graph = graphOf(text);
  const { value: obligations, problems } = collectObligations(graph, target, predicates);
  const own = obligations.filter(({ kind }) => kind === 'lifetime');
  const answers = await discharge(own, graph, target, { solver, store: memoryStore() });
  const lifetimes = answers.map((answer, i) => [own[i] ?? fail('an answer has its obligation'), answer] as const);
  return {
    graph,
    refused: linesOf(problems.map(({ span }) => startOf(span).line)),
    unproved: linesOf(
      lifetimes
        .filter(([, { verdict }]) => verdict !== 'proved')
        .map(([obligation]) => startOf(graph.node(shownAt(obligation)).span).line),
    ),
    lifetimes,
  };
}

function linesOf(lines: readonly number[]): readonly number[] {
  return [...new Set(lines)].sort((a, b) => a - b);
}

function fail(message: string): never {
  throw new Error(message);
}

const texts = ['proved', 'rejected'].flatMap((folder) => {
  const path = join(__dirname, 'lifetime', folder);
  return readdirSync(path).map((name) => [`${folder}/${name}`, readFileSync(join(path, name), 'utf8')] as const);
});

test.each(texts)('the solver proves exactly what the analysis lets pass in %s', async (_name, text) => {
  const { refused, unproved, lifetimes } = await judge(text);
  expect(unproved).toEqual(refused);
  for (const [obligation, answer] of lifetimes) {
    expect(obligation.decided).toBeUndefined();
    // scopes that nest never contradict each other
    expect(answer.verdict).not.toBe('unreachable');
    if (answer.verdict === 'proved') expect(answer.method).toMatch(/^(z3|interval)$/);
    expect(answer.certificate !== null).toBe(answer.verdict === 'proved');
  }
});

const programs = Number(process.env.FIREFLY_PROGRAMS ?? 24);
const firstSeed = Number(process.env.FIREFLY_SEED ?? 1);

test('in random nestings the rule, the analysis and the solver agree, and no run touches what has ended', async () => {
  let legal = 0;
  let illegal = 0;
  let accepted = 0;
  for (let seed = firstSeed; seed < firstSeed + programs; seed++) {
    const program = nestedProgram(seed);
    const { graph, refused, unproved, lifetimes } = await judge(program.text);
    const expected = program.refuses === 'exactly' ? refused : refused.filter((line) => program.illegal.includes(line));
    const found = { seed, text: program.text, refused: expected, unproved };
    expect(found).toEqual({ ...found, refused: program.illegal, unproved: refused });
    illegal += program.illegal.length;
    legal += lifetimes.filter(([, { verdict }]) => verdict === 'proved').length;
    if (refused.length > 0) continue;
    accepted++;
    const limits = { fuel: 30_000, depth: 60 };
    const outcome = runProgram(
      graph,
      target,
      answeringWorld(() => 1n),
      { limits },
    );
    expect({ seed, outcome }).not.toMatchObject({ outcome: { kind: 'dangling' } });
  }
  expect(legal).toBeGreaterThan(programs * 3);
  expect(illegal).toBeGreaterThan(programs / 4);
  expect(accepted).toBeGreaterThan(programs / 4);
});
