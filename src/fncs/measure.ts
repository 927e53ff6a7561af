// In: units of measure. Out: their algebra: products, powers, comparison, names, and most general solutions of equations between them.
// A factor's name is a declared unit (`m`), a parameter of a generic definition (`'u`), or an unknown of the checker (`?3`). No knowledge of types.
import type { Measure } from './type.ts';

export const dimensionless: Measure = [];

/** Sorted by name, powers added, zero powers left out. */
export function normalise(factors: Measure): Measure {
  // Nearly every number has no unit, or one.
  const [only] = factors;
  if (!only) return dimensionless;
  if (factors.length === 1) return only.power === 0 ? dimensionless : factors;
  const powers = new Map<string, number>();
  for (const { name, power } of factors) powers.set(name, (powers.get(name) ?? 0) + power);
  return [...powers]
    .filter(([, power]) => power !== 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, power]) => ({ name, power }));
}

export function multiply(a: Measure, b: Measure): Measure {
  if (a.length === 0) return b;
  return normalise([...a, ...b]);
}

export function raise(measure: Measure, power: number): Measure {
  return normalise(measure.map((factor) => ({ name: factor.name, power: factor.power * power })));
}

export function divide(a: Measure, b: Measure): Measure {
  return multiply(a, raise(b, -1));
}

export function equalMeasures(a: Measure, b: Measure): boolean {
  return divide(a, b).length === 0;
}

/** F# spelling: `m`, `m/s^2`, `1/s`, `1`. */
export function nameOfMeasure(measure: Measure): string {
  if (measure.length === 0) return '1';
  const write = (factors: Measure): string =>
    factors.map(({ name, power }) => `${name.startsWith('?') ? '_' : name}${power === 1 ? '' : `^${power}`}`).join(' ');
  const above = measure.filter((factor) => factor.power > 0);
  const below = raise(
    measure.filter((factor) => factor.power < 0),
    -1,
  );
  if (below.length === 0) return write(above);
  return `${above.length === 0 ? '1' : write(above)}/${below.length === 1 ? write(below) : `(${write(below)})`}`;
}

export function isUnknown(name: string): boolean {
  return name.startsWith('?');
}

/** Replaces factors by measures, keeping their powers. */
export function substituteMeasure(measure: Measure, replace: (name: string) => Measure | undefined): Measure {
  return normalise(
    measure.flatMap((factor) => {
      const known = replace(factor.name);
      return known ? raise(known, factor.power) : [factor];
    }),
  );
}

/**
 * Solves `measure = 1` for its unknowns: the substitution to make, or `undefined` when no solution exists.
 * Unification in the free abelian group (A. Kennedy, Programming Languages and Dimensions, 1996, §3): most general, always terminates.
 */
export function solveMeasure(measure: Measure, fresh: () => string): ReadonlyMap<string, Measure> | undefined {
  const solution = new Map<string, Measure>();
  const assign = (name: string, value: Measure): void => {
    for (const [known, old] of solution)
      solution.set(
        known,
        substituteMeasure(old, (each) => (each === name ? value : undefined)),
      );
    solution.set(name, value);
  };
  let rest = normalise(measure);
  for (;;) {
    if (rest.length === 0) return solution;
    const unknowns = rest.filter((factor) => isUnknown(factor.name));
    const [least] = unknowns.toSorted((a, b) => Math.abs(a.power) - Math.abs(b.power) || (a.name < b.name ? -1 : 1));
    if (!least) return undefined;
    const others = rest.filter((factor) => factor !== least);
    if (others.every((factor) => factor.power % least.power === 0)) {
      assign(least.name, normalise(others.map(({ name, power }) => ({ name, power: -power / least.power }))));
      return solution;
    }
    if (unknowns.length === 1) return undefined;
    // Take the whole multiples out of the other powers; what is left is smaller, as in Euclid's algorithm.
    const name = fresh();
    const multiples = others.map((factor) => ({ name: factor.name, power: -Math.floor(factor.power / least.power) }));
    const value = normalise([{ name, power: 1 }, ...multiples]);
    assign(least.name, value);
    rest = substituteMeasure(rest, (each) => (each === least.name ? value : undefined));
  }
}
