// In: an image, its disassembly, and source places. Out: the machine code that came from each place. For people only: code that LLVM moved or merged carries
// another place or none, so an excerpt may be shorter than what the source became, or absent.
import { parseDisassembly, printInstruction } from './disassembly.ts';
import { readElf } from './elf.ts';
import { type CodePlace, readLineTable } from './line-table.ts';

export interface SourcePoint {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Longest excerpt in instructions. */
const longest = 12;

/** Finds the code of a place; null when there is none. */
export function machineCodeOf(elf: Uint8Array, disassembly: string): (place: SourcePoint) => string | null {
  const read = readElf(elf);
  if (read.kind === 'malformed') return () => null;
  const byPlace = new Map<string, CodePlace[]>();
  for (const place of readLineTable(read.image)) {
    const key = keyOf(place);
    const known = byPlace.get(key);
    if (known) known.push(place);
    else byPlace.set(key, [place]);
  }
  const { instructions } = parseDisassembly(disassembly);
  return (place) => {
    const lines: string[] = [];
    let last: number | undefined;
    for (const { start, end } of byPlace.get(keyOf(place)) ?? []) {
      for (let at = firstFrom(instructions, start); at < instructions.length; at++) {
        const instruction = instructions[at];
        if (!instruction || instruction.address >= end) break;
        if (lines.length >= longest) return [...lines, '…'].join('\n');
        if (last !== undefined && last !== instruction.address) lines.push('…');
        lines.push(printInstruction(instruction));
        last = instruction.address + instruction.bytes.length;
      }
    }
    return lines.length > 0 ? lines.join('\n') : null;
  };
}

function keyOf({ file, line, column }: SourcePoint): string {
  return `${file}:${line}:${column}`;
}

/** Index of the first instruction at or after an address, by binary search. */
function firstFrom(instructions: readonly { readonly address: number }[], address: number): number {
  let low = 0;
  let high = instructions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((instructions[middle]?.address ?? 0) < address) low = middle + 1;
    else high = middle;
  }
  return low;
}
