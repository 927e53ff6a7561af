// In: an image. Out: where execution enters it: compiled code of the start-up, exception handlers, and the handler that reports a failed guard.
import type { ElfImage } from './elf.ts';
import { functionAt, functionExtents, plainAddress } from './functions.ts';

export interface StackEntry {
  readonly symbol: string;
  /** Bytes on the stack before the first instruction. */
  readonly onEntry: number;
}

/**
 * Armv8-M exception frame with room for floating-point state, which the start-up code enables: 26 words, and 4 bytes to align the stack to 8
 * (Armv8-M Architecture Reference Manual, B3.19).
 */
export const armExceptionFrame = 108;

/** Names in the start-up code of every target. */
const start = 'firefly.start';
const fault = 'firefly.fault';

/**
 * `firefly.start` is the first compiled function (on Linux the assembly before it has placed 16 bytes per argument, which is not counted); without it the image's
 * own entry. Exception handlers come from the vector table. `firefly.fault` runs on a stack of its own on ARM; on Linux the kernel's signal frame is not counted.
 */
export function startupEntries(image: ElfImage): readonly StackEntry[] {
  const extents = functionExtents(image);
  const named = new Set(extents.flatMap(({ names }) => names));
  const nameAt = (address: number): string | undefined => functionAt(extents, plainAddress(image, address))?.name;
  const first = named.has(start) ? start : (nameAt(image.entry) ?? 'entry');
  const entries = new Map<string, number>([[first, image.machine === 'arm' ? 0 : 8]]);
  const reset = nameAt(image.entry);
  for (const vector of vectorsOf(image)) {
    const symbol = nameAt(vector);
    // The fault handler's assembly only changes stacks; what runs then is listed below.
    if (symbol !== undefined && symbol !== reset && !(symbol === 'HardFault_Handler' && named.has(fault)))
      entries.set(symbol, armExceptionFrame);
  }
  if (named.has(fault)) entries.set(fault, 0);
  return [...entries].map(([symbol, onEntry]) => ({ symbol, onEntry }));
}

/** The vector table without its first word, the initial stack pointer. */
function vectorsOf(image: ElfImage): readonly number[] {
  if (image.machine !== 'arm') return [];
  const table = image.sections.find(({ name }) => name === '.vectors')?.bytes ?? new Uint8Array();
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const vectors: number[] = [];
  for (let at = 4; at + 4 <= table.length; at += 4) vectors.push(view.getUint32(at, true));
  return vectors.filter((address) => address !== 0);
}
