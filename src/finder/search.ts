// In: formulas. Out: a proof that they contradict each other, or nothing. Simplex finds sums; what its point violates is split, multiplied or cut next.
// Untrusted and bounded: giving up only loses a proof.
import type { Formula } from '../checker/formula.ts';
import {
  add,
  factorsOf,
  floorDivide,
  type Polynomial,
  scale,
  shift,
  tightenAtMost,
  unknown,
} from '../checker/polynomial.ts';
import { forkKnown, type Inequality, type Known, learn, nothingKnown } from '../checker/proof.ts';
import { boxOf, isExcluded } from './box.ts';
import { eliminateUnits, isIndivisible, partsOf, type Sum } from './elimination.ts';
import { holdsAt, type Point } from './point.ts';
import { chooseFactors, keptKey, type Product } from './products.ts';
import { emptySystem, type Fraction, forkSystem, type Solution, type System, solve } from './simplex.ts';

/** As the checker reads it; integers may be big. */
export type Proof = readonly (Proof | string | bigint | number)[];

/** Work that may still be done, counted in solved systems. */
export interface Budget {
  left: number;
}

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
  /** The first disjunction that has not been looked at yet for cases that are excluded from the start. */
  readonly toLookAt: number;
}

const deepest = 60;
const mostProducts = 16;
/** The cost of products up to which they are tried before anything is split. */
const cheap = 4;
const mostCuts = 12;
const quickCuts = 2;

/** `forced-first`: before anything else, disjunctions of which one case remains; dear, and worth it where many cases are to come. */
export type Order = 'as-violated' | 'forced-first';

