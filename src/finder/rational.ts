// Exact fractions of big integers, in lowest terms with a positive denominator.
import { greatestDivisor } from '../checker/polynomial.ts';

export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

export const none: Rational = { n: 0n, d: 1n };
export const one: Rational = { n: 1n, d: 1n };

export function whole(n: bigint): Rational {
  return { n, d: 1n };
}

export function ratio(n: bigint, d: bigint): Rational {
  if (d === 1n) return { n, d };
  const divisor = greatestDivisor(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / divisor, d: d / divisor };
}

export function plus(a: Rational, b: Rational): Rational {
  return a.d === 1n && b.d === 1n ? { n: a.n + b.n, d: 1n } : ratio(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function times(a: Rational, b: Rational): Rational {
  return a.d === 1n && b.d === 1n ? { n: a.n * b.n, d: 1n } : ratio(a.n * b.n, a.d * b.d);
}

export function over(a: Rational, b: Rational): Rational {
  return ratio(a.n * b.d, a.d * b.n);
}

export function negative(a: Rational): Rational {
  return { n: -a.n, d: a.d };
}

/** Negative, zero or positive as `a − b` is. */
export function compare(a: Rational, b: Rational): bigint {
  return a.n * b.d - b.n * a.d;
}
