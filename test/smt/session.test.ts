import { readFileSync } from 'node:fs';
import type { Engine } from '../../src/smt/load-z3.ts';
import type { Query, Reply } from '../../src/smt/query.ts';
import type { SolverScript } from '../../src/smt/read-reply.ts';
import { solverVersion, startSession } from '../../src/smt/session.ts';
import { apply, integer, symbol } from '../../src/smt/term.ts';

const i = symbol('i', 'Int');
const n = symbol('n', 'Int');
const contradiction: Query = {
  assertions: [
    { name: 'far away', term: apply('<=', integer(0), i) },
    { name: 'first', term: apply('<', i, n) },
    { name: 'second', term: apply('<', n, i) },
  ],
  rlimit: 100_000,
};
const open: Query = { assertions: [{ name: 'first', term: apply('<', i, n) }], rlimit: 100_000 };

describe('Z3', () => {
  const solver = startSession({ workers: 2 });
  afterAll(() => solver.close());

  it('is the version that cache keys name', () => {
    expect(solver.version).toBe(solverVersion);
    const { version } = JSON.parse(readFileSync(require.resolve('z3-solver/package.json'), 'utf8'));
    expect(solverVersion).toContain(`z3-solver ${version} `);
  });

  it('answers unsat with the core under the names of the query', async () => {
    expect(await solver.ask(contradiction)).toMatchObject({ kind: 'unsat', core: ['first', 'second'] });
  });

  it('answers sat with a model, whatever the symbols are called', async () => {
    const odd = symbol('x)(exit)|"', 'Int');
    const reply = await solver.ask({
      assertions: [{ name: ') (', term: apply('=', odd, integer(-7)) }],
      rlimit: 100_000,
    });
    expect(reply).toMatchObject({ kind: 'sat', model: new Map([['x)(exit)|"', -7n]]) });
  });

  it('answers sat where there is nothing to choose', async () => {
    expect(await solver.ask({ assertions: [], rlimit: 1000 })).toMatchObject({ kind: 'sat', model: new Map() });
  });

  it('answers unknown when the steps run out, and spends them again alike', async () => {
    const cube = (x: typeof i) => apply('*', x, x, x);
    const hard = (rlimit: number) => ({
      assertions: [
        {
          name: 'cubes',
          term: apply('and', apply('=', apply('+', cube(i), cube(n)), integer(33)), apply('>', i, integer(1000))),
        },
      ],
      rlimit,
    });
    const replies = await Promise.all([2000, 2000, 2000].map((rlimit) => solver.ask(hard(rlimit))));
    expect(replies[0]).toMatchObject({ kind: 'unknown', why: 'resource limit' });
    expect(replies[1]).toEqual(replies[0]);
    expect(replies[2]).toEqual(replies[0]);
    // A limit of one query does not leak into the next.
    expect(await solver.ask(contradiction)).toMatchObject({ kind: 'unsat' });
  });

  it('gives the same reply, count included, whatever was asked before and by whichever worker', async () => {
    const before = await solver.ask(contradiction);
    await Promise.all(
      Array.from({ length: 40 }, (_each, k) =>
        solver.ask({ ...open, assertions: [...open.assertions, { name: 'x', term: apply('<', n, integer(k)) }] }),
      ),
    );
    const after = await Promise.all([1, 2, 3, 4].map(() => solver.ask(contradiction)));
    for (const each of after) expect(each).toEqual(before);
  });

  it('takes an ill-sorted query for no answer, and goes on', async () => {
    const reply = await solver.ask({
      assertions: [{ name: 'a', term: apply('+', i, apply('<', i, n)) }],
      rlimit: 100_000,
    });
    expect(reply.kind).toBe('none');
    expect(await solver.ask(contradiction)).toMatchObject({ kind: 'unsat' });
  });

  it('keeps its memory: contexts are deleted', async () => {
    await solver.ask(open);
    const before = process.memoryUsage().rss;
    for (let k = 0; k < 600; k++) await solver.ask(open);
    expect(process.memoryUsage().rss - before).toBeLessThan(150e6);
  });

  it('is stopped in the middle of a solve by closing, and answers nothing afterwards', async () => {
    const lone = startSession({ workers: 1 });
    const x = symbol('x', 'Int');
    const cube = (t: typeof i) => apply('*', t, t, t);
    const endless = { name: 'cubes', term: apply('=', apply('+', cube(i), cube(n), cube(x)), integer(114)) };
    const running = lone.ask({ assertions: [endless], rlimit: 4_000_000_000 });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await lone.close();
    expect(await running).toEqual({ kind: 'none', why: 'the solver is closed' });
    expect(await lone.ask(open)).toEqual({ kind: 'none', why: 'the solver is closed' });
  });
});

/** An engine whose answers the test writes; `answer` gets a script and returns messages. */
function stub(answer: (script: SolverScript) => readonly unknown[], ready: unknown = { ready: 'Z3 5.1.0.0' }) {
  const engines: { stopped: boolean }[] = [];
  const start = (): Engine => {
    const state = { stopped: false };
    engines.push(state);
    let say: (message: unknown) => void = () => undefined;
    return {
      onMessage: (listener) => {
        say = listener;
        setImmediate(() => listener(ready));
      },
      onStop: () => undefined,
      post: (script) =>
        setImmediate(() => {
          for (const message of answer(script)) say(message);
        }),
      stop: async () => {
        state.stopped = true;
      },
    };
  };
  return { start, engines };
}

