// What a target is, as data. Implemented by one folder per target under `src/targets/`; everything above reads only this.
import type { Access, Region } from './region.ts';

/** A range of the memory map, `[start, start + size)` in bytes. */
export interface MapRange {
  readonly name: string;
  readonly start: bigint;
  readonly size: bigint;
  readonly region: Region;
  readonly access: Access;
  /** Widths in bytes that the bus accepts there. */
  readonly widths: readonly number[];
}

export interface MemoryMap {
  readonly name: string;
  /** Where the map comes from (reference manual, section), or why there is none. */
  readonly source: string;
  readonly ranges: readonly MapRange[];
}

export type Architecture = 'x86_64' | 'armv8m.main';

/** The facts about a target that proofs rest on. They enter every certificate's key. */
export interface Target {
  /** Name on the command line and of the output folder: `x86_64-linux`, `cortex-m33`. */
  readonly name: string;
  readonly architecture: Architecture;
  /** LLVM triple. */
  readonly triple: string;
  /** Width of `int`, `uint`, `nativeint`, pointers and lengths, in bits. */
  readonly wordBits: 32 | 64;
  readonly board: string;
  readonly memoryMap: MemoryMap;
  /** Size in bytes of the largest array that can exist: arrays lie in sram, flash or stack. Bounds the length of every array, span and string. */
  readonly largestObject: bigint;
}

/** Number of bits of an integer type on a target. */
export function bitsOf(bits: 8 | 16 | 32 | 64 | 'word', target: Target): 8 | 16 | 32 | 64 {
  return bits === 'word' ? target.wordBits : bits;
}
