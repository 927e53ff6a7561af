// In: a linked image and its instructions. Out: an upper bound of each function's frame in bytes, or why there is none.
// The larger of two figures: what the compiler says (`.stack_sizes`, which leaves out alignment of over-aligned frames, the red zone and inline assembly), and
// the sum of everything in the function's code that moves the stack pointer down.
import type { Instruction } from './disassembly.ts';
import type { ElfImage, Machine } from './elf.ts';
import { type FunctionExtent, plainAddress } from './functions.ts';

export type Frame =
  | { readonly kind: 'bounded'; readonly bytes: number }
  | { readonly kind: 'unbounded'; readonly why: string };

/** What one instruction does to the stack pointer: bytes down, or an amount that is not known. Upward moves are 0. */
export type StackMove = number | 'unknown';

/** An unsigned LEB128 number (DWARF 5, 7.6); undefined when it does not end within the bytes or exceeds 2^53. */
export function readUleb128(
  bytes: Uint8Array,
  at: number,
): { readonly value: number; readonly next: number } | undefined {
  let value = 0;
  let scale = 1;
  for (let index = at; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    value += (byte & 0x7f) * scale;
    if (!Number.isSafeInteger(value)) return undefined;
    if (byte < 0x80) return { value, next: index + 1 };
    scale *= 128;
  }
  return undefined;
}

/** Frame sizes by function address, as the compiler wrote them: address in the machine's word, then ULEB128. Dropped functions have address 0 or all bits set. */
export function readStackSizes(image: ElfImage): {
  readonly sizes: ReadonlyMap<number, number>;
  readonly problems: readonly string[];
} {
  const sizes = new Map<number, number>();
  const problems: string[] = [];
  for (const { name, bytes } of image.sections) {
    if (name !== '.stack_sizes') continue;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    while (at < bytes.length) {
      const size = at + image.wordBytes <= bytes.length ? readUleb128(bytes, at + image.wordBytes) : undefined;
      if (!size) {
        problems.push('section .stack_sizes has a broken last entry');
        break;
      }
      const address = image.wordBytes === 8 ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true);
      const start = plainAddress(image, address);
      sizes.set(start, Math.max(sizes.get(start) ?? 0, size.value));
      at = size.next;
    }
  }
  return { sizes, problems };
}

/** The frame of one function. `declared` is its entry in `.stack_sizes`. */
export function frameOf(
  machine: Machine,
  extent: FunctionExtent,
  code: readonly Instruction[],
  declared: number | undefined,
): Frame {
  if (declared === undefined)
    return { kind: 'unbounded', why: `the compiler gives no frame size for ${extent.name} (dynamic stack allocation)` };
  let moved = 0;
  for (const instruction of code) {
    const move = machine === 'arm' ? armMove(instruction, code) : x86Move(instruction);
    if (move === 'unknown')
      return {
        kind: 'unbounded',
        why: `${extent.name} moves the stack pointer by an unknown amount at 0x${instruction.address.toString(16)}`,
      };
    moved += move;
  }
  const redZone = machine === 'arm' ? 0 : Math.max(0, ...code.map(belowStackPointer));
  return { kind: 'bounded', bytes: Math.max(declared, moved) + redZone };
}

/** AT&T syntax; the destination is last. */
export function x86Move({ mnemonic, operands }: Instruction): StackMove {
  const name = mnemonic.replace(/[qlwb]$/, '');
  if (name === 'push' || name === 'pushf') return 8;
  if (name === 'enter') return 'unknown';
  if (!operands.endsWith('%rsp') && !operands.endsWith('%esp')) return 0;
  const constant = /^\$(-?)0x([0-9a-f]+), %rsp$/.exec(operands);
  const value = constant ? Number.parseInt(constant[2] ?? '', 16) * (constant[1] ? -1 : 1) : undefined;
  switch (name) {
    case 'sub':
      return value === undefined ? 'unknown' : Math.max(0, value);
    case 'add':
      return value === undefined ? 'unknown' : Math.max(0, -value);
    case 'and':
      // Rounds down by less than the alignment; the pointer is a multiple of 8 already.
      return value === undefined || value >= 0 ? 'unknown' : Math.max(0, -value - 8);
    case 'lea': {
      const offset = /^(-?)(?:0x([0-9a-f]+))?\(%(rsp|rbp)\), %rsp$/.exec(operands);
      // From the frame pointer: back to where the frame was set up.
      if (!offset) return 'unknown';
      return offset[3] === 'rsp' && offset[1] ? Number.parseInt(offset[2] ?? '0', 16) : 0;
    }
    case 'mov':
      return operands === '%rbp, %rsp' ? 0 : 'unknown';
    case 'pop':
    case 'xchg':
    case 'cmov':
      return 'unknown';
    case 'cmp':
    case 'test':
      return 0;
    default:
      return 'unknown';
  }
}

