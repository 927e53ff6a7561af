// In: linear forms. Out: formulas over them, simplified as they are built, and their SMT terms. `formulaOfTerm` reads a claim's term back into a formula.
import { assertNever, never } from '../base/never.ts';
import { apply, integer, no, symbol as symbolTerm, type Term, yes } from '../smt/term.ts';
import {
  constantLinear,
  isConstant,
  type Linear,
  minus,
  plus,
  type SymbolId,
  sameLinear,
  scale,
  shift,
  zero,
} from './linear.ts';

export type Formula =
  | { readonly kind: 'constant'; readonly value: boolean }
  /** `linear ≤ 0` */
  | { readonly kind: 'at-most-zero'; readonly linear: Linear }
  /** `linear = 0` */
  | { readonly kind: 'zero'; readonly linear: Linear }
  /** A boolean unknown. */
  | { readonly kind: 'symbol'; readonly symbol: SymbolId }
  /** `result = left · right`: the only non-linear formula. */
  | { readonly kind: 'product'; readonly result: Linear; readonly left: Linear; readonly right: Linear }
  | { readonly kind: 'not'; readonly operand: Formula }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly Formula[] };

export const always: Formula = { kind: 'constant', value: true };
export const impossible: Formula = { kind: 'constant', value: false };

/** `left ≤ right` */
export function atMost(left: Linear, right: Linear): Formula {
  const linear = minus(left, right);
  return isConstant(linear) ? (linear.constant <= 0n ? always : impossible) : { kind: 'at-most-zero', linear };
}

/** `left < right` */
export function below(left: Linear, right: Linear): Formula {
  return atMost(shift(left, 1n), right);
}

export function equals(left: Linear, right: Linear): Formula {
  const linear = minus(left, right);
  return isConstant(linear) ? (linear.constant === 0n ? always : impossible) : { kind: 'zero', linear };
}

export function not(formula: Formula): Formula {
  switch (formula.kind) {
    case 'constant':
      return formula.value ? impossible : always;
    case 'not':
      return formula.operand;
    case 'at-most-zero':
      // ¬(l ≤ 0) ⇔ l ≥ 1 ⇔ 1 − l ≤ 0
      return { kind: 'at-most-zero', linear: shift(scale(formula.linear, -1n), 1n) };
    default:
      return { kind: 'not', operand: formula };
  }
}

function combine(kind: 'and' | 'or', formulas: readonly Formula[]): Formula {
  const absorbing = kind === 'or' ? always : impossible;
  const neutral = kind === 'or' ? impossible : always;
  const kept: Formula[] = [];
  for (const each of formulas) {
    for (const part of each.kind === kind ? each.operands : [each]) {
      if (part.kind === 'constant') {
        if (part.value === (kind === 'or')) return absorbing;
      } else if (!kept.some((other) => sameFormula(other, part))) kept.push(part);
    }
  }
  const [first] = kept;
  if (!first) return neutral;
  return kept.length === 1 ? first : { kind, operands: kept };
}

export function and(...formulas: readonly Formula[]): Formula {
  return combine('and', formulas);
}

export function or(...formulas: readonly Formula[]): Formula {
  return combine('or', formulas);
}

export function implies(condition: Formula, conclusion: Formula): Formula {
  return or(not(condition), conclusion);
}

/** `if condition then whenTrue else whenFalse` */
export function choose(condition: Formula, whenTrue: Formula, whenFalse: Formula): Formula {
  if (sameFormula(whenTrue, whenFalse)) return whenTrue;
  if (whenTrue.kind === 'constant') return whenTrue.value ? or(condition, whenFalse) : and(not(condition), whenFalse);
  if (whenFalse.kind === 'constant') return whenFalse.value ? or(not(condition), whenTrue) : and(condition, whenTrue);
  return or(and(condition, whenTrue), and(not(condition), whenFalse));
}

export function iff(left: Formula, right: Formula): Formula {
  return or(and(left, right), and(not(left), not(right)));
}

