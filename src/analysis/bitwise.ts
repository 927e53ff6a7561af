// In: words as linear forms. Out: bit operations: exact for masks and shifts by constants, bounded otherwise.
import { inWord, isWithin, learnRange, type Place, wrap } from './arithmetic.ts';
import { floorQuotient, floorRest } from './division.ts';
import { learn, rangeOf } from './domain.ts';
import { and, atMost, below, type Formula, implies } from './formula.ts';
import {
  constantLinear,
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
import { consed, define, freshInteger, type Range, rangeFormula } from './symbols.ts';

export type BitOperator = 'bit-and' | 'bit-or' | 'bit-xor';

/** A run of ones: `(2^count − 1) · 2^from`. */
function runOfOnes(mask: bigint): { readonly from: bigint; readonly count: bigint } | undefined {
  if (mask <= 0n) return undefined;
  let from = 0n;
  let rest = mask;
  while ((rest & 1n) === 0n) {
    rest >>= 1n;
    from++;
  }
  let count = 0n;
  while ((rest & 1n) === 1n) {
    rest >>= 1n;
    count++;
  }
  return rest === 0n ? { from, count } : undefined;
}

export function bitOperation(
  place: Place,
  operator: BitOperator,
  left: Linear,
  right: Linear,
  word: WordRange,
): Linear {
  if (isConstant(left) && isConstant(right)) {
    const [a, b] = [left.constant, right.constant];
    // big integers have the same infinite two's complement as words
    return constantLinear(operator === 'bit-and' ? a & b : operator === 'bit-or' ? a | b : a ^ b);
  }
  if (operator === 'bit-and') {
    if (isConstant(right)) return maskWith(place, left, right.constant, word);
    if (isConstant(left)) return maskWith(place, right, left.constant, word);
  }
  return general(place, operator, left, right, word);
}

/** `x &&& mask`. Exact for runs of ones, which covers `2^k − 1`, `~~~(2^k − 1)` and bit fields. */
function maskWith(place: Place, x: Linear, mask: bigint, word: WordRange): Linear {
  if (mask === 0n) return zero;
  // in a signed word a negative mask −2^k keeps all bits from k on: x − x mod 2^k
  if (mask < 0n) {
    const low = -mask;
    if ((low & (low - 1n)) !== 0n) return general(place, 'bit-and', x, constantLinear(mask), word);
    return low === 1n ? x : scale(floorQuotient({ ...place, source: undefined }, x, low), low);
  }
  const run = runOfOnes(mask);
  if (!run) return general(place, 'bit-and', x, constantLinear(mask), word);
  if (run.from === 0n) return floorRest(place, x, 1n << run.count);
  const high = floorQuotient({ ...place, source: undefined }, x, 1n << run.from);
  return scale(floorRest({ ...place, source: undefined }, high, 1n << run.count), 1n << run.from);
}

function general(place: Place, operator: BitOperator, left: Linear, right: Linear, word: WordRange): Linear {
  const { table, domain, about } = place;
  const helper = { ...place, source: undefined };
  const a = inWord(helper, left, word);
  const b = inWord(helper, right, word);
  const [first, second] = keyOfLinear(a) <= keyOfLinear(b) ? [a, b] : [b, a];
  const symbol = consed(
    table,
    `${operator} ${word.low} ${word.bits} ${keyOfLinear(first)} ${keyOfLinear(second)}`,
    () => {
      const made = freshInteger(table, place.source, { low: word.low, high: word.high }, about);
      for (const law of lawsOf(operator, linearOf(made), first, second)) define(table, made, law, about);
      return made;
    },
  );
  const value = linearOf(symbol);
  const rangeA = rangeOf(domain, first);
  const rangeB = rangeOf(domain, second);
  const range = rangeOfBitOperation(operator, rangeA, rangeB);
  learnRange(domain, value, range);
  place.note(rangeFormula(value, range));
  const aPositive = rangeA.low !== undefined && rangeA.low >= 0n;
  const bPositive = rangeB.low !== undefined && rangeB.low >= 0n;
  if (operator === 'bit-and') {
    if (aPositive) learn(domain, minus(value, first));
    if (bPositive) learn(domain, minus(value, second));
  } else if (aPositive && bPositive) {
    learn(domain, minus(value, plus(first, second)));
    if (operator === 'bit-or') {
      learn(domain, minus(first, value));
      learn(domain, minus(second, value));
    }
  }
  return value;
}

/** True of words; each can be met by some word whatever the operands are. */
function lawsOf(operator: BitOperator, value: Linear, a: Linear, b: Linear): readonly Formula[] {
  const aPositive = atMost(zero, a);
  const bPositive = atMost(zero, b);
  const both = and(aPositive, bPositive);
  switch (operator) {
    case 'bit-and':
      return [
        implies(aPositive, and(atMost(zero, value), atMost(value, a))),
        implies(bPositive, and(atMost(zero, value), atMost(value, b))),
      ];
    case 'bit-or':
      return [implies(both, and(atMost(a, value), atMost(b, value), atMost(value, plus(a, b))))];
    case 'bit-xor':
      return [implies(both, and(atMost(zero, value), atMost(value, plus(a, b))))];
  }
}

function rangeOfBitOperation(operator: BitOperator, a: Range, b: Range): Range {
  const aPositive = a.low !== undefined && a.low >= 0n;
  const bPositive = b.low !== undefined && b.low >= 0n;
  if (operator === 'bit-and') {
    const highs = [aPositive ? a.high : undefined, bPositive ? b.high : undefined].filter((high) => high !== undefined);
    return { low: aPositive || bPositive ? 0n : undefined, high: highs.length > 0 ? highs.reduce(smaller) : undefined };
  }
  if (!aPositive || !bPositive || a.high === undefined || b.high === undefined)
    return { low: undefined, high: undefined };
  const most = larger(a.high, b.high);
  const allOnes = (1n << BigInt(most.toString(2).length)) - 1n;
  return { low: operator === 'bit-or' ? larger(a.low ?? 0n, b.low ?? 0n) : 0n, high: most === 0n ? 0n : allOnes };
}

/** `~~~x`: exact. */
export function complement(x: Linear, word: WordRange): Linear {
  return word.low < 0n ? shift(scale(x, -1n), -1n) : shift(scale(x, -1n), word.high);
}

/** The count of a shift, masked to the width; undefined when it is not a constant. */
function constantCount(count: Linear, word: WordRange): bigint | undefined {
  return isConstant(count) ? modulo(count.constant, BigInt(word.bits)) : undefined;
}

/** The range of the masked count. */
function countRange(place: Place, count: Linear, word: WordRange): { readonly low: bigint; readonly high: bigint } {
  const range = rangeOf(place.domain, count);
  const most = BigInt(word.bits - 1);
  if (isWithin(range, { low: 0n, high: most })) return { low: range.low ?? 0n, high: range.high ?? most };
  return { low: 0n, high: most };
}

export function shiftLeft(place: Place, x: Linear, count: Linear, word: WordRange): Linear {
  const constant = constantCount(count, word);
  if (constant !== undefined) return wrap(place, scale(x, 1n << constant), word);
  const { table, domain, about } = place;
  const symbol = consed(table, `shift-left ${word.low} ${word.bits} ${keyOfLinear(x)} ${keyOfLinear(count)}`, () =>
    freshInteger(table, place.source, { low: word.low, high: word.high }, about),
  );
  const value = linearOf(symbol);
  const range = rangeOf(domain, x);
  const counts = countRange(place, count, word);
  if (
    range.low !== undefined &&
    range.high !== undefined &&
    range.low >= 0n &&
    range.high << counts.high <= word.high
  ) {
    learnRange(domain, value, { low: range.low << counts.low, high: range.high << counts.high });
    learn(domain, minus(x, value));
    place.note(
      and(
        atMost(constantLinear(range.low << counts.low), value),
        atMost(value, constantLinear(range.high << counts.high)),
        atMost(x, value),
      ),
    );
  }
  return value;
}

/** Arithmetic for signed words, logical for unsigned ones: the floor division by a power of two. */
export function shiftRight(place: Place, x: Linear, count: Linear, word: WordRange): Linear {
  const constant = constantCount(count, word);
  if (constant !== undefined) return floorQuotient(place, x, 1n << constant);
  const { table, domain, about } = place;
  const operand = inWord({ ...place, source: undefined }, x, word);
  const symbol = consed(
    table,
    `shift-right ${word.low} ${word.bits} ${keyOfLinear(operand)} ${keyOfLinear(count)}`,
    () => {
      const made = freshInteger(table, place.source, { low: word.low, high: word.high }, about);
      const value = linearOf(made);
      define(table, made, implies(atMost(zero, operand), and(atMost(zero, value), atMost(value, operand))), about);
      define(table, made, implies(below(operand, zero), and(atMost(operand, value), below(value, zero))), about);
      return made;
    },
  );
  const value = linearOf(symbol);
  const range = rangeOf(domain, operand);
  const counts = countRange(place, count, word);
  if (range.low !== undefined && range.high !== undefined && range.low >= 0n) {
    learnRange(domain, value, { low: range.low >> counts.high, high: range.high >> counts.low });
    learn(domain, minus(value, operand));
    place.note(
      and(
        atMost(constantLinear(range.low >> counts.high), value),
        atMost(value, constantLinear(range.high >> counts.low)),
      ),
    );
  } else if (range.high !== undefined && range.high < 0n) {
    learnRange(domain, value, { low: range.low, high: -1n });
  }
  return value;
}
