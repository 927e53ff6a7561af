// In: inequalities. Out: ranges of single unknowns, and which formulas these ranges exclude. Much cheaper than solving, and often enough.
import type { Formula } from '../checker/formula.ts';
import type { Polynomial } from '../checker/polynomial.ts';
import type { Inequality } from '../checker/proof.ts';

interface Range {
  low: bigint | undefined;
  high: bigint | undefined;
}

export type Box = ReadonlyMap<string, Range>;

export function boxOf(inequalities: readonly Inequality[]): Box {
  const box = new Map<string, Range>();
  for (const { polynomial, isEqual } of inequalities) {
    if (polynomial.size > 2) continue;
    const [only, ...more] = [...polynomial].filter(([monomial]) => monomial !== '');
    if (!only || more.length > 0) continue;
    const [name, by] = only;
    // tightened: the coefficient is 1 or −1
    if (by !== 1n && by !== -1n) continue;
    const bound = -(polynomial.get('') ?? 0n) * by;
    const range = box.get(name) ?? { low: undefined, high: undefined };
    box.set(name, range);
    if ((by > 0n || isEqual) && (range.high === undefined || bound < range.high)) range.high = bound;
    if ((by < 0n || isEqual) && (range.low === undefined || bound > range.low)) range.low = bound;
  }
  return box;
}

/** Whether the formula is false everywhere in the box. */
export function isExcluded(formula: Formula, box: Box): boolean {
  switch (formula.kind) {
    case 'at-most':
      return isAbove(formula.polynomial, box, 1n);
    case 'zero':
      return isAbove(formula.polynomial, box, 1n) || isAbove(formula.polynomial, box, -1n);
    case 'and':
      return formula.parts.some((part) => isExcluded(part, box));
    case 'or':
      return formula.parts.every((part) => isExcluded(part, box));
  }
}

/** Whether `sign` times the polynomial is above 0. */
function isAbove(polynomial: Polynomial, box: Box, sign: bigint): boolean {
  let least = 0n;
  for (const [monomial, coefficient] of polynomial) {
    const by = coefficient * sign;
    const range = monomial === '' ? { low: 1n, high: 1n } : box.get(monomial);
    const end = by > 0n ? range?.low : range?.high;
    if (end === undefined) return false;
    least += by * end;
  }
  return least > 0n;
}
