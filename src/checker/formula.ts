// Formulas over polynomials, in negation normal form. A formula is true or false for each choice of integers for the unknowns.
import { add, constant, constantOf, keyOf, type Polynomial, scale, shift, subtract } from './polynomial.ts';

export type Formula =
  /** `polynomial ≤ 0` */
  | { readonly kind: 'at-most'; readonly polynomial: Polynomial }
  /** `polynomial = 0` */
  | { readonly kind: 'zero'; readonly polynomial: Polynomial }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Formula[] };

/** True. */
export const yes: Formula = { kind: 'and', parts: [] };
/** False. */
export const no: Formula = { kind: 'or', parts: [] };

export function isYes(formula: Formula): boolean {
  return formula.kind === 'and' && formula.parts.length === 0;
}

export function isNo(formula: Formula): boolean {
  return formula.kind === 'or' && formula.parts.length === 0;
}

/** `polynomial ≤ 0` */
export function notPositive(polynomial: Polynomial): Formula {
  const value = constantOf(polynomial);
  if (value === undefined) return { kind: 'at-most', polynomial };
  return value <= 0n ? yes : no;
}

/** `left ≤ right` */
export function atMost(left: Polynomial, right: Polynomial): Formula {
  return notPositive(subtract(left, right));
}

/** `left < right` */
export function below(left: Polynomial, right: Polynomial): Formula {
  return notPositive(shift(subtract(left, right), 1n));
}

export function equal(left: Polynomial, right: Polynomial): Formula {
  const polynomial = subtract(left, right);
  const value = constantOf(polynomial);
  if (value === undefined) return { kind: 'zero', polynomial };
  return value === 0n ? yes : no;
}

/** `low ≤ polynomial ≤ high` */
export function within(polynomial: Polynomial, low: bigint, high: bigint): Formula {
  return all(atMost(constant(low), polynomial), atMost(polynomial, constant(high)));
}

export function all(...formulas: readonly Formula[]): Formula {
  const parts: Formula[] = [];
  for (const formula of formulas) {
    if (isNo(formula)) return no;
    if (formula.kind === 'and') parts.push(...formula.parts);
    else parts.push(formula);
  }
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: 'and', parts };
}

export function any(...formulas: readonly Formula[]): Formula {
  const parts: Formula[] = [];
  for (const formula of formulas) {
    if (isYes(formula)) return yes;
    if (formula.kind === 'or') parts.push(...formula.parts);
    else parts.push(formula);
  }
  const [only] = parts;
  return only && parts.length === 1 ? only : { kind: 'or', parts };
}

export function not(formula: Formula): Formula {
  switch (formula.kind) {
    case 'at-most':
      // ¬(p ≤ 0) ⇔ 1 − p ≤ 0
      return notPositive(shift(scale(formula.polynomial, -1n), 1n));
    case 'zero':
      return any(notPositive(shift(formula.polynomial, 1n)), notPositive(add(constant(1n), formula.polynomial, -1n)));
    case 'and':
      return any(...formula.parts.map(not));
    case 'or':
      return all(...formula.parts.map(not));
  }
}

export function implies(condition: Formula, conclusion: Formula): Formula {
  return any(not(condition), conclusion);
}

/** `if condition then whenTrue else whenFalse` */
export function choose(condition: Formula, whenTrue: Formula, whenFalse: Formula): Formula {
  return any(all(condition, whenTrue), all(not(condition), whenFalse));
}

export function iff(left: Formula, right: Formula): Formula {
  return choose(left, right, not(right));
}

/** A text that only equal formulas share. */
export function textOf(formula: Formula): string {
  if (formula.kind === 'at-most' || formula.kind === 'zero') return `${formula.kind} ${keyOf(formula.polynomial)}`;
  return `(${formula.kind} ${formula.parts.map(textOf).join(' ')})`;
}

/** Whether two of its cases exclude nothing together; not every formula that is always true is seen to be. */
export function isTautology(formula: Formula): boolean {
  if (formula.kind !== 'or') return isYes(formula);
  const cases = new Set(formula.parts.map(textOf));
  return formula.parts.some((part) => part.kind === 'at-most' && cases.has(textOf(not(part))));
}

/** Number of atoms. */
export function sizeOf(formula: Formula): number {
  if (formula.kind === 'at-most' || formula.kind === 'zero') return 1;
  return formula.parts.reduce((sum, part) => sum + sizeOf(part), 0);
}
