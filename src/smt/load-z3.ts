// In: nothing. Out: a worker thread with Z3 in it, as an engine that takes scripts and gives texts. The room's only contact with the machine.
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SolverScript } from './read-reply.ts';

/** A running solver process, as the session sees it. Tests put stubs in its place. */
export interface Engine {
  post(script: SolverScript): void;
  /** Called for every message of the engine; `{ ready: version }` comes first. */
  onMessage(listener: (message: unknown) => void): void;
  /** Called when the engine stopped by itself. */
  onStop(listener: (why: string) => void): void;
  /** Stops it at once, even while it solves. */
  stop(): Promise<void>;
}

/** The machine's parallelism, at most 4: each instance takes about 140 MB. */
export function sensibleWorkers(): number {
  return Math.min(4, availableParallelism());
}

/** The worker is JavaScript: the build's when we run from source. */
export function workerPath(): string {
  const here = import.meta.url;
  const folder = here.slice(0, here.lastIndexOf('/')).replace(/\/src\/smt$/, '/dist/smt');
  return fileURLToPath(`${folder}/z3-worker.js`);
}

export function startZ3(): Engine {
  const worker = new Worker(workerPath());
  return {
    post: (script) => worker.postMessage(script),
    onMessage: (listener) => worker.on('message', listener),
    onStop: (listener) => {
      worker.on('error', (error) => listener(error instanceof Error ? error.message : String(error)));
      worker.on('exit', (code) => listener(`exit status ${code}`));
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
