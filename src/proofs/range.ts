// Ranges of integers whose ends remember the facts they come from. Each function is a lemma of `proofs/rules/ranges.smt2`. No terms, no solver.
import { euclideanQuotient } from '../smt/evaluate.ts';

/** Positions of the facts that something rests on. */
export type Sources = ReadonlySet<number>;

/** One end of a range. */
export interface Bound {
  readonly value: bigint;
  readonly from: Sources;
}

/** `low ≤ x ≤ high`; a missing end is unbounded. */
export interface Range {
  readonly low?: Bound | undefined;
  readonly high?: Bound | undefined;
}

export const noSources: Sources = new Set();
export const anything: Range = {};

export function union(...all: readonly Sources[]): Sources {
  const [first, ...others] = all.filter((each) => each.size > 0);
  if (!first) return noSources;
  if (others.length === 0) return first;
  return new Set(all.flatMap((each) => [...each]));
}

export function point(value: bigint): Range {
  const bound = { value, from: noSources };
  return { low: bound, high: bound };
}

export function addBounds(a: Bound | undefined, b: Bound | undefined): Bound | undefined {
  return a && b ? { value: a.value + b.value, from: union(a.from, b.from) } : undefined;
}

export function addRanges(a: Range, b: Range): Range {
  return { low: addBounds(a.low, b.low), high: addBounds(a.high, b.high) };
}

/** `factor · x`; a negative factor swaps the ends. */
export function scaleRange(range: Range, factor: bigint): Range {
  if (factor === 0n) return point(0n);
  const scale = (bound: Bound | undefined) => bound && { value: bound.value * factor, from: bound.from };
  return factor > 0n
    ? { low: scale(range.low), high: scale(range.high) }
    : { low: scale(range.high), high: scale(range.low) };
}

/** The product lies between the least and the greatest product of ends; of two non-negative factors, above the product of the low ends. */
export function multiplyRanges(a: Range, b: Range): Range {
  if (a.low && a.high && b.low && b.high) {
    const from = union(a.low.from, a.high.from, b.low.from, b.high.from);
    const products = [
      a.low.value * b.low.value,
      a.low.value * b.high.value,
      a.high.value * b.low.value,
      a.high.value * b.high.value,
    ];
    return { low: { value: products.reduce(smaller), from }, high: { value: products.reduce(larger), from } };
  }
  if (a.low && b.low && a.low.value >= 0n && b.low.value >= 0n) {
    return { low: { value: a.low.value * b.low.value, from: union(a.low.from, b.low.from) } };
  }
  return anything;
}

function smaller(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

/** Euclidean quotient by a positive constant grows with the dividend; a non-negative dividend by a divisor ≥ 1 gives `0 … dividend`. */
export function divideRanges(dividend: Range, divisor: Range): Range {
  const constant = constantOf(divisor);
  if (constant !== undefined && constant.value > 0n) {
    const divide = (bound: Bound | undefined) =>
      bound && { value: euclideanQuotient(bound.value, constant.value), from: union(bound.from, constant.from) };
    return { low: divide(dividend.low), high: divide(dividend.high) };
  }
  if (dividend.low && divisor.low && dividend.low.value >= 0n && divisor.low.value >= 1n) {
    const from = union(dividend.low.from, divisor.low.from);
    return {
      low: { value: 0n, from },
      high: dividend.high && { value: dividend.high.value, from: union(from, dividend.high.from) },
    };
  }
  return anything;
}

/** Euclidean remainder by a divisor ≥ 1: `0 … divisor − 1`, at most a non-negative dividend, and the dividend itself where it lies below the divisor. */
export function remainderRanges(dividend: Range, divisor: Range): Range {
  const { low: least } = divisor;
  if (!least || least.value < 1n) return anything;
  const { low, high } = dividend;
  if (low && high && low.value >= 0n && high.value < least.value) {
    const from = union(low.from, high.from, least.from);
    return { low: { value: low.value, from }, high: { value: high.value, from } };
  }
  const below = divisor.high && { value: divisor.high.value - 1n, from: union(least.from, divisor.high.from) };
  const within =
    low && high && low.value >= 0n ? { value: high.value, from: union(low.from, high.from, least.from) } : undefined;
  return {
    low: { value: 0n, from: least.from },
    high: within && (!below || within.value < below.value) ? within : below,
  };
}

function constantOf(range: Range): Bound | undefined {
  const { low, high } = range;
  return low && high && low.value === high.value ? { value: low.value, from: union(low.from, high.from) } : undefined;
}

/** Holds what either holds. */
export function hull(a: Range, b: Range): Range {
  const join = (x: Bound | undefined, y: Bound | undefined, choose: (one: bigint, other: bigint) => bigint) =>
    x && y ? { value: choose(x.value, y.value), from: union(x.from, y.from) } : undefined;
  return { low: join(a.low, b.low, smaller), high: join(a.high, b.high, larger) };
}
