// Random questions over a small grid, where every verdict can be checked by trying all values.
import fc from 'fast-check';
import { memoryStore } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import { evaluate, type Value } from '../../src/smt/evaluate.ts';
import { startSession } from '../../src/smt/session.ts';
import { apply, integer, printTerm, symbol, type Term } from '../../src/smt/term.ts';
import { integerNames, truth, truthNames } from '../smt/random-term.ts';
import { fact, obligation, psg, question, target } from './hand-made.ts';

const low = -2;
const high = 3;

/** Every assignment of the grid: integers in `low … high`, both truths. */
function grid(): readonly ReadonlyMap<string, Value>[] {
  let all: ReadonlyMap<string, Value>[] = [new Map()];
  const extend = (name: string, choices: readonly Value[]) => {
    all = all.flatMap((model) => choices.map((value) => new Map(model).set(name, value)));
  };
  for (const name of integerNames)
    extend(
      name,
      Array.from({ length: high - low + 1 }, (_each, k) => BigInt(low + k)),
    );
  for (const name of truthNames) extend(name, [false, true]);
  return all;
}

/** Facts that keep every symbol inside the grid, so that trying the grid is a proof. */
const inside = integerNames.map((name) => apply('<=', integer(low), symbol(name, 'Int'), integer(high)));

function isDivisionFree(term: Term): boolean {
  return (
    term.kind !== 'apply' || (term.operator !== 'div' && term.operator !== 'mod' && term.operands.every(isDivisionFree))
  );
}

test('proved is always so, refuted never so, unreachable never reached, and a counterexample is one', async () => {
  const solver = startSession();
  const models = grid();
  const samples = fc
    .sample(fc.tuple(fc.array(truth, { maxLength: 3 }), truth), { numRuns: 500, seed: 3 })
    .filter(([facts, claim]) => [...facts, claim].every(isDivisionFree));
  const names = new Map([...integerNames, ...truthNames].map((name) => [name, name]));
  const obligations = samples.map(([facts, claim], k) =>
    obligation(
      `bounds:f:${k}:0`,
      [
        question(
          [...inside, ...facts].map((each) => fact(each)),
          claim,
        ),
      ],
      { sourceNames: names },
    ),
  );
  const answers = await discharge(obligations, psg, target('cortex-m33', 32), { solver, store: memoryStore() });
  await solver.close();
  const seen = new Map<string, number>();
  for (const [index, answer] of answers.entries()) {
    const [facts, claim] = samples[index] ?? [[], symbol('none', 'Bool')];
    const reached = models.filter((model) => facts.every((each) => evaluate(each, model) === true));
    const holds = reached.filter((model) => evaluate(claim, model) === true).length;
    const truthOf =
      reached.length === 0 ? 'unreachable' : holds === reached.length ? 'proved' : holds === 0 ? 'refuted' : 'unknown';
    const text = `${facts.map(printTerm).join(' ')} ⊢ ${printTerm(claim)}`;
    // A dead path may look alive when its contradiction shares nothing with the claim; the claim then holds by its own facts alone.
    const allowed = truthOf === 'unreachable' ? ['unreachable', 'proved'] : [truthOf];
    expect([text, allowed.includes(answer.verdict) ? answer.verdict : `${answer.verdict} but ${truthOf}`]).toEqual([
      text,
      answer.verdict,
    ]);
    seen.set(
      `${answer.verdict} ${answer.method ?? ''}`,
      (seen.get(`${answer.verdict} ${answer.method ?? ''}`) ?? 0) + 1,
    );
    if (answer.verdict === 'unknown') expect(answer.why).toBe('counterexample');
  }
  for (const kind of ['proved interval', 'proved z3', 'refuted z3', 'unknown ', 'unreachable z3'])
    expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
});