export function sameFormula(left: Formula, right: Formula): boolean {
  if (left === right) return true;
  switch (left.kind) {
    case 'constant':
      return right.kind === 'constant' && left.value === right.value;
    case 'at-most-zero':
    case 'zero':
      return right.kind === left.kind && sameLinear(left.linear, right.linear);
    case 'symbol':
      return right.kind === 'symbol' && left.symbol === right.symbol;
    case 'not':
      return right.kind === 'not' && sameFormula(left.operand, right.operand);
    default:
      return false;
  }
}

/** Number of atoms. */
export function sizeOfFormula(formula: Formula): number {
  switch (formula.kind) {
    case 'not':
      return sizeOfFormula(formula.operand);
    case 'and':
    case 'or':
      return formula.operands.reduce((sum, operand) => sum + sizeOfFormula(operand), 0);
    default:
      return 1;
  }
}

/** Adds the symbols of a formula to a set. */
export function collectSymbols(formula: Formula, into: Set<SymbolId>): void {
  switch (formula.kind) {
    case 'constant':
      return;
    case 'at-most-zero':
    case 'zero':
      for (const { symbol } of formula.linear.parts) into.add(symbol);
      return;
    case 'symbol':
      into.add(formula.symbol);
      return;
    case 'product':
      for (const linear of [formula.result, formula.left, formula.right])
        for (const { symbol } of linear.parts) into.add(symbol);
      return;
    case 'not':
      collectSymbols(formula.operand, into);
      return;
    case 'and':
    case 'or':
      for (const operand of formula.operands) collectSymbols(operand, into);
      return;
    default:
      assertNever(formula);
  }
}

export type NameSymbol = (symbol: SymbolId) => string;

function sumTerm(parts: readonly Term[]): Term {
  const [first] = parts;
  if (!first) return integer(0n);
  return parts.length === 1 ? first : apply('+', ...parts);
}

/** The parts with a factor of the given sign, as a sum of positive multiples, with a constant. */
function sideTerms(linear: Linear, sign: bigint, name: NameSymbol): Term[] {
  return linear.parts
    .filter(({ factor }) => factor * sign > 0n)
    .map(({ symbol, factor }) => {
      const term = symbolTerm(name(symbol), 'Int');
      return factor * sign === 1n ? term : apply('*', integer(factor * sign), term);
    });
}

export function termOfLinear(linear: Linear, name: NameSymbol): Term {
  const positive = sideTerms(linear, 1n, name);
  const negative = sideTerms(linear, -1n, name);
  if (negative.length === 0) {
    return sumTerm(linear.constant === 0n && positive.length > 0 ? positive : [...positive, integer(linear.constant)]);
  }
  const minuend = linear.constant === 0n ? sumTerm(positive) : sumTerm([...positive, integer(linear.constant)]);
  return apply('-', minuend, ...negative);
}

function relationTerm(operator: '<=' | '=', linear: Linear, name: NameSymbol): Term {
  const positive = sideTerms(linear, 1n, name);
  const negative = sideTerms(linear, -1n, name);
  const { constant } = linear;
  if (operator === '<=' && constant === 1n && positive.length > 0 && negative.length > 0) {
    return apply('<', sumTerm(positive), sumTerm(negative));
  }
  // p + c ≤ n: the constant stands on the side where it is positive
  if (constant > 0n && positive.length > 0) positive.push(integer(constant));
  else if (constant < 0n && negative.length > 0) negative.push(integer(-constant));
  else if (positive.length === 0) return apply(operator, integer(constant), sumTerm(negative));
  else if (negative.length === 0) return apply(operator, sumTerm(positive), integer(-constant));
  return apply(operator, sumTerm(positive), sumTerm(negative));
}

