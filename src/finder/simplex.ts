// In: inequalities. Out: numbers that satisfy them, or multipliers that add them up to a contradiction (Farkas). The general simplex of Dutertre and de Moura
// (CAV 2006) over exact fractions, with Bland's rule: it always ends. Untrusted: the checker adds the sums up itself.
import { constantOf, greatestDivisor, type Polynomial } from '../checker/polynomial.ts';
import type { Inequality } from '../checker/proof.ts';
import { compare, negative, none, one, over, plus, type Rational, ratio, times, whole } from './rational.ts';

export type Solution =
  | { readonly kind: 'infeasible'; readonly sum: readonly (readonly [number, bigint])[] }
  /** By monomial; one that is missing is 0. */
  | { readonly kind: 'point'; readonly at: ReadonlyMap<string, Rational> }
  | { readonly kind: 'gave-up' };

/** One end of a variable: the fact that gives it, times `factor`, says `variable ≤ value` (or ≥). */
interface End {
  readonly value: Rational;
  readonly fact: number;
  readonly factor: Rational;
}

const mostPivots = 600;

interface Tableau {
  readonly values: Rational[];
  readonly uppers: Map<number, End>;
  readonly lowers: Map<number, End>;
  /** By basic variable: its row over the others. */
  readonly rows: Map<number, Map<number, Rational>>;
  readonly names: Map<string, number>;
}

export function solve(facts: readonly Inequality[]): Solution {
  const tableau: Tableau = {
    values: [],
    uppers: new Map(),
    lowers: new Map(),
    rows: new Map(),
    names: new Map(),
  };
  const made = build(tableau, facts);
  if (made) return made;
  for (const variable of tableau.names.values()) clamp(tableau, variable);
  for (const [basic, row] of tableau.rows) tableau.values[basic] = evaluateRow(tableau, row);
  for (let pivots = 0; pivots < mostPivots; pivots++) {
    const broken = findBroken(tableau);
    if (!broken) return { kind: 'point', at: new Map([...tableau.names].map(([m, at]) => [m, valueAt(tableau, at)])) };
    const row = tableau.rows.get(broken.basic) ?? new Map<number, Rational>();
    const entering = findEntering(tableau, row, broken.side);
    if (entering === undefined) return conflict(tableau, row, broken);
    pivot(tableau, broken.basic, entering, broken.end.value);
  }
  return { kind: 'gave-up' };
}

function valueAt(tableau: Tableau, variable: number): Rational {
  return tableau.values[variable] ?? none;
}

/** Variables, a slack for each form of several, and their ends. A contradiction that needs no search is returned. */
function build(tableau: Tableau, facts: readonly Inequality[]): Solution | undefined {
  const slacks = new Map<string, number>();
  for (const [fact, { polynomial, isEqual }] of facts.entries()) {
    const value = constantOf(polynomial);
    if (value !== undefined) {
      if (value > 0n) return { kind: 'infeasible', sum: [[fact, 1n]] };
      if (isEqual && value < 0n) return { kind: 'infeasible', sum: [[fact, -1n]] };
      continue;
    }
    const { variable, factor } = variableOf(tableau, slacks, polynomial);
    // factor · variable + constant ≤ 0
    const end: End = {
      value: ratio(-(polynomial.get('') ?? 0n), factor),
      fact,
      factor: ratio(factor > 0n ? 1n : -1n, factor),
    };
    const opposite: End = { ...end, factor: negative(end.factor) };
    const [upper, lower] = factor > 0n ? [end, isEqual ? opposite : undefined] : [isEqual ? opposite : undefined, end];
    const known = { upper: tableau.uppers.get(variable), lower: tableau.lowers.get(variable) };
    if (upper && (!known.upper || compare(upper.value, known.upper.value) < 0n)) tableau.uppers.set(variable, upper);
    if (lower && (!known.lower || compare(lower.value, known.lower.value) > 0n)) tableau.lowers.set(variable, lower);
    const [high, low] = [tableau.uppers.get(variable), tableau.lowers.get(variable)];
    if (high && low && compare(high.value, low.value) < 0n) {
      return infeasible([
        [high, one],
        [low, one],
      ]);
    }
  }
  return undefined;
}

