// Floats as text, both ways, against exact arithmetic: each line is read and printed by the images of numbers/numbers.fs. FIREFLY_NUMBERS sets how many.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { firefly, writeProgram } from './compiler.ts';
import {
  double,
  exponentText,
  fixedText,
  halfwayText,
  readExactly,
  shortestSingleText,
  shortestText,
  single,
} from './numbers/exact.ts';

const source = readFileSync(join(__dirname, 'numbers', 'numbers.fs'), 'utf8');
const count = Number(process.env.FIREFLY_NUMBERS ?? 20_000);

function expected(text: string): string {
  const [x, y] = [readExactly(text, double), readExactly(text, single)];
  // The reader of JavaScript has the last word on the exact one.
  if (!Object.is(x, Number(text))) throw new Error(`${text}: ${x}, but JavaScript reads ${Number(text)}`);
  return [
    shortestText(x),
    shortestSingleText(y),
    fixedText(x, 2),
    exponentText(x, 5),
    fixedText(x, 0),
    shortestText(x),
  ].join(' ');
}

const bits = (high: number, low: number): number => {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, high);
  view.setUint32(4, low);
  return view.getFloat64(0);
};

const anyFloat = fc
  .tuple(fc.nat(0xffffffff), fc.nat(0xffffffff))
  .map(([high, low]) => bits(high, low))
  .filter(Number.isFinite);
const anySingle = fc.tuple(fc.nat(0xffff), fc.nat(0xffff)).map(([high, low]) => {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, high);
  view.setUint16(2, low);
  return view.getFloat32(0);
});
const digits = (most: number) => fc.array(fc.nat(9), { minLength: 1, maxLength: most }).map((each) => each.join(''));
const sign = fc.constantFrom('', '', '-', '+');

const lines = fc.oneof(
  { weight: 4, arbitrary: anyFloat.map(String) },
  { weight: 2, arbitrary: anySingle.filter(Number.isFinite).map(String) },
  { weight: 3, arbitrary: fc.tuple(sign, digits(8), digits(8)).map(([s, a, b]) => `${s}${a}.${b}`) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(sign, digits(25), digits(25), fc.integer({ min: -345, max: 310 }))
      .map(([s, a, b, e]) => `${s}${a}.${b}e${e}`),
  },
  { weight: 1, arbitrary: fc.tuple(fc.integer({ min: -1074, max: 1023 }), sign).map(([e, s]) => `${s}${2 ** e}`) },
  // Exactly between two numbers, a little above, a little below.
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        anyFloat.filter((x) => Math.abs(x) < 1e300),
        fc.constantFrom('', '1', '000000001'),
      )
      .map(([x, more]) => halfwayText(x) + (more === '' ? '' : `${halfwayText(x).includes('.') ? '' : '.'}${more}`)),
  },
  { weight: 1, arbitrary: fc.tuple(digits(850), fc.integer({ min: -900, max: 10 })).map(([a, e]) => `${a}e${e}`) },
  // Ties of fixed places.
  { weight: 1, arbitrary: fc.tuple(sign, fc.nat(4000), fc.nat(7)).map(([s, a, b]) => `${s}${a + b / 8}`) },
);

const edges = [
  '0',
  '-0',
  '.5',
  '5.',
  '1e15',
  '1e-5',
  '0.0001',
  '5e-324',
  '2.4703282292062327e-324',
  '2.4703282292062328e-324',
  '2.2250738585072011e-308',
  '2.2250738585072014e-308',
  '1.7976931348623157e308',
  '1.7976931348623158e308',
  '1.7976931348623159e308',
  '1e400',
  '1e-400',
  '1e99999999999',
  '1e-99999999999',
  '0e99999999999',
  '9007199254740993',
  '16777217',
  '3.4028235677973366e38',
  '3.4028235677973367e38',
  '7.006492321624085e-46',
  '7.006492321624086e-46',
  '0.5',
  '1.5',
  '2.5',
  '0.125',
  '0.375',
  '99.995',
  '999999.5',
];

const wrong = ['', '.', '-', 'e5', '1e', '1e+', '1e5.0', '1 ', ' 1', '1x', '--1', '0x10', '1_000', '١'];

function compare(target: string, texts: readonly string[]): void {
  const folder = writeProgram('numbers', source, [target]);
  const { status, stdout, stderr } = firefly(
    ['run', folder, '--target', target],
    `${[...texts, ...wrong].join('\n')}\n`,
  );
  expect({ target, status, errors: stderr.split('\n').filter((line) => line.includes('guard')) }).toEqual({
    target,
    status: 0,
    errors: [],
  });
  const answers = stdout.trimEnd().split('\n');
  const differences = texts.flatMap((text, at) => {
    const should = expected(text);
    return answers[at] === should ? [] : [{ text, is: answers[at], should }];
  });
  expect(differences.slice(0, 5)).toEqual([]);
  expect(answers.slice(texts.length)).toEqual(wrong.map(() => 'none'));
}

test(`${count} numbers are read and printed exactly on x86-64`, () => {
  compare('x86_64-linux', [...edges, ...fc.sample(lines, { seed: 20261, numRuns: count })]);
}, 300_000);

test('and some on the Cortex-M33, whose floats are software', () => {
  compare('cortex-m33', [...edges, ...fc.sample(lines, { seed: 7, numRuns: 40 })]);
}, 300_000);
