import { digestBytes } from '../../src/base/digest.ts';
import type { Obligation } from '../../src/obligations/obligation.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import { Certificate } from '../../src/proofs/certificate.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import { evaluate } from '../../src/smt/evaluate.ts';
import { startSession } from '../../src/smt/session.ts';
import { fact, obligation, psg, question, target, term } from './hand-made.ts';

const solver = startSession({ workers: 1 });
afterAll(() => solver.close());
const arm = target('cortex-m33', 32);

async function answerOf(one: Obligation, others: readonly Obligation[] = []) {
  const answers = await discharge([one, ...others], psg, arm, { solver, store: memoryStore() });
  const [answer] = answers;
  if (!answer) throw new Error('no answer');
  return answer;
}

describe('verdicts', () => {
  it('proved by ranges, with the facts used and a certificate for exactly this obligation', async () => {
    const answer = await answerOf(
      obligation('bounds:f:1:0', [question(['(<= 0 i)', '(<= i 7)', '(= n 8)', '(<= 0 y)'], '(and (<= 0 i) (< i n))')]),
    );
    expect(answer).toMatchObject({
      verdict: 'proved',
      method: 'interval',
      counterexample: null,
      why: null,
      cached: false,
    });
    expect(answer.hypotheses).toHaveLength(3);
    expect(Certificate.covers(answer.certificate, psg.digest, 'cortex-m33', answer.obligation)).toBe(true);
    expect(answer.certificate?.hash).toBe(digestBytes(answer.certificate?.text ?? ''));
  });

  it('proved by Z3, and the hypotheses are the core', async () => {
    const answer = await answerOf(
      obligation('bounds:f:1:0', [
        question(['(<= 0 i)', '(< i n)', '(<= n 100)', '(< y n)'], '(and (<= 0 i) (< i n))'),
      ]),
    );
    expect(answer).toMatchObject({ verdict: 'proved', method: 'z3' });
    expect(answer.hypotheses.map((each) => each.term)).toEqual([term('(<= 0 i)'), term('(< i n)')]);
    expect(answer.rlimit).toBeGreaterThan(0);
  });

  it('names the invariant as the means when the core rests on a loop fact', async () => {
    const answer = await answerOf(
      obligation('bounds:f:1:0', [
        question([fact('(<= 0 i)', 'loop'), fact('(< i n)', 'path')], '(and (<= 0 i) (< i n))'),
      ]),
    );
    expect(answer.method).toBe('z3+invariant');
  });

  it('refuted only when the claim always fails', async () => {
    const always = await answerOf(obligation('bounds:f:1:0', [question(['(>= i n)', '(>= n 0)'], '(< i n)')]));
    expect(always).toMatchObject({ verdict: 'refuted', certificate: null });
    const sometimes = await answerOf(obligation('bounds:f:1:0', [question(['(>= i 0)', '(>= n 0)'], '(< i n)')]));
    expect(sometimes).toMatchObject({ verdict: 'unknown', why: 'counterexample', certificate: null });
  });

  it('unknown with values in source names that break the claim', async () => {
    const answer = await answerOf(
      obligation('bounds:f:1:0', [question(['(<= 0 i)', '(<= i n)', '(= n (+ hidden 3))'], '(< i n)')]),
    );
    expect(Object.keys(answer.counterexample ?? {}).toSorted()).toEqual(['source_i', 'source_n']);
    const values = new Map(
      Object.entries(answer.counterexample ?? {}).map(([name, value]) => [name.replace('source_', ''), BigInt(value)]),
    );
    expect(evaluate(term('(and (<= 0 i) (<= i n))'), values)).toBe(true);
    expect(evaluate(term('(< i n)'), values)).toBe(false);
  });

  it('unreachable when the facts contradict each other, for ranges, solver and facts far from the claim', async () => {
    const cases = [
      ['(<= i 3)', '(>= i 5)'],
      ['(< i n)', '(< n i)'],
      ['(<= 0 i)', '(<= i 3)', '(= n 8)', '(< y x)', '(< x y)', '(= (+ x i) 4)'],
      ['false'],
      ['(< y x)', '(< x y)'],
    ];
    for (const facts of cases) {
      expect(await answerOf(obligation('bounds:f:1:0', [question(facts, '(and (<= 0 i) (< i n))')]))).toMatchObject({
        verdict: 'unreachable',
        certificate: null,
      });
    }
  });

  it('unknown within a tiny step limit, saying so', async () => {
    const hard = question(['(= (+ (* x x x) (* y y y) (* n n n)) 33)', '(> x 1000)'], '(< y 12)');
    const [answer] = await discharge([obligation('bounds:f:1:0', [hard])], psg, arm, {
      solver,
      store: memoryStore(),
      rlimit: 2000,
    });
    expect(answer).toMatchObject({
      verdict: 'unknown',
      why: 'resource limit',
      counterexample: null,
      certificate: null,
    });
  });

  it('an invariant needs both its entry and its being kept', async () => {
    const entry = question(['(= i 0)', '(>= n 1)'], '(< i n)', 'entry');
    const kept = question(['(< i n)', '(< (+ i 1) n)', '(= x (+ i 1))'], '(< x n)', 'kept');
    const broken = question(['(< i n)', '(= x (+ i 1))'], '(< x n)', 'kept');
    expect((await answerOf(obligation('invariant:f:1:0', [entry, kept]))).verdict).toBe('proved');
    expect(await answerOf(obligation('invariant:f:1:0', [entry, broken]))).toMatchObject({
      verdict: 'unknown',
      why: 'counterexample',
    });
    const always = question(['(= x (+ n 1))'], '(< x n)', 'kept');
    expect(await answerOf(obligation('invariant:f:1:0', [entry, always]))).toMatchObject({ verdict: 'unknown' });
    const never = question(['false'], '(< x n)', 'kept');
    expect(await answerOf(obligation('invariant:f:1:0', [entry, never]))).toMatchObject({
      verdict: 'unknown',
      certificate: null,
    });
  });
});

