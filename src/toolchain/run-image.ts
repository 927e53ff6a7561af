// In: a linked image and how its target runs. Out: the program's own exit status and output. Natively, or in QEMU without network and display.
import { spawn } from 'node:child_process';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolFailure } from '../base/tool-failure.ts';
import { inOwnFolder } from './link.ts';
import { type ProcessResult, runProcess } from './run-process.ts';
import { demandTools } from './tools.ts';

/** How an image is run; the shape of `Runner` in a target's definition. */
export type RunWith =
  | { readonly kind: 'native' }
  | { readonly kind: 'qemu'; readonly machine: string; readonly flags: readonly string[] }
  | { readonly kind: 'none'; readonly why: string };

interface Command {
  readonly path: string;
  readonly parameters: readonly string[];
}

async function commandFor(
  runner: RunWith,
  elf: Uint8Array,
  words: readonly string[],
  folder: string,
): Promise<Command> {
  const image = join(folder, 'program.elf');
  await writeFile(image, elf);
  switch (runner.kind) {
    case 'native':
      await chmod(image, 0o700);
      return { path: image, parameters: words };
    case 'qemu': {
      const tools = await demandTools('qemu-system-arm');
      return {
        path: tools['qemu-system-arm'],
        parameters: ['-M', runner.machine, ...withArguments(runner.flags, words), '-kernel', image],
      };
    }
    case 'none':
      throw new ToolFailure({ doing: 'run the image', said: 'this board cannot be run here', hint: runner.why });
  }
}

/** QEMU hands arguments to a semihosted program as one command line; the first is the program's name. */
function withArguments(flags: readonly string[], words: readonly string[]): readonly string[] {
  if (words.length === 0) return flags;
  const list = ['program', ...words].map((word) => `,arg=${word.replaceAll(',', ',,')}`).join('');
  return flags.map((flag) => (flag.startsWith('enable=on') ? `${flag}${list}` : flag));
}

/** Runs an image with this process's own standard streams; yields its exit status. */
export function runImage(runner: RunWith, elf: Uint8Array, words: readonly string[]): Promise<number> {
  return inOwnFolder(async (folder) => {
    const { path, parameters } = await commandFor(runner, elf, words, folder);
    return new Promise<number>((resolve, reject) => {
      const child = spawn(path, parameters, { stdio: 'inherit' });
      child.on('error', (cause) => reject(new ToolFailure({ doing: 'run the image', said: cause.message })));
      child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGILL' ? 132 : 128)));
    });
  });
}

/** Runs an image with given input and collects its output. */
export function captureImage(
  runner: RunWith,
  elf: Uint8Array,
  words: readonly string[],
  input: string | Uint8Array,
): Promise<ProcessResult> {
  return inOwnFolder(async (folder) => {
    const { path, parameters } = await commandFor(runner, elf, words, folder);
    return runProcess(path, parameters, { input });
  });
}
