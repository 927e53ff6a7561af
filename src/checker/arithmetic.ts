// In: words as polynomials. Out: what machine arithmetic makes of them: exact where it cannot wrap, else a new unknown that its definition ties to the operands.
// Each definition can be satisfied by a choice of the new unknown alone, whatever the operands are, so that it excludes no execution.
import { all, any, atMost, below, choose, equal, type Formula, implies, within } from './formula.ts';
import type { Word } from './machine.ts';
import {
  add,
  constant,
  constantOf,
  floorDivide,
  keyOf,
  multiply,
  type Polynomial,
  scale,
  shift,
  subtract,
  zero,
} from './polynomial.ts';
import { greater, type Interval, lesser, type Unknowns } from './value.ts';

function isInside(range: Interval | undefined, word: Interval): boolean {
  return range !== undefined && range.low >= word.low && range.high <= word.high;
}

/** The integer reduced into the word: `z = e − 2ⁿ·k`. */
export function wrap(exact: Polynomial, word: Word, unknowns: Unknowns): Polynomial {
  const value = constantOf(exact);
  if (value !== undefined) return constant(value - word.size * floorDivide(value - word.low, word.size));
  const range = unknowns.rangeOf(exact);
  if (isInside(range, word)) return exact;
  return unknowns.share(`wrap ${word.low} ${word.size} ${keyOf(exact)}`, () => {
    const made = unknowns.make(word);
    const least = range && floorDivide(range.low - word.low, word.size);
    const most = range && floorDivide(range.high - word.low, word.size);
    if (least !== undefined && most !== undefined && most - least <= 3n) {
      // few turns: one case for each
      const turns = Array.from({ length: Number(most - least) + 1 }, (_, i) => least + BigInt(i));
      const inside = turns.map((turn) => {
        const low = constant(word.low + turn * word.size);
        const high = constant(word.high + turn * word.size);
        return all(atMost(low, exact), atMost(exact, high), equal(made, shift(exact, -turn * word.size)));
      });
      unknowns.define(any(...inside));
    } else {
      const turns = unknowns.make(least === undefined || most === undefined ? undefined : { low: least, high: most });
      unknowns.define(equal(made, add(exact, turns, -word.size)));
      const outside = [below(exact, constant(word.low)), below(constant(word.high), exact)];
      unknowns.define(any(equal(made, exact), ...outside));
    }
    return made;
  });
}

/**
 * A word whose range is a definition: operands of what follows are words on every execution that evaluates it, but a counter or a length may be no word on others.
 */
function asWord(operand: Polynomial, word: Word, unknowns: Unknowns): Polynomial {
  return wrap(operand, word, unknowns);
}

export interface Division {
  readonly quotient: Polynomial;
  readonly remainder: Polynomial;
}

const longestDivisor = 3;

/** Division rounded towards 0; the remainder has the dividend's sign. For a divisor of 0 any word: a check stands before it. */
export function divide(dividend: Polynomial, divisor: Polynomial, word: Word, unknowns: Unknowns): Division {
  const a = asWord(dividend, word, unknowns);
  const b = asWord(divisor, word, unknowns);
  const by = constantOf(b);
  if (by !== undefined && by !== 0n) {
    const { quotient, remainder } = divideByConstant(a, by, word, unknowns);
    return { quotient: wrap(quotient, word, unknowns), remainder };
  }
  const key = `${word.low} ${word.size} ${keyOf(a)} / ${keyOf(b)}`;
  const quotient = unknowns.share(`quotient ${key}`, () => {
    const made = unknowns.make(word);
    // |q| ≤ |a|, and q has the sign of a when the divisor is positive
    const positive = all(below(zero, b), below(constant(word.low), a));
    unknowns.define(implies(all(positive, atMost(zero, a)), all(atMost(zero, made), atMost(made, a))));
    unknowns.define(implies(all(positive, atMost(a, zero)), all(atMost(made, zero), atMost(a, made))));
    // of natural numbers also how near q·b comes to a; products of long sums help nobody
    if (b.size <= longestDivisor) {
      const product = multiply(made, b);
      const near = all(atMost(product, a), below(a, add(product, b)));
      unknowns.define(implies(all(positive, atMost(zero, a)), near));
    }
    return made;
  });
  const remainder = unknowns.share(`remainder ${key}`, () => {
    const made = unknowns.make(word);
    unknowns.define(implies(atMost(zero, a), all(atMost(zero, made), atMost(made, a))));
    unknowns.define(implies(atMost(a, zero), all(atMost(made, zero), atMost(a, made))));
    unknowns.define(implies(below(zero, b), all(below(made, b), below(scale(b, -1n), made))));
    unknowns.define(implies(all(below(b, zero)), all(below(made, scale(b, -1n)), below(b, made))));
    return made;
  });
  return { quotient, remainder };
}

