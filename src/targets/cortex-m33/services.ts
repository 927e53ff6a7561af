// Platform services on a Cortex-M33 board: through a debugger's semihosting, or on the device itself (ITM for text, SysTick for time).

import { behindService } from '../../alex/behind-service.ts';
import type { ModuleText } from '../../alex/target-definition.ts';
import type { PlatformService } from '../../psg/node.ts';
import { itmWrite } from './console.ts';
import type { Board } from './memory-map.ts';

const internal = 'attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind"]}';

const inlined = 'attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "alwaysinline"]}';

function instruction(name: string, assembly: string): ModuleText {
  return `  func.func @firefly.${name}() attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "alwaysinline"]} {
    llvm.inline_asm has_side_effects asm_dialect = att "${assembly}", "" : () -> ()
    func.return
  }`;
}

const everywhere = {
  exit: `  func.func @firefly.exit(%status: i32) ${internal} {
    func.call @firefly.leave(%status) : (i32) -> ()
    func.return
  }`,
  isBehind: behindService('i32'),
  nop: instruction('nop', 'nop'),
  waitForInterrupt: instruction('waitForInterrupt', 'wfi'),
  // PRIMASK (Armv8-M Architecture Reference Manual, D1.2): while it is 1, only faults and NMI come through
  maskInterrupts: `  func.func @firefly.maskInterrupts() -> i32 ${inlined} {
    %before = llvm.inline_asm has_side_effects asm_dialect = att "mrs $0, primask\\0A\\09cpsid i", "=r,~{memory}" : () -> i32
    func.return %before : i32
  }`,
  restoreInterrupts: `  func.func @firefly.restoreInterrupts(%before: i32) ${inlined} {
    llvm.inline_asm has_side_effects asm_dialect = att "msr primask, $0", "r,~{memory}" %before : (i32) -> ()
    func.return
  }`,
} satisfies Partial<Record<PlatformService, ModuleText>>;

/** SYS_READ and SYS_WRITE answer how many bytes were *not* transferred. */
function transfer(name: string, operation: number): ModuleText {
  return `  func.func @firefly.${name}(%fd: i32, %buffer: !llvm.ptr, %length: i32, %count: i32) -> i32 ${internal} {
    %operation = arith.constant ${operation} : i32
    %done = func.call @firefly.transfer(%operation, %fd, %buffer, %count) : (i32, i32, !llvm.ptr, i32) -> i32
    func.return %done : i32
  }`;
}

/** SYS_ELAPSED counts since the program's start; QEMU's tick is a nanosecond (SYS_TICKFREQ). */
const elapsed = `  func.func @firefly.elapsed() -> i64 attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "noinline"]} {
    %one = llvm.mlir.constant(1 : i32) : i32
    %time = llvm.alloca %one x i64 {alignment = 8 : i64} : (i32) -> !llvm.ptr
    %operation = arith.constant 0x30 : i32
    %failed = func.call @firefly.semihost(%operation, %time) : (i32, !llvm.ptr) -> i32
    %ticks = llvm.load volatile %time {alignment = 8 : i64} : !llvm.ptr -> i64
    func.return %ticks : i64
  }`;

const semihosting: Readonly<Record<PlatformService, ModuleText>> = {
  ...everywhere,
  writeBytes: transfer('writeBytes', 5),
  readBytes: transfer('readBytes', 6),
  now: `  func.func @firefly.now() -> i64 ${internal} {
    %ticks = func.call @firefly.elapsed() : () -> i64
    func.return %ticks : i64
  }`,
  sleep: `  func.func @firefly.sleep(%milliseconds: i32) ${internal} {
    %zero = arith.constant 0 : i32
    %million = arith.constant 1000000 : i64
    %wanted = arith.maxsi %milliseconds, %zero : i32
    %wide = arith.extui %wanted : i32 to i64
    %length = arith.muli %wide, %million : i64
    %start = func.call @firefly.elapsed() : () -> i64
    %end = arith.addi %start, %length : i64
    cf.br ^wait
  ^wait:
    %now = func.call @firefly.elapsed() : () -> i64
    %early = arith.cmpi slt, %now, %end : i64
    cf.cond_br %early, ^wait, ^done
  ^done:
    func.return
  }`,
};

/** The counter is read again until two readings agree: the tick interrupt may come between its two words. */
const milliseconds = `  func.func @firefly.elapsed() -> i64 attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "noinline"]} {
    %at = llvm.mlir.addressof @firefly.milliseconds : !llvm.ptr
    cf.br ^read
  ^read:
    %first = llvm.load volatile %at {alignment = 8 : i64} : !llvm.ptr -> i64
    %second = llvm.load volatile %at {alignment = 8 : i64} : !llvm.ptr -> i64
    %same = arith.cmpi eq, %first, %second : i64
    cf.cond_br %same, ^done, ^read
  ^done:
    func.return %first : i64
  }`;

const device: Readonly<Record<PlatformService, ModuleText>> = {
  ...everywhere,
  writeBytes: `  func.func @firefly.writeBytes(%fd: i32, %text: !llvm.ptr, %extent: i32, %length: i32) -> i32 ${internal} {
${itmWrite('func.return %length : i32')}
  }`,
  // The trace port has no way in: the end of the input.
  readBytes: `  func.func @firefly.readBytes(%fd: i32, %buffer: !llvm.ptr, %length: i32, %count: i32) -> i32 ${internal} {
    %none = arith.constant 0 : i32
    func.return %none : i32
  }`,
  now: `  func.func @firefly.now() -> i64 ${internal} {
    %million = arith.constant 1000000 : i64
    %count = func.call @firefly.elapsed() : () -> i64
    %nanoseconds = arith.muli %count, %million : i64
    func.return %nanoseconds : i64
  }`,
  // One tick more than asked for, because the current one has begun already.
  sleep: `  func.func @firefly.sleep(%milliseconds: i32) ${internal} {
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i64
    %wanted = arith.maxsi %milliseconds, %zero : i32
    %wide = arith.extui %wanted : i32 to i64
    %start = func.call @firefly.elapsed() : () -> i64
    %whole = arith.addi %start, %wide : i64
    %end = arith.addi %whole, %one : i64
    cf.br ^test
  ^test:
    %now = func.call @firefly.elapsed() : () -> i64
    %early = arith.cmpi slt, %now, %end : i64
    cf.cond_br %early, ^wait, ^done
  ^wait:
    llvm.inline_asm has_side_effects asm_dialect = att "wfi", "~{memory}" : () -> ()
    cf.br ^test
  ^done:
    func.return
  }`,
};

export function services(board: Board): Readonly<Record<PlatformService, ModuleText>> {
  return board.console === 'semihosting' ? semihosting : device;
}

/** `@firefly.elapsed`, which the services that read the time share. */
export function timeSource(board: Board): ModuleText {
  return board.console === 'semihosting' ? elapsed : milliseconds;
}
