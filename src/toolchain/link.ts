// In: an object file, a linker script and flags. Out: the ELF image, and its other formats. Works in a folder of its own, removed afterwards.
import { access, constants, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolFailure } from '../base/tool-failure.ts';
import { runProcess } from './run-process.ts';
import { demandTools } from './tools.ts';

export interface LinkInput {
  readonly object: Uint8Array;
  readonly script: string | null;
  readonly flags: readonly string[];
  /** Shared libraries, by the names that the loader finds them by; none: the image is static. */
  readonly libraries: readonly string[];
}

/** Guard records that point to code which was dropped at link time get an address that no instruction has. */
const commonFlags = [
  '-z',
  'dead-reloc-in-nonalloc=.firefly.guards=0xffffffffffffffff',
  '--gc-sections',
  '--build-id=none',
] as const;

export function link(input: LinkInput): Promise<Uint8Array> {
  return inOwnFolder(async (folder) => {
    const tools = await demandTools('ld.lld');
    await writeFile(join(folder, 'program.o'), input.object);
    if (input.script !== null) await writeFile(join(folder, 'program.ld'), input.script);
    const script = input.script === null ? [] : ['-T', 'program.ld'];
    const libraries = await Promise.all(input.libraries.map(findLibrary));
    const kind = libraries.length === 0 ? ['-static'] : ['--as-needed'];
    const { status, stderr } = await runProcess(
      tools['ld.lld'],
      [...commonFlags, ...kind, ...input.flags, ...script, '-o', 'program.elf', 'program.o', ...libraries],
      { input: '', folder },
    );
    if (status !== 0) {
      const undefinedSymbols = [...stderr.matchAll(/undefined symbol: (\S+)/g)].map(([, name]) => name ?? '');
      throw new ToolFailure({ doing: 'link', said: stderr.trim() || `exit status ${status}`, undefinedSymbols });
    }
    return readFile(join(folder, 'program.elf'));
  });
}

/** Where the libraries of x86-64 systems with glibc lie. */
const libraryFolders = [
  '/lib/x86_64-linux-gnu',
  '/lib64',
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
] as const;

export async function findLibrary(name: string): Promise<string> {
  for (const folder of libraryFolders) {
    const path = join(folder, name);
    if (await isReadable(path)) return path;
  }
  throw new ToolFailure({
    doing: 'link with the C library',
    said: `${name} is in none of ${libraryFolders.join(', ')}`,
    hint: 'apt-get install -y libc6',
  });
}

async function isReadable(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

/** The loadable bytes of an image, raw or as Intel HEX. */
export function convertImage(elf: Uint8Array, format: 'bin' | 'hex'): Promise<Uint8Array> {
  return inOwnFolder(async (folder) => {
    const tools = await demandTools('llvm-objcopy');
    await writeFile(join(folder, 'program.elf'), elf);
    const kind = format === 'bin' ? 'binary' : 'ihex';
    const { status, stderr } = await runProcess(tools['llvm-objcopy'], ['-O', kind, 'program.elf', 'program.out'], {
      input: '',
      folder,
    });
    if (status !== 0)
      throw new ToolFailure({ doing: `make a .${format} image`, said: stderr.trim() || `exit status ${status}` });
    return readFile(join(folder, 'program.out'));
  });
}

/** Runs an action with a new empty folder, which is removed whatever happens. */
export async function inOwnFolder<T>(action: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'firefly-'));
  try {
    return await action(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
