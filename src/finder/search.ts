// In: formulas. Out: a proof that they contradict each other, or nothing. Simplex finds sums; what its point violates is split, multiplied or cut next.
// Untrusted and bounded: giving up only loses a proof.
import type { Formula } from '../checker/formula.ts';
import {
  add,
  factorsOf,
  floorDivide,
  greatestDivisor,
  keyOf,
  multiply,
  type Polynomial,
  scale,
  shift,
  tightenAtMost,
  unknown,
} from '../checker/polynomial.ts';
import { forkKnown, type Inequality, type Known, learn, nothingKnown } from '../checker/proof.ts';
import { boxOf, isExcluded } from './box.ts';
import { compare, none, plus, type Rational, times, whole } from './rational.ts';
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
  /** The first disjunction that has not been looked at yet for cases that are excluded from the start. */
  readonly toLookAt: number;
}

const deepest = 60;
const mostProducts = 16;
/** Costs of products up to which they are tried before anything is split, and at the end. */
const cheap = 4;
const dear = 60;
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
  const product = chooseFactors(branch, at);
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

/** The shortest product of two facts, or of an equality and an unknown, that the point violates: it ties a monomial to its factors. */
function chooseFactors({ known, products }: Branch, at: Point): Product | undefined {
  if (products >= mostProducts) return undefined;
  const monomials = new Set(known.inequalities.flatMap(({ polynomial }) => [...polynomial.keys()]));
  const lists = new Map<string, readonly Numbered[]>();
  const over = (name: string) => {
    const list = lists.get(name) ?? linearIn(known, name, at);
    lists.set(name, list);
    return list;
  };
  let best: Product | undefined;
  for (const monomial of monomials) {
    const [x, y, ...more] = factorsOf(monomial);
    if (x === undefined || y === undefined || more.length > 0) continue;
    // where the product is what it should be, nothing is violated
    if (compare(at(monomial), times(at(x), at(y))) === 0n) continue;
    for (const candidate of productsFor(over(x), over(y), x, y, monomials)) {
      if (candidate.cost > dear || (best && candidate.cost >= best.cost)) continue;
      const value = valueAt(candidate.polynomial, at).n;
      if (candidate.isEqual ? value !== 0n : value > 0n) best = candidate;
    }
  }
  return best;
}

function multiplied(branch: Branch, { rule, polynomial, isEqual }: Product, budget: Budget): Proof | undefined {
  const known = forkKnown(branch.known);
  learn(known, { kind: isEqual ? 'zero' : 'at-most', polynomial });
  const system = forkSystem(branch.system);
  const next = search({ ...branch, known, system, depth: branch.depth + 1, products: branch.products + 1 }, budget);
  return next && [...rule, next];
}

interface Product {
  readonly rule: readonly (string | number)[];
  readonly polynomial: Polynomial;
  readonly isEqual: boolean;
  readonly cost: number;
}

const widest = 4;
const mostFactors = 10;

type Numbered = readonly [number, Inequality];

/** Short linear facts about an unknown. */
function linearIn({ inequalities }: Known, name: string, at: Point): readonly Numbered[] {
  return (
    [...inequalities.entries()]
      .filter(([, { polynomial }]) => polynomial.has(name) && polynomial.size <= widest)
      .filter(([, { polynomial }]) => ![...polynomial.keys()].some((each) => each.includes('*')))
      .map(([i, fact]) => ({ i, fact, slack: slackAt(fact.polynomial, at) }))
      // the point lies on what holds it back; of those the short ones first
      .sort((a, b) => a.slack - b.slack || a.fact.polynomial.size - b.fact.polynomial.size)
      .map(({ i, fact }) => [i, fact] as const)
  );
}

function* productsFor(
  overX: readonly Numbered[],
  overY: readonly Numbered[],
  x: string,
  y: string,
  monomials: ReadonlySet<string>,
): Iterable<Product> {
  const bounds = (facts: readonly Numbered[]) => facts.filter(([, { isEqual }]) => !isEqual).slice(0, mostFactors);
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
  const isShort = (form: Polynomial) =>
    form.size <= 3 && [...form.keys()].every((monomial) => factorsOf(monomial).length <= 1);
  const seen = new Set(known.inequalities.map(({ polynomial }) => keyOf(polynomial)));
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
        const key = keyOf(tightenAtMost(form));
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

/** How far a fact is from being tight at the point. */
function slackAt(polynomial: Polynomial, at: Point): number {
  const { n, d } = valueAt(polynomial, at);
  return Math.abs(Number(n) / Number(d));
}

/** Short products over known monomials with small coefficients are the likeliest to help. */
function costOf(polynomial: Polynomial, monomials: ReadonlySet<string>): number {
  let cost = polynomial.size;
  for (const [monomial, coefficient] of polynomial) {
    if (coefficient > 65536n || coefficient < -65536n) cost += 3;
    if (!monomials.has(monomial) && factorsOf(monomial).length > 1) cost += 20;
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

interface Eliminated {
  readonly form: Polynomial;
  readonly sum: Sum;
}

interface Elimination {
  /** The polynomial of a fact, without the unknowns that equalities settle. */
  readonly eliminate: (polynomial: Polynomial, fact: number) => Eliminated;
  /** An equality between a multiple of a number and something that is none. */
  readonly impossible: Eliminated | undefined;
}

/** Eliminates unknowns with the coefficient ±1 in an equality. */
function eliminateUnits({ inequalities }: Known): Elimination {
  const solved: (Eliminated & { readonly name: string; readonly sign: bigint })[] = [];
  const eliminate = (polynomial: Polynomial, fact: number): Eliminated => {
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
  let impossible: Eliminated | undefined;
  for (const [fact, { polynomial, isEqual }] of inequalities.entries()) {
    if (!isEqual) continue;
    const made = eliminate(polynomial, fact);
    const unit = [...made.form].find(([name, by]) => name !== '' && (by === 1n || by === -1n));
    if (unit) solved.push({ ...made, name: unit[0], sign: unit[1] });
    else if (isIndivisible(made.form)) impossible ??= made;
  }
  return { eliminate, impossible };
}

/** Whether the coefficients have a common divisor that the constant does not have. */
function isIndivisible(form: Polynomial): boolean {
  let content = 0n;
  for (const [name, coefficient] of form) if (name !== '') content = greatestDivisor(content, coefficient);
  return content > 1n && (form.get('') ?? 0n) % content !== 0n;
}

function partsOf(sum: Sum): Proof {
  return [...sum].filter(([, by]) => by !== 0n).flat();
}

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
