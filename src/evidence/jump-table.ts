// In: a jump through a table. Out: the addresses that the table may lead to, or undefined when it cannot be read.
// x86-64: `jmpq *table(,%reg,8)`: consecutive words that are addresses inside the same function. Thumb: `tbb`/`tbh [pc, …]` reach only forward
// within the function that holds the table, so they lead nowhere else.
import type { Instruction } from './disassembly.ts';
import type { ElfImage } from './elf.ts';
import type { FunctionExtent } from './functions.ts';

export function tableTargets(
  image: ElfImage,
  { operands }: Instruction,
  extent: FunctionExtent,
): readonly number[] | undefined {
  if (image.machine === 'arm') return /^\[pc, /.test(operands) ? [] : undefined;
  const match = /^\*(?:0x)?([0-9a-f]+)\(,%\w+,8\)$/.exec(operands);
  const base = match ? Number.parseInt(match[1] ?? '', 16) : Number.NaN;
  const section = image.sections.find(
    (each) => each.isLoaded && base >= each.address && base + 8 <= each.address + each.bytes.length,
  );
  if (!section) return undefined;
  const { bytes } = section;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const targets: number[] = [];
  for (let at = base - section.address; at + 8 <= bytes.length; at += 8) {
    const target = Number(view.getBigUint64(at, true));
    if (target < extent.start || target >= extent.end) break;
    targets.push(target);
  }
  return targets.length > 0 ? targets : undefined;
}