function divideByConstant(a: Polynomial, by: bigint, word: Word, unknowns: Unknowns): Division {
  const size = by < 0n ? -by : by;
  const value = constantOf(a);
  if (value !== undefined) return { quotient: constant(value / by), remainder: constant(value % by) };
  const magnitude = unknowns.share(`divide ${word.low} ${keyOf(a)} / ${size}`, () => {
    const made = unknowns.make({ low: -(-word.low / size), high: word.high / size });
    const rest = subtract(a, scale(made, size));
    const floor = within(rest, 0n, size - 1n);
    const ceiling = within(rest, 1n - size, 0n);
    const isNatural = (unknowns.rangeOf(a)?.low ?? -1n) >= 0n;
    unknowns.define(isNatural ? floor : choose(atMost(zero, a), floor, ceiling));
    return made;
  });
  const low = (unknowns.rangeOf(a)?.low ?? -1n) >= 0n ? 0n : 1n - size;
  const remainder = inRange(subtract(a, scale(magnitude, size)), { low, high: size - 1n }, unknowns);
  return { quotient: by < 0n ? scale(magnitude, -1n) : magnitude, remainder };
}

export type BitOperator = 'bit-and' | 'bit-or' | 'bit-xor';

export function combineBits(
  operator: BitOperator,
  left: Polynomial,
  right: Polynomial,
  word: Word,
  unknowns: Unknowns,
): Polynomial {
  const a = asWord(left, word, unknowns);
  const b = asWord(right, word, unknowns);
  const [x, y] = [constantOf(a), constantOf(b)];
  if (x !== undefined && y !== undefined) {
    const bits = operator === 'bit-and' ? x & y : operator === 'bit-or' ? x | y : x ^ y;
    return wrap(constant(bits), word, unknowns);
  }
  if (x !== undefined) return combineBits(operator, right, left, word, unknowns);
  if (operator === 'bit-and' && y !== undefined && y >= 0n && (y & (y + 1n)) === 0n) {
    // a mask of the lowest bits: the remainder of a floor division
    const rest = subtract(a, scale(floorShare(a, y + 1n, unknowns), y + 1n));
    return inRange(rest, { low: 0n, high: y }, unknowns);
  }
  const step = y === undefined ? 0n : y < 0n ? -y : word.size - y;
  if (operator === 'bit-and' && step > 0n && (step & (step - 1n)) === 0n) {
    // all but the lowest bits: rounded down to a multiple
    return scale(floorShare(a, step, unknowns), step);
  }
  return unknowns.share(`${operator} ${word.low} ${word.size} ${[keyOf(a), keyOf(b)].sort().join(' ')}`, () => {
    const made = unknowns.make(word);
    const natural = (p: Polynomial) => atMost(zero, p);
    if (operator === 'bit-and') {
      for (const each of [a, b]) unknowns.define(implies(natural(each), all(natural(made), atMost(made, each))));
      return made;
    }
    const bounds: Formula[] = [natural(made), atMost(made, add(a, b))];
    if (operator === 'bit-or') bounds.push(atMost(a, made), atMost(b, made));
    unknowns.define(implies(all(natural(a), natural(b)), all(...bounds)));
    const [p, q] = [unknowns.rangeOf(a), unknowns.rangeOf(b)];
    if (p && q && p.low >= 0n && q.low >= 0n) {
      const high = (1n << BigInt(greater(p.high, q.high).toString(2).length)) - 1n;
      unknowns.define(atMost(made, constant(high)));
    }
    return made;
  });
}

