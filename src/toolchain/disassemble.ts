// In: an ELF image. Out: its disassembly as llvm-objdump prints it, and the source lines of addresses.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolFailure } from '../base/tool-failure.ts';
import { inOwnFolder } from './link.ts';
import { runProcess } from './run-process.ts';
import { demandTools } from './tools.ts';

/** The text of `llvm-objdump -d`: addresses, bytes, instructions, function labels. */
export function disassemble(elf: Uint8Array): Promise<string> {
  return inOwnFolder(async (folder) => {
    const tools = await demandTools('llvm-objdump');
    await writeFile(join(folder, 'program.elf'), elf);
    return text(tools['llvm-objdump'], 'disassemble', ['-d', 'program.elf'], folder);
  });
}

/** Per address (`0x…`) the `file:line:column` of its innermost source place, or `null` when the debug information has none. */
export function sourceLines(elf: Uint8Array, addresses: readonly string[]): Promise<readonly (string | null)[]> {
  return inOwnFolder(async (folder) => {
    const tools = await demandTools('llvm-symbolizer');
    await writeFile(join(folder, 'program.elf'), elf);
    const out = await text(
      tools['llvm-symbolizer'],
      'find source lines',
      ['-e', 'program.elf', '--no-inlines', '--functions=none', ...addresses],
      folder,
    );
    const lines = out.split('\n').filter((line) => line !== '');
    return addresses.map((_, index) => {
      const line = lines[index];
      return line === undefined || line.startsWith('??') ? null : line;
    });
  });
}

async function text(path: string, doing: string, parameters: readonly string[], folder: string): Promise<string> {
  const { status, stdout, stderr } = await runProcess(path, parameters, { input: '', folder });
  if (status !== 0) throw new ToolFailure({ doing, said: stderr.trim() || `exit status ${status}` });
  return new TextDecoder().decode(stdout);
}
