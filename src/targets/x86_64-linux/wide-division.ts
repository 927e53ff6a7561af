// 128-bit division on a processor that divides 64 bits, by libgcc's names: LLVM calls them where a claim over 64-bit numbers divides a product.
import type { ModuleText } from '../../alex/target-definition.ts';

const attributes = 'attributes {passthrough = ["nounwind", "noinline"]}';

/** Bit by bit from the first bit where the divisor fits. `result` is `quotient` or `remainder`; a zero divisor is never passed. */
function unsigned(name: string, result: 'quotient' | 'remainder'): ModuleText {
  return `  llvm.func @${name}(%n: i128, %d: i128) -> i128 ${attributes} {
    %zero = arith.constant 0 : i128
    %one = arith.constant 1 : i128
    %mask = arith.constant 127 : i128
    %isSmaller = arith.cmpi ult, %n, %d : i128
    cf.cond_br %isSmaller, ^done(%zero, %n : i128, i128), ^align
  ^align:
    %nZeros = "llvm.intr.ctlz"(%n) <{is_zero_poison = false}> : (i128) -> i128
    %dZeros = "llvm.intr.ctlz"(%d) <{is_zero_poison = false}> : (i128) -> i128
    %distance = arith.subi %dZeros, %nZeros : i128
    %shift = arith.andi %distance, %mask : i128
    %placed = arith.shli %d, %shift : i128
    cf.br ^step(%zero, %n, %placed, %shift : i128, i128, i128, i128)
  ^step(%q: i128, %rest: i128, %divisor: i128, %left: i128):
    %fits = arith.cmpi uge, %rest, %divisor : i128
    %less = arith.subi %rest, %divisor : i128
    %restNext = arith.select %fits, %less, %rest : i128
    %bit = arith.extui %fits : i1 to i128
    %qShifted = arith.shli %q, %one : i128
    %qNext = arith.ori %qShifted, %bit : i128
    %divisorNext = arith.shrui %divisor, %one : i128
    %leftNext = arith.subi %left, %one : i128
    %isLast = arith.cmpi eq, %left, %zero : i128
    cf.cond_br %isLast, ^done(%qNext, %restNext : i128, i128), ^step(%qNext, %restNext, %divisorNext, %leftNext : i128, i128, i128, i128)
  ^done(%quotient: i128, %remainder: i128):
    llvm.return %${result} : i128
  }`;
}

/** The quotient's sign is that of both operands together, the remainder's that of the dividend. */
function signed(name: string, callee: string, result: 'quotient' | 'remainder'): ModuleText {
  return `  llvm.func @${name}(%n: i128, %d: i128) -> i128 ${attributes} {
    %top = arith.constant 127 : i128
    %nSign = arith.shrsi %n, %top : i128
    %dSign = arith.shrsi %d, %top : i128
    %nFlipped = arith.xori %n, %nSign : i128
    %dFlipped = arith.xori %d, %dSign : i128
    %nSize = arith.subi %nFlipped, %nSign : i128
    %dSize = arith.subi %dFlipped, %dSign : i128
    %size = llvm.call @${callee}(%nSize, %dSize) : (i128, i128) -> i128
    %quotient = arith.xori %nSign, %dSign : i128
    %remainder = arith.ori %nSign, %nSign : i128
    %flipped = arith.xori %size, %${result} : i128
    %signed = arith.subi %flipped, %${result} : i128
    llvm.return %signed : i128
  }`;
}

export const wideDivision: ModuleText = [
  unsigned('__udivti3', 'quotient'),
  unsigned('__umodti3', 'remainder'),
  signed('__divti3', '__udivti3', 'quotient'),
  signed('__modti3', '__umodti3', 'remainder'),
].join('\n');