function unsatOutput(nonce: string, prefix = '') {
  const check = `${prefix}${nonce}\n(:rlimit 10)\nunsat\n(:rlimit 30)\n(:reason-unknown "")\n${nonce}`;
  return { nonce, check, follow: `${nonce}\n(a1 a2)\n${nonce}` };
}

async function replyOf(
  answer: (script: SolverScript) => readonly unknown[],
  ready?: unknown,
): Promise<{ reply: Reply; stopped: number }> {
  const { start, engines } = stub(answer, ready);
  const session = startSession({ workers: 1, watchdog: 80, start });
  const reply = await session.ask(contradiction);
  const stopped = engines.filter((each) => each.stopped).length;
  await session.close();
  return { reply, stopped };
}

describe('a worker that misbehaves', () => {
  it('an honest one is believed', async () => {
    const { reply, stopped } = await replyOf((script) => [unsatOutput(script.nonce)]);
    expect(reply).toEqual({ kind: 'unsat', core: ['first', 'second'], rlimit: 20 });
    expect(stopped).toBe(0);
  });

  it.each<[string, (script: SolverScript) => readonly unknown[]]>([
    ['is silent', () => []],
    ['answers another query', () => [unsatOutput('nonce-0')]],
    ['echoes another nonce inside', (script) => [{ ...unsatOutput('nonce-0'), nonce: script.nonce }]],
    ['lies after an error', (script) => [unsatOutput(script.nonce, '(error "line 1 column 2: unknown constant")\n')]],
    [
      'reports an error in the core',
      (script) => [
        { ...unsatOutput(script.nonce), follow: `${script.nonce}\n(error "no core")\n(a1)\n${script.nonce}` },
      ],
    ],
    [
      'names an assertion that was not made',
      (script) => [{ ...unsatOutput(script.nonce), follow: `${script.nonce}\n(a7)\n${script.nonce}` }],
    ],
    ['gives no core', (script) => [{ ...unsatOutput(script.nonce), follow: '' }]],
    [
      'gives half an answer',
      (script) => [{ ...unsatOutput(script.nonce), check: `${script.nonce}\n(:rlimit 1)\nunsat` }],
    ],
    [
      'invents a verdict',
      (script) => [
        { ...unsatOutput(script.nonce), check: unsatOutput(script.nonce).check.replace('unsat', 'unsatisfied') },
      ],
    ],
    [
      'counts backwards',
      (script) => [{ ...unsatOutput(script.nonce), check: unsatOutput(script.nonce).check.replace('30', '3') }],
    ],
    [
      'breaks the parentheses',
      (script) => [{ ...unsatOutput(script.nonce), follow: `${script.nonce}\n(a1\n${script.nonce}` }],
    ],
    ['sends something else', () => ['unsat']],
    ['sends nothing but null', () => [null]],
  ])('and %s gives no answer and is stopped', async (_what, answer) => {
    const { reply, stopped } = await replyOf(answer);
    expect(reply.kind).toBe('none');
    expect(stopped).toBe(1);
  });

  it('a model of the wrong sort is no answer', async () => {
    const answer = ({ nonce }: SolverScript) => [
      {
        nonce,
        check: `${nonce}\n(:rlimit 10)\nsat\n(:rlimit 30)\n(:reason-unknown "")\n${nonce}`,
        follow: `${nonce}\n((v0 true))\n${nonce}`,
      },
    ];
    expect((await replyOf(answer)).reply).toEqual({ kind: 'none', why: 'the model is not understood' });
  });

  it('an answer that comes too late is not taken for the next query', async () => {
    let late: (() => void) | undefined;
    let count = 0;
    const start = (): Engine => {
      let say: (message: unknown) => void = () => undefined;
      const first = count++ === 0;
      return {
        onMessage: (listener) => {
          say = listener;
          setImmediate(() => listener({ ready: 'Z3 5.1.0.0' }));
        },
        onStop: () => undefined,
        post: (script) => {
          if (first) late = () => say(unsatOutput(script.nonce));
        },
        stop: async () => undefined,
      };
    };
    const session = startSession({ workers: 1, watchdog: 60, start });
    const one = session.ask(contradiction);
    const two = session.ask(open);
    expect(await one).toEqual({ kind: 'none', why: 'no answer' });
    late?.();
    expect(await two).toEqual({ kind: 'none', why: 'no answer' });
    await session.close();
  });

  it('an unasked answer stops the worker', async () => {
    const { reply, stopped } = await replyOf((script) => [unsatOutput(script.nonce), unsatOutput(script.nonce)]);
    expect(reply.kind).toBe('unsat');
    expect(stopped).toBe(1);
  });

  it('of another version is refused, and nobody waits for ever', async () => {
    const { reply } = await replyOf((script) => [unsatOutput(script.nonce)], { ready: 'Z3 4.8.12.0' });
    expect(reply).toEqual({ kind: 'none', why: 'the solver is not the expected version' });
  });

  it('that never starts gives no answer', async () => {
    const session = startSession({
      workers: 2,
      watchdog: 50,
      start: () => ({
        onMessage: () => undefined,
        onStop: (listener) => setImmediate(() => listener('exit status 1')),
        post: () => undefined,
        stop: async () => undefined,
      }),
    });
    const replies = await Promise.all([session.ask(open), session.ask(open), session.ask(open)]);
    expect(replies.map((each) => each.kind)).toEqual(['none', 'none', 'none']);
    await session.close();
  });
});
