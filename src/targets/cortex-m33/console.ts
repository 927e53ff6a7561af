// How text leaves (and enters) a Cortex-M33: semihosting (Arm "Semihosting for AArch32 and AArch64") or the ITM's stimulus port 0 (Armv8-M ARM, D1.2 ITM).
import type { ModuleText } from '../../alex/target-definition.ts';
import type { ConsoleKind } from './memory-map.ts';

const internal = 'attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "noinline"]}';

/** One semihosting call, and the handles of the three console streams, opened at their first use: handle + 1, or 0 while closed. */
export const semihostText: ModuleText = `  func.func @firefly.semihost(%operation: i32, %block: !llvm.ptr) -> i32 ${internal} {
    %result = llvm.inline_asm has_side_effects asm_dialect = att "bkpt #0xab", "={r0},{r0},{r1},~{memory}" %operation, %block : (i32, !llvm.ptr) -> i32
    func.return %result : i32
  }
  llvm.mlir.global internal @firefly.handles() {addr_space = 0 : i32, alignment = 4 : i64} : !llvm.array<3 x i32> {
    %0 = llvm.mlir.zero : !llvm.array<3 x i32>
    llvm.return %0 : !llvm.array<3 x i32>
  }
  llvm.mlir.global private unnamed_addr constant @firefly.console.name(":tt\\00") {addr_space = 0 : i32, alignment = 1 : i64} : !llvm.array<4 x i8>
  func.func @firefly.handle(%fd: i32) -> i32 ${internal} {
    // In the entry block: elsewhere the frame would be dynamic, and the stack without a bound.
    %three = llvm.mlir.constant(3 : i32) : i32
    %block = llvm.alloca %three x i32 {alignment = 4 : i64} : (i32) -> !llvm.ptr
    %handles = llvm.mlir.addressof @firefly.handles : !llvm.ptr
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    %at = llvm.getelementptr %handles[%fd] : (!llvm.ptr, i32) -> !llvm.ptr, i32
    %known = llvm.load %at {alignment = 4 : i64} : !llvm.ptr -> i32
    %isClosed = arith.cmpi eq, %known, %zero : i32
    cf.cond_br %isClosed, ^open, ^ready(%known : i32)
  ^open:
    // SYS_OPEN ":tt": mode 0 reads standard input, 4 writes standard output, 8 writes standard error
    %name = llvm.mlir.addressof @firefly.console.name : !llvm.ptr
    %two = arith.constant 2 : i32
    %mode = arith.shli %fd, %two : i32
    %modeAt = llvm.getelementptr %block[1] : (!llvm.ptr) -> !llvm.ptr, i32
    %lengthAt = llvm.getelementptr %block[2] : (!llvm.ptr) -> !llvm.ptr, i32
    %length = arith.constant 3 : i32
    llvm.store volatile %name, %block {alignment = 4 : i64} : !llvm.ptr, !llvm.ptr
    llvm.store volatile %mode, %modeAt {alignment = 4 : i64} : i32, !llvm.ptr
    llvm.store volatile %length, %lengthAt {alignment = 4 : i64} : i32, !llvm.ptr
    %handle = func.call @firefly.semihost(%one, %block) : (i32, !llvm.ptr) -> i32
    %opened = arith.addi %handle, %one : i32
    llvm.store %opened, %at {alignment = 4 : i64} : i32, !llvm.ptr
    cf.br ^ready(%opened : i32)
  ^ready(%value: i32):
    %result = arith.subi %value, %one : i32
    func.return %result : i32
  }
  func.func @firefly.transfer(%operation: i32, %fd: i32, %buffer: !llvm.ptr, %count: i32) -> i32 ${internal} {
    %three0 = llvm.mlir.constant(3 : i32) : i32
    %block = llvm.alloca %three0 x i32 {alignment = 4 : i64} : (i32) -> !llvm.ptr
    %three = arith.constant 3 : i32
    %isStream = arith.cmpi ult, %fd, %three : i32
    cf.cond_br %isStream, ^stream, ^bad
  ^bad:
    // no such stream: the number that Linux gives (EBADF)
    %bad = arith.constant -9 : i32
    func.return %bad : i32
  ^stream:
    %handle = func.call @firefly.handle(%fd) : (i32) -> i32
    %bufferAt = llvm.getelementptr %block[1] : (!llvm.ptr) -> !llvm.ptr, i32
    %countAt = llvm.getelementptr %block[2] : (!llvm.ptr) -> !llvm.ptr, i32
    llvm.store volatile %handle, %block {alignment = 4 : i64} : i32, !llvm.ptr
    llvm.store volatile %buffer, %bufferAt {alignment = 4 : i64} : !llvm.ptr, !llvm.ptr
    llvm.store volatile %count, %countAt {alignment = 4 : i64} : i32, !llvm.ptr
    %missing = func.call @firefly.semihost(%operation, %block) : (i32, !llvm.ptr) -> i32
    %done = arith.subi %count, %missing : i32
    func.return %done : i32
  }`;

