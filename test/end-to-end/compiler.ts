// In: a program's folder. Out: what the built compiler (dist/) makes of a copy of it in a fresh folder: exit status, output, evidence. Removes the copies afterwards.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Evidence, evidenceSchema } from '../../src/evidence/record.ts';

export const repository = join(__dirname, '..', '..');
export const corpus = join(repository, 'corpus');
const entry = join(repository, 'dist', 'cli', 'main.js');

/** Both targets that an image can be run for on this machine. */
export const runnableTargets = ['x86_64-linux', 'cortex-m33'] as const;

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const copies: string[] = [];

afterAll(() => {
  for (const folder of copies.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A copy of a program's folder that no other test touches. `edit` changes a file's text; a change that changes nothing is a mistake of the test. */
export function copyProgram(folder: string, edits: Readonly<Record<string, (text: string) => string>> = {}): string {
  const top = mkdtempSync(join(tmpdir(), 'firefly-'));
  copies.push(top);
  const copy = join(top, basename(folder));
  cpSync(folder, copy, { recursive: true, filter: (path) => basename(path) !== 'out' });
  for (const [name, edit] of Object.entries(edits)) {
    const before = readFileSync(join(copy, name), 'utf8');
    const after = edit(before);
    if (after === before) throw new Error(`the edit of ${name} changed nothing`);
    writeFileSync(join(copy, name), after);
  }
  return copy;
}

/** A project of one source, on the named targets; `more` are further lines of its last section, `[build]`. */
export function writeProgram(
  name: string,
  source: string,
  targets: readonly string[] = runnableTargets,
  more: readonly string[] = [],
): string {
  const top = mkdtempSync(join(tmpdir(), 'firefly-'));
  copies.push(top);
  const file = `${name.charAt(0).toUpperCase()}${name.slice(1)}.fs`;
  writeFileSync(join(top, file), source);
  writeFileSync(
    join(top, `${name}.fidproj`),
    [
      `[package]\nname = "${name}"\nversion = "1.0.0"\n`,
      `[compilation]\ntargets = [${targets.map((each) => `"${each}"`).join(', ')}]\n`,
      `[build]\nsources = ["${file}"]\noutput = "${name}"\noutput_kind = "console"\n${more.map((line) => `${line}\n`).join('')}`,
    ].join('\n'),
  );
  return top;
}

export function firefly(options: readonly string[], input: string | Buffer = ''): Outcome {
  const done = spawnSync(process.execPath, [entry, ...options], {
    encoding: 'utf8',
    input,
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 64 << 20,
    timeout: 300_000,
  });
  if (done.error) throw done.error;
  return { status: done.status, stdout: done.stdout, stderr: done.stderr };
}

export function readEvidence(folder: string, target: string): Evidence {
  return evidenceSchema.parse(JSON.parse(readFileSync(join(folder, 'out', target, 'evidence.json'), 'utf8')));
}

/** Every file below a folder with its bytes in hexadecimal, sorted by name. */
export function contentsOf(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => join(each.parentPath, each.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path).toString('hex')]),
  );
}

/** A tool by its versioned or plain name, as Debian and others call it. */
export function toolPath(name: string): string {
  const folders = (process.env.PATH ?? '').split(':');
  const found = [`${name}-22`, name].flatMap((each) => folders.map((folder) => join(folder, each))).find(existsSync);
  if (found === undefined) throw new Error(`${name} is not installed; node .ci/setup.mjs installs it`);
  return found;
}

/** Names of the corpus programs that are projects: each has a folder of its own. */
export const corpusPrograms: readonly string[] = readdirSync(corpus)
  .filter((name) => existsSync(join(corpus, name, `${name}.fidproj`)))
  .sort();

/** The targets that a program's project names. */
export function targetsOf(program: string): readonly string[] {
  const text = readFileSync(join(corpus, program, `${program}.fidproj`), 'utf8');
  const list = /^targets = \[(.*)\]$/m.exec(text)?.[1] ?? '';
  return [...list.matchAll(/"([^"]+)"/g)].map(([, name]) => name ?? '');
}

/** Text of a file of a corpus program, or nothing if there is none. */
export function corpusText(program: string, name: string): string | undefined {
  const path = join(corpus, program, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}
