// 64-bit division on a processor that divides 32 bits: RTABI32's `__aeabi_uldivmod` and `__aeabi_ldivmod`, quotient in r0:r1 and remainder in r2:r3.
import type { ModuleText } from '../../alex/target-definition.ts';

/**
 * Operands that fit 32 bits use the processor's division; others are divided bit by bit from the first bit where the divisor fits. A zero
 * divisor is never passed: the claim is proved or guarded; it would end with some result.
 */
export const wideDivision: ModuleText = `  llvm.func @__aeabi_uldivmod(%n: i64, %d: i64) -> !llvm.struct<(i64, i64)> attributes {passthrough = ["nounwind", "noinline"]} {
    %undefined = llvm.mlir.undef : !llvm.struct<(i64, i64)>
    %zero = arith.constant 0 : i64
    %one = arith.constant 1 : i64
    %word = arith.constant 32 : i64
    %both = arith.ori %n, %d : i64
    %high = arith.shrui %both, %word : i64
    %isNarrow = arith.cmpi eq, %high, %zero : i64
    cf.cond_br %isNarrow, ^narrow, ^wide
  ^narrow:
    %n32 = arith.trunci %n : i64 to i32
    %d32 = arith.trunci %d : i64 to i32
    %q32 = arith.divui %n32, %d32 : i32
    %product = arith.muli %q32, %d32 : i32
    %r32 = arith.subi %n32, %product : i32
    %q64 = arith.extui %q32 : i32 to i64
    %r64 = arith.extui %r32 : i32 to i64
    cf.br ^done(%q64, %r64 : i64, i64)
  ^wide:
    %isSmaller = arith.cmpi ult, %n, %d : i64
    cf.cond_br %isSmaller, ^done(%zero, %n : i64, i64), ^align
  ^align:
    %nZeros = "llvm.intr.ctlz"(%n) <{is_zero_poison = false}> : (i64) -> i64
    %dZeros = "llvm.intr.ctlz"(%d) <{is_zero_poison = false}> : (i64) -> i64
    %distance = arith.subi %dZeros, %nZeros : i64
    %mask = arith.constant 63 : i64
    %shift = arith.andi %distance, %mask : i64
    %placed = arith.shli %d, %shift : i64
    cf.br ^step(%zero, %n, %placed, %shift : i64, i64, i64, i64)
  ^step(%q: i64, %rest: i64, %divisor: i64, %left: i64):
    %fits = arith.cmpi uge, %rest, %divisor : i64
    %less = arith.subi %rest, %divisor : i64
    %restNext = arith.select %fits, %less, %rest : i64
    %bit = arith.extui %fits : i1 to i64
    %qShifted = arith.shli %q, %one : i64
    %qNext = arith.ori %qShifted, %bit : i64
    %divisorNext = arith.shrui %divisor, %one : i64
    %leftNext = arith.subi %left, %one : i64
    %isLast = arith.cmpi eq, %left, %zero : i64
    cf.cond_br %isLast, ^done(%qNext, %restNext : i64, i64), ^step(%qNext, %restNext, %divisorNext, %leftNext : i64, i64, i64, i64)
  ^done(%quotient: i64, %remainder: i64):
    %half = llvm.insertvalue %quotient, %undefined[0] : !llvm.struct<(i64, i64)>
    %result = llvm.insertvalue %remainder, %half[1] : !llvm.struct<(i64, i64)>
    llvm.return %result : !llvm.struct<(i64, i64)>
  }
  llvm.func @__aeabi_ldivmod(%n: i64, %d: i64) -> !llvm.struct<(i64, i64)> attributes {passthrough = ["nounwind", "noinline"]} {
    %undefined = llvm.mlir.undef : !llvm.struct<(i64, i64)>
    %top = arith.constant 63 : i64
    %nSign = arith.shrsi %n, %top : i64
    %dSign = arith.shrsi %d, %top : i64
    %nFlipped = arith.xori %n, %nSign : i64
    %dFlipped = arith.xori %d, %dSign : i64
    %nSize = arith.subi %nFlipped, %nSign : i64
    %dSize = arith.subi %dFlipped, %dSign : i64
    %both = llvm.call @__aeabi_uldivmod(%nSize, %dSize) : (i64, i64) -> !llvm.struct<(i64, i64)>
    %qSize = llvm.extractvalue %both[0] : !llvm.struct<(i64, i64)>
    %rSize = llvm.extractvalue %both[1] : !llvm.struct<(i64, i64)>
    %qSign = arith.xori %nSign, %dSign : i64
    %qFlipped = arith.xori %qSize, %qSign : i64
    %rFlipped = arith.xori %rSize, %nSign : i64
    %quotient = arith.subi %qFlipped, %qSign : i64
    %remainder = arith.subi %rFlipped, %nSign : i64
    %half = llvm.insertvalue %quotient, %undefined[0] : !llvm.struct<(i64, i64)>
    %result = llvm.insertvalue %remainder, %half[1] : !llvm.struct<(i64, i64)>
    llvm.return %result : !llvm.struct<(i64, i64)>
  }`;
