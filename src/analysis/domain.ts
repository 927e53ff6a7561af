// In: linear inequalities that hold at a point. Out: bounds of linear forms there. Ranges, differences (x − y ≤ k), general inequalities and congruences.
// Everything is exact (big integers) and incomplete: an absent bound means "unknown", never "none". Does not know nodes or machine words.
import {
  addScaled,
  ceilDivide,
  floorDivide,
  greatestCommonDivisor,
  type Linear,
  larger,
  modulo,
  type SymbolId,
  scale,
  smaller,
} from './linear.ts';
import { entryOf, type Range, type SymbolTable, unbounded } from './symbols.ts';

/** `value ≡ remainder (mod modulus)`; modulus 0: equal to the remainder; modulus 1: nothing known. */
export interface Congruence {
  readonly modulus: bigint;
  readonly remainder: bigint;
}

type Differences = Map<SymbolId, ReadonlyMap<SymbolId, bigint>>;
type Paths = Map<SymbolId, ReadonlyMap<SymbolId, bigint>>;

export interface Domain {
  readonly table: SymbolTable;
  readonly ranges: Map<SymbolId, Range>;
  /** x → y → k: x − y ≤ k */
  readonly above: Differences;
  /** y → x → k: the same, by the subtrahend. */
  readonly under: Differences;
  /** Least sums of differences from a symbol to others, found since `above` last changed. Forks share it until one of them changes. */
  paths: Paths;
  /** Inequalities `linear ≤ 0` that are no difference, by each of their symbols. */
  readonly forms: Map<SymbolId, readonly Linear[]>;
  readonly congruences: Map<SymbolId, Congruence>;
  /** The inequalities contradict each other: the point is never reached. */
  isEmpty: boolean;
}

export function createDomain(table: SymbolTable): Domain {
  return {
    table,
    ranges: new Map(),
    above: new Map(),
    paths: new Map(),
    under: new Map(),
    forms: new Map(),
    congruences: new Map(),
    isEmpty: false,
  };
}

export function forkDomain(domain: Domain): Domain {
  return {
    table: domain.table,
    ranges: new Map(domain.ranges),
    above: new Map(domain.above),
    paths: domain.paths,
    under: new Map(domain.under),
    forms: new Map(domain.forms),
    congruences: new Map(domain.congruences),
    isEmpty: domain.isEmpty,
  };
}

export function rangeOfSymbol(domain: Domain, symbol: SymbolId): Range {
  return domain.ranges.get(symbol) ?? entryOf(domain.table, symbol).range;
}

// ── learning ──

const propagationSteps = 200;
const formsPerSymbol = 8;

/** Learns `linear ≤ 0`. */
export function learn(domain: Domain, linear: Linear): void {
  if (domain.isEmpty) return;
  const [first, second, ...rest] = linear.parts;
  if (!first) {
    if (linear.constant > 0n) domain.isEmpty = true;
    return;
  }
  if (!second) {
    learnBound(domain, first.symbol, first.factor, -linear.constant);
    return;
  }
  const divisor = linear.parts.reduce((sum, { factor }) => greatestCommonDivisor(sum, factor), 0n);
  const reduced: Linear = {
    constant: ceilDivide(linear.constant, divisor),
    parts:
      divisor === 1n ? linear.parts : linear.parts.map(({ symbol, factor }) => ({ symbol, factor: factor / divisor })),
  };
  const [a, b] = reduced.parts;
  if (rest.length === 0 && a && b && a.factor * b.factor === -1n) {
    if (a.factor === 1n) learnDifference(domain, a.symbol, b.symbol, -reduced.constant);
    else learnDifference(domain, b.symbol, a.symbol, -reduced.constant);
    return;
  }
  learnGeneral(domain, reduced);
}

/** Learns `linear = 0`. */
export function learnEqual(domain: Domain, linear: Linear): void {
  learn(domain, linear);
  learn(domain, scale(linear, -1n));
}

/** factor · symbol ≤ bound */
function learnBound(domain: Domain, symbol: SymbolId, factor: bigint, bound: bigint): void {
  if (factor > 0n) tighten(domain, symbol, undefined, floorDivide(bound, factor));
  else tighten(domain, symbol, ceilDivide(-bound, -factor), undefined);
}

function tighten(domain: Domain, start: SymbolId, low: bigint | undefined, high: bigint | undefined): void {
  const queue: { symbol: SymbolId; low: bigint | undefined; high: bigint | undefined }[] = [
    { symbol: start, low, high },
  ];
  for (let step = 0; step < propagationSteps; step++) {
    const next = queue.shift();
    if (!next) return;
    const old = rangeOfSymbol(domain, next.symbol);
    const newLow = next.low !== undefined && (old.low === undefined || next.low > old.low) ? next.low : undefined;
    const newHigh = next.high !== undefined && (old.high === undefined || next.high < old.high) ? next.high : undefined;
    if (newLow === undefined && newHigh === undefined) continue;
    const range = { low: newLow ?? old.low, high: newHigh ?? old.high };
    domain.ranges.set(next.symbol, range);
    if (range.low !== undefined && range.high !== undefined && range.low > range.high) {
      domain.isEmpty = true;
      return;
    }
    // x − y ≤ k: x ≤ high(y) + k, y ≥ low(x) − k
    if (newHigh !== undefined) {
      for (const [x, k] of domain.under.get(next.symbol) ?? [])
        queue.push({ symbol: x, low: undefined, high: newHigh + k });
    }
    if (newLow !== undefined) {
      for (const [y, k] of domain.above.get(next.symbol) ?? [])
        queue.push({ symbol: y, low: newLow - k, high: undefined });
    }
  }
}