/** A sum that definitions keep in a range, by a name of its own, so that what is computed from it is seen not to wrap. */
function inRange(sum: Polynomial, range: Interval, unknowns: Unknowns): Polynomial {
  if (isInside(unknowns.rangeOf(sum), range)) return sum;
  return unknowns.share(`${range.low} ≤ ${keyOf(sum)} ≤ ${range.high}`, () => {
    const made = unknowns.make(range);
    unknowns.define(equal(made, sum));
    return made;
  });
}

/** ⌊a / size⌋ */
export function floorShare(a: Polynomial, size: bigint, unknowns: Unknowns): Polynomial {
  const value = constantOf(a);
  if (value !== undefined) return constant(floorDivide(value, size));
  return unknowns.share(`floor ${keyOf(a)} / ${size}`, () => {
    const range = unknowns.rangeOf(a);
    const made = unknowns.make(range && { low: floorDivide(range.low, size), high: floorDivide(range.high, size) });
    unknowns.define(within(subtract(a, scale(made, size)), 0n, size - 1n));
    return made;
  });
}

/** `a <<< count` and `a >>> count`; the count is masked to the width. */
export function shiftBits(
  direction: 'left' | 'right',
  operand: Polynomial,
  count: Polynomial,
  word: Word,
  unknowns: Unknowns,
): Polynomial {
  const a = asWord(operand, word, unknowns);
  const by = constantOf(count);
  if (by !== undefined) {
    const factor = 1n << (by & (word.bits - 1n));
    return direction === 'left' ? wrap(scale(a, factor), word, unknowns) : floorShare(a, factor, unknowns);
  }
  const made = unknowns.make(word);
  if (direction === 'right') {
    unknowns.define(implies(atMost(zero, a), all(atMost(zero, made), atMost(made, a))));
    unknowns.define(implies(below(a, zero), all(below(made, zero), atMost(a, made))));
  }
  return made;
}

export function complement(operand: Polynomial, word: Word): Polynomial {
  // −1 − a for signed words, 2ⁿ − 1 − a for unsigned ones
  return subtract(constant(word.low + word.high), operand);
}

export function extreme(operator: 'minimum' | 'maximum', a: Polynomial, b: Polynomial, unknowns: Unknowns): Polynomial {
  return unknowns.share(`${operator} ${[keyOf(a), keyOf(b)].join(' ')}`, () => {
    const [x, y] = [unknowns.rangeOf(a), unknowns.rangeOf(b)];
    const pick = operator === 'minimum' ? lesser : greater;
    const made = unknowns.make(x && y && { low: pick(x.low, y.low), high: pick(x.high, y.high) });
    const order = (p: Polynomial) => (operator === 'minimum' ? atMost(made, p) : atMost(p, made));
    unknowns.define(all(order(a), order(b)));
    unknowns.define(any(equal(made, a), equal(made, b)));
    return made;
  });
}

/** The absolute value; the least word is its own. */
export function absolute(operand: Polynomial, word: Word, unknowns: Unknowns): Polynomial {
  const a = asWord(operand, word, unknowns);
  return unknowns.share(`absolute ${word.low} ${keyOf(a)}`, () => {
    const made = unknowns.make(word);
    const negated = all(below(a, zero), below(constant(word.low), a), equal(made, scale(a, -1n)));
    unknowns.define(
      any(all(atMost(zero, a), equal(made, a)), negated, all(equal(a, constant(word.low)), equal(made, a))),
    );
    return made;
  });
}
