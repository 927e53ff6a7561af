// In: a program in a dialect that IRDL defines, and the definition. Out: what mlir-opt refuses, each at its place in the source; nothing when it accepts.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ToolFailure, type ToolPlace } from '../base/tool-failure.ts';
import { inOwnFolder } from './link.ts';
import { placesIn } from './lower.ts';
import { runProcess } from './run-process.ts';
import { demandTools } from './tools.ts';

export interface Refusal {
  readonly place: ToolPlace;
  /** mlir-opt's words. */
  readonly said: string;
}

/** Throws `ToolFailure` when mlir-opt fails without naming a place in the source. */
export function verifyDialect(program: string, definition: string): Promise<readonly Refusal[]> {
  return inOwnFolder(async (folder) => {
    const tools = await demandTools('mlir-opt');
    await writeFile(join(folder, 'firefly.irdl.mlir'), definition);
    const { status, stderr } = await runProcess(
      tools['mlir-opt'],
      ['--irdl-file=firefly.irdl.mlir', '--verify-each', '--mlir-print-op-on-diagnostic=false', '-o', '/dev/null'],
      { input: program, folder },
    );
    if (status === 0) return [];
    const refusals = stderr.split('\n').flatMap((line): readonly Refusal[] => {
      const [place] = placesIn(line);
      const said = /error: (.*)$/.exec(line)?.[1];
      return place && said !== undefined ? [{ place, said }] : [];
    });
    if (refusals.length === 0)
      throw new ToolFailure({ doing: 'verify the firefly dialect', said: stderr.trim() || `exit status ${status}` });
    return refusals;
  });
}
