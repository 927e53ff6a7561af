// The same target linked with the system's C library, for programs that call functions of C: started by the library, ended by the library, block copies and remainders
// of floats from the library. Linked dynamically: of the image nothing is C's, so that every instruction in it is still accounted for.

import type { ModuleText, StartupNeeds, TargetDefinition } from '../../alex/target-definition.ts';
import { never } from '../../base/never.ts';
import { linkerFlags } from './linker-script.ts';
import { services } from './services.ts';
import { guardHandler } from './startup.ts';
import { wideDivision } from './wide-division.ts';

const naked = 'attributes {passthrough = ["naked", "noinline", "nounwind"]}';

function assembly(lines: readonly string[]): string {
  return `    llvm.inline_asm has_side_effects asm_dialect = att "${lines.join('\\0A\\09')}", "" : () -> ()
    llvm.unreachable`;
}

/**
 * As the library's own crt1.o does it (System V ABI for x86-64, section 3.4.1; glibc's sysdeps/x86_64/start.S): `__libc_start_main` sets the library up, calls `firefly.start` and
 * exits with its result. It gets no functions for setting up or clearing away: there are none.
 */
function startup(needs: StartupNeeds): ModuleText {
  if (needs.arguments === 'taken') never('the entry point takes nothing');
  return `  llvm.func @_start() ${naked} {
${assembly([
  'xorl %ebp, %ebp',
  'movq %rdx, %r9',
  'popq %rsi',
  'movq %rsp, %rdx',
  'andq $$-16, %rsp',
  'pushq %rax',
  'pushq %rsp',
  'xorl %r8d, %r8d',
  'xorl %ecx, %ecx',
  'leaq firefly.start(%rip), %rdi',
  'callq *__libc_start_main@GOTPCREL(%rip)',
  '1: jmp 1b',
])}
  }
  llvm.func @firefly.start(%count: i32, %arguments: !llvm.ptr, %environment: !llvm.ptr) -> i32 attributes {passthrough = ["nounwind", "noinline"]} {
${needs.guards === 'some' ? '    func.call @firefly.install() : () -> ()' : ''}
    %status = func.call @firefly.run() : () -> i64
    %short = arith.trunci %status : i64 to i32
    llvm.return %short : i32
  }${needs.guards === 'some' ? `\n${guardHandler}` : ''}`;
}

/** By the library, which writes what it still holds in its buffers. */
const exit: ModuleText = `  llvm.func @firefly.leave(%status: i32) ${naked} {
${assembly(['andq $$-16, %rsp', 'callq *exit@GOTPCREL(%rip)', '1: jmp 1b'])}
  }
  func.func @firefly.exit(%status: i64) attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind"]} {
    %short = arith.trunci %status : i64 to i32
    llvm.call @firefly.leave(%short) : (i32) -> ()
    func.return
  }`;

export function withCLibrary(plain: TargetDefinition): TargetDefinition {
  return {
    ...plain,
    startup,
    services: { ...services, exit },
    support: () => wideDivision,
    libraries: ['libc.so.6', 'libm.so.6'],
    linkerFlags: [...linkerFlags, '-z', 'relro', '-z', 'now', '-dynamic-linker', '/lib64/ld-linux-x86-64.so.2'],
    cLibrary: null,
  };
}
