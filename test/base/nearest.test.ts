import fc from 'fast-check';
import { editDistance, nearestName } from '../../src/base/nearest.ts';

test.each([
  ['lenght', ['length', 'left', 'hang'], 'length'],
  ['Lenght', ['length'], 'length'],
  ['zeroCreat', ['create', 'zeroCreate'], 'zeroCreate'],
  ['LENGTH', ['length', 'LENGTHS'], 'length'],
  ['x', ['y', 'z'], 'y'],
  ['foo', ['bar', 'quux'], undefined],
  ['', ['a'], 'a'],
  ['name', ['name'], undefined],
  ['ab', ['ba'], 'ba'],
])('%s is near to %j: %s', (name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected);
});

test('the order of the candidates does not matter', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 8 }), fc.array(fc.string({ maxLength: 8 }), { maxLength: 8 }), (name, names) => {
      expect(nearestName(name, names.toReversed())).toBe(nearestName(name, names));
    }),
    { seed: 3 },
  );
});

test('a distance: none to itself, the same both ways, no more than the longer length', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, a)).toBe(0);
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(editDistance(a, b)).toBeGreaterThanOrEqual(Math.abs(a.length - b.length));
    }),
    { seed: 5 },
  );
});
