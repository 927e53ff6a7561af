// In: words as linear forms. Out: quotients and rests, floor and truncated, defined by fresh symbols that the solver and the domain both understand.
// Does not check the divisor: the check before the division did.
import { inWord, learnRange, ownRangeOf, type Place, product } from './arithmetic.ts';
import { learn, learnEqual, rangeOf } from './domain.ts';
import { and, atMost, below, equals, type Formula, implies, not } from './formula.ts';
import {
  addScaled,
  constantLinear,
  floorDivide,
  isConstant,
  keyOfLinear,
  type Linear,
  larger,
  linearOf,
  minus,
  modulo,
  plus,
  scale,
  shift,
  smaller,
  zero,
} from './linear.ts';
import type { WordRange } from './machine.ts';
import { consed, define, freshInteger, type Range } from './symbols.ts';

/** Takes the multiples of the divisor out of a form: `x = divisor·multiples + remaining`. */
function takeMultiples(x: Linear, divisor: bigint): { readonly multiples: Linear; readonly remaining: Linear } {
  const multiples: Linear = {
    constant: floorDivide(x.constant, divisor),
    parts: x.parts
      .filter(({ factor }) => factor % divisor === 0n)
      .map(({ symbol, factor }) => ({ symbol, factor: factor / divisor })),
  };
  return { multiples, remaining: addScaled(x, multiples, -divisor) };
}

/** ⌊x / divisor⌋ for a positive constant divisor: `0 ≤ x − divisor·q < divisor`. */
export function floorQuotient(place: Place, x: Linear, divisor: bigint): Linear {
  if (divisor === 1n) return x;
  if (isConstant(x)) return constantLinear(floorDivide(x.constant, divisor));
  const { table, domain, about } = place;
  const here = rangeOf(domain, x);
  if (here.low !== undefined && here.high !== undefined) {
    const quotient = floorDivide(here.low, divisor);
    if (quotient === floorDivide(here.high, divisor)) return constantLinear(quotient);
  }
  const { multiples, remaining } = takeMultiples(x, divisor);
  if (isConstant(remaining)) return multiples;
  const quotient = consed(table, `quotient ${divisor} ${keyOfLinear(remaining)}`, () => {
    const own = ownRangeOf(table, remaining);
    const made = freshInteger(
      table,
      place.source,
      {
        low: own.low === undefined ? undefined : floorDivide(own.low, divisor),
        high: own.high === undefined ? undefined : floorDivide(own.high, divisor),
      },
      about,
    );
    const rest = addScaled(remaining, linearOf(made), -divisor);
    define(table, made, and(atMost(zero, rest), atMost(rest, constantLinear(divisor - 1n))), about);
    return made;
  });
  const q = linearOf(quotient);
  const range = rangeOf(domain, remaining);
  learnRange(domain, q, {
    low: range.low === undefined ? undefined : floorDivide(range.low, divisor),
    high: range.high === undefined ? undefined : floorDivide(range.high, divisor),
  });
  const rest = addScaled(remaining, q, -divisor);
  learn(domain, scale(rest, -1n));
  learn(domain, shift(rest, -(divisor - 1n)));
  if (range.low !== undefined && range.low >= 0n) learn(domain, minus(q, remaining));
  return plus(multiples, q);
}

/** x mod divisor in `[0, divisor)` for a positive constant divisor. */
export function floorRest(place: Place, x: Linear, divisor: bigint): Linear {
  if (divisor === 1n) return zero;
  if (isConstant(x)) return constantLinear(modulo(x.constant, divisor));
  const { table, domain, about } = place;
  const here = rangeOf(domain, x);
  if (here.low !== undefined && here.high !== undefined) {
    const quotient = floorDivide(here.low, divisor);
    if (quotient === floorDivide(here.high, divisor)) return shift(x, -quotient * divisor);
  }
  const { remaining } = takeMultiples(x, divisor);
  if (isConstant(remaining)) return remaining;
  const q = floorQuotient({ ...place, source: undefined }, remaining, divisor);
  const exact = addScaled(remaining, q, -divisor);
  const rest = consed(table, `rest ${divisor} ${keyOfLinear(remaining)}`, () => {
    const made = freshInteger(table, place.source, { low: 0n, high: divisor - 1n }, about);
    // over its own quotient: the one found here may be a constant that holds on this path only
    const turns = freshInteger(table, undefined, quotientRange(ownRangeOf(table, remaining), divisor), about);
    define(table, made, equals(linearOf(made), addScaled(remaining, linearOf(turns), -divisor)), about);
    return made;
  });
  const value = linearOf(rest);
  learnEqual(domain, minus(value, exact));
  const range = rangeOf(domain, remaining);
  if (range.low !== undefined && range.low >= 0n) learn(domain, minus(value, remaining));
  return value;
}

function quotientRange(own: Range, divisor: bigint): Range {
  return {
    low: own.low === undefined ? undefined : floorDivide(own.low, divisor),
    high: own.high === undefined ? undefined : floorDivide(own.high, divisor),
  };
}