function learnDifference(domain: Domain, x: SymbolId, y: SymbolId, k: bigint): void {
  const known = domain.above.get(x)?.get(y);
  if (known !== undefined && known <= k) return;
  const back = upperDifference(domain, y, x);
  if (back !== undefined && back + k < 0n) {
    domain.isEmpty = true;
    return;
  }
  domain.above.set(x, new Map(domain.above.get(x)).set(y, k));
  domain.paths = new Map();
  domain.under.set(y, new Map(domain.under.get(y)).set(x, k));
  const rangeX = rangeOfSymbol(domain, x);
  const rangeY = rangeOfSymbol(domain, y);
  if (rangeY.high !== undefined) tighten(domain, x, undefined, rangeY.high + k);
  if (rangeX.low !== undefined && !domain.isEmpty) tighten(domain, y, rangeX.low - k, undefined);
}

function learnGeneral(domain: Domain, linear: Linear): void {
  for (const { symbol } of linear.parts) {
    const known = domain.forms.get(symbol) ?? [];
    if (known.length < formsPerSymbol) domain.forms.set(symbol, [...known, linear]);
    else domain.forms.set(symbol, [...known.slice(1), linear]);
  }
  // each symbol alone, then each pair of opposite factors, the rest replaced by its bound
  for (const { symbol, factor } of linear.parts) {
    const rest = withoutSymbols(linear, symbol, undefined);
    const low = lower(domain, rest);
    if (low !== undefined) learnBound(domain, symbol, factor, -low);
    if (domain.isEmpty) return;
  }
  for (const plusPart of linear.parts) {
    for (const minusPart of linear.parts) {
      if (plusPart.factor <= 0n || minusPart.factor !== -plusPart.factor) continue;
      const low = lower(domain, withoutSymbols(linear, plusPart.symbol, minusPart.symbol));
      if (low !== undefined)
        learnDifference(domain, plusPart.symbol, minusPart.symbol, floorDivide(-low, plusPart.factor));
      if (domain.isEmpty) return;
    }
  }
}

function withoutSymbols(linear: Linear, first: SymbolId, second: SymbolId | undefined): Linear {
  return {
    constant: linear.constant,
    parts: linear.parts.filter(({ symbol }) => symbol !== first && symbol !== second),
  };
}

// ── asking ──

const searchLimit = 64;

/** The least known k with x − y ≤ k. */
export function upperDifference(domain: Domain, x: SymbolId, y: SymbolId): bigint | undefined {
  if (x === y) return 0n;
  const rangeX = rangeOfSymbol(domain, x);
  const rangeY = rangeOfSymbol(domain, y);
  let best = rangeX.high !== undefined && rangeY.low !== undefined ? rangeX.high - rangeY.low : undefined;
  // ranges were propagated when they were learnt
  const path = pathsFrom(domain, x).get(y);
  if (path !== undefined && (best === undefined || path < best)) best = path;
  return best;
}

/** Sums of known differences along x → … → y, by y. */
function pathsFrom(domain: Domain, x: SymbolId): ReadonlyMap<SymbolId, bigint> {
  const found = domain.paths.get(x);
  if (found) return found;
  const distance = new Map<SymbolId, bigint>([[x, 0n]]);
  const queue: SymbolId[] = [x];
  for (let step = 0; step < searchLimit; step++) {
    const at = queue.shift();
    if (at === undefined) break;
    const soFar = distance.get(at) ?? 0n;
    for (const [next, k] of domain.above.get(at) ?? []) {
      const total = soFar + k;
      const known = distance.get(next);
      if (known !== undefined && known <= total) continue;
      distance.set(next, total);
      queue.push(next);
    }
  }
  domain.paths.set(x, distance);
  return distance;
}

