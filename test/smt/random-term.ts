// Random well-sorted terms over a few symbols, for property tests.
import fc from 'fast-check';
import { apply, integer, type Operator, symbol, type Term } from '../../src/smt/term.ts';

export const integerNames = ['a', 'b', 'c', 'd'];
export const truthNames = ['P', 'Q'];

const smallInteger = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -6, max: 17 }) },
  { weight: 1, arbitrary: fc.constantFrom(255, 256, 65536, 4294967295, -2147483648) },
);

export const { number, truth } = fc.letrec<{ number: Term; truth: Term }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...integerNames).map((name) => symbol(name, 'Int')),
    smallInteger.map((value) => integer(value)),
    fc
      .tuple(fc.constantFrom<Operator>('+', '-', '*'), fc.array(tie('number'), { minLength: 2, maxLength: 3 }))
      .map(([operator, operands]) => apply(operator, ...operands)),
    tie('number').map((operand) => apply('-', operand)),
    fc
      .tuple(fc.constantFrom<Operator>('div', 'mod'), tie('number'), tie('number'))
      .map(([operator, a, b]) => apply(operator, a, b)),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, a, b]) => apply('ite', c, a, b)),
  ),
  truth: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...truthNames).map((name) => symbol(name, 'Bool')),
    fc
      .tuple(
        fc.constantFrom<Operator>('<=', '<', '>=', '>', '=', 'distinct'),
        fc.array(tie('number'), { minLength: 2, maxLength: 3 }),
      )
      .map(([operator, operands]) => apply(operator, ...operands)),
    fc.boolean().map((value): Term => ({ kind: 'boolean', value })),
    fc
      .tuple(fc.constantFrom<Operator>('and', 'or', '=>'), fc.array(tie('truth'), { minLength: 2, maxLength: 3 }))
      .map(([operator, operands]) => apply(operator, ...operands)),
    fc
      .tuple(fc.constantFrom<Operator>('=', 'distinct'), tie('truth'), tie('truth'))
      .map(([operator, a, b]) => apply(operator, a, b)),
    tie('truth').map((operand) => apply('not', operand)),
    fc.tuple(tie('truth'), tie('truth'), tie('truth')).map(([c, a, b]) => apply('ite', c, a, b)),
  ),
}));

export const values = fc
  .record({
    integers: fc.array(smallInteger, { minLength: integerNames.length, maxLength: integerNames.length }),
    truths: fc.array(fc.boolean(), { minLength: truthNames.length, maxLength: truthNames.length }),
  })
  .map(({ integers, truths }) => {
    const model = new Map<string, bigint | boolean>();
    for (const [index, name] of integerNames.entries()) model.set(name, BigInt(integers[index] ?? 0));
    for (const [index, name] of truthNames.entries()) model.set(name, truths[index] ?? false);
    return model;
  });
