import { join } from 'node:path';
import { copyProgram, corpus, corpusPrograms, corpusText, firefly, readEvidence, targetsOf } from './compiler.ts';
import { countAgain } from './totals.ts';

test('the corpus is complete', () => {
  expect(corpusPrograms).toEqual([
    'blinky-l5',
    'bounds-zoo',
    'crc32',
    'hello',
    'moving-average',
    'ring-buffer',
    'uart-line',
  ]);
  for (const program of corpusPrograms) expect(corpusText(program, 'README.md')).toMatch(new RegExp(`^# ${program}\n`));
});

const runs = corpusPrograms.flatMap((program) =>
  corpusText(program, 'expected.txt') === undefined ? [] : targetsOf(program).map((target) => ({ program, target })),
);

test.each(runs)('$program on $target prints what it must', ({ program, target }) => {
  const folder = copyProgram(join(corpus, program));
  const input = corpusText(program, 'stdin.txt') ?? '';
  const run = firefly(['run', folder, '--target', target], input);
  expect(run).toEqual({ status: 0, stdout: corpusText(program, 'expected.txt'), stderr: expect.any(String) });

  const evidence = readEvidence(folder, target);
  expect(evidence.invalid).toEqual([]);
  expect(evidence.subject.outcome).toBe('linked');
  expect(evidence.guards.missing).toBe(0);
  expect(evidence.guards.unexplainedTraps).toBe(0);
  expect(evidence.summary).toEqual(countAgain(evidence));
  expect(evidence.obligations.length).toBeGreaterThan(0);
});

test.each(runs)(
  '$program on $target prints the same with every check kept: no proved check ever fails',
  ({ program, target }) => {
    const folder = copyProgram(join(corpus, program));
    const input = corpusText(program, 'stdin.txt') ?? '';
    const run = firefly(['run', folder, '--target', target, '--all-guards'], input);
    expect(run).toEqual({ status: 0, stdout: corpusText(program, 'expected.txt'), stderr: expect.any(String) });
    const evidence = readEvidence(folder, target);
    const dropped = evidence.obligations.filter(
      ({ kind, treatment, method }) =>
        // a lifetime has no run-time check that could be kept
        treatment === 'elided' && kind !== 'lifetime' && method !== 'type' && method !== 'declared',
    );
    expect(dropped.map((each) => each.id)).toEqual([]);
  },
);
