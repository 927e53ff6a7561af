import { spawnSync } from 'node:child_process';
import { digestBytes } from '../../src/base/digest.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import { Certificate } from '../../src/proofs/certificate.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import { startSession } from '../../src/smt/session.ts';
import { apply, symbol } from '../../src/smt/term.ts';
import { fact, obligation, psg, question, target, term } from './hand-made.ts';

const solver = startSession({ workers: 1 });
afterAll(() => solver.close());
const arm = target('cortex-m33', 32);
const odd = symbol('let', 'Int');
const spaced = symbol('a name', 'Int');

const several = [
  obligation('bounds:f:1:0', [
    question([fact('(<= 0 i)', 'type'), fact('(< i n)'), fact('(< y 4)')], '(and (<= 0 i) (< i n))'),
  ]),
  obligation('bounds:f:2:0', [question(['(<= 0 i 7)', '(= n 8)'], '(and (<= 0 i) (< i n))')]),
  obligation(
    'invariant:f:3:0',
    [
      question(['(= i 0)', '(>= n 1)'], '(< i n)', 'entry'),
      question(['(< (+ i 1) n)', '(= x (+ i 1))'], '(< x n)', 'kept'),
    ],
    {
      kind: 'invariant',
      text: 'i < n\n(check-sat)',
    },
  ),
  obligation('bounds:f:4:0', [question([fact(apply('<', odd, spaced))], apply('<', odd, spaced))]),
];

/** Runs texts in a Z3 of its own, as anyone would. */
function rerun(texts: readonly string[]): readonly string[] {
  const script = `
    const z = require('z3-solver');
    z.init().then(({ Z3, em }) => {
      const answers = JSON.parse(process.argv[1]).map((text) => {
        const context = Z3.mk_context(Z3.mk_config());
        return em.ccall('Z3_eval_smtlib2_string', 'string', ['number', 'string'], [context, text]).trim();
      });
      console.log(JSON.stringify(answers));
      process.exit(0);
    });`;
  return JSON.parse(spawnSync(process.execPath, ['-e', script, JSON.stringify(texts)], { encoding: 'utf8' }).stdout);
}

test('a certificate is a script that gives its expected answers again', async () => {
  const answers = await discharge(several, psg, arm, { solver, store: memoryStore() });
  expect(answers.map((each) => each.verdict)).toEqual(['proved', 'proved', 'proved', 'proved']);
  const texts = answers.map((each) => each.certificate?.text ?? '');
  expect(rerun(texts)).toEqual(['sat\nunsat', 'sat\nunsat', 'sat\nunsat\nsat\nunsat', 'sat\nunsat']);
  const dropped = texts.map((text) => text.replace(/^.*:named hypothesis-0\)\)$/m, ''));
  expect(rerun(dropped).every((each) => each.includes('(error'))).toBe(true);
});

test('it names everything that it was made for, and each hypothesis with its place', async () => {
  const [answer] = await discharge(several.slice(0, 1), psg, arm, { solver, store: memoryStore() });
  const text = answer?.certificate?.text ?? '';
  for (const line of [
    `psg ${psg.digest}`,
    'target cortex-m33',
    'word 32',
    'semantics 1',
    'obligation bounds:f:1:0',
    'kind bounds',
    'method z3',
    'claim claim of bounds:f:1:0',
  ]) {
    expect(text.split('\n')).toContain(`; ${line}`);
  }
  expect(text).toContain('; type Hand.fs:1:5\n(assert (! (<= 0 i) :named hypothesis-0))');
  expect(text).not.toContain('(< y 4)');
  expect(answer?.certificate?.hash).toBe(digestBytes(text));
});

test('no certificate is made outside: not by a constructor, a look-alike or a copy', async () => {
  const [answer] = await discharge(several.slice(0, 1), psg, arm, { solver, store: memoryStore() });
  const real = answer?.certificate;
  const id = several[0]?.id;
  if (!real || !id) throw new Error('expected a certificate');
  const covers = (value: unknown, digest = psg.digest, name = 'cortex-m33', of = id) =>
    Certificate.covers(value, digest, name, of);
  expect(covers(real)).toBe(true);
  expect(covers(real, 'another graph')).toBe(false);
  expect(covers(real, psg.digest, 'x86_64-linux')).toBe(false);
  expect(covers(real, psg.digest, 'cortex-m33', several[1]?.id)).toBe(false);
  expect(covers({ ...real })).toBe(false);
  expect(
    covers(
      Object.assign(Object.create(Certificate.prototype), {
        coverage: real.coverage,
        hash: real.hash,
        text: real.text,
      }),
    ),
  ).toBe(false);
  expect(() => Reflect.construct(Certificate, [Symbol('mint'), real.coverage, real.hash, real.text])).toThrow(
    TypeError,
  );
  expect(() => Object.assign(real, { hash: 'other' })).toThrow(TypeError);
});

test('the claim in the header cannot break out of its comment', async () => {
  const [, , answer] = await discharge(several, psg, arm, { solver, store: memoryStore() });
  expect(answer?.certificate?.text).toContain('; claim i < n (check-sat)\n');
  expect(term('(< i n)')).toBeDefined();
});
