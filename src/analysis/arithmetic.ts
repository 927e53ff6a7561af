// In: machine words as linear forms, and a state. Out: the word that an operation yields, as a linear form: exact where no wrap-around is possible,
// else a fresh symbol tied by a conditional wrap (`z = exact − 2ⁿ·k`). What the domain can use is learnt; what the solver needs is a definition.
import type { NodeId } from '../psg/node.ts';
import { type Domain, learn, learnEqual, rangeOf } from './domain.ts';
import { and, atMost, below, equals, type Formula, implies, or } from './formula.ts';
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
  plus,
  scale,
  shift,
  smaller,
  zero,
} from './linear.ts';
import type { WordRange } from './machine.ts';
import { consed, define, entryOf, freshInteger, type Range, rangeFormula, type SymbolTable } from './symbols.ts';

/** Where an operation is evaluated. */
export interface Place {
  readonly table: SymbolTable;
  readonly domain: Domain;
  readonly about: NodeId;
  /** Name of the result for the reader. */
  readonly source: string | undefined;
  /** Tells the solver something that the domain knows here. */
  readonly note: (formula: Formula) => void;
}

export function isWithin(range: Range, word: { readonly low: bigint; readonly high: bigint }): boolean {
  return range.low !== undefined && range.high !== undefined && range.low >= word.low && range.high <= word.high;
}

/** The range that the symbols' own ranges give, on every path. */
export function ownRangeOf(table: SymbolTable, linear: Linear): Range {
  let low: bigint | undefined = linear.constant;
  let high: bigint | undefined = linear.constant;
  for (const { symbol, factor } of linear.parts) {
    const { range } = entryOf(table, symbol);
    const [least, most] = factor > 0n ? [range.low, range.high] : [range.high, range.low];
    low = low === undefined || least === undefined ? undefined : low + least * factor;
    high = high === undefined || most === undefined ? undefined : high + most * factor;
  }
  return { low, high };
}

/** The mathematical result reduced into the word. */
export function wrap(place: Place, exact: Linear, word: WordRange): Linear {
  const range = rangeOf(place.domain, exact);
  if (place.domain.isEmpty || isWithin(range, word)) return exact;
  if (isConstant(exact))
    return constantLinear(exact.constant - word.size * floorDivide(exact.constant - word.low, word.size));
  if (range.low !== undefined && range.high !== undefined) {
    // always the same number of wraps: still linear
    const least = floorDivide(range.low - word.low, word.size);
    if (least === floorDivide(range.high - word.low, word.size)) return shift(exact, -least * word.size);
  }
  const { table, about } = place;
  const symbol = consed(table, `wrap ${word.low} ${word.bits} ${keyOfLinear(exact)}`, () => {
    const result = freshInteger(table, place.source, { low: word.low, high: word.high }, about);
    const own = ownRangeOf(table, exact);
    const turns = freshInteger(
      table,
      undefined,
      {
        low: own.low === undefined ? undefined : floorDivide(own.low - word.low, word.size),
        high: own.high === undefined ? undefined : floorDivide(own.high - word.low, word.size),
      },
      about,
    );
    define(table, result, equals(linearOf(result), addScaled(exact, linearOf(turns), -word.size)), about);
    return result;
  });
  return linearOf(symbol);
}

/**
 * A word as a form whose own range is a word: definitions of operations that are not linear must be satisfiable whatever its symbols are,
 * also on paths where the form would leave the word.
 */
export function inWord(place: Place, word: Linear, range: WordRange): Linear {
  const { table, domain, about } = place;
  if (isWithin(ownRangeOf(table, word), range)) return word;
  const symbol = consed(table, `word ${range.low} ${range.bits} ${keyOfLinear(word)}`, () => {
    const made = freshInteger(table, place.source, { low: range.low, high: range.high }, about);
    define(table, made, implies(rangeFormula(word, range), equals(linearOf(made), word)), about);
    return made;
  });
  place.note(rangeFormula(word, range));
  learnEqual(domain, minus(linearOf(symbol), word));
  return linearOf(symbol);
}

