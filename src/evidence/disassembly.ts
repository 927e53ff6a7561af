// In: the text of `llvm-objdump -d`. Out: instructions by address, with the raw bytes that the disassembler read. Names in the text are ignored:
// addresses and bytes decide. What a line that is not understood hides shows up as bytes that no line covers (`uncovered`).
import type { ElfImage } from './elf.ts';

export interface Instruction {
  readonly address: number;
  /** In memory order. */
  readonly bytes: Uint8Array;
  readonly mnemonic: string;
  /** Without the disassembler's comments and symbol names. */
  readonly operands: string;
}

export interface Disassembly {
  /** In address order; data in executable sections is not among them. */
  readonly instructions: readonly Instruction[];
  /** Everything that a line of the text accounts for, data included. */
  readonly covered: readonly { readonly address: number; readonly bytes: Uint8Array }[];
}

const instructionLine =
  /^\s*([0-9a-f]{1,13}): ((?:(?:[0-9a-f]{8}|[0-9a-f]{4}|[0-9a-f]{2})(?: |(?=\t)))+)\s*\t(\S+)(?:\s+(.*))?$/;
const dataLine = /^\s*([0-9a-f]{1,13}): ((?:[0-9a-f]{2} ){1,16})/;

export function parseDisassembly(text: string): Disassembly {
  const instructions: Instruction[] = [];
  const covered: { address: number; bytes: Uint8Array }[] = [];
  for (const line of text.split('\n')) {
    const match = instructionLine.exec(line) ?? dataLine.exec(line);
    if (!match) continue;
    const address = Number.parseInt(match[1] ?? '', 16);
    const bytes = bytesOf(match[2] ?? '');
    covered.push({ address, bytes });
    const mnemonic = match[3];
    if (mnemonic === undefined || mnemonic.startsWith('.')) continue;
    instructions.push({ address, bytes, mnemonic, operands: plainOperands(match[4] ?? '') });
  }
  instructions.sort((a, b) => a.address - b.address);
  return { instructions, covered };
}

/** Groups of four and eight digits are little-endian units written as numbers; groups of two are bytes. */
function bytesOf(groups: string): Uint8Array {
  const bytes = groups
    .trim()
    .split(' ')
    .flatMap((group) => {
      const pairs = group.match(/../g) ?? [];
      return (group.length > 2 ? pairs.toReversed() : pairs).map((pair) => Number.parseInt(pair, 16));
    });
  return Uint8Array.from(bytes);
}

function plainOperands(text: string): string {
  return text
    .replace(/\s*(?:@ |# |<).*$/, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What the text and the image do not agree on: bytes that differ, and executable bytes that no line covers (zeros between functions are allowed). */
export function mismatches(image: ElfImage, disassembly: Disassembly): readonly string[] {
  const problems: string[] = [];
  const executable = image.sections.filter((section) => section.isExecutable && section.bytes.length > 0);
  const seen = executable.map((section) => new Uint8Array(section.bytes.length));
  let differing = 0;
  for (const { address, bytes } of disassembly.covered) {
    const index = executable.findIndex(
      (s) => address >= s.address && address + bytes.length <= s.address + s.bytes.length,
    );
    const section = executable[index];
    if (!section) continue;
    const offset = address - section.address;
    if (bytes.some((byte, at) => section.bytes[offset + at] !== byte)) differing++;
    seen[index]?.fill(1, offset, offset + bytes.length);
  }
  if (differing > 0) problems.push(`the disassembly is not of this image: ${differing} lines show other bytes`);
  for (const [index, section] of executable.entries()) {
    const hidden = section.bytes.filter((byte, at) => byte !== 0 && seen[index]?.[at] === 0).length;
    if (hidden > 0) problems.push(`the disassembly does not cover ${hidden} bytes of section ${section.name}`);
  }
  return problems;
}

/** `0x…`, lower case. */
export function hexAddress(address: number): string {
  return `0x${address.toString(16)}`;
}

/** One line of an excerpt: address, mnemonic, operands. */
export function printInstruction(instruction: Instruction): string {
  return `${hexAddress(instruction.address)}: ${`${instruction.mnemonic} ${instruction.operands}`.trim()}`;
}
