// Platform services on x86-64 Linux: one system call each (numbers from asm/unistd_64.h). Results are what the kernel returns: negative error numbers.

import { behindService } from '../../alex/behind-service.ts';
import type { ModuleText } from '../../alex/target-definition.ts';
import type { PlatformService } from '../../psg/node.ts';

const attributes = 'attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "alwaysinline"]}';

/** A system call with up to three arguments, all words; memory may change under it. */
function systemCall(
  result: string,
  number: number,
  registers: readonly string[],
  operands: readonly string[],
  types: readonly string[],
): string {
  const inputs = ['{rax}', ...registers].join(',');
  return `    %number = arith.constant ${number} : i64
    ${result} = llvm.inline_asm has_side_effects asm_dialect = att "syscall", "={rax},${inputs},~{rcx},~{r11},~{memory}" ${['%number', ...operands].join(', ')} : (${['i64', ...types].join(', ')}) -> i64`;
}

const transferRegisters = ['{rdi}', '{rsi}', '{rdx}'] as const;
const transferTypes = ['i64', '!llvm.ptr', 'i64'] as const;

function transfer(name: string, number: number): ModuleText {
  return `  func.func @firefly.${name}(%fd: i64, %buffer: !llvm.ptr, %length: i64, %count: i64) -> i64 ${attributes} {
${systemCall('%done', number, transferRegisters, ['%fd', '%buffer', '%count'], transferTypes)}
    func.return %done : i64
  }`;
}

function instruction(name: string, assembly: string): ModuleText {
  return `  func.func @firefly.${name}() ${attributes} {
    llvm.inline_asm has_side_effects asm_dialect = att "${assembly}", "" : () -> ()
    func.return
  }`;
}

export const services: Readonly<Record<PlatformService, ModuleText>> = {
  readBytes: transfer('readBytes', 0),
  writeBytes: transfer('writeBytes', 1),
  exit: `  func.func @firefly.exit(%status: i64) ${attributes} {
${systemCall('%never', 231, ['{rdi}'], ['%status'], ['i64'])}
    func.return
  }`,
  // clock_gettime(CLOCK_MONOTONIC)
  now: `  func.func @firefly.now() -> i64 ${attributes} {
    %one = llvm.mlir.constant(1 : i32) : i32
    %time = llvm.alloca %one x !llvm.struct<(i64, i64)> {alignment = 8 : i64} : (i32) -> !llvm.ptr
    %clock = arith.constant 1 : i64
${systemCall('%failed', 228, ['{rdi}', '{rsi}'], ['%clock', '%time'], ['i64', '!llvm.ptr'])}
    %nanosecondsAt = llvm.getelementptr %time[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(i64, i64)>
    %seconds = llvm.load volatile %time {alignment = 8 : i64} : !llvm.ptr -> i64
    %nanoseconds = llvm.load volatile %nanosecondsAt {alignment = 8 : i64} : !llvm.ptr -> i64
    %billion = arith.constant 1000000000 : i64
    %whole = arith.muli %seconds, %billion : i64
    %sum = arith.addi %whole, %nanoseconds : i64
    func.return %sum : i64
  }`,
  // nanosleep; a negative time is no time
  sleep: `  func.func @firefly.sleep(%milliseconds: i64) ${attributes} {
    %one = llvm.mlir.constant(1 : i32) : i32
    %time = llvm.alloca %one x !llvm.struct<(i64, i64)> {alignment = 8 : i64} : (i32) -> !llvm.ptr
    %zero = arith.constant 0 : i64
    %thousand = arith.constant 1000 : i64
    %million = arith.constant 1000000 : i64
    %wanted = arith.maxsi %milliseconds, %zero : i64
    %seconds = arith.divui %wanted, %thousand : i64
    %rest = arith.remui %wanted, %thousand : i64
    %nanoseconds = arith.muli %rest, %million : i64
    %nanosecondsAt = llvm.getelementptr %time[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(i64, i64)>
    llvm.store volatile %seconds, %time {alignment = 8 : i64} : i64, !llvm.ptr
    llvm.store volatile %nanoseconds, %nanosecondsAt {alignment = 8 : i64} : i64, !llvm.ptr
    %none = llvm.mlir.zero : !llvm.ptr
${systemCall('%left', 35, ['{rdi}', '{rsi}'], ['%time', '%none'], ['!llvm.ptr', '!llvm.ptr'])}
    func.return
  }`,
  isBehind: behindService('i64'),
  nop: instruction('nop', 'nop'),
  // A process has no interrupt handlers: there is nothing to keep away.
  maskInterrupts: `  func.func @firefly.maskInterrupts() -> i64 ${attributes} {
    %none = arith.constant 0 : i64
    func.return %none : i64
  }`,
  restoreInterrupts: `  func.func @firefly.restoreInterrupts(%before: i64) ${attributes} {
    func.return
  }`,
  // A process has no interrupts to wait for: like a spurious wake-up, after giving others the processor (sched_yield).
  waitForInterrupt: `  func.func @firefly.waitForInterrupt() ${attributes} {
${systemCall('%always', 24, [], [], [])}
    func.return
  }`,
};
