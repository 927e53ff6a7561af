// In: what is known at the ends of two paths, and the unknowns that stand for values which differ between them. Out: what is known where the paths meet.
import {
  congruenceOf,
  createDomain,
  type Domain,
  hullRange,
  joinCongruence,
  learn,
  learnEqual,
  rangeOf,
  rangeOfSymbol,
  upper,
  upperDifference,
} from './domain.ts';
import { type Linear, larger, linearOf, minus, plus, type SymbolId, sameLinear, shift } from './linear.ts';
import { entryOf, type Range } from './symbols.ts';

/** `symbol` has the value `left` when control came from the first path, `right` when from the second. */
export interface Merged {
  readonly symbol: SymbolId;
  readonly left: Linear;
  readonly right: Linear;
}

const partnerLimit = 16;

export function joinDomains(a: Domain, b: Domain, merged: readonly Merged[]): Domain {
  if (a.isEmpty && !b.isEmpty)
    return inherit(
      b,
      merged.map(({ symbol, right }) => ({ symbol, value: right })),
    );
  if (b.isEmpty)
    return inherit(
      a,
      merged.map(({ symbol, left }) => ({ symbol, value: left })),
    );
  const joined = createDomain(a.table);
  joinRanges(a, b, joined);
  joinDifferences(a, b, joined);
  joinForms(a, b, joined);
  for (const [symbol, congruence] of a.congruences) {
    const other = b.congruences.get(symbol);
    if (other) joined.congruences.set(symbol, joinCongruence(congruence, other));
  }
  for (const each of merged) {
    const range = hullRange(rangeOf(a, each.left), rangeOf(b, each.right));
    setRange(joined, each.symbol, range);
    const congruence = joinCongruence(congruenceOf(a, each.left), congruenceOf(b, each.right));
    if (congruence.modulus > 1n) joined.congruences.set(each.symbol, congruence);
  }
  relateMerged(a, b, joined, merged);
  return joined;
}

function inherit(domain: Domain, merged: readonly { readonly symbol: SymbolId; readonly value: Linear }[]): Domain {
  const copy: Domain = {
    ...domain,
    ranges: new Map(domain.ranges),
    above: new Map(domain.above),
    under: new Map(domain.under),
    forms: new Map(domain.forms),
    congruences: new Map(domain.congruences),
  };
  for (const { symbol, value } of merged) {
    const difference = minus(linearOf(symbol), value);
    learn(copy, difference);
    learn(copy, minus(value, linearOf(symbol)));
    copy.congruences.set(symbol, congruenceOf(domain, value));
  }
  return copy;
}

function setRange(domain: Domain, symbol: SymbolId, range: Range): void {
  const base = entryOf(domain.table, symbol).range;
  const low = range.low === undefined ? base.low : base.low === undefined ? range.low : larger(base.low, range.low);
  const high =
    range.high === undefined ? base.high : base.high === undefined || range.high < base.high ? range.high : base.high;
  domain.ranges.set(symbol, { low, high });
}

function joinRanges(a: Domain, b: Domain, joined: Domain): void {
  for (const symbol of a.ranges.keys()) {
    if (b.ranges.has(symbol)) joined.ranges.set(symbol, hullRange(rangeOfSymbol(a, symbol), rangeOfSymbol(b, symbol)));
  }
}

function joinDifferences(a: Domain, b: Domain, joined: Domain): void {
  const add = (x: SymbolId, y: SymbolId, k: bigint) => {
    const known = joined.above.get(x)?.get(y);
    if (known !== undefined && known <= k) return;
    joined.above.set(x, new Map(joined.above.get(x)).set(y, k));
    joined.paths = new Map();
    joined.under.set(y, new Map(joined.under.get(y)).set(x, k));
  };
  const keepImplied = (from: Domain, other: Domain) => {
    for (const [x, row] of from.above) {
      const same = other.above.get(x);
      if (same === row) {
        for (const [y, k] of row) add(x, y, k);
        continue;
      }
      for (const [y, k] of row) {
        const bound = same?.get(y) ?? upperDifference(other, x, y);
        if (bound !== undefined && !isFromRanges(joined, x, y, larger(k, bound))) add(x, y, larger(k, bound));
      }
    }
  };
  keepImplied(a, b);
  keepImplied(b, a);
}

/** Whether the ranges alone say x − y ≤ k: then it is not worth keeping. */
function isFromRanges(domain: Domain, x: SymbolId, y: SymbolId, k: bigint): boolean {
  const { high } = rangeOfSymbol(domain, x);
  const { low } = rangeOfSymbol(domain, y);
  return high !== undefined && low !== undefined && high - low <= k;
}

function joinForms(a: Domain, b: Domain, joined: Domain): void {
  for (const [symbol, forms] of a.forms) {
    const others = b.forms.get(symbol);
    if (!others) continue;
    const common = forms === others ? forms : forms.filter((form) => others.includes(form));
    if (common.length > 0) joined.forms.set(symbol, common);
  }
}

function relateMerged(a: Domain, b: Domain, joined: Domain, merged: readonly Merged[]): void {
  const partners = new Set<SymbolId>();
  for (const { left, right } of merged) {
    for (const { symbol } of [...left.parts, ...right.parts]) partners.add(symbol);
  }
  for (const symbol of [...partners]) {
    for (const domain of [a, b]) {
      for (const near of domain.above.get(symbol)?.keys() ?? []) partners.add(near);
      for (const near of domain.under.get(symbol)?.keys() ?? []) partners.add(near);
    }
  }
  const others = [...partners]
    .filter((symbol) => !merged.some((each) => each.symbol === symbol))
    .slice(0, partnerLimit);
  const learnMax = (x: SymbolId, y: SymbolId, boundA: bigint | undefined, boundB: bigint | undefined) => {
    if (boundA === undefined || boundB === undefined) return;
    const k = larger(boundA, boundB);
    if (!isFromRanges(joined, x, y, k)) learn(joined, shift(minus(linearOf(x), linearOf(y)), -k));
  };
  for (const [position, each] of merged.entries()) {
    // two values whose sum is the same on both paths
    for (const other of merged.slice(position + 1)) {
      const sum = plus(each.left, other.left);
      if (!sameLinear(sum, plus(each.right, other.right))) continue;
      learnEqual(joined, minus(plus(linearOf(each.symbol), linearOf(other.symbol)), sum));
    }
    for (const other of others) {
      const value = linearOf(other);
      learnMax(each.symbol, other, upper(a, minus(each.left, value), 1), upper(b, minus(each.right, value), 1));
      learnMax(other, each.symbol, upper(a, minus(value, each.left), 1), upper(b, minus(value, each.right), 1));
    }
    for (const other of merged) {
      if (other.symbol === each.symbol) continue;
      learnMax(
        each.symbol,
        other.symbol,
        upper(a, minus(each.left, other.left), 1),
        upper(b, minus(each.right, other.right), 1),
      );
    }
  }
}
