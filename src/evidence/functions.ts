// In: an image. Out: the address ranges of its functions, by address. Labels without a size (assembly) reach to the next symbol.
import type { ElfImage } from './elf.ts';

/** `[start, end)`; the Thumb bit is cleared. `name` is the first in alphabetical order when several symbols share the address. */
export interface FunctionExtent {
  readonly name: string;
  readonly names: readonly string[];
  readonly start: number;
  readonly end: number;
}

/** The functions of the executable sections, in address order. */
export function functionExtents(image: ElfImage): readonly FunctionExtent[] {
  const starts = new Map<number, { names: string[]; size: number; limit: number }>();
  for (const symbol of image.symbols) {
    const section = symbol.section === undefined ? undefined : image.sections[symbol.section];
    if (!section?.isExecutable || symbol.name === '' || isMapping(symbol.name)) continue;
    if (symbol.kind !== 'function' && symbol.kind !== 'untyped') continue;
    const start = plainAddress(image, symbol.address);
    const limit = section.address + section.size;
    if (start < section.address || start >= limit) continue;
    const known = starts.get(start) ?? { names: [], size: 0, limit };
    known.names.push(symbol.name);
    known.size = Math.max(known.size, symbol.size);
    starts.set(start, known);
  }
  const ordered = [...starts].toSorted(([a], [b]) => a - b);
  const extents: FunctionExtent[] = [];
  for (const [index, [start, { names, size, limit }]] of ordered.entries()) {
    const next = ordered[index + 1]?.[0] ?? limit;
    const sorted = names.toSorted();
    const previous = extents.at(-1);
    // A label inside a sized function (a loop head of inline assembly) belongs to that function.
    if (size === 0 && previous && start < previous.end) continue;
    extents.push({ name: sorted[0] ?? '', names: sorted, start, end: Math.min(limit, size > 0 ? start + size : next) });
  }
  return extents;
}

/** The function that holds an address, by binary search. */
export function functionAt(extents: readonly FunctionExtent[], address: number): FunctionExtent | undefined {
  let low = 0;
  let high = extents.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const extent = extents[middle];
    if (!extent) return undefined;
    if (address < extent.start) high = middle - 1;
    else if (address >= extent.end) low = middle + 1;
    else return extent;
  }
  return undefined;
}

/** A code address without ARM's Thumb bit. */
export function plainAddress(image: ElfImage, address: number): number {
  return image.machine === 'arm' && address % 2 === 1 ? address - 1 : address;
}

/** ARM's marks of code and data (`$t`, `$d`, `$a`), not names of the program. */
function isMapping(name: string): boolean {
  return /^\$[atdx](\.|$)/.test(name);
}
