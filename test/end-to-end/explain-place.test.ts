// `firefly explain FILE:LINE`: what is to be proved there, what is known, what would help.
import { join } from 'node:path';
import { corpus, firefly } from './compiler.ts';

const zoo = join(corpus, 'bounds-zoo');

function explain(...parameters: readonly string[]) {
  return firefly(['explain', ...parameters, '--quiet']);
}

test('an open check: its claim, the facts, a counterexample, and what would help', () => {
  const { status, stdout } = explain('BoundsZoo.fs:40', '--project', zoo, '--target', 'cortex-m33');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^BoundsZoo\.fs:40 on cortex-m33: 1 claim\n/);
  expect(stdout).toContain('bounds: 0 <= (int octet) && (int octet) < squares.Length');
  expect(stdout).toContain('0 <= octet && octet <= 255   (type, BoundsZoo.fs:40)');
  expect(stdout).toContain('these facts allow: octet = 8');
  expect(stdout).toContain('what would help: a test before it');
});

test('a proved check names the facts of its proof and asks for nothing', () => {
  const { status, stdout } = explain('BoundsZoo.fs:32', '--project', zoo);
  expect(status).toBe(0);
  expect(stdout).toContain('verdict: proved');
  expect(stdout).toContain('proved from:');
  expect(stdout).not.toContain('what would help');
});

test('a line without a claim, and a file that the program does not have', () => {
  expect(explain('BoundsZoo.fs:1', '--project', zoo)).toMatchObject({
    status: 0,
    stdout: 'BoundsZoo.fs:1: nothing is to be proved on this line.\n',
  });
  const wrong = explain('BoundsZo.fs:1', '--project', zoo);
  expect(wrong.status).toBe(2);
  expect(wrong.stderr).toContain('Did you mean BoundsZoo.fs?');
});

test('without a named project, the one that lists the file is taken; else the file alone', () => {
  const slave = join(corpus, 'modbus-slave', 'Slave.fs');
  const { status, stdout } = explain(`${slave}:89`);
  expect(status).toBe(0);
  expect(stdout).toContain('slice: 0 <= 5 && 5 <= (data.Length - 1) + 1 && (data.Length - 1) < data.Length');
  const alone = explain(join(corpus, 'tour', 'curried.fs:1'));
  expect(alone).toMatchObject({ status: 0, stdout: 'curried.fs:1: nothing is to be proved on this line.\n' });
});
