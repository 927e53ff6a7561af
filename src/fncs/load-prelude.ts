// In: nothing. Out: the source files of the library, in compilation order, read from the package's own folder. The only file of the room that reads files.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceFile } from '../base/source.ts';
import { createPreludeFile, preludeFolder } from './prelude-file.ts';

/** Each may use those before it. */
const preludeFiles = [
  'core.fs',
  'bits.fs',
  'math.fs',
  'system.fs',
  'span.fs',
  'array.fs',
  'seq.fs',
  'utf8.fs',
  'text.fs',
  'decimal.fs',
  'parse.fs',
  'format.fs',
  'platform.fs',
  'console.fs',
] as const;

/** Works from `src/` and from `dist/`: both lie beside each other in the package, and the `.fs` files stay in `src/`. */
export function loadPrelude(): readonly SourceFile[] {
  const room = dirname(fileURLToPath(import.meta.url));
  const folder = join(room, '..', '..', 'src', 'fncs', preludeFolder);
  return preludeFiles.map((name) =>
    createPreludeFile(name, readFileSync(join(folder, name), 'utf8').replace(/\r\n/g, '\n')),
  );
}
