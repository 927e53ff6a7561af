// In: queries. Out: replies, from a pool of Z3 workers started when first needed. A worker that is silent, broken or lying yields `none`.
// Invariant: a worker has at most one query at a time, and an answer counts only with the nonce of that query.
import { type Engine, sensibleWorkers, startZ3 } from './load-z3.ts';
import { type CanonicalQuery, canonicalQuery, type Query, type Reply, type Solver } from './query.ts';
import { readReply, type SolverOutput, solverScript } from './read-reply.ts';

/** The npm package, and the version that the library in it reports. */
export const solverVersion = 'z3-solver 5.2.0 (Z3 5.1.0.0)';
const libraryVersion = 'Z3 5.1.0.0';

export interface SessionOptions {
  /** Default: the machine's parallelism, at most 4. Replies do not depend on it. */
  readonly workers?: number;
  /**
   * Wall-clock time in milliseconds after which a silent worker is stopped and the reply is `none`. Far above what `rlimit` allows: it
   * must never decide a verdict on a slow machine, and it never yields one.
   */
  readonly watchdog?: number;
  readonly start?: () => Engine;
}

interface Waiting {
  readonly query: Query;
  readonly canonical: CanonicalQuery;
  readonly nonce: string;
  readonly answer: (reply: Reply) => void;
}

interface Seat {
  readonly engine: Engine;
  state: 'starting' | 'idle' | 'busy' | 'stopped';
  job: Waiting | undefined;
  timer: NodeJS.Timeout | undefined;
}

export function startSession(options: SessionOptions = {}): Solver {
  const limit = Math.max(1, options.workers ?? sensibleWorkers());
  const watchdog = options.watchdog ?? 300_000;
  const start = options.start ?? startZ3;
  const queue: Waiting[] = [];
  const seats = new Set<Seat>();
  let closed = false;
  let count = 0;

  function finish(seat: Seat, reply: Reply): void {
    clearTimeout(seat.timer);
    const { job } = seat;
    seat.job = undefined;
    job?.answer(reply);
  }

  /** Ends a worker for good: its query gets no answer, the next query gets a new worker. */
  function dismiss(seat: Seat, why: string): void {
    if (seat.state === 'stopped') return;
    const startedNever = seat.state === 'starting';
    seat.state = 'stopped';
    seats.delete(seat);
    finish(seat, { kind: 'none', why });
    // A solver that cannot start would be started again for ever: whoever waits gets no answer instead.
    if (startedNever) for (const job of queue.splice(0)) job.answer({ kind: 'none', why });
    seat.engine.stop().catch(() => undefined);
    serve();
  }

  function watch(seat: Seat): void {
    seat.timer = setTimeout(() => dismiss(seat, 'no answer'), watchdog);
  }

  function seatNew(): Seat {
    const seat: Seat = { engine: start(), state: 'starting', job: undefined, timer: undefined };
    seats.add(seat);
    watch(seat);
    seat.engine.onStop((why) => dismiss(seat, `solver stopped: ${why}`));
    seat.engine.onMessage((message) => receive(seat, message));
    return seat;
  }

  function receive(seat: Seat, message: unknown): void {
    if (seat.state === 'starting') {
      if (readyVersion(message) !== libraryVersion) {
        dismiss(seat, 'the solver is not the expected version');
        return;
      }
      clearTimeout(seat.timer);
      seat.state = 'idle';
      serve();
      return;
    }
    const { job } = seat;
    const output = asOutput(message);
    if (seat.state !== 'busy' || !job || !output) {
      dismiss(seat, 'the solver breaks the protocol');
      return;
    }
    const reply = readReply(job.canonical, job.nonce, output);
    if (reply.kind === 'none') {
      dismiss(seat, reply.why);
      return;
    }
    finish(seat, reply);
    seat.state = 'idle';
    serve();
  }

  function serve(): void {
    for (const seat of seats) {
      if (seat.state !== 'idle') continue;
      const job = queue.shift();
      if (!job) return;
      seat.state = 'busy';
      seat.job = job;
      watch(seat);
      seat.engine.post(solverScript(job.canonical, job.query.rlimit, job.nonce));
    }
    const starting = [...seats].filter((seat) => seat.state === 'starting').length;
    if (!closed && queue.length > starting && seats.size < limit) {
      seatNew();
      serve();
    }
  }

  return {
    version: solverVersion,
    ask: (query) =>
      new Promise((answer) => {
        if (closed) return answer({ kind: 'none', why: 'the solver is closed' });
        count += 1;
        queue.push({ query, canonical: canonicalQuery(query), nonce: `nonce-${count}`, answer });
        serve();
      }),
    close: async () => {
      closed = true;
      for (const job of queue.splice(0)) job.answer({ kind: 'none', why: 'the solver is closed' });
      await Promise.all(
        [...seats].map(async (seat) => {
          seat.state = 'stopped';
          seats.delete(seat);
          finish(seat, { kind: 'none', why: 'the solver is closed' });
          await seat.engine.stop();
        }),
      );
    },
  };
}

function readyVersion(message: unknown): string | undefined {
  const ready = typeof message === 'object' && message !== null && 'ready' in message ? message.ready : undefined;
  return typeof ready === 'string' ? ready : undefined;
}

function asOutput(message: unknown): SolverOutput | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  if (!('nonce' in message) || !('check' in message) || !('follow' in message)) return undefined;
  const { nonce, check, follow } = message;
  return typeof nonce === 'string' && typeof check === 'string' && typeof follow === 'string'
    ? { nonce, check, follow }
    : undefined;
}
