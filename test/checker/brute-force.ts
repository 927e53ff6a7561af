// Formulas by brute force, for tests: their value at a point, and whether any point of a box makes all of them true. Shares nothing with the rules of proofs.
import type { Formula } from '../../src/checker/formula.ts';
import type { Polynomial } from '../../src/checker/polynomial.ts';

export type Point = ReadonlyMap<string, bigint>;

export function valueOf(polynomial: Polynomial, point: Point): bigint {
  let sum = 0n;
  for (const [monomial, coefficient] of polynomial) {
    let term = coefficient;
    for (const name of monomial === '' ? [] : monomial.split('*')) {
      const value = point.get(name);
      if (value === undefined) throw new Error(`${name} has no value`);
      term *= value;
    }
    sum += term;
  }
  return sum;
}

export function holdsAt(formula: Formula, point: Point): boolean {
  switch (formula.kind) {
    case 'at-most':
      return valueOf(formula.polynomial, point) <= 0n;
    case 'zero':
      return valueOf(formula.polynomial, point) === 0n;
    case 'and':
      return formula.parts.every((part) => holdsAt(part, point));
    case 'or':
      return formula.parts.some((part) => holdsAt(part, point));
  }
}

export function namesIn(formula: Formula): ReadonlySet<string> {
  if ('parts' in formula) return new Set(formula.parts.flatMap((part) => [...namesIn(part)]));
  return new Set([...formula.polynomial.keys()].flatMap((monomial) => (monomial === '' ? [] : monomial.split('*'))));
}

/** A point of `[-size, size]ⁿ` at which all facts hold. */
export function modelIn(size: number, names: readonly string[], facts: readonly Formula[]): Point | undefined {
  const values = Array.from({ length: 2 * size + 1 }, (_, i) => BigInt(i - size));
  const point = new Map<string, bigint>();
  const search = (at: number): Point | undefined => {
    const name = names[at];
    if (name === undefined) return facts.every((fact) => holdsAt(fact, point)) ? new Map(point) : undefined;
    for (const value of values) {
      point.set(name, value);
      const found = search(at + 1);
      if (found) return found;
    }
    return undefined;
  };
  return search(0);
}
