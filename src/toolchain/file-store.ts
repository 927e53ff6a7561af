// In: a folder. Out: a store of texts by key that outlives the process. What cannot be read or written is forgotten, never an error.
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Keys are digests in hexadecimal; others are not stored. A text is written beside its place and renamed, so that a reader (another
 * build at the same time) sees a whole text or none. The random part of the temporary name never reaches any output.
 */
export function openFileStore(folder: string): {
  get(key: string): string | undefined;
  put(key: string, value: string): void;
} {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), `${key}.json`);
  const isKey = (key: string) => /^[0-9a-f]{16,128}$/.test(key);
  return {
    get: (key) => {
      if (!isKey(key)) return undefined;
      try {
        return readFileSync(pathOf(key), 'utf8');
      } catch {
        return undefined;
      }
    },
    put: (key, value) => {
      if (!isKey(key)) return;
      const path = pathOf(key);
      const beside = `${path}.${randomUUID()}`;
      try {
        mkdirSync(join(folder, key.slice(0, 2)), { recursive: true });
        writeFileSync(beside, value);
        renameSync(beside, path);
      } catch {
        forget(beside);
      }
    },
  };
}

/** A temporary file that cannot be removed either is of no use to anyone and of no harm. */
function forget(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    return;
  }
}
