// In: formulas. Out: a proof that they contradict each other, or nothing. Simplex finds sums; what its point violates is split, multiplied or cut next.
// Untrusted and bounded: giving up only loses a proof.
import type { Formula } from '../checker/formula.ts';
import {
  add,
  factorsOf,
  floorDivide,
  greatestDivisor,
  multiply,
  type Polynomial,
  scale,
  shift,
  unknown,
} from '../checker/polynomial.ts';
import { forkKnown, type Inequality, type Known, learn, nothingKnown } from '../checker/proof.ts';
import { none, plus, type Rational, times, whole } from './rational.ts';
import { emptySystem, type Fraction, forkSystem, type Solution, type System, solve } from './simplex.ts';

/** As the checker reads it; integers may be big. */
export type Proof = readonly (Proof | string | bigint | number)[];

/** Work that may still be done, counted in solved systems. */
export interface Budget {
  left: number;
}

type Point = (monomial: string) => Rational;

interface Branch {
  readonly known: Known;
  /** The same inequalities, as far as they have been solved. */
  readonly system: System;
  /** Disjunctions that have been split on the way here: what a case says is known. */
  readonly done: ReadonlySet<number>;
  readonly depth: number;
  readonly products: number;
  readonly cuts: number;
  /** Whether the rounds of rounding have been done on the way here. */
  readonly isRounded: boolean;
}

const deepest = 60;
const mostProducts = 12;
const mostCuts = 12;

export function findProof(facts: readonly Formula[], budget: Budget): Proof | undefined {
  const known = nothingKnown();
  for (const fact of facts) learn(known, fact);
  return search(
    { known, system: emptySystem(), done: new Set(), depth: 0, products: 0, cuts: 0, isRounded: false },
    budget,
  );
}

function solveWithin(system: System, facts: readonly Inequality[], budget: Budget): Solution {
  if (budget.left <= 0) return { kind: 'gave-up' };
  budget.left -= 1;
  return solve(system, facts);
}

function search(branch: Branch, budget: Budget): Proof | undefined {
  const { known, system, depth } = branch;
  if (known.disjunctions.some((cases) => cases.length === 0))
    return ['split', known.disjunctions.findIndex((cases) => cases.length === 0)];
  const solution = solveWithin(system, known.inequalities, budget);
  if (solution.kind === 'infeasible') return ['sum', ...solution.sum.flat()];
  if (solution.kind === 'gave-up' || depth > deepest) return undefined;
  const { at, fraction } = solution;
  const chosen = chooseSplit(branch, at, budget);
  if (chosen !== undefined) return split(branch, chosen, budget);
  return multiplied(branch, at, budget) ?? rounded(branch, budget) ?? cut(branch, fraction, budget);
}

// ── splitting ──

const mostTried = 6;

/** The violated disjunction with the fewest cases left. */
function chooseSplit(branch: Branch, at: Point, budget: Budget): number | undefined {
  const { known, done } = branch;
  let best: { readonly disjunction: number; readonly alive: number } | undefined;
  let tried = 0;
  for (const [disjunction, cases] of known.disjunctions.entries()) {
    if (done.has(disjunction) || cases.some((each) => holdsAt(each, at))) continue;
    let alive = 0;
    for (const each of cases) {
      if (isAlive(branch, each, budget)) alive += 1;
      if (best && alive >= best.alive) break;
    }
    if (!best || alive < best.alive) best = { disjunction, alive };
    tried += 1;
    if (best.alive <= 1 || tried >= mostTried) break;
  }
  return best?.disjunction;
}

function isAlive({ known, system }: Branch, formula: Formula, budget: Budget): boolean {
  const trial: Known = { inequalities: [...known.inequalities], disjunctions: [] };
  learn(trial, formula);
  return solveWithin(forkSystem(system), trial.inequalities, budget).kind !== 'infeasible';
}

