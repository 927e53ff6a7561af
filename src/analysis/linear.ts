// In: symbols of an analysis run and integers. Out: linear forms `constant + Σ factor · symbol` over mathematical integers, normalised. No wrap-around here.

declare const symbolIdBrand: unique symbol;
/** An unknown of one analysis run: an index into its symbol table. */
export type SymbolId = number & { readonly [symbolIdBrand]: true };

export interface Part {
  readonly symbol: SymbolId;
  /** Never 0. */
  readonly factor: bigint;
}

/** Parts are sorted by symbol, each symbol once. */
export interface Linear {
  readonly constant: bigint;
  readonly parts: readonly Part[];
}

export function constantLinear(constant: bigint): Linear {
  return { constant, parts: [] };
}

export const zero = constantLinear(0n);
export const one = constantLinear(1n);

export function linearOf(symbol: SymbolId): Linear {
  return { constant: 0n, parts: [{ symbol, factor: 1n }] };
}

/** `left + factor · right`. */
export function addScaled(left: Linear, right: Linear, factor: bigint): Linear {
  if (factor === 0n) return left;
  const constant = left.constant + factor * right.constant;
  if (right.parts.length === 0) return { constant, parts: left.parts };
  const parts: Part[] = [];
  let i = 0;
  let j = 0;
  for (;;) {
    const a = left.parts[i];
    const b = right.parts[j];
    if (!a && !b) return { constant, parts };
    if (a && (!b || a.symbol < b.symbol)) {
      parts.push(a);
      i++;
    } else if (b && (!a || b.symbol < a.symbol)) {
      parts.push({ symbol: b.symbol, factor: factor * b.factor });
      j++;
    } else if (a && b) {
      const sum = a.factor + factor * b.factor;
      if (sum !== 0n) parts.push({ symbol: a.symbol, factor: sum });
      i++;
      j++;
    }
  }
}

export function plus(left: Linear, right: Linear): Linear {
  return addScaled(left, right, 1n);
}

export function minus(left: Linear, right: Linear): Linear {
  return addScaled(left, right, -1n);
}

export function scale(linear: Linear, factor: bigint): Linear {
  return addScaled(zero, linear, factor);
}

export function shift(linear: Linear, by: bigint): Linear {
  return { constant: linear.constant + by, parts: linear.parts };
}

export function isConstant(linear: Linear): boolean {
  return linear.parts.length === 0;
}

export function sameLinear(left: Linear, right: Linear): boolean {
  return (
    left === right ||
    (left.constant === right.constant &&
      left.parts.length === right.parts.length &&
      left.parts.every((part, i) => {
        const other = right.parts[i];
        return other !== undefined && part.symbol === other.symbol && part.factor === other.factor;
      }))
  );
}

/** Equal forms have equal keys. */
export function keyOfLinear(linear: Linear): string {
  return `${linear.parts.map(({ symbol, factor }) => `${factor}*${symbol}`).join('+')}+${linear.constant}`;
}

export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor !== 0n && value < 0n !== divisor < 0n ? quotient - 1n : quotient;
}

export function ceilDivide(value: bigint, divisor: bigint): bigint {
  return -floorDivide(-value, divisor);
}

/** Remainder in `[0, modulus)` for a positive modulus. */
export function modulo(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

export function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let x = a < 0n ? -a : a;
  let y = b < 0n ? -b : b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

export function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

export function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
