// In: inequalities, and a point that fulfils them. Out: a product of two of them that the point violates: it ties a monomial to its factors. Also texts of
// polynomials that come up again and again.
import { factorsOf, keyOf, multiply, type Polynomial, scale, unknown } from '../checker/polynomial.ts';
import type { Inequality, Known } from '../checker/proof.ts';
import { type Point, valueAt } from './point.ts';
import { compare, times } from './rational.ts';

/** Costs of products up to which they are tried at all. */
const dear = 60;

/** The shortest product of two facts, or of an equality and an unknown, that the point violates: it ties a monomial to its factors. */
export function chooseFactors(known: Known, at: Point): Product | undefined {
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

export interface Product {
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
      const polynomial = keptProduct(left.polynomial, right.polynomial);
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

const keys = new WeakMap<Polynomial, string>();

/** The same facts come up on many branches. */
export function keptKey(polynomial: Polynomial): string {
  const key = keys.get(polynomial) ?? keyOf(polynomial);
  keys.set(polynomial, key);
  return key;
}

const products = new WeakMap<Polynomial, WeakMap<Polynomial, Polynomial>>();

/** −p·q */
function keptProduct(left: Polynomial, right: Polynomial): Polynomial {
  const known = products.get(left) ?? new WeakMap<Polynomial, Polynomial>();
  products.set(left, known);
  const product = known.get(right) ?? scale(multiply(left, right), -1n);
  known.set(right, product);
  return product;
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