/** The variable that a form is a multiple of: the unknown itself, or a slack that stands for the form. */
function variableOf(
  tableau: Tableau,
  slacks: Map<string, number>,
  polynomial: Polynomial,
): { readonly variable: number; readonly factor: bigint } {
  const parts = [...polynomial].filter(([monomial]) => monomial !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  const content = parts.reduce((divisor, [, coefficient]) => greatestDivisor(divisor, coefficient), 0n);
  const factor = (parts[0]?.[1] ?? 1n) < 0n ? -content : content;
  const [first] = parts;
  if (first && parts.length === 1) return { variable: nameOf(tableau, first[0]), factor };
  const key = parts.map(([monomial, coefficient]) => `${monomial}:${coefficient / factor}`).join(' ');
  const known = slacks.get(key);
  if (known !== undefined) return { variable: known, factor };
  const row = new Map(
    parts.map(([monomial, coefficient]) => [nameOf(tableau, monomial), whole(coefficient / factor)] as const),
  );
  const slack = tableau.values.push(none) - 1;
  tableau.rows.set(slack, row);
  slacks.set(key, slack);
  return { variable: slack, factor };
}

function nameOf(tableau: Tableau, monomial: string): number {
  const known = tableau.names.get(monomial);
  if (known !== undefined) return known;
  const made = tableau.values.push(none) - 1;
  tableau.names.set(monomial, made);
  return made;
}

function clamp(tableau: Tableau, variable: number): void {
  const [upper, lower] = [tableau.uppers.get(variable), tableau.lowers.get(variable)];
  if (lower && compare(valueAt(tableau, variable), lower.value) < 0n) tableau.values[variable] = lower.value;
  if (upper && compare(valueAt(tableau, variable), upper.value) > 0n) tableau.values[variable] = upper.value;
}

function evaluateRow(tableau: Tableau, row: ReadonlyMap<number, Rational>): Rational {
  let value = none;
  for (const [variable, coefficient] of row) value = plus(value, times(coefficient, valueAt(tableau, variable)));
  return value;
}

interface Broken {
  readonly basic: number;
  readonly side: 'too-low' | 'too-high';
  readonly end: End;
}

function findBroken(tableau: Tableau): Broken | undefined {
  let found: Broken | undefined;
  for (const basic of tableau.rows.keys()) {
    if (found && basic > found.basic) continue;
    const value = valueAt(tableau, basic);
    const [upper, lower] = [tableau.uppers.get(basic), tableau.lowers.get(basic)];
    if (upper && compare(value, upper.value) > 0n) found = { basic, side: 'too-high', end: upper };
    else if (lower && compare(value, lower.value) < 0n) found = { basic, side: 'too-low', end: lower };
  }
  return found;
}

function findEntering(tableau: Tableau, row: ReadonlyMap<number, Rational>, side: Broken['side']): number | undefined {
  let found: number | undefined;
  for (const [variable, coefficient] of row) {
    if (found !== undefined && variable > found) continue;
    const isRising = coefficient.n > 0n === (side === 'too-low');
    const end = isRising ? tableau.uppers.get(variable) : tableau.lowers.get(variable);
    const gap = end && compare(end.value, valueAt(tableau, variable));
    if (gap === undefined || (isRising ? gap > 0n : gap < 0n)) found = variable;
  }
  return found;
}

function conflict(tableau: Tableau, row: ReadonlyMap<number, Rational>, { side, end }: Broken): Solution {
  const parts: (readonly [End, Rational])[] = [[end, one]];
  for (const [variable, coefficient] of row) {
    const isRising = coefficient.n > 0n === (side === 'too-low');
    const stop = isRising ? tableau.uppers.get(variable) : tableau.lowers.get(variable);
    if (!stop) return { kind: 'gave-up' };
    parts.push([stop, coefficient.n < 0n ? negative(coefficient) : coefficient]);
  }
  return infeasible(parts);
}

/** Multipliers of the facts behind the ends, as integers. */
function infeasible(parts: readonly (readonly [End, Rational])[]): Solution {
  const sums = new Map<number, Rational>();
  for (const [end, weight] of parts) sums.set(end.fact, plus(sums.get(end.fact) ?? none, times(end.factor, weight)));
  let common = 1n;
  for (const { d } of sums.values()) common = (common * d) / greatestDivisor(common, d);
  const whole = [...sums].map(([fact, { n, d }]) => [fact, n * (common / d)] as const);
  return { kind: 'infeasible', sum: whole.filter(([, factor]) => factor !== 0n) };
}

/** `basic` leaves at `value`; `entering` takes its row. */
function pivot(tableau: Tableau, basic: number, entering: number, value: Rational): void {
  const { rows, values } = tableau;
  const row = rows.get(basic) ?? new Map<number, Rational>();
  const coefficient = row.get(entering) ?? one;
  const step = over(plus(value, negative(valueAt(tableau, basic))), coefficient);
  values[basic] = value;
  values[entering] = plus(valueAt(tableau, entering), step);
  rows.delete(basic);
  const turned = new Map<number, Rational>();
  for (const [variable, each] of row)
    if (variable !== entering) turned.set(variable, negative(over(each, coefficient)));
  turned.set(basic, over(one, coefficient));
  for (const [other, others] of rows) {
    const factor = others.get(entering);
    if (!factor) continue;
    values[other] = plus(valueAt(tableau, other), times(factor, step));
    others.delete(entering);
    for (const [variable, each] of turned) {
      const sum = plus(others.get(variable) ?? none, times(factor, each));
      if (sum.n === 0n) others.delete(variable);
      else others.set(variable, sum);
    }
  }
  rows.set(entering, turned);
}
