import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeOutput } from '../../src/cli/write-output.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'firefly-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const hash = 'a'.repeat(64);

function filesNow(): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name).slice(folder.length + 1))
    .sort();
}

test('what an earlier build wrote and this one does not is removed; other files stay', () => {
  const earlier = [
    'evidence.json',
    'old.elf',
    'old.core.json',
    'old.psg.json',
    `certificates/${hash}.cert`,
    `certificates/${hash}.smt2`,
  ];
  writeOutput(folder, new Map(earlier.map((name) => [name, 'earlier'])));
  for (const name of ['notes.json', 'score.json', 'certificates/README.md']) writeFileSync(join(folder, name), 'mine');
  const now = new Map([
    ['evidence.json', 'now'],
    ['new.core.json', 'now'],
  ]);
  writeOutput(folder, now);
  expect(filesNow()).toEqual(['certificates/README.md', 'evidence.json', 'new.core.json', 'notes.json', 'score.json']);
  expect(readFileSync(join(folder, 'evidence.json'), 'utf8')).toBe('now');
});

test('the graph for re-checking and the exported graph with its proofs lie side by side', () => {
  writeOutput(
    folder,
    new Map([
      ['ring.core.json', 'core'],
      ['ring.psg.json', 'with proofs'],
    ]),
  );
  expect(filesNow()).toEqual(['ring.core.json', 'ring.psg.json']);
});
