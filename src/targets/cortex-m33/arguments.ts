// The command line of a semihosted program, split at its spaces into the entry point's `string[]`.
import type { ModuleText } from '../../alex/target-definition.ts';

/** A longer command line is refused by the debugger, and the program gets no arguments. */
const lineBytes = 256;
/** Arguments are at least one letter and one space apart. */
const largestCount = lineBytes / 2;

/**
 * SYS_GET_CMDLINE gives the program's name and its arguments in one line. `@firefly.readArguments` writes each argument's `{ ptr, len }` into
 * `@firefly.arguments` and yields how many there are; the name is left out, as F# does.
 */
export const argumentText: ModuleText = `  llvm.mlir.global internal @firefly.commandLine() {addr_space = 0 : i32, alignment = 4 : i64} : !llvm.array<${lineBytes} x i8> {
    %0 = llvm.mlir.zero : !llvm.array<${lineBytes} x i8>
    llvm.return %0 : !llvm.array<${lineBytes} x i8>
  }
  llvm.mlir.global internal @firefly.arguments() {addr_space = 0 : i32, alignment = 4 : i64} : !llvm.array<${largestCount} x struct<(ptr, i32)>> {
    %0 = llvm.mlir.zero : !llvm.array<${largestCount} x struct<(ptr, i32)>>
    llvm.return %0 : !llvm.array<${largestCount} x struct<(ptr, i32)>>
  }
  func.func @firefly.readArguments() -> i32 attributes {llvm.linkage = #llvm.linkage<internal>, passthrough = ["nounwind", "noinline"]} {
    %two = llvm.mlir.constant(2 : i32) : i32
    %block = llvm.alloca %two x i32 {alignment = 4 : i64} : (i32) -> !llvm.ptr
    %line = llvm.mlir.addressof @firefly.commandLine : !llvm.ptr
    %table = llvm.mlir.addressof @firefly.arguments : !llvm.ptr
    %sizeAt = llvm.getelementptr %block[1] : (!llvm.ptr) -> !llvm.ptr, i32
    %size = arith.constant ${lineBytes} : i32
    %zero = arith.constant 0 : i32
    %one = arith.constant 1 : i32
    %space = arith.constant 32 : i8
    %nul = arith.constant 0 : i8
    llvm.store volatile %line, %block {alignment = 4 : i64} : !llvm.ptr, !llvm.ptr
    llvm.store volatile %size, %sizeAt {alignment = 4 : i64} : i32, !llvm.ptr
    %operation = arith.constant 0x15 : i32
    %failed = func.call @firefly.semihost(%operation, %block) : (i32, !llvm.ptr) -> i32
    %isGiven = arith.cmpi eq, %failed, %zero : i32
    cf.cond_br %isGiven, ^word(%zero, %zero : i32, i32), ^none
  ^none:
    func.return %zero : i32
  ^word(%start: i32, %words: i32):
    cf.br ^letter(%start : i32)
  ^letter(%i: i32):
    %at = llvm.getelementptr %line[%i] : (!llvm.ptr, i32) -> !llvm.ptr, i8
    %letter = llvm.load volatile %at {alignment = 1 : i64} : !llvm.ptr -> i8
    %next = arith.addi %i, %one : i32
    %isSpace = arith.cmpi eq, %letter, %space : i8
    %isEnd = arith.cmpi eq, %letter, %nul : i8
    %stops = arith.ori %isSpace, %isEnd : i1
    cf.cond_br %stops, ^close, ^letter(%next : i32)
  ^close:
    // word 0 is the program's name; two spaces side by side hold no word between them
    %length = arith.subi %i, %start : i32
    %isWord = arith.cmpi ne, %length, %zero : i32
    cf.cond_br %isWord, ^keep, ^after(%words : i32)
  ^keep:
    %isName = arith.cmpi eq, %words, %zero : i32
    %more = arith.addi %words, %one : i32
    cf.cond_br %isName, ^after(%more : i32), ^store
  ^store:
    %index = arith.subi %words, %one : i32
    %textAt = llvm.getelementptr %line[%start] : (!llvm.ptr, i32) -> !llvm.ptr, i8
    %pairAt = llvm.getelementptr %table[%index] : (!llvm.ptr, i32) -> !llvm.ptr, !llvm.struct<(ptr, i32)>
    %lengthAt = llvm.getelementptr %pairAt[0, 1] : (!llvm.ptr) -> !llvm.ptr, !llvm.struct<(ptr, i32)>
    llvm.store %textAt, %pairAt {alignment = 4 : i64} : !llvm.ptr, !llvm.ptr
    llvm.store %length, %lengthAt {alignment = 4 : i64} : i32, !llvm.ptr
    cf.br ^after(%more : i32)
  ^after(%found: i32):
    cf.cond_br %isEnd, ^done, ^word(%next, %found : i32, i32)
  ^done:
    %hasName = arith.minui %found, %one : i32
    %count = arith.subi %found, %hasName : i32
    func.return %count : i32
  }`;
