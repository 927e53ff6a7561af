// Functions that LLVM calls on Armv8-M without being asked, by the names of Arm's run-time ABI (RTABI32): block copies, 64-bit shifts and division, and
// binary64 arithmetic, which the processor's single-precision FPU does not have.
import { binary32, binary64, floatRemainder } from '../../alex/float-remainder.ts';
import type { ModuleText, SupportNeeds } from '../../alex/target-definition.ts';
import { softFloat } from './soft-float.ts';
import { wideDivision } from './wide-division.ts';

/** In assembly, because LLVM would turn a copying loop back into a call of the very function. */
function assembly(signature: string, instructions: readonly string[]): ModuleText {
  return `  llvm.func ${signature} attributes {passthrough = ["naked", "noinline", "nounwind"]} {
    llvm.inline_asm has_side_effects asm_dialect = att "${instructions.join('\\0A\\09')}", "" : () -> ()
    llvm.unreachable
  }`;
}

const copies = (name: string): string => `@${name}(%to: !llvm.ptr, %from: !llvm.ptr, %count: i32) -> !llvm.ptr`;
const fills = (name: string): string => `@${name}(%to: !llvm.ptr, %count: i32, %byte: i32)`;
const clears = (name: string): string => `@${name}(%to: !llvm.ptr, %count: i32)`;

/** Words first (unaligned ones are allowed in memory), then bytes. */
const copyForwards = [
  'mov r12, r0',
  '1: subs r2, r2, #4',
  'blo 2f',
  'ldr r3, [r1], #4',
  'str r3, [r12], #4',
  'b 1b',
  '2: adds r2, r2, #4',
  '3: subs r2, r2, #1',
  'blo 4f',
  'ldrb r3, [r1], #1',
  'strb r3, [r12], #1',
  'b 3b',
  '4: bx lr',
] as const;

/** Backwards where the target begins inside the source. */
const copyEitherWay = [
  'sub r3, r0, r1',
  'cmp r3, r2',
  'bhs memcpy',
  'add r12, r0, r2',
  'add r1, r1, r2',
  '1: subs r2, r2, #1',
  'blo 2f',
  'ldrb r3, [r1, #-1]!',
  'strb r3, [r12, #-1]!',
  'b 1b',
  '2: bx lr',
] as const;

const fill = [
  'mov r12, r0',
  'uxtb r1, r1',
  'orr r1, r1, r1, lsl #8',
  'orr r1, r1, r1, lsl #16',
  '1: subs r2, r2, #4',
  'blo 2f',
  'str r1, [r12], #4',
  'b 1b',
  '2: adds r2, r2, #4',
  '3: subs r2, r2, #1',
  'blo 4f',
  'strb r1, [r12], #1',
  'b 3b',
  '4: bx lr',
] as const;

const shifts = (name: string): string => `@${name}(%value: i64, %count: i32) -> i64`;

/** A shift by a register takes its low byte: counts from 32 on, and negative ones, leave nothing. */
const shiftLeft = [
  'sub r3, r2, #32',
  'rsb r12, r2, #32',
  'lsl r1, r1, r2',
  'lsl r3, r0, r3',
  'orr r1, r1, r3',
  'lsr r12, r0, r12',
  'orr r1, r1, r12',
  'lsl r0, r0, r2',
  'bx lr',
] as const;

const shiftRight = [
  'sub r3, r2, #32',
  'rsb r12, r2, #32',
  'lsr r0, r0, r2',
  'lsr r3, r1, r3',
  'orr r0, r0, r3',
  'lsl r12, r1, r12',
  'orr r0, r0, r12',
  'lsr r1, r1, r2',
  'bx lr',
] as const;

/** From 32 on the low word comes from the high one alone, with its sign. */
const shiftRightSigned = [
  'subs r3, r2, #32',
  'rsb r12, r2, #32',
  'lsr r0, r0, r2',
  'lsl r12, r1, r12',
  'orr r0, r0, r12',
  'it pl',
  'asrpl r0, r1, r3',
  'asr r1, r1, r2',
  'bx lr',
] as const;

const widths = ['', '4', '8'] as const;

const blocks: readonly ModuleText[] = [
  assembly(copies('memcpy'), copyForwards),
  assembly(copies('memmove'), copyEitherWay),
  assembly('@memset(%to: !llvm.ptr, %byte: i32, %count: i32) -> !llvm.ptr', fill),
  assembly(shifts('__aeabi_llsl'), shiftLeft),
  assembly(shifts('__aeabi_llsr'), shiftRight),
  assembly(shifts('__aeabi_lasr'), shiftRightSigned),
  ...widths.flatMap((width) => [
    assembly(copies(`__aeabi_memcpy${width}`), ['b memcpy']),
    assembly(copies(`__aeabi_memmove${width}`), ['b memmove']),
    assembly(fills(`__aeabi_memset${width}`), ['mov r3, r1', 'mov r1, r2', 'mov r2, r3', 'b memset']),
    assembly(clears(`__aeabi_memclr${width}`), ['mov r2, r1', 'movs r1, #0', 'b memset']),
  ]),
];

export function support(needs: SupportNeeds): ModuleText {
  return [
    ...blocks,
    wideDivision,
    ...(needs.floats.size > 0 ? [softFloat] : []),
    ...(needs.floats.has(32) ? [floatRemainder('fmodf', binary32)] : []),
    ...(needs.floats.has(64) ? [floatRemainder('fmod', binary64)] : []),
  ].join('\n');
}
