// A solver that fails in any way never costs a guard: no proof, no certificate, and the reason is told.
import { memoryStore } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import type { Query, Reply } from '../../src/smt/query.ts';
import { obligation, psg, question, solverOf, target } from './hand-made.ts';

const arm = target('cortex-m33', 32);
const provable = () => [
  obligation('bounds:f:1:0', [question(['(<= 0 i)', '(< i n)'], '(and (<= 0 i) (< i n))')]),
  obligation('bounds:f:2:0', [question(['(<= 0 i 7)', '(= n 8)'], '(and (<= 0 i) (< i n))')]),
];

async function dischargeWith(answer: (query: Query, count: number) => Reply | Promise<Reply>) {
  return discharge(provable(), psg, arm, { solver: solverOf(answer), store: memoryStore() });
}

const hasClaim = (query: Query) => query.assertions.some(({ name }) => name === 'claim');
const unsat = (query: Query): Reply => ({ kind: 'unsat', core: query.assertions.map(({ name }) => name), rlimit: 5 });
const holding = new Map([
  ['i', 3n],
  ['n', 8n],
]);

test('an honest solver proves both', async () => {
  const answers = await dischargeWith((query) =>
    hasClaim(query) ? unsat(query) : { kind: 'sat', model: holding, rlimit: 5 },
  );
  expect(answers.map((each) => [each.verdict, each.method])).toEqual([
    ['proved', 'z3'],
    ['proved', 'interval'],
  ]);
});

test.each<[string, Reply, string]>([
  ['nothing', { kind: 'none', why: 'no answer' }, 'no answer'],
  ['an error', { kind: 'none', why: 'solver error: (error "x")' }, 'solver error: (error "x")'],
  ['unknown', { kind: 'unknown', why: 'resource limit', rlimit: 9 }, 'resource limit'],
])('%s keeps the guards of both', async (_what, reply, why) => {
  const answers = await dischargeWith(() => reply);
  for (const each of answers)
    expect(each).toMatchObject({ verdict: 'unknown', method: null, certificate: null, hypotheses: [] });
  expect(answers[0]?.why).toBe(why);
});

test.each<[string, Reply]>([
  ['no answer about the facts', { kind: 'none', why: 'no answer' }],
  ['unknown about the facts', { kind: 'unknown', why: 'incomplete', rlimit: 1 }],
  [
    'a model that does not satisfy the facts',
    {
      kind: 'sat',
      model: new Map([
        ['i', -1n],
        ['n', 0n],
      ]),
      rlimit: 1,
    },
  ],
])('a proof with %s is not counted', async (_what, reply) => {
  const answers = await dischargeWith((query) => (hasClaim(query) ? unsat(query) : reply));
  for (const each of answers) expect(each).toMatchObject({ verdict: 'unknown', certificate: null });
});

test('facts that contradict each other make a place unreachable, never proved', async () => {
  const answers = await dischargeWith(unsat);
  for (const each of answers) expect(each).toMatchObject({ verdict: 'unreachable', certificate: null });
});

test('a model that satisfies the claim as well breaks nothing', async () => {
  const answers = await dischargeWith(() => ({ kind: 'sat', model: holding, rlimit: 1 }));
  expect(answers[0]).toMatchObject({
    verdict: 'unknown',
    why: 'solver error: the model does not satisfy the query',
    counterexample: null,
  });
});

test('a lie about one of two questions proves neither', async () => {
  const both = obligation('invariant:f:1:0', [
    question(['(<= 0 i)', '(< i n)'], '(< i n)', 'entry'),
    question(['(< i n)', '(= x (+ i 1))'], '(<= x n)', 'kept'),
  ]);
  const solver = solverOf((query, count) =>
    count > 2
      ? { kind: 'none', why: 'no answer' }
      : hasClaim(query)
        ? unsat(query)
        : { kind: 'sat', model: holding, rlimit: 1 },
  );
  const [answer] = await discharge([both], psg, arm, { solver, store: memoryStore() });
  expect(answer).toMatchObject({ verdict: 'unknown', certificate: null, why: 'no answer' });
});

test('an unanswered query is asked again by the next build', async () => {
  const store = memoryStore();
  const silent = solverOf(() => ({ kind: 'none', why: 'no answer' }));
  await discharge(provable(), psg, arm, { solver: silent, store });
  const honest = solverOf((query) => (hasClaim(query) ? unsat(query) : { kind: 'sat', model: holding, rlimit: 5 }));
  const answers = await discharge(provable(), psg, arm, { solver: honest, store });
  expect(answers.map((each) => [each.verdict, each.cached])).toEqual([
    ['proved', false],
    ['proved', false],
  ]);
});
