import { instantiate, parsePredicate } from '../../src/smt/predicate.ts';
import { atomOf, parseSExpressions, printSExpression } from '../../src/smt/s-expression.ts';
import { integer, printTerm, symbol, type Term } from '../../src/smt/term.ts';

const bounds = `
; proved: The index lies within the elements.
; unproved: The index may lie outside the elements.
(define-fun within ((low Int) (value Int) (high Int)) Bool (and (<= low value) (< value high)))
(define-fun bounds ((index Int) (extent Int)) Bool
  (within 0 index extent)) ; the last is the predicate
`;

describe('s-expressions', () => {
  it('print to text that reads back the same', () => {
    const text = '(a (b "x ""y"" (") |c d| () 12 :k)';
    const parsed = parseSExpressions(text);
    if (parsed.kind !== 'parsed') throw new Error(parsed.why);
    expect(parsed.expressions.map(printSExpression)).toEqual([text]);
  });

  it('keep comments apart, and a semicolon in a string is none', () => {
    const parsed = parseSExpressions('; one\n(f ";no") ;; two');
    expect(parsed.kind === 'parsed' && parsed.comments).toEqual(['one', 'two']);
  });

  it.each([
    ['(a', 'a parenthesis is not closed', 0],
    ['a)', 'a parenthesis closes nothing', 1],
    ['"a', 'a string is not closed', 0],
    ['x |a', 'a quoted symbol is not closed', 2],
  ])('say what is wrong with %s', (text, why, offset) => {
    expect(parseSExpressions(text)).toEqual({ kind: 'malformed', why, offset });
  });

  it('give the text of atoms only', () => {
    const parsed = parseSExpressions('a (b) "c"');
    if (parsed.kind !== 'parsed') throw new Error(parsed.why);
    expect(parsed.expressions.map(atomOf)).toEqual(['a', undefined, undefined]);
  });
});

describe('a predicate file', () => {
  it('gives the last definition with earlier ones expanded, and two sentences', () => {
    const predicate = parsePredicate(bounds);
    expect(predicate.name).toBe('bounds');
    expect(predicate.parameters.map((each) => each.name)).toEqual(['index', 'extent']);
    expect(printTerm(predicate.body)).toBe('(and (<= 0 index) (< index extent))');
    expect(predicate.proved).toBe('The index lies within the elements.');
    expect(predicate.unproved).toBe('The index may lie outside the elements.');
  });

  it('replaces all roles at once', () => {
    const roles = new Map<string, Term>([
      ['index', symbol('extent', 'Int')],
      ['extent', integer(16)],
    ]);
    expect(printTerm(instantiate(parsePredicate(bounds), roles))).toBe('(and (<= 0 extent) (< extent 16))');
  });

  it('reads negative numbers, let and ite', () => {
    const predicate = parsePredicate(
      '; proved: a\n; unproved: b\n(define-fun p ((x Int)) Bool (let ((y (- x 1))) (ite (< y (- 5)) true (= y x))))',
    );
    expect(printTerm(predicate.body)).toBe('(ite (< (- x 1) (- 5)) true (= (- x 1) x))');
  });

  it.each([
    ['no sentences', '(define-fun p ((x Int)) Bool (< x 1))'],
    ['an unknown name', '; proved: a\n; unproved: b\n(define-fun p ((x Int)) Bool (< y 1))'],
    ['a wrong sort', '; proved: a\n; unproved: b\n(define-fun p ((x Bool)) Bool (< x 1))'],
    ['no Bool', '; proved: a\n; unproved: b\n(define-fun p ((x Int)) Int (+ x 1))'],
    ['an unclosed list', '; proved: a\n; unproved: b\n(define-fun p ((x Int)) Bool (< x 1)'],
    ['nothing', '; proved: a\n; unproved: b\n'],
    ['an operator redefined', '; proved: a\n; unproved: b\n(define-fun and ((x Int)) Bool (< x 1))'],
  ])('with %s stops the build', (_what, text) => {
    expect(() => parsePredicate(text)).toThrow();
  });

  it('refuses a missing role and a role of the wrong sort', () => {
    const predicate = parsePredicate(bounds);
    expect(() => instantiate(predicate, new Map([['index', integer(1)]]))).toThrow(/extent/);
    expect(() =>
      instantiate(
        predicate,
        new Map<string, Term>([
          ['index', integer(1)],
          ['extent', { kind: 'boolean', value: true }],
        ]),
      ),
    ).toThrow(/Int/);
  });
});
