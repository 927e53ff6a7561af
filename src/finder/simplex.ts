// In: inequalities. Out: numbers that satisfy them, or multipliers that add them up to a contradiction (Farkas). The general simplex of Dutertre and de Moura
// (CAV 2006) over exact fractions, with Bland's rule: it always ends. Untrusted: the checker adds the sums up itself.
import { constantOf, greatestDivisor, type Polynomial } from '../checker/polynomial.ts';
import type { Inequality } from '../checker/proof.ts';
import { compare, negative, none, one, over, plus, type Rational, ratio, times, whole } from './rational.ts';

export type Solution =
  | { readonly kind: 'infeasible'; readonly sum: Multipliers }
  /** By monomial; one that is missing is 0. */
  | { readonly kind: 'point'; readonly at: (monomial: string) => Rational; readonly fraction: Fraction | undefined }
  | { readonly kind: 'gave-up' };

/** Numbers of facts, each with what it is multiplied by. */
export type Multipliers = readonly (readonly [number, bigint])[];

/** An unknown whose value at a point is no integer. */
export interface Fraction {
  readonly monomial: string;
  readonly value: Rational;
}

/** One end of a variable: the fact that gives it, times `factor`, says `variable ≤ value` (or ≥). */
interface End {
  readonly value: Rational;
  readonly fact: number;
  readonly factor: Rational;
}

const mostPivots = 300;

/** What a basic variable is, over the others. */
type Row = Map<number, Rational>;

/** Facts that have been taken up, and where the search for a point stands. */
export interface System {
  readonly values: Rational[];
  readonly uppers: Map<number, End>;
  readonly lowers: Map<number, End>;
  /** By basic variable: its row over the others. */
  readonly rows: Map<number, Row>;
  readonly names: Map<string, number>;
  /** By form: the slack that stands for it. */
  readonly slacks: Map<string, number>;
  /** Rows that no other system shares. */
  owned: Set<number>;
  facts: number;
  conflict: Multipliers | undefined;
}

export function emptySystem(): System {
  return {
    values: [],
    uppers: new Map(),
    lowers: new Map(),
    rows: new Map(),
    names: new Map(),
    slacks: new Map(),
    owned: new Set(),
    facts: 0,
    conflict: undefined,
  };
}

/** Both systems share their rows until one changes them. */
export function forkSystem(system: System): System {
  system.owned = new Set();
  return {
    ...system,
    values: [...system.values],
    uppers: new Map(system.uppers),
    lowers: new Map(system.lowers),
    rows: new Map(system.rows),
    owned: new Set(),
    names: new Map(system.names),
    slacks: new Map(system.slacks),
  };
}

/** Takes up the facts that the system does not have yet, and looks for a point. */
export function solve(system: System, facts: readonly Inequality[]): Solution {
  for (; system.facts < facts.length && !system.conflict; system.facts++) {
    const fact = facts[system.facts];
    if (fact) takeUp(system, system.facts, fact);
  }
  for (let pivots = 0; pivots < mostPivots; pivots++) {
    if (system.conflict) return { kind: 'infeasible', sum: system.conflict };
    const broken = findBroken(system);
    if (!broken) return pointOf(system);
    const row = system.rows.get(broken.basic) ?? new Map<number, Rational>();
    const entering = findEntering(system, row, broken.side);
    if (entering === undefined) system.conflict = conflictOf(system, row, broken);
    else pivot(system, broken.basic, entering, broken.end.value);
  }
  return { kind: 'gave-up' };
}

function pointOf(system: System): Solution {
  let fraction: Fraction | undefined;
  for (const [monomial, at] of system.names) {
    const value = valueAt(system, at);
    if (value.d !== 1n && !monomial.includes('*')) fraction ??= { monomial, value };
  }
  const at = (monomial: string): Rational => {
    const variable = system.names.get(monomial);
    return variable === undefined ? none : valueAt(system, variable);
  };
  return { kind: 'point', at, fraction };
}

function valueAt(system: System, variable: number): Rational {
  return system.values[variable] ?? none;
}

function takeUp(system: System, fact: number, { polynomial, isEqual }: Inequality): void {
  const value = constantOf(polynomial);
  if (value !== undefined) {
    if (value > 0n) system.conflict = [[fact, 1n]];
    else if (isEqual && value < 0n) system.conflict = [[fact, -1n]];
    return;
  }
  const { variable, factor } = variableOf(system, polynomial);
  // factor · variable + constant ≤ 0
  const end: End = {
    value: ratio(-(polynomial.get('') ?? 0n), factor),
    fact,
    factor: ratio(factor > 0n ? 1n : -1n, factor),
  };
  const opposite: End = { ...end, factor: negative(end.factor) };
  const [upper, lower] = factor > 0n ? [end, isEqual ? opposite : undefined] : [isEqual ? opposite : undefined, end];
  const known = { upper: system.uppers.get(variable), lower: system.lowers.get(variable) };
  if (upper && (!known.upper || compare(upper.value, known.upper.value) < 0n)) system.uppers.set(variable, upper);
  if (lower && (!known.lower || compare(lower.value, known.lower.value) > 0n)) system.lowers.set(variable, lower);
  const [high, low] = [system.uppers.get(variable), system.lowers.get(variable)];
  if (high && low && compare(high.value, low.value) < 0n) {
    system.conflict = multipliersOf([
      [high, one],
      [low, one],
    ]);
    return;
  }
  if (system.rows.has(variable)) return;
  const now = valueAt(system, variable);
  if (high && compare(now, high.value) > 0n) move(system, variable, high.value);
  else if (low && compare(now, low.value) < 0n) move(system, variable, low.value);
}

