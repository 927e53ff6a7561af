// In: facts, and a proof that they cannot all be true. Out: whether the proof is right. The whole logic of the checker is in this file: six rules over integers.

import { expectArray, expectInteger, expectName, expectNumber, Malformed } from './decode.ts';
import { type Formula, sizeOf } from './formula.ts';
import {
  add,
  constantOf,
  multiply,
  type Polynomial,
  scale,
  shift,
  tightenAtMost,
  tightenZero,
  unknown,
  zero,
} from './polynomial.ts';

/** A known `polynomial ≤ 0`, or with `isEqual`, `polynomial = 0`. Tightened over the integers. */
export interface Inequality {
  readonly polynomial: Polynomial;
  readonly isEqual: boolean;
}

/** What is known on one branch of a proof: inequalities and disjunctions, each numbered in the order in which they became known. */
export interface Known {
  readonly inequalities: Inequality[];
  readonly disjunctions: (readonly Formula[])[];
}

export function nothingKnown(): Known {
  return { inequalities: [], disjunctions: [] };
}

export function forkKnown({ inequalities, disjunctions }: Known): Known {
  return { inequalities: [...inequalities], disjunctions: [...disjunctions] };
}

/** Adds a true formula. */
export function learn(known: Known, formula: Formula): void {
  switch (formula.kind) {
    case 'at-most':
      known.inequalities.push({ polynomial: tightenAtMost(formula.polynomial), isEqual: false });
      return;
    case 'zero':
      known.inequalities.push({ polynomial: tightenZero(formula.polynomial), isEqual: true });
      return;
    case 'and':
      for (const part of formula.parts) learn(known, part);
      return;
    case 'or':
      known.disjunctions.push(formula.parts);
  }
}

const deepest = 400;

/** Work that may still be done, counted in terms of polynomials. A proof that takes more is refused: the checker's time is bounded whatever it reads. */
export interface Work {
  left: number;
}

/** Enough for any proof that was found so far, many times over. */
export const mostWork = 2_000_000;

function spend(work: Work, amount: number): void {
  work.left -= amount;
  if (work.left < 0) throw new Malformed('the proof takes too much work');
}

/**
 * Whether `proof` shows that `facts` contradict each other. A proof is a list whose first member names the rule:
 * - `["sum", i, k, i, k, …]`: Σ k·pᵢ is a positive constant (k ≥ 0 for inequalities; for equalities any k), which cannot be ≤ 0 (Farkas);
 * - `["split", i, proof, …]`: one proof for each case of disjunction i;
 * - `["cut", [k, name, …], c, proof, proof]`: Σ k·name ≤ c, or ≥ c + 1;
 * - `["derive", [i, k, …], proof]`: Σ k·pᵢ ≤ 0 (= 0 when all are equalities), tightened, becomes the next inequality;
 * - `["times", i, name, proof]`: equality i multiplied by an unknown becomes the next one;
 * - `["product", i, j, proof]`: from p ≤ 0 and q ≤ 0 follows −p·q ≤ 0.
 */
export function refutes(facts: readonly Formula[], proof: unknown, work: Work = { left: mostWork }): boolean {
  const known = nothingKnown();
  for (const fact of facts) {
    spend(work, sizeOf(fact));
    learn(known, fact);
  }
  return holds(known, proof, 0, work);
}

