// In: a program and its arguments. Out: its status and output, as bytes. The only place where this room starts processes.
import { spawn } from 'node:child_process';
import { ToolFailure } from '../base/tool-failure.ts';

export interface ProcessResult {
  /** Exit status; 128 + signal when it was killed. */
  readonly status: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

export interface ProcessInput {
  readonly input: string | Uint8Array;
  /** Folder that the process runs in: tools are given relative names only, so that no path of this machine gets into their output. */
  readonly folder?: string;
}

const signalNumbers: Readonly<Record<string, number>> = { SIGILL: 4, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 };

export function runProcess(path: string, parameters: readonly string[], options: ProcessInput): Promise<ProcessResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(path, parameters, {
      ...(options.folder === undefined ? {} : { cwd: options.folder }),
      stdio: 'pipe',
    });
    const out: Uint8Array[] = [];
    const err: Uint8Array[] = [];
    child.stdout.on('data', (chunk: Uint8Array) => out.push(chunk));
    child.stderr.on('data', (chunk: Uint8Array) => err.push(chunk));
    child.on('error', (cause) => reject(new ToolFailure({ doing: `start ${path}`, said: cause.message })));
    child.on('close', (code, signal) =>
      resolve({
        status: code ?? 128 + (signalNumbers[signal ?? ''] ?? 0),
        stdout: Buffer.concat(out),
        stderr: Buffer.concat(err).toString('utf8'),
      }),
    );
    // A tool that stops early closes its input: its own message says why.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input);
  });
}
