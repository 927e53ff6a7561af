// In: programs of the dialect. Out: what the F# checker says of each, in the same order. The checker runs in a process of its own.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { SourceFile } from '../../src/base/source.ts';
import { type FSharpFile, libraryFiles, toFSharp } from './translate.ts';

export interface FSharpMessage {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly isWarning: boolean;
}

/** About a second to start, then 50 ms a program. */
export async function askFSharp(
  programs: readonly (readonly SourceFile[])[],
): Promise<readonly (readonly FSharpMessage[])[]> {
  const child = spawn(process.execPath, ['--stack-size=4000', join(__dirname, 'fsharp.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const output: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  for (const sources of programs) {
    const files: readonly FSharpFile[] = [...libraryFiles, ...sources.map(toFSharp)];
    child.stdin.write(`${JSON.stringify({ files })}\n`);
  }
  child.stdin.end();
  const status = await closed;
  const lines = Buffer.concat(output).toString('utf8').split('\n').slice(0, -1);
  if (status !== 0 || lines.length !== programs.length)
    throw new Error(`the F# checker ended with ${status} after ${lines.length} of ${programs.length} programs`);
  return lines.map((line) => JSON.parse(line) as readonly FSharpMessage[]);
}