export function findProof(facts: readonly Formula[], budget: Budget, order: Order = 'as-violated'): Proof | undefined {
  const known = nothingKnown();
  for (const fact of facts) learn(known, fact);
  const toLookAt = order === 'forced-first' ? 0 : known.disjunctions.length;
  return search(
    { known, system: emptySystem(), done: new Set(), depth: 0, products: 0, cuts: 0, isRounded: false, toLookAt },
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
  const uneven = indivisible(branch);
  if (uneven) return uneven;
  const { at, fraction } = solution;
  for (let i = branch.toLookAt; i < known.disjunctions.length; i++) {
    const cases = known.disjunctions[i] ?? [];
    if (branch.done.has(i) || aliveOf(branch, cases, 1, budget) > 1) continue;
    return split({ ...branch, toLookAt: i + 1 }, i, budget);
  }
  if (branch.toLookAt < known.disjunctions.length)
    return search({ ...branch, toLookAt: Number.POSITIVE_INFINITY }, budget);
  // products of short facts first: what they say holds in all cases that are split later
  const product = branch.products < mostProducts ? chooseFactors(known, at) : undefined;
  if (product && product.cost <= cheap) return multiplied(branch, product, budget);
  const chosen = chooseSplit(branch, at, budget) ?? chooseProduct(branch);
  if (chosen !== undefined) return split(branch, chosen, budget);
  const replaced = substituted(branch, budget);
  if (replaced) return replaced.proof;
  if (product) return multiplied(branch, product, budget);
  const rest = rounded(branch, budget);
  if (rest || !fraction) return rest;
  // what the point agrees with is not decided: an equality in it may be what no integer fulfils
  const undecided =
    branch.cuts < quickCuts
      ? -1
      : known.disjunctions.findIndex((cases, i) => !branch.done.has(i) && cases.some(hasEquality));
  return undecided < 0 ? cut(branch, fraction, budget) : split(branch, undecided, budget);
}

// ── splitting ──

const mostTried = 6;

/** The violated disjunction with the fewest cases left. */
function chooseSplit(branch: Branch, at: Point, budget: Budget): number | undefined {
  const { known, done } = branch;
  const box = boxOf(known.inequalities);
  const violated = [...known.disjunctions.entries()].flatMap(([disjunction, cases]) => {
    if (done.has(disjunction) || cases.some((each) => holdsAt(each, at))) return [];
    return [{ disjunction, cases: cases.filter((each) => !isExcluded(each, box)) }];
  });
  const forced = violated.find(({ cases }) => cases.length <= 1);
  if (forced) return forced.disjunction;
  let best: { readonly disjunction: number; readonly alive: number } | undefined;
  let tried = 0;
  for (const { disjunction, cases } of violated) {
    const alive = aliveOf(branch, cases, best ? best.alive - 1 : Number.POSITIVE_INFINITY, budget);
    if (!best || alive < best.alive) best = { disjunction, alive };
    tried += 1;
    if (best.alive <= 1 || tried >= mostTried) break;
  }
  return best?.disjunction;
}

/** How many of the cases are not excluded; counted no further than one above the limit. */
function aliveOf(branch: Branch, cases: readonly Formula[], limit: number, budget: Budget): number {
  let alive = 0;
  for (const each of cases) {
    if (isAlive(branch, each, budget)) alive += 1;
    if (alive > limit) break;
  }
  return alive;
}

/** A disjunction about a product: only its cases tie the product to its factors. */
function chooseProduct({ known, done }: Branch): number | undefined {
  const found = known.disjunctions.findIndex((cases, i) => !done.has(i) && cases.some(hasProduct));
  return found < 0 ? undefined : found;
}

function hasEquality(formula: Formula): boolean {
  return 'parts' in formula ? formula.parts.some(hasEquality) : formula.kind === 'zero';
}

function hasProduct(formula: Formula): boolean {
  if ('parts' in formula) return formula.parts.some(hasProduct);
  return [...formula.polynomial.keys()].some((monomial) => monomial.includes('*'));
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

// ── products ──

function multiplied(branch: Branch, { rule, polynomial, isEqual }: Product, budget: Budget): Proof | undefined {
  const known = forkKnown(branch.known);
  learn(known, { kind: isEqual ? 'zero' : 'at-most', polynomial });
  const system = forkSystem(branch.system);
  const next = search({ ...branch, known, system, depth: branch.depth + 1, products: branch.products + 1 }, budget);
  return next && [...rule, next];
}

const mostReplaced = 16;
const largestTurned = 16n;

/**
 * Facts about factors of products, with other unknowns replaced by what short equalities say of them: `row ≤ last` and `last = rows − 1` make `row ≤ rows − 1`,
 * which a product can use.
 */
function substituted(branch: Branch, budget: Budget): { readonly proof: Proof | undefined } | undefined {
  const { known } = branch;
  const factors = new Set(
    known.inequalities.flatMap(({ polynomial }) =>
      [...polynomial.keys()].flatMap((monomial) => (monomial.includes('*') ? factorsOf(monomial) : [])),
    ),
  );
  if (factors.size === 0) return undefined;
  const isShort = (form: Polynomial) => form.size <= 3 && [...form.keys()].every((monomial) => !monomial.includes('*'));
  const seen = new Set(known.inequalities.map(({ polynomial }) => keptKey(polynomial)));
  const equalities = [...known.inequalities.entries()].filter(([, each]) => each.isEqual && isShort(each.polynomial));
  const news: { readonly form: Polynomial; readonly parts: Proof }[] = [];
  for (const [fact, { polynomial, isEqual }] of known.inequalities.entries()) {
    if (isEqual || !isShort(polynomial) || ![...polynomial.keys()].some((name) => factors.has(name))) continue;
    for (const [equality, { polynomial: other }] of equalities) {
      for (const [name, coefficient] of other) {
        const own = name === '' ? undefined : polynomial.get(name);
        const times = coefficient < 0n ? -coefficient : coefficient;
        if (own === undefined || times > largestTurned) continue;
        const factor = coefficient < 0n ? own : -own;
        const form = add(scale(polynomial, times), other, factor);
        // as it will be known
        const key = keptKey(tightenAtMost(form));
        if (!isShort(form) || form.size < 2 || seen.has(key)) continue;
        seen.add(key);
        news.push({ form, parts: [fact, times, equality, factor] });
      }
    }
  }
  if (news.length === 0) return undefined;
  // bounds of one unknown first
  const some = news.sort((a, b) => a.form.size - b.form.size).slice(0, mostReplaced);
  const extended = forkKnown(known);
  for (const { form } of some) learn(extended, { kind: 'at-most', polynomial: form });
  const system = forkSystem(branch.system);
  const last = search({ ...branch, known: extended, system, depth: branch.depth + 1 }, budget);
  if (!last) return { proof: undefined };
  return { proof: some.reduceRight<Proof>((proof, { parts }) => ['derive', parts, proof], last) };
}

// ── integers ──

const mostRoundings = 12;

/** What is odd and even at once ends a proof. */
function indivisible({ known }: Branch): Proof | undefined {
  const hasMultiple = known.inequalities.some(
    ({ polynomial, isEqual }) =>
      isEqual && [...polynomial].some(([name, by]) => name !== '' && by !== 1n && by !== -1n && by * by < farthest),
  );
  const { impossible } = hasMultiple ? eliminateUnits(known) : { impossible: undefined };
  return impossible && ['derive', partsOf(impossible.sum), ['sum', known.inequalities.length, 1n]];
}

const farthest = 2n ** 32n;

/** What remains of inequalities without the unknowns that equalities settle may have a common divisor and be rounded. Once per branch. */
function rounded(branch: Branch, budget: Budget): Proof | undefined {
  if (branch.isRounded) return undefined;
  const { known } = branch;
  const { eliminate } = eliminateUnits(known);
  const news: { readonly form: Polynomial; readonly sum: Sum }[] = [];
  for (const [fact, { polynomial, isEqual }] of known.inequalities.entries()) {
    if (isEqual) continue;
    const made = eliminate(polynomial, fact);
    if (made.sum.size >= 2 && isIndivisible(made.form)) news.push(made);
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
    proof = ['derive', partsOf(sum), proof];
  }
  return proof;
}

/** An unknown that must be an integer and is none at the point. */
function cut(branch: Branch, fraction: Fraction, budget: Budget): Proof | undefined {
  if (branch.cuts >= mostCuts) return undefined;
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
