// The world of a program that is interpreted on the command line: this process's own standard streams and clock, and registers that hold what was written to them.
import { readSync, writeSync } from 'node:fs';
import process from 'node:process';
import { plainRegisters, type World } from '../interpreter/world.ts';

/** The numbers that Linux gives for failures (asm-generic/errno-base.h). */
const failures: Readonly<Record<string, bigint>> = { EIO: -5n, EBADF: -9n, EPIPE: -32n };

export function hostWorld(): World {
  return {
    ...plainRegisters(),
    readBytes(stream, count) {
      const bytes = new Uint8Array(Number(count));
      if (stream !== 0n) return { bytes: new Uint8Array(), answer: failures.EBADF ?? -1n };
      const answer = transfer(() => readSync(0, bytes));
      return { bytes: bytes.subarray(0, Math.max(Number(answer), 0)), answer };
    },
    writeBytes(stream, bytes) {
      if (stream !== 1n && stream !== 2n) return failures.EBADF ?? -1n;
      return bytes.length === 0 ? 0n : transfer(() => writeSync(Number(stream), bytes));
    },
    now: () => process.hrtime.bigint(),
    sleep: (milliseconds) => {
      if (milliseconds > 0n) pause(Number(milliseconds));
    },
    pause: () => {},
  };
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Waits where a stream is not ready; a failure is a negative number, the end of the input is 0. */
function transfer(once: () => number): bigint {
  for (;;) {
    try {
      return BigInt(once());
    } catch (failure) {
      const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
      if (code === 'EOF') return 0n;
      if (code !== 'EAGAIN') return failures[code] ?? failures.EIO ?? -1n;
      pause(5);
    }
  }
}