describe('decided obligations', () => {
  const because = 'the type of `IDR` is read-only';
  it.each([
    ['proved', 'type', true],
    ['assumed', 'declared', true],
    ['refuted', 'type', false],
  ] as const)('%s by %s', async (verdict, method, certified) => {
    const answer = await answerOf(
      obligation('access-kind:f:1:0', [], { kind: 'access-kind', decided: { verdict, method, because } }),
    );
    expect(answer).toMatchObject({ verdict, method, rlimit: 0, cached: false });
    expect(answer.certificate !== null).toBe(certified);
    if (certified) expect(answer.certificate?.text).toContain(because);
  });
});

describe('proofs that rest on other obligations', () => {
  it('keep the dependency in their hypotheses', async () => {
    const guarded = obligation('bounds:f:1:0', [question(['(<= 0 i)'], '(< i n)')]);
    const after = obligation('bounds:f:1:1', [question([fact('(< i n)', 'guard', 'bounds:f:1:0')], '(< i n)')]);
    const answer = await answerOf(after, [guarded]);
    expect(answer.verdict).toBe('proved');
    expect(answer.hypotheses.map((each) => each.restsOn)).toEqual(['bounds:f:1:0']);
    expect(answer.certificate?.text).toContain('rests on bounds:f:1:0');
  });

  it('never use their own claim', async () => {
    const own = obligation('bounds:f:1:0', [question([fact('(< i n)', 'guard', 'bounds:f:1:0')], '(< i n)')]);
    expect((await answerOf(own)).verdict).toBe('unknown');
  });

  it('that rest on themselves through one another are not proved', async () => {
    const circle = ['a', 'b', 'c'].map((name, index, all) =>
      obligation(name, [question([fact('(< i n)', 'guard', all[(index + 1) % 3])], '(< i n)')]),
    );
    const outside = obligation('d', [question([fact('(< i n)', 'guard', 'a')], '(< i n)')]);
    const answers = await discharge([...circle, outside], psg, arm, { solver, store: memoryStore() });
    expect(answers.map((each) => each.verdict)).toEqual(['unknown', 'unknown', 'unknown', 'proved']);
    expect(answers[0]).toMatchObject({ why: 'its proof would rest on itself', certificate: null });
  });

  it('stay proved when they hold without the circle', async () => {
    const first = obligation('a', [question([fact('(< i n)', 'guard', 'b'), '(< i 5)', '(> n 6)'], '(< i n)')]);
    const second = obligation('b', [question([fact('(< i n)', 'guard', 'a')], '(< i n)')]);
    const answers = await discharge([first, second], psg, arm, { solver, store: memoryStore() });
    expect(answers[0]?.verdict).toBe('proved');
    expect(answers[0]?.hypotheses.every((each) => each.restsOn === undefined)).toBe(true);
  });

  it('an unreachable place that rests on the circle is part of it', async () => {
    const first = obligation('a', [question([fact('(< i n)', 'guard', 'b'), '(> i n)'], '(< i n)')]);
    const second = obligation('b', [question([fact('(< i n)', 'guard', 'a')], '(< i n)')]);
    const answers = await discharge([first, second], psg, arm, { solver, store: memoryStore() });
    expect(answers.some((each) => each.verdict === 'proved')).toBe(false);
    expect(answers.some((each) => each.verdict === 'unreachable')).toBe(false);
  });

  it('a fact resting on an obligation that does not exist stops the build', async () => {
    const lost = obligation('a', [question([fact('(< i n)', 'guard', 'gone')], '(< i n)')]);
    await expect(discharge([lost], psg, arm, { solver, store: memoryStore() })).rejects.toThrow(/exists/);
  });
});

describe('repeatability', () => {
  const many = Array.from({ length: 60 }, (_each, k) =>
    obligation(`bounds:f:${k}:0`, [
      question(
        [`(<= ${k % 3} i)`, `(< i (- n ${k % 4}))`, '(= x (mod y 16))', '(<= 0 y)'],
        `(and (< i n) (< (+ x ${k % 5}) 19))`,
      ),
    ]),
  );

  it('the number of workers and the order change nothing', async () => {
    const { plain } = await import('./hand-made.ts');
    const two = startSession({ workers: 2 });
    try {
      const one = await discharge(many, psg, arm, { solver, store: memoryStore() });
      const other = await discharge(many.toReversed(), psg, arm, { solver: two, store: memoryStore() });
      expect(plain(other.toReversed())).toBe(plain(one));
      expect(new Set(one.map((each) => each.verdict))).toEqual(new Set(['proved', 'unknown']));
    } finally {
      await two.close();
    }
  });

  it('progress is reported once per obligation', async () => {
    const seen: number[] = [];
    await discharge(many.slice(0, 5), psg, arm, {
      solver,
      store: memoryStore(),
      watch: (done, total) => void seen.push(done * 100 + total),
    });
    expect(seen).toEqual([105, 205, 305, 405, 505]);
  });
});
