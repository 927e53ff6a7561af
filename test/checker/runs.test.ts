// What the checker confirms is true of every run: random programs and mutants of the corpus, with true and false claims proposed, run in the interpreter.
import type { Claim } from '../../src/checker/claims.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { checkProgram } from '../../src/fncs/check.ts';
import { loadPrelude } from '../../src/fncs/load-prelude.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import { closedWorld, type World } from '../../src/interpreter/world.ts';
import { elaborate } from '../../src/psg/elaborate.ts';
import type { Psg } from '../../src/psg/psg.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { answeringWorld } from '../analysis/answering-world.ts';
import { randomFrom, randomProgram } from '../analysis/random-program.ts';
import { graphOf, targetOf } from '../analysis/source.ts';
import { chooseMutants } from '../mutants/choose.ts';
import { oddConsole } from '../mutants/console.ts';
import { type CorpusProgram, corpusPrograms } from '../mutants/programs.ts';
import { certifyProgram, claimsOfElements, perturb } from './program.ts';
import { runCertified } from './run-certified.ts';

/** More find more: 10 are for every day. */
const amount = Number(process.env.FIREFLY_CHECKER_RUNS ?? 10);

/** Answers that make every path likely: small numbers, their negations, the ends of words, anything. */
function answersFrom(seed: number): World {
  const random = randomFrom(seed);
  return answeringWorld(() => {
    const small = BigInt(random.below(20)) - 4n;
    return random.pick([small, small, BigInt(random.below(2 ** 31)), -(2n ** 31n), 2n ** 31n - 1n, 255n, 0n]);
  });
}

test.each([
  { callsC: 'no C', amount },
  { callsC: 'calls C', amount: Math.ceil(amount / 3) },
] as const)(
  'random programs: no confirmed check fails in a run ($callsC)',
  ({ callsC, amount }) => {
    let confirmed = 0;
    let failed = 0;
    let checks = 0;
    for (let seed = 0; seed < amount; seed++) {
      const text = randomProgram(seed, callsC);
      const target = targetOf(seed % 2 === 0 ? 'x86_64-linux' : 'cortex-m33');
      const psg = graphOf(text);
      const changes = [
        (claims: readonly Claim[]) => claims,
        perturb,
        (claims: readonly Claim[]) => [...claims, ...claimsOfElements(psg, target, randomFrom(seed))],
      ];
      const certified = certifyProgram(psg, target, changes[seed % changes.length]);
      expect(certified.verdict.kind).toBe('accepted');
      checks += certified.proved.size;
      for (let run = 0; run < 6; run++) {
        const seen = runCertified(certified, answersFrom(seed * 100 + run));
        if (seen.wrong.length > 0) throw new Error(`seed ${seed}: ${seen.wrong.join('\n')}\n${text}`);
        confirmed += seen.confirmed;
        failed += seen.failed.length;
      }
    }
    // a checker that confirms nothing, or programs in which nothing fails, would show nothing
    expect(checks).toBeGreaterThan(2 * amount);
    expect(confirmed).toBeGreaterThan(10 * amount);
    expect(failed).toBeGreaterThan(amount);
  },
  900_000,
);

const prelude = loadPrelude().map(parseFile);

function compile(sources: Parameters<typeof parseFile>[0][]): Psg | undefined {
  const files = [...prelude, ...sources.map(parseFile)];
  const checked = checkProgram(files.map(({ value }) => value));
  const last = sources.at(-1);
  if (!last || hasErrors([...files.flatMap(({ problems }) => problems), ...checked.problems])) return undefined;
  return elaborate(checked.value, { file: last, start: 0, end: 0 }).value;
}

test('mutants of the corpus: no confirmed check fails in a run', () => {
  let confirmed = 0;
  let failed = 0;
  let ran = 0;
  const effort = ({ program }: CorpusProgram) => program.sources.reduce((sum, { text }) => sum + text.length, 0);
  for (const [seed, { of, path, mutant }] of chooseMutants(corpusPrograms(), effort, amount).entries()) {
    const definition = findTarget(of.target, of.program.project.board);
    if (!definition) throw new Error(`there is a target ${of.target}`);
    const sources = of.program.sources.map((source) =>
      source.path === path ? { path: source.path, text: mutant.text } : source,
    );
    const psg = compile(sources);
    if (!psg) continue;
    ran++;
    const certified = certifyProgram(psg, definition.target, seed % 2 === 0 ? perturb : (claims) => claims);
    expect(certified.verdict.kind).toBe('accepted');
    for (const world of [closedWorld(of.input), oddConsole(seed)]) {
      const seen = runCertified(certified, world);
      const where = `${of.name} on ${of.target}, ${path}:${mutant.line}: ${mutant.before} → ${mutant.after}`;
      expect(seen.wrong.map((each) => `${where}: ${each}`)).toEqual([]);
      confirmed += seen.confirmed;
      failed += seen.failed.length;
    }
  }
  expect(ran).toBeGreaterThan(amount / 2);
  expect(confirmed).toBeGreaterThan(30 * amount);
  expect(failed).toBeGreaterThan(0);
}, 900_000);
