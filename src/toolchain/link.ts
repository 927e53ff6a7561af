// In: an object file, a linker script and flags. Out: the ELF image, and its other formats. Works in a folder of its own, removed afterwards.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolFailure } from '../base/tool-failure.ts';
import { runProcess } from './run-process.ts';
import { demandTools } from './tools.ts';

export interface LinkInput {
  readonly object: Uint8Array;
  readonly script: string | null;
  readonly flags: readonly string[];
}

/** Guard records that point to code which was dropped at link time get an address that no instruction has. */
const commonFlags = [
  '-static',
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
    const { status, stderr } = await runProcess(
      tools['ld.lld'],
      [...commonFlags, ...input.flags, ...script, '-o', 'program.elf', 'program.o'],
      { input: '', folder },
    );
    if (status !== 0) throw new ToolFailure({ doing: 'link', said: stderr.trim() || `exit status ${status}` });
    return readFile(join(folder, 'program.elf'));
  });
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
