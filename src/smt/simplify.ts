// In: a well-sorted term. Out: an equal term, constants folded and neutral operands dropped. Each rule is a lemma in `proofs/rules/simplify.smt2`.
// No linear normal form and no ordering of operands: the result stays readable next to the source.
import { assertNever } from '../base/never.ts';
import { evaluate } from './evaluate.ts';
import { apply, integer, no, type Operator, printTerm, type Term, yes } from './term.ts';

const noValues = new Map<string, never>();

/** An equal term (same value in every model), no larger than the given one. */
export function simplify(term: Term): Term {
  if (term.kind !== 'apply') return term;
  const operands = term.operands.map(simplify);
  if (operands.every(isConstant)) {
    const value = evaluate({ ...term, operands }, noValues);
    if (value !== undefined) return constant(value);
  }
  return simplifyApplication(term.operator, operands);
}

function constant(value: bigint | boolean): Term {
  return typeof value === 'bigint' ? integer(value) : value ? yes : no;
}

function isConstant(term: Term): boolean {
  return term.kind === 'integer' || term.kind === 'boolean';
}

function isInteger(term: Term | undefined, value: bigint): boolean {
  return term?.kind === 'integer' && term.value === value;
}

function isBoolean(term: Term | undefined, constant: 'true' | 'false'): boolean {
  return term?.kind === 'boolean' && String(term.value) === constant;
}

function same(a: Term, b: Term): boolean {
  return a === b || printTerm(a) === printTerm(b);
}

function simplifyApplication(operator: Operator, operands: readonly Term[]): Term {
  const [first, second, third] = operands;
  switch (operator) {
    case 'and':
    case 'or':
      return simplifyJunction(operator, operands);
    case 'not':
      return first ? negate(first) : apply(operator, ...operands);
    case '=>':
      if (!first || !second || operands.length !== 2) return apply(operator, ...operands);
      if (isBoolean(first, 'false') || isBoolean(second, 'true') || same(first, second)) return yes;
      if (isBoolean(first, 'true')) return second;
      return isBoolean(second, 'false') ? negate(first) : apply(operator, first, second);
    case 'ite':
      if (!first || !second || !third) return apply(operator, ...operands);
      if (isBoolean(first, 'true') || same(second, third)) return second;
      return isBoolean(first, 'false') ? third : apply(operator, first, second, third);
    case '=':
    case '<=':
    case '>=':
      return first && second && operands.length === 2 && same(first, second) ? yes : apply(operator, ...operands);
    case 'distinct':
    case '<':
    case '>':
      return first && second && operands.length === 2 && same(first, second) ? no : apply(operator, ...operands);
    case '+':
      return simplifySum(operands);
    case '*':
      return simplifyProduct(operands);
    case '-':
      return simplifyDifference(operands);
    case 'div':
      return first && isInteger(second, 1n) ? first : apply(operator, ...operands);
    case 'mod':
      return isInteger(second, 1n) ? integer(0) : apply(operator, ...operands);
    default:
      return assertNever(operator);
  }
}

/** Flattens, drops neutral and repeated operands, and stops at a deciding one. */
function simplifyJunction(operator: 'and' | 'or', operands: readonly Term[]): Term {
  const deciding = operator === 'or';
  const kept = new Map<string, Term>();
  for (const operand of operands.flatMap((each) =>
    each.kind === 'apply' && each.operator === operator ? each.operands : [each],
  )) {
    if (isBoolean(operand, deciding ? 'true' : 'false')) return constant(deciding);
    if (!isBoolean(operand, deciding ? 'false' : 'true')) kept.set(printTerm(operand), operand);
  }
  const [only, ...more] = kept.values();
  if (!only) return constant(!deciding);
  return more.length === 0 ? only : apply(operator, only, ...more);
}

const opposite: Partial<Readonly<Record<Operator, Operator>>> = {
  '<=': '>',
  '>': '<=',
  '<': '>=',
  '>=': '<',
  '=': 'distinct',
  distinct: '=',
};

/** The negation of a simplified term; comparisons of two operands turn round. */
export function negate(term: Term): Term {
  if (term.kind === 'boolean') return constant(!term.value);
  if (term.kind === 'apply') {
    const [only] = term.operands;
    if (term.operator === 'not' && only) return only;
    const turned = opposite[term.operator];
    if (turned && term.operands.length === 2) return apply(turned, ...term.operands);
  }
  return apply('not', term);
}

/** Flattens and gathers the constants at the end. */
function simplifySum(operands: readonly Term[]): Term {
  const flat = operands.flatMap((each) => (each.kind === 'apply' && each.operator === '+' ? each.operands : [each]));
  const rest = flat.filter((each) => each.kind !== 'integer');
  const sum = flat.reduce((total, each) => (each.kind === 'integer' ? total + each.value : total), 0n);
  const all = sum === 0n ? rest : [...rest, integer(sum)];
  const [only, ...more] = all;
  if (!only) return integer(0);
  return more.length === 0 ? only : apply('+', only, ...more);
}

/** Gathers the constants at the front; zero decides. */
function simplifyProduct(operands: readonly Term[]): Term {
  const flat = operands.flatMap((each) => (each.kind === 'apply' && each.operator === '*' ? each.operands : [each]));
  const rest = flat.filter((each) => each.kind !== 'integer');
  const product = flat.reduce((total, each) => (each.kind === 'integer' ? total * each.value : total), 1n);
  if (product === 0n) return integer(0);
  const all = product === 1n ? rest : [integer(product), ...rest];
  const [only, ...more] = all;
  if (!only) return integer(1);
  return more.length === 0 ? only : apply('*', only, ...more);
}

function simplifyDifference(operands: readonly Term[]): Term {
  const [first, ...others] = operands;
  if (!first) return apply('-', ...operands);
  if (others.length === 0) {
    const inner =
      first.kind === 'apply' && first.operator === '-' && first.operands.length === 1 ? first.operands[0] : undefined;
    return inner ?? apply('-', first);
  }
  const [second] = others;
  if (second && others.length === 1 && same(first, second)) return integer(0);
  const kept = others.filter((each) => !isInteger(each, 0n));
  return kept.length === 0 ? first : apply('-', first, ...kept);
}