/** Sets a variable that is not basic; the basic ones follow. */
function move(system: System, variable: number, value: Rational): void {
  const step = plus(value, negative(valueAt(system, variable)));
  system.values[variable] = value;
  for (const [basic, row] of system.rows) {
    const coefficient = row.get(variable);
    if (coefficient) system.values[basic] = plus(valueAt(system, basic), times(coefficient, step));
  }
}

/** The variable that a form is a multiple of: the unknown itself, or a slack that stands for the form. */
function variableOf(system: System, polynomial: Polynomial): { readonly variable: number; readonly factor: bigint } {
  const parts = [...polynomial].filter(([monomial]) => monomial !== '').sort(([a], [b]) => (a < b ? -1 : 1));
  const content = parts.reduce((divisor, [, coefficient]) => greatestDivisor(divisor, coefficient), 0n);
  const factor = (parts[0]?.[1] ?? 1n) < 0n ? -content : content;
  const [first] = parts;
  if (first && parts.length === 1) return { variable: nameOf(system, first[0]), factor };
  const key = parts.map(([monomial, coefficient]) => `${monomial}:${coefficient / factor}`).join(' ');
  const known = system.slacks.get(key);
  if (known !== undefined) return { variable: known, factor };
  const row = new Map<number, Rational>();
  let value = none;
  for (const [monomial, coefficient] of parts) {
    const name = nameOf(system, monomial);
    const factored = whole(coefficient / factor);
    value = plus(value, times(factored, valueAt(system, name)));
    const basic = system.rows.get(name);
    if (basic) for (const [each, by] of basic) addTo(row, each, times(factored, by));
    else addTo(row, name, factored);
  }
  const slack = system.values.push(value) - 1;
  system.rows.set(slack, row);
  system.owned.add(slack);
  system.slacks.set(key, slack);
  return { variable: slack, factor };
}

function nameOf(system: System, monomial: string): number {
  const known = system.names.get(monomial);
  if (known !== undefined) return known;
  const made = system.values.push(none) - 1;
  system.names.set(monomial, made);
  return made;
}

function addTo(row: Map<number, Rational>, variable: number, by: Rational): void {
  const sum = plus(row.get(variable) ?? none, by);
  if (sum.n === 0n) row.delete(variable);
  else row.set(variable, sum);
}

interface Broken {
  readonly basic: number;
  readonly side: 'too-low' | 'too-high';
  readonly end: End;
}

function findBroken(system: System): Broken | undefined {
  let found: Broken | undefined;
  for (const basic of system.rows.keys()) {
    if (found && basic > found.basic) continue;
    const value = valueAt(system, basic);
    const [upper, lower] = [system.uppers.get(basic), system.lowers.get(basic)];
    if (upper && compare(value, upper.value) > 0n) found = { basic, side: 'too-high', end: upper };
    else if (lower && compare(value, lower.value) < 0n) found = { basic, side: 'too-low', end: lower };
  }
  return found;
}

function findEntering(system: System, row: ReadonlyMap<number, Rational>, side: Broken['side']): number | undefined {
  let found: number | undefined;
  for (const [variable, coefficient] of row) {
    if (found !== undefined && variable > found) continue;
    const isRising = coefficient.n > 0n === (side === 'too-low');
    const end = isRising ? system.uppers.get(variable) : system.lowers.get(variable);
    const gap = end && compare(end.value, valueAt(system, variable));
    if (gap === undefined || (isRising ? gap > 0n : gap < 0n)) found = variable;
  }
  return found;
}

function conflictOf(
  system: System,
  row: ReadonlyMap<number, Rational>,
  { side, end }: Broken,
): Multipliers | undefined {
  const parts: (readonly [End, Rational])[] = [[end, one]];
  for (const [variable, coefficient] of row) {
    const isRising = coefficient.n > 0n === (side === 'too-low');
    const stop = isRising ? system.uppers.get(variable) : system.lowers.get(variable);
    if (!stop) return undefined;
    parts.push([stop, coefficient.n < 0n ? negative(coefficient) : coefficient]);
  }
  return multipliersOf(parts);
}

/** Multipliers of the facts behind the ends, as integers. */
function multipliersOf(parts: readonly (readonly [End, Rational])[]): Multipliers {
  const sums = new Map<number, Rational>();
  for (const [end, weight] of parts) sums.set(end.fact, plus(sums.get(end.fact) ?? none, times(end.factor, weight)));
  let common = 1n;
  for (const { d } of sums.values()) common = (common * d) / greatestDivisor(common, d);
  const multiplied = [...sums].map(([fact, { n, d }]) => [fact, n * (common / d)] as const);
  return multiplied.filter(([, factor]) => factor !== 0n);
}

/** `basic` leaves at `value`; `entering` takes its row. */
function pivot(system: System, basic: number, entering: number, value: Rational): void {
  const { rows, values } = system;
  const row = rows.get(basic) ?? new Map<number, Rational>();
  const coefficient = row.get(entering) ?? one;
  const step = over(plus(value, negative(valueAt(system, basic))), coefficient);
  values[basic] = value;
  values[entering] = plus(valueAt(system, entering), step);
  rows.delete(basic);
  const turned = new Map<number, Rational>();
  for (const [variable, each] of row)
    if (variable !== entering) turned.set(variable, negative(over(each, coefficient)));
  turned.set(basic, over(one, coefficient));
  for (const [other, others] of rows) {
    const factor = others.get(entering);
    if (!factor) continue;
    const own = system.owned.has(other) ? others : new Map(others);
    rows.set(other, own);
    system.owned.add(other);
    values[other] = plus(valueAt(system, other), times(factor, step));
    own.delete(entering);
    for (const [variable, each] of turned) addTo(own, variable, times(factor, each));
  }
  rows.set(entering, turned);
  system.owned.add(entering);
}
