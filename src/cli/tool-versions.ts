// In: nothing. Out: the versions and digests of everything that takes part in a build, for its evidence.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { ToolVersion } from '../evidence/write-record.ts';
import { solverVersion } from '../smt/session.ts';
import { findLibrary } from '../toolchain/link.ts';
import { buildTools, digestOfTool, findTool } from '../toolchain/tools.ts';
import { packageRoot, version } from './load-package.ts';

export async function toolVersions(): Promise<readonly ToolVersion[]> {
  const tools = await Promise.all(
    [...buildTools, 'llvm-objdump' as const].map(async (name) => {
      const found = await findTool(name);
      return found.state === 'found' ? [{ name, version: found.version, sha256: await digestOfTool(found) }] : [];
    }),
  );
  return [
    { name: 'firefly', version: version(), sha256: digestOfFolder(join(packageRoot, 'dist')) },
    { name: 'node', version: process.version, sha256: null },
    { name: 'z3-solver', version: solverVersion, sha256: digestOfSolver() },
    ...tools.flat(),
  ];
}

/** The shared libraries that an image is linked with; what is missing is the linker's to report. */
export async function libraryVersions(names: readonly string[]): Promise<readonly ToolVersion[]> {
  const found = await Promise.all(
    names.map(async (name): Promise<readonly ToolVersion[]> => {
      const path = await findLibrary(name).catch(() => undefined);
      if (path === undefined) return [];
      const bytes = await readFile(path);
      // as glibc names itself, in its main library only
      const version = /GNU C Library [^\n]* version (\d+(?:\.\d+)*)/.exec(bytes.toString('latin1'))?.[1];
      return [{ name, version: version ?? 'unknown', sha256: createHash('sha256').update(bytes).digest('hex') }];
    }),
  );
  const list = found.flat();
  const named = list.find(({ version }) => version !== 'unknown')?.version ?? 'unknown';
  return list.map((each) => ({ ...each, version: named }));
}

/** The compiler is its compiled files, in name order. */
function digestOfFolder(folder: string): string | null {
  const hash = createHash('sha256');
  try {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.js'))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files)
      hash.update(file.slice(folder.length)).update('\0').update(readFileSync(file)).update('\0');
    return hash.digest('hex');
  } catch {
    return null;
  }
}

function digestOfSolver(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve('z3-solver');
    return createHash('sha256')
      .update(readFileSync(join(dirname(entry), 'z3-built.wasm')))
      .digest('hex');
  } catch {
    return null;
  }
}
