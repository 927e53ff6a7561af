// Unification: on random types with unknowns, success makes them equal, the order of the two sides does not matter, and a clash means that no
// substitution exists.
import fc from 'fast-check';
import type { Type } from '../../../src/fncs/type.ts';
import { nameOfType } from '../../../src/fncs/type-name.ts';
import {
  createStore,
  freshVariable,
  partsOf,
  require,
  resolve,
  resolveDeep,
  type Store,
  unify,
} from '../../../src/fncs/unify.ts';

const unknowns = 4;

const { type: randomType } = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 3 },
    fc.constant<Type>({ kind: 'bool' }),
    fc.constantFrom<Type>(
      { kind: 'numeric', name: 'int', measure: [] },
      { kind: 'numeric', name: 'uint8', measure: [] },
    ),
    fc.integer({ min: 0, max: unknowns - 1 }).map((id): Type => ({ kind: 'variable', id })),
    tie('type').map((element): Type => ({ kind: 'array', element })),
    fc.tuple(tie('type'), tie('type')).map((items): Type => ({ kind: 'tuple', items })),
    fc.tuple(tie('type'), tie('type')).map(([from, to]): Type => ({ kind: 'function', from, to })),
    tie('type').map((element): Type => ({ kind: 'span', element, access: 'readOnly' })),
  ),
}));

function storeWithUnknowns(): Store {
  const store = createStore();
  for (let at = 0; at < unknowns; at++) freshVariable(store);
  return store;
}

test('after success both sides are the same type, without cycles', () => {
  fc.assert(
    fc.property(randomType, randomType, (a, b) => {
      const store = storeWithUnknowns();
      if (unify(store, a, b)) return;
      expect(resolveDeep(store, a)).toEqual(resolveDeep(store, b));
    }),
    { numRuns: 3000 },
  );
});

test('the order of the sides does not matter', () => {
  fc.assert(
    fc.property(randomType, randomType, (a, b) => {
      const left = unify(storeWithUnknowns(), a, b);
      const right = unify(storeWithUnknowns(), b, a);
      expect(left === undefined).toBe(right === undefined);
    }),
    { numRuns: 3000 },
  );
});

/** Replaces unknowns by what `values` says. */
function substitute(type: Type, values: readonly Type[]): Type {
  if (type.kind === 'variable') return values[type.id] ?? type;
  switch (type.kind) {
    case 'array':
    case 'span':
      return { ...type, element: substitute(type.element, values) };
    case 'tuple':
      return { ...type, items: type.items.map((item) => substitute(item, values)) };
    case 'function':
      return { ...type, from: substitute(type.from, values), to: substitute(type.to, values) };
    default:
      return type;
  }
}

function isClosed(type: Type): boolean {
  return type.kind !== 'variable' && partsOf(type).every(isClosed);
}

test('two instances of one type always unify, and most generally', () => {
  const closed = randomType.filter(isClosed);
  fc.assert(
    fc.property(
      randomType,
      randomType,
      fc.array(closed, { minLength: unknowns, maxLength: unknowns }),
      (a, b, values) => {
        const same = nameOfType(substitute(a, values)) === nameOfType(substitute(b, values));
        fc.pre(same);
        const store = storeWithUnknowns();
        expect(unify(store, a, b)).toBeUndefined();
        // The concrete values are an instance of what was found.
        values.forEach((value, id) => {
          expect(unify(store, { kind: 'variable', id }, value)).toBeUndefined();
        });
      },
    ),
    { numRuns: 500 },
  );
});

test('a type never contains itself', () => {
  const store = storeWithUnknowns();
  const unknown: Type = { kind: 'variable', id: 0 };
  expect(unify(store, unknown, { kind: 'array', element: unknown })?.kind).toBe('infinite');
});

test('requirements travel with unknowns and are asked when they are solved', () => {
  const store = storeWithUnknowns();
  const [a, b]: readonly Type[] = [
    { kind: 'variable', id: 0 },
    { kind: 'variable', id: 1 },
  ];
  if (!a || !b) throw new Error('two unknowns');
  expect(require(store, a, 'number', '+')).toBeUndefined();
  expect(unify(store, a, b)).toBeUndefined();
  expect(unify(store, b, { kind: 'string' })).toMatchObject({ kind: 'requirement', requirement: 'number', asker: '+' });
});

test('units are solved inside types', () => {
  const store = createStore();
  store.measures.set('?0', { solution: undefined, level: 0 });
  const metres = (measure: Extract<Type, { kind: 'numeric' }>['measure']): Type => ({
    kind: 'array',
    element: { kind: 'numeric', name: 'float', measure },
  });
  expect(unify(store, metres([{ name: '?0', power: 2 }]), metres([{ name: 'm', power: 4 }]))).toBeUndefined();
  expect(nameOfType(resolveDeep(store, metres([{ name: '?0', power: 1 }])))).toBe('float<m^2>[]');
  expect(unify(store, metres([{ name: '?0', power: 1 }]), metres([{ name: 's', power: 1 }]))?.kind).toBe('measure');
  expect(resolve(store, metres([])).kind).toBe('array');
});
