// Functions that LLVM calls on x86-64 without being asked: block copies (it makes them from loops and aggregate copies), 128-bit division and the
// remainder of floats.
import { binary32, binary64, floatRemainder } from '../../alex/float-remainder.ts';
import type { ModuleText, SupportNeeds } from '../../alex/target-definition.ts';
import { wideDivision } from './wide-division.ts';

/** In assembly, because LLVM would turn a copying loop back into a call of the very function. */
function assembly(signature: string, instructions: readonly string[]): ModuleText {
  const text = instructions.join('\\0A\\09');
  return `  llvm.func ${signature} attributes {passthrough = ["naked", "noinline", "nounwind"]} {
    llvm.inline_asm has_side_effects asm_dialect = att "${text}", "" : () -> ()
    llvm.unreachable
  }`;
}

function copy(name: string, instructions: readonly string[]): ModuleText {
  return assembly(`@${name}(%to: !llvm.ptr, %from: !llvm.ptr, %count: i64) -> !llvm.ptr`, instructions);
}

const forwards = ['movq %rdi, %rax', 'movq %rdx, %rcx', 'rep movsb', 'retq'];
/** Backwards where the target begins inside the source. */
const eitherWay = [
  'movq %rdi, %rax',
  'movq %rdx, %rcx',
  'movq %rdi, %r8',
  'subq %rsi, %r8',
  'cmpq %rdx, %r8',
  'jb 1f',
  'rep movsb',
  'retq',
  '1: leaq -1(%rdi,%rdx), %rdi',
  'leaq -1(%rsi,%rdx), %rsi',
  'std',
  'rep movsb',
  'cld',
  'retq',
];

const blocks: readonly ModuleText[] = [
  copy('memcpy', forwards),
  copy('memmove', eitherWay),
  assembly('@memset(%to: !llvm.ptr, %byte: i32, %count: i64) -> !llvm.ptr', [
    'movq %rdi, %r8',
    'movl %esi, %eax',
    'movq %rdx, %rcx',
    'rep stosb',
    'movq %r8, %rax',
    'retq',
  ]),
];

export function support(needs: SupportNeeds): ModuleText {
  return [
    ...blocks,
    wideDivision,
    ...(needs.floats.has(32) ? [floatRemainder('fmodf', binary32)] : []),
    ...(needs.floats.has(64) ? [floatRemainder('fmod', binary64)] : []),
  ].join('\n');
}