/** The mathematical product. */
export function product(place: Place, left: Linear, right: Linear): Linear {
  if (isConstant(left)) return scale(right, left.constant);
  if (isConstant(right)) return scale(left, right.constant);
  const { table, domain, about } = place;
  const [a, b] = keyOfLinear(left) <= keyOfLinear(right) ? [left, right] : [right, left];
  const symbol = consed(table, `product ${keyOfLinear(a)} ${keyOfLinear(b)}`, () => {
    const result = freshInteger(table, undefined, productRange(ownRangeOf(table, a), ownRangeOf(table, b)), about);
    define(table, result, { kind: 'product', result: linearOf(result), left: a, right: b }, about);
    // signs, which linear reasoning cannot see
    const value = linearOf(result);
    const [aNonNegative, bNonNegative] = [atMost(zero, a), atMost(zero, b)];
    define(table, result, implies(and(aNonNegative, bNonNegative), atMost(zero, value)), about);
    for (const [factor, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const key = keyOfLinear(factor);
      table.products.set(key, [...(table.products.get(key) ?? []), { symbol: result, other }]);
    }
    return result;
  });
  const value = linearOf(symbol);
  const rangeA = rangeOf(domain, a);
  const rangeB = rangeOf(domain, b);
  learnRange(domain, value, productRange(rangeA, rangeB));
  return value;
}

export function learnRange(domain: Domain, value: Linear, range: Range): void {
  if (range.low !== undefined) learn(domain, minus(constantLinear(range.low), value));
  if (range.high !== undefined) learn(domain, minus(value, constantLinear(range.high)));
}

/** McCormick's four inequalities for `result = left · right`, from the operands' ranges here. */
export function productBounds(domain: Domain, result: Linear, left: Linear, right: Linear): readonly Formula[] {
  const a = rangeOf(domain, left);
  const b = rangeOf(domain, right);
  const bounds: Formula[] = [];
  // (left − a)·(right − b) has a known sign at each pair of ends
  const add = (endA: bigint | undefined, endB: bigint | undefined, side: 'least' | 'most') => {
    if (endA === undefined || endB === undefined) return;
    const plane = shift(plus(scale(right, endA), scale(left, endB)), -endA * endB);
    bounds.push(side === 'least' ? atMost(plane, result) : atMost(result, plane));
  };
  add(a.low, b.low, 'least');
  add(a.high, b.high, 'least');
  add(a.low, b.high, 'most');
  add(a.high, b.low, 'most');
  return bounds;
}

export function productRange(a: Range, b: Range): Range {
  if (a.low === undefined || a.high === undefined || b.low === undefined || b.high === undefined) {
    const nonNegative = a.low !== undefined && b.low !== undefined && a.low >= 0n && b.low >= 0n;
    return { low: nonNegative ? (a.low ?? 0n) * (b.low ?? 0n) : undefined, high: undefined };
  }
  const products = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
  return { low: products.reduce(smaller), high: products.reduce(larger) };
}

export function minimum(place: Place, left: Linear, right: Linear): Linear {
  const gap = rangeOf(place.domain, minus(left, right));
  if (gap.high !== undefined && gap.high <= 0n) return left;
  if (gap.low !== undefined && gap.low >= 0n) return right;
  const value = choice(place, 'minimum', left, right);
  learn(place.domain, minus(value, left));
  learn(place.domain, minus(value, right));
  const a = rangeOf(place.domain, left).low;
  const b = rangeOf(place.domain, right).low;
  if (a !== undefined && b !== undefined) learn(place.domain, minus(constantLinear(smaller(a, b)), value));
  return value;
}

export function maximum(place: Place, left: Linear, right: Linear): Linear {
  const gap = rangeOf(place.domain, minus(left, right));
  if (gap.low !== undefined && gap.low >= 0n) return left;
  if (gap.high !== undefined && gap.high <= 0n) return right;
  const value = choice(place, 'maximum', left, right);
  learn(place.domain, minus(left, value));
  learn(place.domain, minus(right, value));
  const a = rangeOf(place.domain, left).high;
  const b = rangeOf(place.domain, right).high;
  if (a !== undefined && b !== undefined) learn(place.domain, minus(value, constantLinear(larger(a, b))));
  return value;
}

function choice(place: Place, kind: 'minimum' | 'maximum', left: Linear, right: Linear): Linear {
  const { table, about } = place;
  const symbol = consed(table, `${kind} ${keyOfLinear(left)} ${keyOfLinear(right)}`, () => {
    const a = ownRangeOf(table, left);
    const b = ownRangeOf(table, right);
    const made = freshInteger(
      table,
      place.source,
      {
        low: a.low === undefined || b.low === undefined ? undefined : smaller(a.low, b.low),
        high: a.high === undefined || b.high === undefined ? undefined : larger(a.high, b.high),
      },
      about,
    );
    const value = linearOf(made);
    for (const operand of [left, right]) {
      define(table, made, kind === 'minimum' ? atMost(value, operand) : atMost(operand, value), about);
    }
    define(table, made, or(equals(value, left), equals(value, right)), about);
    return made;
  });
  return linearOf(symbol);
}

/** `abs`; the least word is its own absolute value. */
export function absolute(place: Place, operand: Linear, word: WordRange): Linear {
  const x = inWord(place, operand, word);
  const range = rangeOf(place.domain, x);
  if (word.low === 0n || (range.low !== undefined && range.low >= 0n)) return x;
  if (range.high !== undefined && range.high <= 0n) return wrap(place, scale(x, -1n), word);
  const { table, about } = place;
  const symbol = consed(table, `absolute ${word.bits} ${keyOfLinear(x)}`, () => {
    const made = freshInteger(table, place.source, { low: word.low, high: word.high }, about);
    const value = linearOf(made);
    const least = constantLinear(word.low);
    define(table, made, implies(atMost(zero, x), equals(value, x)), about);
    define(table, made, implies(and(below(x, zero), below(least, x)), equals(value, scale(x, -1n))), about);
    define(table, made, implies(equals(x, least), equals(value, least)), about);
    return made;
  });
  const value = linearOf(symbol);
  if (range.low !== undefined && range.low > word.low) {
    learn(place.domain, scale(value, -1n));
    learn(place.domain, minus(x, value));
    learn(place.domain, minus(scale(x, -1n), value));
    if (range.high !== undefined) learn(place.domain, minus(value, constantLinear(larger(range.high, -range.low))));
  }
  return value;
}
