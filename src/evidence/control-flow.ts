// In: one instruction. Out: where control goes after it, and whether it is a trap. Decided from the mnemonic for flow and from the bytes for traps.
// Covers what LLVM emits for x86-64 and for Armv8-M Mainline (Thumb); anything else that could move control is `indirect`, the cautious reading.
import type { Instruction } from './disassembly.ts';
import type { Machine } from './elf.ts';

export type Flow =
  | { readonly kind: 'next' }
  | { readonly kind: 'call'; readonly target: number }
  | { readonly kind: 'jump'; readonly target: number }
  /** Taken or not: branches, and predicated jumps of an IT block. */
  | { readonly kind: 'branch'; readonly target: number }
  | { readonly kind: 'return' }
  | { readonly kind: 'maybe-return' }
  /** A jump through a table of this function's own blocks. */
  | { readonly kind: 'switch' }
  | { readonly kind: 'indirect-call' }
  | { readonly kind: 'indirect-jump' }
  | { readonly kind: 'trap' };

/** A trap instruction. `id` is the guard number that it carries; `form` tells a guard's trap from others. */
export interface Trap {
  readonly form: 'guard' | 'plain';
  readonly id: number | undefined;
}

const next: Flow = { kind: 'next' };
const conditions = '(?:eq|ne|hs|cs|lo|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le)';
const armBranch = new RegExp(`^b(${conditions})?(?:\\.[nw])?$`);
const armCall = new RegExp(`^bl(${conditions})?$`);
const armRegisterCall = new RegExp(`^blx(ns)?(${conditions})?$`);
const armRegisterJump = new RegExp(`^bx(ns)?(${conditions})?$`);
const armLoad = new RegExp(`^(?:pop|ldm|ldmia|ldmdb|ldr|mov)(${conditions})?(?:\\.[nw])?$`);

/** The trap that an instruction is, if it is one. From its bytes alone. */
export function trapOf(machine: Machine, { bytes }: Instruction): Trap | undefined {
  return machine === 'arm' ? armTrap(bytes) : x86Trap(bytes);
}

/** UDF T1 and T2, BKPT (Armv8-M Architecture Reference Manual, C2.4). */
function armTrap(bytes: Uint8Array): Trap | undefined {
  const [b0 = 0, b1 = 0, b2 = 0, b3 = 0] = bytes;
  if (bytes.length === 2) return b1 === 0xde || b1 === 0xbe ? { form: 'plain', id: undefined } : undefined;
  const first = b0 | (b1 << 8);
  const second = b2 | (b3 << 8);
  if ((first & 0xfff0) !== 0xf7f0 || (second & 0xf000) !== 0xa000) return undefined;
  return { form: 'guard', id: ((first & 15) << 12) | (second & 0xfff) };
}

/** UD0, UD1, UD2, INT n, INT3, INT1, HLT (Intel SDM volume 2). A guard's trap is `ud1l id(%eax), %eax`: 67 0F B9, ModRM 40 or 80, displacement. */
function x86Trap(bytes: Uint8Array): Trap | undefined {
  let at = 0;
  while (isPrefix(bytes[at])) at++;
  const opcode = bytes[at];
  const plain: Trap = { form: 'plain', id: undefined };
  if (opcode === 0xcc || opcode === 0xcd || opcode === 0xf1 || opcode === 0xf4) return plain;
  if (opcode !== 0x0f) return undefined;
  const second = bytes[at + 1];
  if (second === 0x0b || second === 0xff) return plain;
  if (second !== 0xb9) return undefined;
  if (at !== 1 || bytes[0] !== 0x67) return { form: 'guard', id: undefined };
  const displacement = bytes.subarray(4);
  if (bytes[3] === 0x40 && displacement.length === 1)
    return { form: 'guard', id: ((displacement[0] ?? 0) << 24) >> 24 };
  if (bytes[3] === 0x80 && displacement.length === 4) return { form: 'guard', id: littleEndian(displacement) };
  return { form: 'guard', id: undefined };
}

function isPrefix(byte: number | undefined): boolean {
  if (byte === undefined) return false;
  return (
    (byte >= 0x40 && byte <= 0x4f) || [0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0x66, 0x67, 0xf0, 0xf2, 0xf3].includes(byte)
  );
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte, index) => sum + byte * 256 ** index, 0);
}

export function flowOf(machine: Machine, instruction: Instruction): Flow {
  if (trapOf(machine, instruction)) return { kind: 'trap' };
  return machine === 'arm' ? armFlow(instruction) : x86Flow(instruction);
}

function x86Flow({ mnemonic, operands }: Instruction): Flow {
  const words = `${mnemonic} ${operands}`.replace(/^(?:notrack|bnd|rep|repz|data16) +/, '').split(' ');
  const name = words[0] ?? '';
  const rest = words.slice(1).join(' ');
  const target = directTarget(rest);
  if (/^call[qlw]?$/.test(name)) return target === undefined ? { kind: 'indirect-call' } : { kind: 'call', target };
  if (/^jmp[qlw]?$/.test(name)) {
    if (target !== undefined) return { kind: 'jump', target };
    // LLVM's jump tables: `jmpq *table(,%reg,8)`. Stack depth checks the table's contents.
    return /^\*(?:0x)?[0-9a-f]+\(,%\w+,8\)$/.test(rest) ? { kind: 'switch' } : { kind: 'indirect-jump' };
  }
  if (/^(?:ret|lret|iret|sysret|sysexit)/.test(name)) return { kind: 'return' };
  if (/^(?:j[a-z]+|loop\w*)$/.test(name))
    return target === undefined ? { kind: 'indirect-jump' } : { kind: 'branch', target };
  return next;
}

function armFlow({ mnemonic, operands }: Instruction): Flow {
  const target = directTarget(operands);
  const call = armCall.exec(mnemonic);
  // `ble`, `blt`, `blo`, `bls` are branches; `bl` takes no other suffix outside an IT block.
  const branch = armBranch.exec(mnemonic);
  if (branch && target !== undefined) return { kind: branch[1] ? 'branch' : 'jump', target };
  if (call) return target === undefined ? { kind: 'indirect-call' } : { kind: 'call', target };
  if (armRegisterCall.test(mnemonic))
    return target === undefined ? { kind: 'indirect-call' } : { kind: 'call', target };
  if (/^cbn?z$/.test(mnemonic)) return target === undefined ? { kind: 'indirect-jump' } : { kind: 'branch', target };
  if (/^tb[bh]$/.test(mnemonic)) return { kind: 'switch' };
  const jump = armRegisterJump.exec(mnemonic);
  if (jump) return operands === 'lr' ? { kind: jump[2] ? 'maybe-return' : 'return' } : { kind: 'indirect-jump' };
  const load = armLoad.exec(mnemonic);
  if (load && /(?:^pc\b|\bpc\}$)/.test(operands)) {
    const isReturn = /\{.*pc\}$/.test(operands) || /^pc, (?:lr$|\[sp\], )/.test(operands);
    if (!isReturn) return { kind: 'indirect-jump' };
    return { kind: load[1] ? 'maybe-return' : 'return' };
  }
  return next;
}

/** The address of `0x…` that is the whole operand or its last part (`cbz r0, 0x…`). */
function directTarget(operands: string): number | undefined {
  const match = /(?:^|, )0x([0-9a-f]{1,13})$/.exec(operands);
  return match ? Number.parseInt(match[1] ?? '', 16) : undefined;
}
