// In: a term and values for its symbols. Out: its value by SMT-LIB's meaning, or nothing where that is open (a missing symbol, division by zero).
import { assertNever } from '../base/never.ts';
import type { Operator, Term } from './term.ts';

export type Value = bigint | boolean;
export type Model = ReadonlyMap<string, Value>;

/** The value; undefined when a symbol that matters has none, a divisor is zero, or the term is not well-sorted. */
export function evaluate(term: Term, model: Model): Value | undefined {
  switch (term.kind) {
    case 'integer':
    case 'boolean':
      return term.value;
    case 'symbol': {
      const value = model.get(term.name);
      return typeof value === (term.sort === 'Int' ? 'bigint' : 'boolean') ? value : undefined;
    }
    case 'apply':
      return evaluateApplication(term.operator, term.operands, model);
    default:
      return assertNever(term);
  }
}

function evaluateApplication(operator: Operator, operands: readonly Term[], model: Model): Value | undefined {
  switch (operator) {
    case 'and':
    case 'or':
      return evaluateJunction(operator, operands, model);
    case 'not': {
      const value = only(operands, model);
      return typeof value === 'boolean' ? !value : undefined;
    }
    case '=>':
      return evaluateImplication(operands, model);
    case 'ite': {
      const [condition, then, otherwise] = operands;
      if (!condition || !then || !otherwise) return undefined;
      const value = evaluate(condition, model);
      return typeof value === 'boolean' ? evaluate(value ? then : otherwise, model) : undefined;
    }
    case '=':
    case 'distinct':
      return evaluateEquality(operator, operands, model);
    case '<=':
    case '<':
    case '>=':
    case '>':
      return evaluateChain(operator, operands, model);
    case '+':
    case '-':
    case '*':
    case 'div':
    case 'mod':
      return evaluateArithmetic(operator, operands, model);
    default:
      return assertNever(operator);
  }
}

function only(operands: readonly Term[], model: Model): Value | undefined {
  const [operand] = operands;
  return operand && operands.length === 1 ? evaluate(operand, model) : undefined;
}

/** One `false` decides `and`, one `true` decides `or`, whatever the others are: every completion of the model agrees. */
function evaluateJunction(operator: 'and' | 'or', operands: readonly Term[], model: Model): boolean | undefined {
  const deciding = operator === 'or';
  let open = false;
  for (const operand of operands) {
    const value = evaluate(operand, model);
    if (value === deciding) return deciding;
    if (value !== !deciding) open = true;
  }
  return open ? undefined : !deciding;
}

/** Right-associative: `(=> a b c)` is `(=> a (=> b c))`, that is `(or (not a) (not b) c)`. */
function evaluateImplication(operands: readonly Term[], model: Model): boolean | undefined {
  let open = false;
  for (const [index, operand] of operands.entries()) {
    const value = evaluate(operand, model);
    if (value === (index === operands.length - 1)) return true;
    if (value === undefined) open = true;
  }
  return open ? undefined : false;
}

function evaluateEquality(operator: '=' | 'distinct', operands: readonly Term[], model: Model): boolean | undefined {
  const values: Value[] = [];
  for (const operand of operands) {
    const value = evaluate(operand, model);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return operator === '=' ? values.every((each) => each === values[0]) : new Set(values).size === values.length;
}

function integers(operands: readonly Term[], model: Model): readonly bigint[] | undefined {
  const values: bigint[] = [];
  for (const operand of operands) {
    const value = evaluate(operand, model);
    if (typeof value !== 'bigint') return undefined;
    values.push(value);
  }
  return values;
}

/** `(< a b c)` is `a < b` and `b < c`. */
function evaluateChain(
  operator: '<=' | '<' | '>=' | '>',
  operands: readonly Term[],
  model: Model,
): boolean | undefined {
  return integers(operands, model)?.every((right, index, all) => {
    const left = all[index - 1];
    return left === undefined || compareBy(operator, left, right);
  });
}

export function compareBy(operator: '<=' | '<' | '>=' | '>', left: bigint, right: bigint): boolean {
  switch (operator) {
    case '<=':
      return left <= right;
    case '<':
      return left < right;
    case '>=':
      return left >= right;
    case '>':
      return left > right;
    default:
      return assertNever(operator);
  }
}

function evaluateArithmetic(
  operator: '+' | '-' | '*' | 'div' | 'mod',
  operands: readonly Term[],
  model: Model,
): bigint | undefined {
  const values = integers(operands, model);
  const [first, second] = values ?? [];
  if (values === undefined || first === undefined) return undefined;
  switch (operator) {
    case '+':
      return values.reduce((sum, each) => sum + each);
    case '*':
      return values.reduce((product, each) => product * each);
    case '-':
      return values.length === 1 ? -first : values.reduce((difference, each) => difference - each);
    case 'div':
      return second === undefined || second === 0n ? undefined : euclideanQuotient(first, second);
    case 'mod':
      return second === undefined || second === 0n ? undefined : euclideanRemainder(first, second);
    default:
      return assertNever(operator);
  }
}

/** SMT-LIB's `mod`: in `0 … |divisor| − 1`. The divisor is not zero. */
export function euclideanRemainder(dividend: bigint, divisor: bigint): bigint {
  const remainder = dividend % divisor;
  if (remainder >= 0n) return remainder;
  return divisor > 0n ? remainder + divisor : remainder - divisor;
}

/** SMT-LIB's `div`: `dividend = divisor · div + mod`. The divisor is not zero. */
export function euclideanQuotient(dividend: bigint, divisor: bigint): bigint {
  return (dividend - euclideanRemainder(dividend, divisor)) / divisor;
}
