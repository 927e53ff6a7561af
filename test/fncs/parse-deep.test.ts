// Large and deep inputs: a diagnostic instead of a full stack, and time in proportion to length.

import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { parseFile } from '../../src/fncs/parse.ts';

const many = 15_000;
const repeat = (text: string, count = many) => text.repeat(count);
const indented = (line: string, count: number) =>
  Array.from({ length: count }, (_, at) => ' '.repeat(at + 1) + line).join('\n');

const tooDeep: Readonly<Record<string, string>> = {
  parentheses: `let a = ${repeat('(', 100_000)}`,
  'closed parentheses': `let a = ${repeat('(', 100_000)}1${repeat(')', 100_000)}`,
  arrays: `let a = ${repeat('[|')}`,
  braces: `let a = ${repeat('{')}`,
  records: `let a = ${repeat('{ X = ')}`,
  'wrong closers': `let a = ${repeat('(')}${repeat(']')}`,
  minus: `let a = ${repeat('- ')}1`,
  complement: `let a = ${repeat('~~~ ')}1`,
  sum: `let a = 1${repeat(' + 1')}`,
  power: `let a = 1${repeat(' ** 1')}`,
  arguments: `let a = f${repeat(' x')}`,
  members: `let a = f${repeat('.x')}`,
  indices: `let a = f${repeat('[1]')}`,
  calls: `let a = f${repeat('(1)')}`,
  comparisons: `let a = 1${repeat(' < b')}`,
  functions: `let a = ${repeat('fun x -> ')}1`,
  branches: `let a = ${repeat('if x then ')}1`,
  elif: `let a = if x then 1${repeat(' elif x then 1')} else 2`,
  matches: `let a = ${repeat('match x with _ -> ')}1`,
  lets: `let a =\n${repeat('    let x = 1\n')}    x`,
  'lets in lets': `let a = ${repeat('let x = ')}1`,
  'function types': `type A = ${repeat('int -> ')}int`,
  'type arguments': `type A = ${repeat('A<')}`,
  'postfix types': `type A = int${repeat(' option')}`,
  'type parentheses': `type A = ${repeat('(')}`,
  patterns: `let f ${repeat('(')}x${repeat(')')} = 1`,
  'case patterns': `let f (${repeat('(Some ')}x`,
  modules: indented('module A =', 1500),
  'steps of branches': `let a =\n${indented('if x then', 1500)}`,
  'measure parentheses': `let a = 1.0<${repeat('(')}`,
  assignments: `let a = ${repeat('x <- ')}1`,
  'chains in chains': `let a = ${repeat('(', 20)}x${repeat(`${repeat(' + x', 300)})`, 20)}`,
};

test.each(Object.keys(tooDeep))('%s: too deep, said once', (name) => {
  const codes = problemsOf(tooDeep[name] ?? '').map((problem) => problem.code);
  expect(
    codes.filter((code) => code === 'FS8246').length + codes.filter((code) => code === 'FS0010').length,
  ).toBeGreaterThan(0);
  expect(codes.filter((code) => code === 'FS8246').length).toBeLessThanOrEqual(1);
  expect(codes.length).toBeLessThanOrEqual(3);
});

const long: Readonly<Record<string, string>> = {
  declarations: repeat('let a = 1\n'),
  statements: `let a () =\n${repeat('    f x\n')}`,
  'one line of statements': `let a () = f x${repeat('; f x')}`,
  array: `let a = [|\n${repeat('    1\n')}|]`,
  'one line of elements': `let a = [| ${repeat('1; ')}|]`,
  fields: `type A = { ${repeat('X: int; ')}}`,
  cases: `type A = ${repeat('| B of int ')}`,
  attributes: `${repeat('[<A>]\n')}let a = 1`,
  'less than': `let a = [| ${repeat('a<b; ')}|]`,
  'type arguments': `let a = [| ${repeat('f<int>; ')}|]`,
  opens: repeat('open A\n'),
  comment: `${repeat('(* ')}${repeat('*) ')}let a = 1`,
  spaces: `let a = ${repeat(' ')}1`,
};

test.each(Object.keys(long))('%s: long, sound, and quick', (name) => {
  const started = performance.now();
  expect(problemsOf(long[name] ?? '')).toEqual([]);
  expect(performance.now() - started).toBeLessThan(15_000);
});

const odd: Readonly<Record<string, string>> = {
  'opened strings': repeat('let a = "\n'),
  escapes: repeat('\\"\n'),
  'comment openers': repeat('(* '),
  'strings in comments': repeat('(* " '),
  quotes: repeat("'"),
  quotations: repeat('<@\n'),
  dollars: `${repeat('$')} ${repeat('$" ')}`,
  backticks: repeat('`'),
  directives: repeat('#if\n#else\n'),
  closers: `let a = ${repeat(')')}`,
  'angle brackets': `let a = ${repeat('a<')}`,
  zeros: repeat('\0'),
  'opened attributes': repeat('[<A('),
  digits: `let a = ${repeat('1')}`,
};

test.each(Object.keys(odd))('%s: refused in time', (name) => {
  const started = performance.now();
  const text = odd[name] ?? '';
  expect(() => problemsOf(text)).not.toThrow();
  expect(performance.now() - started).toBeLessThan(15_000);
});

function problemsOf(text: string): readonly Diagnostic[] {
  return parseFile({ path: 'large.fs', text }).problems;
}
