// What a program meets outside of itself: streams of bytes, time, the registers of devices. Here as an interface, and as the plainest world that answers: given
// input, collected output, a clock that counts, registers that hold what was last written to them. No file, no real clock.
import type { NodeId } from '../psg/node.ts';

/** What a read from a stream gives: bytes for the beginning of the buffer, and the answer, which the program may find to be any number. */
export interface Received {
  /** Undefined: a byte that is chosen when it is read (`Observer.fresh`). */
  readonly bytes: ArrayLike<number | undefined>;
  readonly answer: bigint;
}

/**
 * Answers are cut to the width of what is asked for. A world may throw `Stop` (machine.ts) to end the run. `place` is the node that asks: a real world does not know it.
 */
export interface World {
  /** `room`: the elements of the buffer; what is more is not written. */
  readonly readBytes: (stream: bigint, count: bigint, room: number, place: NodeId) => Received;
  /** Gives the number of bytes written, or a negative number. */
  readonly writeBytes: (stream: bigint, bytes: Uint8Array) => bigint;
  /** Nanoseconds. */
  readonly now: (place: NodeId) => bigint;
  readonly sleep: (milliseconds: bigint) => void;
  /** Whether one of `count` interrupt handlers runs now, and which: between two steps, or where the program waits for one. Without it, none ever does. */
  readonly interrupt?: (count: number, where: 'between' | 'waiting') => number | undefined;
  /**
   * What a function of C gives back, as bits, and what it leaves in each element of all arrays that C was ever given to write to (undefined: what is there). Without it, or without an
   * answer, C is not run.
   */
  readonly foreign?: (
    symbol: string,
    place: NodeId,
  ) => { readonly result: bigint; readonly left: (element: number) => bigint | undefined } | undefined;
  readonly pause: (how: 'nop' | 'waitForInterrupt') => void;
  /** A volatile access of `width` bytes, exactly as often and in the order written. */
  readonly load: (address: bigint, width: number, place: NodeId) => bigint;
  readonly store: (address: bigint, width: number, value: bigint) => void;
}

/** No such stream: the number that Linux gives (EBADF). */
const badStream = -9n;

/** Registers that hold what was last written to them, and are 0 before: plain memory, byte by byte. */
export function plainRegisters(): {
  readonly load: (address: bigint, width: number) => bigint;
  readonly store: World['store'];
} {
  const bytes = new Map<bigint, bigint>();
  return {
    load(address, width) {
      let value = 0n;
      for (let i = width - 1; i >= 0; i--) value = (value << 8n) | (bytes.get(address + BigInt(i)) ?? 0n);
      return value;
    },
    store(address, width, value) {
      for (let i = 0; i < width; i++) bytes.set(address + BigInt(i), (value >> BigInt(8 * i)) & 0xffn);
    },
  };
}

export interface ClosedWorld extends World {
  /** What the program has written to standard output (1) or standard error (2). */
  readonly written: (stream: 1 | 2) => Uint8Array;
  /** Whether the program took anything from outside: without, another input gives the same run. */
  readonly wasAsked: () => boolean;
}

/** Standard input is these bytes; the clock ticks once each time it is read; sleeping moves it on. A program that waits for an interrupt gets one: its handlers take turns. */
export function closedWorld(input: Uint8Array): ClosedWorld {
  const output: Record<1 | 2, number[]> = { 1: [], 2: [] };
  const registers = plainRegisters();
  let at = 0;
  let time = 0n;
  let asked = 0;
  let waits = 0;
  return {
    interrupt: (count, where) => (where === 'waiting' ? waits++ % count : undefined),
    readBytes(stream, count) {
      asked++;
      if (stream !== 0n) return { bytes: new Uint8Array(), answer: badStream };
      const bytes = input.subarray(at, at + Number(count < 0n ? 0n : count));
      at += bytes.length;
      return { bytes, answer: BigInt(bytes.length) };
    },
    writeBytes(stream, bytes) {
      if (stream !== 1n && stream !== 2n) return badStream;
      for (const byte of bytes) output[stream === 1n ? 1 : 2].push(byte);
      return BigInt(bytes.length);
    },
    now() {
      asked++;
      return ++time;
    },
    sleep(milliseconds) {
      if (milliseconds > 0n) time += milliseconds * 1_000_000n;
    },
    pause() {},
    load(address, width) {
      asked++;
      return registers.load(address, width);
    },
    store: registers.store,
    written: (stream) => Uint8Array.from(output[stream]),
    wasAsked: () => asked > 0,
  };
}
