// The algebra of units: group laws on random measures, and most general solutions of random equations.
import fc from 'fast-check';
import {
  divide,
  equalMeasures,
  isUnknown,
  multiply,
  nameOfMeasure,
  normalise,
  raise,
  solveMeasure,
  substituteMeasure,
} from '../../../src/fncs/measure.ts';
import type { Measure } from '../../../src/fncs/type.ts';

const factor = fc.record({
  name: fc.constantFrom('m', 's', 'kg', '?0', '?1', '?2'),
  power: fc.integer({ min: -6, max: 6 }),
});
const measure = fc.array(factor, { maxLength: 5 }).map(normalise);

function freshNames(): () => string {
  let count = 100;
  return () => `?${count++}`;
}

function apply(solution: ReadonlyMap<string, Measure>, to: Measure): Measure {
  return substituteMeasure(to, (name) => solution.get(name));
}

test('measures are a commutative group under multiplication', () => {
  fc.assert(
    fc.property(measure, measure, measure, (a, b, c) => {
      expect(multiply(a, b)).toEqual(multiply(b, a));
      expect(multiply(multiply(a, b), c)).toEqual(multiply(a, multiply(b, c)));
      expect(multiply(a, raise(a, -1))).toEqual([]);
      expect(multiply(divide(a, b), b)).toEqual(a);
      expect(raise(a, 3)).toEqual(multiply(a, multiply(a, a)));
    }),
  );
});

test('normal forms are sorted, without zero powers, and unique', () => {
  fc.assert(
    fc.property(fc.array(factor, { maxLength: 8 }), (factors) => {
      const normal = normalise(factors);
      expect(normal.map((each) => each.name)).toEqual([...new Set(normal.map((each) => each.name))].sort());
      expect(normal.every((each) => each.power !== 0)).toBe(true);
      expect(normalise(normal)).toEqual(normal);
      expect(normalise(factors.toReversed())).toEqual(normal);
    }),
  );
});

test('a solution makes the measure dimensionless', () => {
  fc.assert(
    fc.property(measure, (equation) => {
      const solution = solveMeasure(equation, freshNames());
      if (solution) expect(apply(solution, equation)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

/** All values of an unknown worth trying: powers of the two units from −12 to 12, as far as four factors of up to 3 can go. */
const candidates: readonly Measure[] = Array.from({ length: 25 }, (_, m) =>
  Array.from({ length: 25 }, (__, s) =>
    normalise([
      { name: 'm', power: m - 12 },
      { name: 's', power: s - 12 },
    ]),
  ),
).flat();

test('no solution is refused that trying finds', () => {
  const small = fc
    .array(fc.record({ name: fc.constantFrom('m', 's', '?0'), power: fc.integer({ min: -3, max: 3 }) }), {
      maxLength: 4,
    })
    .map(normalise);
  fc.assert(
    fc.property(small, (equation) => {
      const byTrying = candidates.some((value) => apply(new Map([['?0', value]]), equation).length === 0);
      expect(solveMeasure(equation, freshNames()) !== undefined).toBe(byTrying);
    }),
  );
});

test('a solution is most general: every concrete one is an instance of it', () => {
  const two = fc
    .array(fc.record({ name: fc.constantFrom('m', '?0', '?1'), power: fc.integer({ min: -3, max: 3 }) }), {
      maxLength: 4,
    })
    .map(normalise);
  const power = (exponent: number): Measure => normalise([{ name: 'm', power: exponent }]);
  fc.assert(
    fc.property(two, fc.integer({ min: -4, max: 4 }), fc.integer({ min: -4, max: 4 }), (equation, a, b) => {
      const concrete = new Map([
        ['?0', power(a)],
        ['?1', power(b)],
      ]);
      fc.pre(apply(concrete, equation).length === 0);
      const general = solveMeasure(equation, freshNames());
      expect(general).toBeDefined();
      // The general solution, made equal to the concrete one, must again be solvable.
      for (const [name, value] of concrete) {
        const left = general?.get(name) ?? [{ name, power: 1 }];
        expect(solveMeasure(divide(left, value), freshNames())).toBeDefined();
      }
    }),
  );
});

test('names read like F#', () => {
  const of = (...factors: readonly (readonly [string, number])[]) =>
    nameOfMeasure(normalise(factors.map(([name, power]) => ({ name, power }))));
  expect(of()).toBe('1');
  expect(of(['m', 1], ['s', -2])).toBe('m/s^2');
  expect(of(['s', -1])).toBe('1/s');
  expect(of(['kg', 1], ['m', 1], ['s', -1], ['A', -1])).toBe('kg m/(A s)');
  expect(equalMeasures([{ name: 'm', power: 1 }], normalise([{ name: 'm', power: 1 }]))).toBe(true);
  expect(isUnknown('?1') && !isUnknown('m') && !isUnknown("'u")).toBe(true);
});
