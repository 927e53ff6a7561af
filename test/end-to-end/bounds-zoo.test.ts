import { join } from 'node:path';
import type { Evidence } from '../../src/evidence/record.ts';
import { copyProgram, corpus, firefly, readEvidence, runnableTargets } from './compiler.ts';
import { countAgain } from './totals.ts';

/** What the README's table says: function → verdict, method and treatment of an obligation in it. */
const table = [
  { where: 'byType', verdict: 'proved', method: 'type', treatment: 'elided' },
  { where: 'byInterval', verdict: 'proved', method: 'interval', treatment: 'elided' },
  { where: 'byTests', verdict: 'proved', method: 'z3', treatment: 'elided' },
  { where: 'byInvariant', verdict: 'proved', method: 'z3+invariant', treatment: 'elided' },
  { where: 'guardedIndex', verdict: 'unknown', method: null, treatment: 'guarded' },
  { where: 'guardedDivision', verdict: 'unknown', method: null, treatment: 'guarded' },
  { where: 'guardedSlice', verdict: 'unknown', method: null, treatment: 'guarded' },
  { where: 'unreachable', verdict: 'unreachable', method: 'z3', treatment: 'absent' },
  { where: 'assumed', verdict: 'assumed', method: 'declared', treatment: 'elided' },
] as const;

function row({ verdict, method, treatment }: Evidence['obligations'][number]) {
  return { verdict, method, treatment };
}

describe.each(runnableTargets)('%s', (target) => {
  let evidence: Evidence;

  beforeAll(() => {
    const folder = copyProgram(join(corpus, 'bounds-zoo'));
    expect(firefly(['build', folder, '--target', target])).toMatchObject({ status: 0 });
    evidence = readEvidence(folder, target);
  }, 120_000);

  test.each(table)('$where: $verdict by $method, $treatment', ({ where, ...expected }) => {
    const found = evidence.obligations.filter((each) => each.function === `BoundsZoo.${where}`);
    expect(found.map(row)).toContainEqual(expected);
  });

  test('the totals add up, counted again from the rows', () => {
    expect(evidence.summary).toEqual(countAgain(evidence));
    const all = evidence.summary.all;
    expect(all?.total).toBe(evidence.obligations.length);
  });

  test('each guard has a place in the image, each unproved check a counterexample or a reason', () => {
    for (const each of evidence.obligations.filter((one) => one.treatment === 'guarded')) {
      expect(each.guard).not.toBeNull();
      if (each.guard?.state === 'present') expect(each.guard.addresses.length).toBeGreaterThan(0);
      expect(each.because).not.toBe('');
    }
    const index = evidence.obligations.find((one) => one.function === 'BoundsZoo.guardedIndex');
    expect(Object.keys(index?.counterexample?.values ?? {})).not.toEqual([]);
  });

  test('what is assumed says on what', () => {
    const assumed = evidence.obligations.filter((one) => one.verdict === 'assumed');
    expect(assumed.length).toBeGreaterThan(0);
    const listed = evidence.assumptions.flatMap((each) => each.usedBy);
    for (const each of assumed) expect(listed).toContain(each.id);
  });
});

test('what always fails is refused, with the place', () => {
  const folder = copyProgram(join(corpus, 'bounds-zoo', 'rejected'));
  const build = firefly(['build', folder]);
  expect(build.status).toBe(1);
  expect(build.stderr).toMatch(/error FS\d{4}: .*\n/);
  expect(build.stderr).toContain('Rejected.fs:8:');
  const refuted = readEvidence(folder, 'x86_64-linux').obligations.filter((each) => each.verdict === 'refuted');
  expect(refuted.map(row)).toEqual([{ verdict: 'refuted', method: expect.anything(), treatment: 'rejected' }]);
});