function holds(known: Known, proof: unknown, depth: number, work: Work): boolean {
  if (depth > deepest) throw new Malformed('the proof is too deep');
  // each rule copies what is known
  spend(work, 1 + (known.inequalities.length + known.disjunctions.length) / 16);
  const [rule, ...rest] = expectArray(proof);
  switch (rule) {
    case 'sum':
      return isContradiction(sum(known, rest, work));
    case 'split': {
      const [at, ...proofs] = rest;
      const cases = known.disjunctions[expectNumber(at)];
      if (!cases || cases.length !== proofs.length) return false;
      return cases.every((each, i) => {
        const branch = forkKnown(known);
        spend(work, sizeOf(each));
        learn(branch, each);
        return holds(branch, proofs[i], depth + 1, work);
      });
    }
    case 'cut': {
      const [terms, bound, low, high] = rest;
      const form = linear(expectArray(terms), work);
      const at = expectInteger(bound);
      const below = forkKnown(known);
      const above = forkKnown(known);
      learn(below, { kind: 'at-most', polynomial: shift(form, -at) });
      learn(above, { kind: 'at-most', polynomial: shift(scale(form, -1n), at + 1n) });
      return holds(below, low, depth + 1, work) && holds(above, high, depth + 1, work);
    }
    case 'derive': {
      const [parts, next] = rest;
      const derived = sum(known, expectArray(parts), work);
      return holdsWith(known, derived, next, depth, work);
    }
    case 'times': {
      const [at, name, next] = rest;
      const fact = known.inequalities[expectNumber(at)];
      if (!fact?.isEqual) return false;
      const polynomial = product(fact.polynomial, unknown(expectName(name)), work);
      return holdsWith(known, { polynomial, isEqual: true }, next, depth, work);
    }
    case 'product': {
      const [first, second, next] = rest;
      const left = known.inequalities[expectNumber(first)];
      const right = known.inequalities[expectNumber(second)];
      if (!left || !right) return false;
      const polynomial = product(left.polynomial, right.polynomial, work);
      const isEqual = left.isEqual || right.isEqual;
      const derived = { polynomial: isEqual ? polynomial : scale(polynomial, -1n), isEqual };
      return holdsWith(known, derived, next, depth, work);
    }
    default:
      throw new Malformed('a proof begins with the name of its rule');
  }
}

function holdsWith(known: Known, derived: Inequality, next: unknown, depth: number, work: Work): boolean {
  const { polynomial, isEqual } = derived;
  const extended = forkKnown(known);
  learn(extended, { kind: isEqual ? 'zero' : 'at-most', polynomial: demandSmall(polynomial) });
  return holds(extended, next, depth + 1, work);
}

const largestCoefficient = 1n << 1024n;
/** In characters. */
const longestMonomial = 60;

/** Products grow fast; no proof needs large ones. */
function demandSmall(polynomial: Polynomial): Polynomial {
  for (const [monomial, coefficient] of polynomial) {
    if (monomial.length > longestMonomial || coefficient > largestCoefficient || coefficient < -largestCoefficient)
      throw new Malformed('a polynomial of the proof is too large');
  }
  return polynomial;
}

function product(left: Polynomial, right: Polynomial, work: Work): Polynomial {
  spend(work, left.size * right.size);
  return multiply(left, right);
}

/** Σ k·pᵢ: an equality when all its parts are, else `≤ 0`. */
function sum(known: Known, parts: readonly unknown[], work: Work): Inequality {
  let polynomial: Polynomial = zero;
  let isEqual = true;
  if (parts.length % 2 !== 0) throw new Malformed('a sum is made of pairs');
  for (let at = 0; at < parts.length; at += 2) {
    const fact = known.inequalities[expectNumber(parts[at])];
    const factor = expectInteger(parts[at + 1]);
    if (!fact) throw new Malformed('a sum names a fact that is not known');
    if (!fact.isEqual) {
      isEqual = false;
      if (factor < 0n) throw new Malformed('an inequality is multiplied by a negative number');
    }
    spend(work, polynomial.size + fact.polynomial.size);
    polynomial = add(polynomial, fact.polynomial, factor);
  }
  return { polynomial, isEqual };
}

function isContradiction({ polynomial, isEqual }: Inequality): boolean {
  const value = constantOf(polynomial);
  return value !== undefined && (value > 0n || (isEqual && value !== 0n));
}

function linear(terms: readonly unknown[], work: Work): Polynomial {
  if (terms.length % 2 !== 0) throw new Malformed('a cut is made of pairs');
  let form: Polynomial = zero;
  for (let at = 0; at < terms.length; at += 2) {
    spend(work, form.size + 1);
    form = add(form, unknown(expectName(terms[at + 1])), expectInteger(terms[at]));
  }
  return form;
}
