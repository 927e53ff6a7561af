// In: what was produced, and the name of a golden file beside the tests. Out: an expectation. `UPDATE_GOLDEN=1` writes the file anew.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import process from 'node:process';

export function expectGolden(path: string, produced: string): void {
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, produced);
  }
  expect(produced).toBe(readFileSync(path, 'utf8'));
}