/** An upper bound of a form; undefined when none is known. */
export function upper(domain: Domain, linear: Linear, depth = 2): bigint | undefined {
  const { parts } = linear;
  const [first, second] = parts;
  if (!first) return linear.constant;
  const divisor = parts.reduce((sum, { factor }) => greatestCommonDivisor(sum, factor), 0n);
  if (divisor > 1n) {
    const reduced = { constant: 0n, parts: parts.map(({ symbol, factor }) => ({ symbol, factor: factor / divisor })) };
    const bound = upper(domain, reduced, depth);
    return bound === undefined ? undefined : bound * divisor + linear.constant;
  }
  if (!second) {
    const range = rangeOfSymbol(domain, first.symbol);
    const end = first.factor > 0n ? range.high : range.low;
    return end === undefined ? undefined : end * first.factor + linear.constant;
  }
  let best = paired(domain, linear);
  if (depth > 0) {
    for (const { symbol, factor } of parts) {
      for (const form of domain.forms.get(symbol) ?? []) {
        const own = form.parts.find((part) => part.symbol === symbol);
        if (!own || own.factor > 0n !== factor > 0n) continue;
        // form ≤ 0, so |own|·linear ≤ |own|·linear − |factor|·form, which no longer has the symbol
        const size = own.factor < 0n ? -own.factor : own.factor;
        const weight = factor < 0n ? -factor : factor;
        const reduced = addScaled(scale(linear, size), form, -weight);
        if (reduced.parts.length > parts.length + 1) continue;
        const bound = upper(domain, reduced, depth - 1);
        if (bound === undefined) continue;
        const candidate = floorDivide(bound, size);
        if (best === undefined || candidate < best) best = candidate;
      }
    }
  }
  return best;
}

export function lower(domain: Domain, linear: Linear, depth = 2): bigint | undefined {
  const bound = upper(domain, scale(linear, -1n), depth);
  return bound === undefined ? undefined : -bound;
}

interface Weighted {
  readonly symbol: SymbolId;
  readonly weight: bigint;
}

/** Pairs positive with negative parts by differences where that is better than ranges. */
function paired(domain: Domain, linear: Linear): bigint | undefined {
  const positive: Weighted[] = [];
  const negative: Weighted[] = [];
  for (const { symbol, factor } of linear.parts) {
    if (factor > 0n) positive.push({ symbol, weight: factor });
    else negative.push({ symbol, weight: -factor });
  }
  if (positive.length > 4 || negative.length > 4) return sumOfRanges(domain, positive, negative, linear.constant);
  const bound = pairUp(domain, positive, negative);
  return bound === undefined ? undefined : bound + linear.constant;
}

function sumOfRanges(
  domain: Domain,
  positive: readonly Weighted[],
  negative: readonly Weighted[],
  start: bigint,
): bigint | undefined {
  let sum = start;
  for (const { symbol, weight } of positive) {
    const { high } = rangeOfSymbol(domain, symbol);
    if (high === undefined) return undefined;
    sum += high * weight;
  }
  for (const { symbol, weight } of negative) {
    const { low } = rangeOfSymbol(domain, symbol);
    if (low === undefined) return undefined;
    sum -= low * weight;
  }
  return sum;
}

function pairUp(domain: Domain, positive: readonly Weighted[], negative: readonly Weighted[]): bigint | undefined {
  const [first, ...rest] = positive;
  if (!first) return sumOfRanges(domain, [], negative, 0n);
  const { high } = rangeOfSymbol(domain, first.symbol);
  const alone = high === undefined ? undefined : pairUp(domain, rest, negative);
  let best = high === undefined || alone === undefined ? undefined : alone + high * first.weight;
  for (const [position, partner] of negative.entries()) {
    const difference = upperDifference(domain, first.symbol, partner.symbol);
    if (difference === undefined) continue;
    const weight = smaller(first.weight, partner.weight);
    const left = first.weight > weight ? [{ symbol: first.symbol, weight: first.weight - weight }, ...rest] : rest;
    const right = negative.filter((_, i) => i !== position);
    if (partner.weight > weight) right.push({ symbol: partner.symbol, weight: partner.weight - weight });
    const others = pairUp(domain, left, right);
    if (others === undefined) continue;
    const candidate = others + difference * weight;
    if (best === undefined || candidate < best) best = candidate;
  }
  return best;
}

/** The range of a form. Where it is contradictory the point is not reached, and nothing is said. */
export function rangeOf(domain: Domain, linear: Linear): Range {
  if (domain.isEmpty) return unbounded;
  const range = { low: lower(domain, linear), high: upper(domain, linear) };
  if (range.low === undefined || range.high === undefined || range.low <= range.high) return range;
  domain.isEmpty = true;
  return unbounded;
}

// ── congruences ──

const nothingKnown: Congruence = { modulus: 1n, remainder: 0n };

export function congruenceOf(domain: Domain, linear: Linear): Congruence {
  let result: Congruence = { modulus: 0n, remainder: linear.constant };
  for (const { symbol, factor } of linear.parts) {
    const own = domain.congruences.get(symbol) ?? nothingKnown;
    const modulus = greatestCommonDivisor(result.modulus, own.modulus * factor);
    const remainder = result.remainder + own.remainder * factor;
    result = { modulus, remainder: modulus === 0n ? remainder : modulo(remainder, modulus) };
  }
  return result;
}

export function joinCongruence(a: Congruence, b: Congruence): Congruence {
  const modulus = greatestCommonDivisor(greatestCommonDivisor(a.modulus, b.modulus), a.remainder - b.remainder);
  return { modulus, remainder: modulus === 0n ? a.remainder : modulo(a.remainder, modulus) };
}

export function hullRange(a: Range, b: Range): Range {
  return {
    low: a.low === undefined || b.low === undefined ? undefined : smaller(a.low, b.low),
    high: a.high === undefined || b.high === undefined ? undefined : larger(a.high, b.high),
  };
}
