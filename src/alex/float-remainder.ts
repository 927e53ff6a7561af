// C's fmod as MLIR, by long division on the bits: exact, no rounding, no table. LLVM calls it for the remainder of floats; no target of ours has a C library.
import type { ModuleText } from './target-definition.ts';

export interface FloatFormat {
  readonly exponentBits: number;
  /** Stored bits of the significand. */
  readonly fractionBits: number;
}

export const binary32: FloatFormat = { exponentBits: 8, fractionBits: 23 };
export const binary64: FloatFormat = { exponentBits: 11, fractionBits: 52 };

/** `name(x, y)`: the remainder of the truncated quotient, with the sign of x; NaN when x is infinite or NaN, or y is zero or NaN. */
export function floatRemainder(name: string, format: FloatFormat): ModuleText {
  const bits = 1 + format.exponentBits + format.fractionBits;
  const i = `i${bits}`;
  const f = `f${bits}`;
  const exponentMax = (1 << format.exponentBits) - 1;
  const constant = (label: string, value: bigint): string =>
    `    %${label} = arith.constant ${BigInt.asIntN(bits, value)} : ${i}`;
  const one = 1n;
  return `  llvm.func @${name}(%x: ${f}, %y: ${f}) -> ${f} attributes {passthrough = ["nounwind", "noinline"]} {
${constant('zero', 0n)}
${constant('one', one)}
${constant('fractionBits', BigInt(format.fractionBits))}
${constant('hidden', one << BigInt(format.fractionBits))}
${constant('fractionMask', (one << BigInt(format.fractionBits)) - one)}
${constant('exponentMax', BigInt(exponentMax))}
${constant('signMask', one << BigInt(bits - 1))}
${constant('restMask', (one << BigInt(bits - 1)) - one)}
${constant('quietNaN', (BigInt(exponentMax) << BigInt(format.fractionBits)) | (one << BigInt(format.fractionBits - 1)))}
${constant('infinity', BigInt(exponentMax) << BigInt(format.fractionBits))}
    %xBits = arith.bitcast %x : ${f} to ${i}
    %yBits = arith.bitcast %y : ${f} to ${i}
    %sign = arith.andi %xBits, %signMask : ${i}
    %xSize = arith.andi %xBits, %restMask : ${i}
    %ySize = arith.andi %yBits, %restMask : ${i}
    %yZero = arith.cmpi eq, %ySize, %zero : ${i}
    %yNaN = arith.cmpi ugt, %ySize, %infinity : ${i}
    %xNotFinite = arith.cmpi uge, %xSize, %infinity : ${i}
    %bad0 = arith.ori %yZero, %yNaN : i1
    %bad = arith.ori %bad0, %xNotFinite : i1
    cf.cond_br %bad, ^invalid, ^sizes
  ^invalid:
    %nan = arith.bitcast %quietNaN : ${i} to ${f}
    llvm.return %nan : ${f}
  ^sizes:
    %smaller = arith.cmpi ult, %xSize, %ySize : ${i}
    cf.cond_br %smaller, ^same, ^split
  ^same:
    llvm.return %x : ${f}
  ^split:
    %xExponent0 = arith.shrui %xSize, %fractionBits : ${i}
    %yExponent0 = arith.shrui %ySize, %fractionBits : ${i}
    %xFraction = arith.andi %xSize, %fractionMask : ${i}
    %yFraction = arith.andi %ySize, %fractionMask : ${i}
    %xSubnormal = arith.cmpi eq, %xExponent0, %zero : ${i}
    %ySubnormal = arith.cmpi eq, %yExponent0, %zero : ${i}
    %xNormal = arith.ori %xFraction, %hidden : ${i}
    %yNormal = arith.ori %yFraction, %hidden : ${i}
    %xStart = arith.select %xSubnormal, %xFraction, %xNormal : ${i}
    %yPart = arith.select %ySubnormal, %yFraction, %yNormal : ${i}
    %xExponent = arith.maxui %xExponent0, %one : ${i}
    %yExponent = arith.maxui %yExponent0, %one : ${i}
    %steps = arith.subi %xExponent, %yExponent : ${i}
    // A subnormal y may be far smaller than x's significand: from here on the rest is below y's.
    %xReduced = arith.remui %xStart, %yPart : ${i}
    cf.br ^divide(%xReduced, %steps : ${i}, ${i})
  ^divide(%part: ${i}, %left: ${i}):
    %less = arith.subi %part, %yPart : ${i}
    %fits = arith.cmpi uge, %part, %yPart : ${i}
    %rest = arith.select %fits, %less, %part : ${i}
    %isLast = arith.cmpi eq, %left, %zero : ${i}
    %doubled = arith.shli %rest, %one : ${i}
    %fewer = arith.subi %left, %one : ${i}
    cf.cond_br %isLast, ^normalise(%rest, %yExponent : ${i}, ${i}), ^divide(%doubled, %fewer : ${i}, ${i})
  ^normalise(%value: ${i}, %exponent: ${i}):
    %isZero = arith.cmpi eq, %value, %zero : ${i}
    %isNormal = arith.cmpi uge, %value, %hidden : ${i}
    %isLowest = arith.cmpi ule, %exponent, %one : ${i}
    %ready0 = arith.ori %isZero, %isNormal : i1
    %ready = arith.ori %ready0, %isLowest : i1
    %moved = arith.shli %value, %one : ${i}
    %lower = arith.subi %exponent, %one : ${i}
    cf.cond_br %ready, ^pack, ^normalise(%moved, %lower : ${i}, ${i})
  ^pack:
    %exponentField = arith.select %isNormal, %exponent, %zero : ${i}
    %exponentPlaced = arith.shli %exponentField, %fractionBits : ${i}
    %fraction = arith.andi %value, %fractionMask : ${i}
    %size = arith.ori %exponentPlaced, %fraction : ${i}
    %packed = arith.ori %size, %sign : ${i}
    %result = arith.bitcast %packed : ${i} to ${f}
    llvm.return %result : ${f}
  }`;
}