/** `@firefly.console`: where reports of failed guards go. */
export function consoleText(kind: ConsoleKind): ModuleText {
  if (kind === 'semihosting') {
    return `  func.func @firefly.console(%text: !llvm.ptr, %length: i32) ${internal} {
    %write = arith.constant 5 : i32
    %standardError = arith.constant 2 : i32
    %done = func.call @firefly.transfer(%write, %standardError, %text, %length) : (i32, i32, !llvm.ptr, i32) -> i32
    func.return
  }`;
  }
  return `  func.func @firefly.console(%text: !llvm.ptr, %length: i32) ${internal} {
${itmWrite('func.return')}
  }`;
}

/**
 * Writes `%text`, `%length` to stimulus port 0, when a debugger has enabled tracing (DEMCR.TRCENA), the ITM (ITM_TCR bit 0) and the port
 * (ITM_TER0 bit 0); otherwise the text is dropped. The port is full while it reads as zero.
 */
export function itmWrite(leave: string): ModuleText {
  const test = (
    name: string,
    address: number,
    mask: number,
    next: string,
  ): string => `    %${name}Address = arith.constant ${address | 0} : i32
    %${name}At = llvm.inttoptr %${name}Address : i32 to !llvm.ptr
    %${name}Value = llvm.load volatile %${name}At {alignment = 4 : i64} : !llvm.ptr -> i32
    %${name}Mask = arith.constant ${mask} : i32
    %${name}Bit = arith.andi %${name}Value, %${name}Mask : i32
    %${name}On = arith.cmpi ne, %${name}Bit, %zero : i32
    cf.cond_br %${name}On, ^${next}, ^done`;
  return `    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    %portAddress = arith.constant ${0xe000_0000 | 0} : i32
    %port = llvm.inttoptr %portAddress : i32 to !llvm.ptr
${test('trace', 0xe000_edfc, 1 << 24, 'tracing')}
  ^tracing:
${test('itm', 0xe000_0e80, 1, 'enabled')}
  ^enabled:
${test('enable', 0xe000_0e00, 1, 'start')}
  ^start:
    cf.br ^letter(%zero : i32)
  ^letter(%i: i32):
    %more = arith.cmpi slt, %i, %length : i32
    cf.cond_br %more, ^wait, ^done
  ^wait:
    %ready = llvm.load volatile %port {alignment = 4 : i64} : !llvm.ptr -> i32
    %isFull = arith.cmpi eq, %ready, %zero : i32
    cf.cond_br %isFull, ^wait, ^send
  ^send:
    %letterAt = llvm.getelementptr %text[%i] : (!llvm.ptr, i32) -> !llvm.ptr, i8
    %letter = llvm.load %letterAt {alignment = 1 : i64} : !llvm.ptr -> i8
    llvm.store volatile %letter, %port {alignment = 1 : i64} : i8, !llvm.ptr
    %next = arith.addi %i, %one : i32
    cf.br ^letter(%next : i32)
  ^done:
    ${leave}`;
}