export function termOfFormula(formula: Formula, name: NameSymbol): Term {
  switch (formula.kind) {
    case 'constant':
      return formula.value ? yes : no;
    case 'at-most-zero':
      return relationTerm('<=', formula.linear, name);
    case 'zero':
      return relationTerm('=', formula.linear, name);
    case 'symbol':
      return symbolTerm(name(formula.symbol), 'Bool');
    case 'product':
      return apply(
        '=',
        termOfLinear(formula.result, name),
        apply('*', termOfLinear(formula.left, name), termOfLinear(formula.right, name)),
      );
    case 'not':
      return apply('not', termOfFormula(formula.operand, name));
    case 'and':
    case 'or':
      return apply(formula.kind, ...formula.operands.map((operand) => termOfFormula(operand, name)));
    default:
      return assertNever(formula);
  }
}

/** What the roles of a claim stand for. */
export type RoleValue =
  | { readonly kind: 'integer'; readonly linear: Linear }
  | { readonly kind: 'boolean'; readonly formula: Formula };

/** A claim's term over role names as a formula; undefined when it uses more than linear arithmetic (then it is claimed, but nothing is learnt from it). */
export function formulaOfTerm(term: Term, roles: ReadonlyMap<string, RoleValue>): Formula | undefined {
  switch (term.kind) {
    case 'boolean':
      return term.value ? always : impossible;
    case 'integer':
      return undefined;
    case 'symbol': {
      const role = roles.get(term.name) ?? never(`the role '${term.name}' has a value`);
      return role.kind === 'boolean' ? role.formula : undefined;
    }
    case 'apply': {
      const [first, second] = term.operands;
      if (!first) return undefined;
      switch (term.operator) {
        case 'and':
        case 'or':
        case 'not':
        case '=>': {
          const operands: Formula[] = [];
          for (const operand of term.operands) {
            const formula = formulaOfTerm(operand, roles);
            if (!formula) return undefined;
            operands.push(formula);
          }
          const last = operands.at(-1) ?? always;
          if (term.operator === 'not') return not(last);
          if (term.operator === '=>') return or(...operands.slice(0, -1).map(not), last);
          return term.operator === 'and' ? and(...operands) : or(...operands);
        }
        case '<=':
        case '<':
        case '>=':
        case '>':
        case '=':
        case 'distinct': {
          const left = linearOfTerm(first, roles);
          const right = second && linearOfTerm(second, roles);
          if (!left || !right || term.operands.length !== 2) return undefined;
          return relate(term.operator, left, right);
        }
        default:
          return undefined;
      }
    }
  }
}

function relate(operator: '<=' | '<' | '>=' | '>' | '=' | 'distinct', left: Linear, right: Linear): Formula {
  switch (operator) {
    case '<=':
      return atMost(left, right);
    case '<':
      return below(left, right);
    case '>=':
      return atMost(right, left);
    case '>':
      return below(right, left);
    case '=':
      return equals(left, right);
    case 'distinct':
      return not(equals(left, right));
  }
}

function linearOfTerm(term: Term, roles: ReadonlyMap<string, RoleValue>): Linear | undefined {
  if (term.kind === 'integer') return constantLinear(term.value);
  if (term.kind === 'symbol') {
    const role = roles.get(term.name) ?? never(`the role '${term.name}' has a value`);
    return role.kind === 'integer' ? role.linear : undefined;
  }
  if (term.kind !== 'apply') return undefined;
  const operands: Linear[] = [];
  for (const operand of term.operands) {
    const linear = linearOfTerm(operand, roles);
    if (!linear) return undefined;
    operands.push(linear);
  }
  const [first, ...rest] = operands;
  if (!first) return undefined;
  switch (term.operator) {
    case '+':
      return operands.reduce(plus, zero);
    case '-':
      return rest.length === 0 ? scale(first, -1n) : rest.reduce(minus, first);
    case '*': {
      const [second] = rest;
      if (!second || rest.length !== 1) return undefined;
      if (isConstant(first)) return scale(second, first.constant);
      return isConstant(second) ? scale(first, second.constant) : undefined;
    }
    default:
      return undefined;
  }
}
