// A point: a value for each monomial, as the simplex finds it. What holds there, and what does not.
import type { Formula } from '../checker/formula.ts';
import type { Polynomial } from '../checker/polynomial.ts';
import { none, plus, type Rational, times, whole } from './rational.ts';

export type Point = (monomial: string) => Rational;

export function holdsAt(formula: Formula, at: Point): boolean {
  switch (formula.kind) {
    case 'at-most':
      return valueAt(formula.polynomial, at).n <= 0n;
    case 'zero':
      return valueAt(formula.polynomial, at).n === 0n;
    case 'and':
      return formula.parts.every((part) => holdsAt(part, at));
    case 'or':
      return formula.parts.some((part) => holdsAt(part, at));
  }
}

export function valueAt(polynomial: Polynomial, at: Point): Rational {
  let value = none;
  for (const [monomial, coefficient] of polynomial) {
    const factor = monomial === '' ? whole(1n) : at(monomial);
    value = plus(value, times(whole(coefficient), factor));
  }
  return value;
}