/** Bytes below the stack pointer that a leaf function uses without moving it, in whole words (System V x86-64 ABI, 3.2.2). */
function belowStackPointer({ operands }: Instruction): number {
  if (operands.endsWith(', %rsp')) return 0;
  const match = /-0x([0-9a-f]+)\(%rsp\b/.exec(operands);
  return match ? Math.ceil(Number.parseInt(match[1] ?? '', 16) / 8) * 8 : 0;
}

const conditional = /^(addw?|subw?|mov|v?push|stmdb)(?:eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)$/;

/** Thumb. Over-aligned frames clear low bits in a copy of the pointer (`bfc`), which is counted, and put it back by `mov sp, rN`. */
export function armMove({ mnemonic, operands }: Instruction, code: readonly Instruction[]): StackMove {
  // A conditional move counts as if it were always made: only growth is added up.
  const name = mnemonic.replace(/\.[nw]$/, '').replace(conditional, '$1');
  if (/^v?push/.test(name) || (/^v?stmdb/.test(name) && /^sp!/.test(operands))) return registerBytes(operands);
  const preIndexed = /\[sp, #-0x([0-9a-f]+)\]!/.exec(operands);
  if (preIndexed) return Number.parseInt(preIndexed[1] ?? '', 16);
  if (name === 'bfc') {
    const bits = /^\w+, #0x0, #0x([0-9a-f]+)$|^\w+, #0, #([0-9]+)$/.exec(operands);
    const width = bits ? Number.parseInt(bits[1] ?? bits[2] ?? '', bits[1] === undefined ? 10 : 16) : undefined;
    const used = code.some(
      (each) => each.mnemonic.startsWith('mov') && operands.startsWith(`${each.operands.replace('sp, ', '')},`),
    );
    return used && width !== undefined ? 2 ** width : 0;
  }
  if (!/^sp\b/.test(operands)) return 0;
  const constant = /^sp, (?:(\w+), )?#(-?)0x([0-9a-f]+)$/.exec(operands);
  const value = constant ? Number.parseInt(constant[3] ?? '', 16) * (constant[2] ? -1 : 1) : undefined;
  const base = constant?.[1] ?? 'sp';
  if (/^(?:sub|subw)$/.test(name)) {
    // From another register: back to where the frame was set up, by its frame pointer.
    if (value === undefined) return 'unknown';
    return base === 'sp' ? Math.max(0, value) : base === 'r7' || base === 'r11' ? 0 : 'unknown';
  }
  if (/^(?:add|addw)$/.test(name)) return value === undefined || base !== 'sp' ? 'unknown' : Math.max(0, -value);
  if (name === 'mov') return restoresPointer(operands.slice('sp, '.length), code) ? 0 : 'unknown';
  return /^(?:cmp|tst)/.test(name) ? 0 : 'unknown';
}

/**
 * Whether a register that is moved into the stack pointer holds a frame pointer: r7, r11, or a register that only ever gets the pointer itself with low bits cleared,
 * or a constant distance from the frame pointer.
 */
function restoresPointer(register: string, code: readonly Instruction[]): boolean {
  if (register === 'r7' || register === 'r11') return true;
  const writes = code.filter(({ mnemonic, operands }) => {
    if (/^(?:push|str|stm|cmp|tst|b|cb|it|vst)/.test(mnemonic) && !/^(?:bfc|bfi|bic)/.test(mnemonic)) return false;
    return (
      operands.startsWith(`${register},`) ||
      (/^(?:pop|ldm|ldrd)/.test(mnemonic) && new RegExp(`\\b${register}\\b`).test(operands))
    );
  });
  return writes.every(({ mnemonic, operands }) => {
    const name = mnemonic.replace(/\.[nw]$/, '');
    if (name === 'mov') return operands === `${register}, sp`;
    if (name === 'bfc') return true;
    if (name === 'pop') return true;
    return /^(?:sub|subw)$/.test(name) && /^\w+, (?:r7|r11), #0x[0-9a-f]+$/.test(operands);
  });
}

/** `{r4, r5, lr}`: 4 bytes each; `d` registers 8, `q` 16; ranges `d8-d15`. */
function registerBytes(operands: string): number {
  const list = /\{(.*)\}/.exec(operands)?.[1] ?? '';
  let bytes = 0;
  for (const item of list.split(',')) {
    const match = /^\s*([a-z]+)(\d*)(?:\s*-\s*[a-z]+(\d+))?\s*$/.exec(item);
    if (!match) continue;
    const count = match[3] === undefined ? 1 : Number(match[3]) - Number(match[2]) + 1;
    bytes += count * (match[1] === 'd' ? 8 : match[1] === 'q' ? 16 : 4);
  }
  return bytes;
}