/** Truncated division and remainder. The divisor is not 0 and the quotient is representable where the result is used: the check before it saw to that. */
export function truncatedDivision(
  place: Place,
  dividend: Linear,
  divisor: Linear,
  word: WordRange,
): { readonly quotient: Linear; readonly rest: Linear } {
  const { table, domain, about } = place;
  const x = inWord({ ...place, source: undefined }, dividend, word);
  const d = inWord({ ...place, source: undefined }, divisor, word);
  const rangeX = rangeOf(domain, x);
  const rangeD = rangeOf(domain, d);
  const isNonNegative = rangeX.low !== undefined && rangeX.low >= 0n;
  if (isConstant(d) && d.constant > 0n) {
    if (isNonNegative) return { quotient: floorQuotient(place, x, d.constant), rest: floorRest(place, x, d.constant) };
    if (rangeX.high !== undefined && rangeX.high <= 0n) {
      const mirrored = scale(x, -1n);
      return {
        quotient: scale(floorQuotient({ ...place, source: undefined }, mirrored, d.constant), -1n),
        rest: scale(floorRest({ ...place, source: undefined }, mirrored, d.constant), -1n),
      };
    }
  }
  // 0 ≤ x < d: the division does nothing
  const gap = rangeOf(domain, minus(x, d));
  if (isNonNegative && gap.high !== undefined && gap.high < 0n) return { quotient: zero, rest: x };
  const quotientSymbol = consed(table, `truncated ${keyOfLinear(x)} by ${keyOfLinear(d)}`, () => {
    const made = freshInteger(table, place.source, { low: word.low, high: word.high + 1n }, about);
    const q = linearOf(made);
    const p = product({ ...place, source: undefined }, q, d);
    const r = minus(x, p);
    const [positiveD, negativeD] = [below(zero, d), below(d, zero)];
    const laws: readonly Formula[] = [
      implies(atMost(zero, x), atMost(zero, r)),
      implies(atMost(x, zero), atMost(r, zero)),
      implies(positiveD, and(below(r, d), below(scale(d, -1n), r))),
      implies(negativeD, and(below(r, scale(d, -1n)), below(d, r))),
      implies(and(positiveD, atMost(zero, x)), and(atMost(zero, q), atMost(q, x))),
      implies(and(positiveD, atMost(x, zero)), and(atMost(x, q), atMost(q, zero))),
    ];
    // by 0 there is no quotient: nothing is said, so that the definition can always be met
    for (const law of laws) define(table, made, implies(not(equals(d, zero)), law), about);
    return made;
  });
  const q = linearOf(quotientSymbol);
  const p = product({ ...place, source: undefined }, q, d);
  learnRange(domain, q, truncatedRange(rangeX, rangeD));
  // the check before saw to it that the quotient is a word
  learnRange(domain, q, { low: word.low, high: word.high });
  const rest = minus(x, p);
  const restValue = named(place, rest, 'rest');
  learnRange(domain, restValue, restRange(rangeX, rangeD));
  if (isNonNegative) {
    learn(domain, minus(restValue, x));
    if (rangeD.low !== undefined && rangeD.low > 0n) {
      learn(domain, shift(minus(restValue, d), 1n));
      learn(domain, minus(q, x));
    }
  }
  return { quotient: q, rest: restValue };
}

/** A form under a name of its own, so that the domain can hold a range for it. */
export function named(place: Place, linear: Linear, role: string): Linear {
  const [only] = linear.parts;
  if (!only || (linear.parts.length === 1 && only.factor === 1n && linear.constant === 0n)) return linear;
  const { table, about } = place;
  const symbol = consed(table, `${role} ${keyOfLinear(linear)}`, () => {
    const made = freshInteger(table, place.source, ownRangeOf(table, linear), about);
    define(table, made, equals(linearOf(made), linear), about);
    return made;
  });
  return linearOf(symbol);
}

function truncatedRange(x: Range, d: Range): Range {
  if (x.low === undefined || x.high === undefined) return { low: undefined, high: undefined };
  const size = larger(x.high < 0n ? -x.high : x.high, x.low < 0n ? -x.low : x.low);
  if (d.low !== undefined && d.high !== undefined && d.low > 0n) {
    return { low: smaller(x.low / d.low, x.low / d.high), high: larger(x.high / d.low, x.high / d.high) };
  }
  return { low: -size, high: size };
}

function restRange(x: Range, d: Range): Range {
  const sizes = [d.low, d.high].map((end) => (end === undefined ? undefined : end < 0n ? -end : end));
  const [a, b] = sizes;
  const most = a === undefined || b === undefined ? undefined : larger(larger(a, b) - 1n, 0n);
  const isNonNegative = x.low !== undefined && x.low >= 0n;
  const isNonPositive = x.high !== undefined && x.high <= 0n;
  return {
    low: isNonNegative ? 0n : most === undefined ? undefined : -most,
    high: isNonPositive ? 0n : most,
  };
}