function split(branch: Branch, disjunction: number, budget: Budget): Proof | undefined {
  const cases = branch.known.disjunctions[disjunction] ?? [];
  const proofs: Proof[] = [];
  const done = new Set(branch.done).add(disjunction);
  for (const each of cases) {
    const known = forkKnown(branch.known);
    learn(known, each);
    const system = forkSystem(branch.system);
    const proof = search({ ...branch, known, system, done, depth: branch.depth + 1 }, budget);
    if (!proof) return undefined;
    proofs.push(proof);
  }
  return ['split', disjunction, ...proofs];
}

function holdsAt(formula: Formula, at: Point): boolean {
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

function valueAt(polynomial: Polynomial, at: Point): Rational {
  let value = none;
  for (const [monomial, coefficient] of polynomial) {
    const factor = monomial === '' ? whole(1n) : at(monomial);
    value = plus(value, times(whole(coefficient), factor));
  }
  return value;
}

// ── products ──

/** A product of two facts, or of an equality and an unknown, that the point violates: it ties a monomial to its factors. */
function multiplied(branch: Branch, at: Point, budget: Budget): Proof | undefined {
  const { known } = branch;
  if (branch.products >= mostProducts) return undefined;
  const monomials = new Set(known.inequalities.flatMap(({ polynomial }) => [...polynomial.keys()]));
  let best: Product | undefined;
  for (const monomial of monomials) {
    const [x, y, ...more] = factorsOf(monomial);
    if (x === undefined || y === undefined || more.length > 0) continue;
    for (const candidate of productsFor(known, x, y, monomials)) {
      const value = valueAt(candidate.polynomial, at).n;
      const isViolated = candidate.isEqual ? value !== 0n : value > 0n;
      if (isViolated && (!best || candidate.cost < best.cost)) best = candidate;
    }
  }
  if (!best) return undefined;
  const extended = forkKnown(known);
  learn(extended, { kind: best.isEqual ? 'zero' : 'at-most', polynomial: best.polynomial });
  const next = search(
    {
      ...branch,
      known: extended,
      system: forkSystem(branch.system),
      depth: branch.depth + 1,
      products: branch.products + 1,
    },
    budget,
  );
  return next && [...best.rule, next];
}

interface Product {
  readonly rule: readonly (string | number)[];
  readonly polynomial: Polynomial;
  readonly isEqual: boolean;
  readonly cost: number;
}

const widest = 4;
const mostFactors = 10;

function* productsFor(known: Known, x: string, y: string, monomials: ReadonlySet<string>): Iterable<Product> {
  const linearIn = (name: string) =>
    [...known.inequalities.entries()]
      .filter(([, { polynomial }]) => polynomial.has(name) && polynomial.size <= widest)
      .filter(([, { polynomial }]) => [...polynomial.keys()].every((each) => factorsOf(each).length <= 1))
      .sort(([, a], [, b]) => a.polynomial.size - b.polynomial.size);
  const [overX, overY] = [linearIn(x), linearIn(y)];
  const bounds = (facts: typeof overX) => facts.filter(([, { isEqual }]) => !isEqual).slice(0, mostFactors);
  for (const [i, left] of bounds(overX)) {
    for (const [j, right] of bounds(overY)) {
      const polynomial = scale(multiply(left.polynomial, right.polynomial), -1n);
      yield { rule: ['product', i, j], polynomial, isEqual: false, cost: costOf(polynomial, monomials) };
    }
  }
  for (const [facts, name] of [
    [overX, y],
    [overY, x],
  ] as const) {
    for (const [i, { polynomial: form, isEqual }] of facts) {
      if (!isEqual) continue;
      const polynomial = multiply(form, unknown(name));
      yield { rule: ['times', i, name], polynomial, isEqual, cost: costOf(polynomial, monomials) };
    }
  }
}

/** Short products over known monomials with small coefficients are the likeliest to help. */
function costOf(polynomial: Polynomial, monomials: ReadonlySet<string>): number {
  let cost = polynomial.size;
  for (const [monomial, coefficient] of polynomial) {
    if (coefficient > 65536n || coefficient < -65536n) cost += 3;
    if (!monomials.has(monomial) && factorsOf(monomial).length > 1) cost += 6;
  }
  return cost;
}

// ── integers ──

/** A sum of facts, by number. */
type Sum = ReadonlyMap<number, bigint>;

function plusSum(left: Sum, right: Sum, factor: bigint): Sum {
  const sum = new Map(left);
  for (const [fact, by] of right) sum.set(fact, (sum.get(fact) ?? 0n) + by * factor);
  return sum;
}

const mostRoundings = 12;

/** Unknowns with the coefficient ±1 in an equality are eliminated; what remains may have a common divisor and be rounded. Once per branch. */
function rounded(branch: Branch, budget: Budget): Proof | undefined {
  if (branch.isRounded) return undefined;
  const { known } = branch;
  const solved: { readonly name: string; readonly sign: bigint; readonly form: Polynomial; readonly sum: Sum }[] = [];
  const eliminate = (polynomial: Polynomial, fact: number) => {
    let form = polynomial;
    let sum: Sum = new Map([[fact, 1n]]);
    for (let round = 0; round < 2; round++) {
      for (const each of solved) {
        const coefficient = form.get(each.name);
        if (coefficient === undefined) continue;
        form = add(form, each.form, -coefficient * each.sign);
        sum = plusSum(sum, each.sum, -coefficient * each.sign);
      }
    }
    return { form, sum };
  };
  for (const [fact, { polynomial, isEqual }] of known.inequalities.entries()) {
    if (!isEqual) continue;
    const { form, sum } = eliminate(polynomial, fact);
    const unit = [...form].find(([name, coefficient]) => name !== '' && (coefficient === 1n || coefficient === -1n));
    if (unit) solved.push({ name: unit[0], sign: unit[1], form, sum });
  }
  const news: { readonly form: Polynomial; readonly sum: Sum }[] = [];
  for (const [fact, { polynomial, isEqual }] of known.inequalities.entries()) {
    if (isEqual) continue;
    const made = eliminate(polynomial, fact);
    if (made.sum.size < 2) continue;
    let content = 0n;
    for (const [name, coefficient] of made.form) if (name !== '') content = greatestDivisor(content, coefficient);
    if (content > 1n && (made.form.get('') ?? 0n) % content !== 0n) news.push(made);
  }
  if (news.length === 0) return undefined;
  const some = news.slice(0, mostRoundings);
  const extended = forkKnown(known);
  for (const { form } of some) learn(extended, { kind: 'at-most', polynomial: form });
  const system = forkSystem(branch.system);
  const last = search({ ...branch, known: extended, system, depth: branch.depth + 1, isRounded: true }, budget);
  if (!last) return undefined;
  let proof: Proof = last;
  for (const { sum } of some.toReversed()) {
    const parts = [...sum].filter(([, by]) => by !== 0n).flat();
    proof = ['derive', parts, proof];
  }
  return proof;
}

/** An unknown that must be an integer and is none at the point. */
function cut(branch: Branch, fraction: Fraction | undefined, budget: Budget): Proof | undefined {
  if (!fraction || branch.cuts >= mostCuts) return undefined;
  const { monomial, value } = fraction;
  const floor = floorDivide(value.n, value.d);
  const low = shift(unknown(monomial), -floor);
  const high = shift(scale(unknown(monomial), -1n), floor + 1n);
  const sides: Proof[] = [];
  for (const polynomial of [low, high]) {
    const known = forkKnown(branch.known);
    learn(known, { kind: 'at-most', polynomial });
    const system = forkSystem(branch.system);
    const proof = search({ ...branch, known, system, depth: branch.depth + 1, cuts: branch.cuts + 1 }, budget);
    if (!proof) return undefined;
    sides.push(proof);
  }
  return ['cut', [1n, monomial], floor, ...sides];
}
