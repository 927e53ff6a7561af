// In: a primitive or a conversion and the values of its operands. Out: its value. The check before a division has been passed already.
import { never } from '../base/never.ts';
import type { NodeOf, PrimitiveOperator } from '../psg/node.ts';
import { absolute, maximum, minimum, product, productBounds, wrap } from './arithmetic.ts';
import { bitOperation, complement, shiftLeft, shiftRight } from './bitwise.ts';
import { truncatedDivision } from './division.ts';
import { lower, upper } from './domain.ts';
import { and, atMost, below, equals, type Formula, iff, not, or } from './formula.ts';
import {
  constantLinear,
  isConstant,
  keyOfLinear,
  type Linear,
  linearOf,
  minus,
  plus,
  scale,
  shift,
  zero,
} from './linear.ts';
import { rangeOfType, type WordRange } from './machine.ts';
import { placeOf, type Run } from './run.ts';
import { sourceNameOf } from './source-name.ts';
import { addStatement, type State, shorten } from './state.ts';
import { freshBoolean } from './symbols.ts';
import { isNews } from './templates.ts';
import { booleanValue, expectValue, integerValue, opaque, unknownOf, type Value } from './value.ts';

export function walkPrimitive(run: Run, state: State, node: NodeOf<'primitive'>, operands: readonly Value[]): Value {
  const [first, second] = operands;
  if (!first) never('a primitive has an operand');
  const comparison = comparisonOf(node.operator);
  if (comparison && second) return booleanValue(compare(run, state, node, comparison, first, second));
  if (node.operator === 'not') return booleanValue(not(expectValue(first, 'boolean').formula));
  const word = rangeOfType(node.type, run.target);
  if (first.kind === 'boolean' && second?.kind === 'boolean')
    return booleanValue(connect(run, state, node, first.formula, second.formula));
  if (!word || first.kind !== 'integer')
    return unknownOf(node.type, sourceNameOf(run.psg, node.id), namingOf(run, node.id));
  return integerValue(
    arithmetic(run, state, node, word, first.linear, second ? expectValue(second, 'integer').linear : zero),
  );
}

function namingOf(run: Run, about: NodeOf<'primitive'>['id']) {
  return { table: run.table, target: run.target, about };
}

type Comparison = 'equal' | 'not-equal' | 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal';

function comparisonOf(operator: PrimitiveOperator): Comparison | undefined {
  switch (operator) {
    case 'equal':
    case 'not-equal':
    case 'less':
    case 'less-or-equal':
    case 'greater':
    case 'greater-or-equal':
      return operator;
    default:
      return undefined;
  }
}

function compare(
  run: Run,
  state: State,
  node: NodeOf<'primitive'>,
  operator: Comparison,
  first: Value,
  second: Value,
): Formula {
  if (first.kind === 'integer' && second.kind === 'integer')
    return compareIntegers(operator, first.linear, second.linear);
  if (first.kind === 'boolean' && second.kind === 'boolean') {
    const [a, b] = [first.formula, second.formula];
    const equal = shorten(state.table, iff(a, b), undefined, node.id);
    switch (operator) {
      case 'equal':
        return equal;
      case 'not-equal':
        return not(equal);
      default:
        break;
    }
  }
  // floats: a comparison with NaN is false both ways, so that nothing is said. Everything else likewise.
  const stands = { holder: node.id, path: '' };
  return { kind: 'symbol', symbol: freshBoolean(run.table, sourceNameOf(run.psg, node.id), node.id, stands) };
}

function compareIntegers(operator: Comparison, a: Linear, b: Linear): Formula {
  switch (operator) {
    case 'equal':
      return equals(a, b);
    case 'not-equal':
      return not(equals(a, b));
    case 'less':
      return below(a, b);
    case 'less-or-equal':
      return atMost(a, b);
    case 'greater':
      return below(b, a);
    case 'greater-or-equal':
      return atMost(b, a);
  }
}

function connect(run: Run, state: State, node: NodeOf<'primitive'>, a: Formula, b: Formula): Formula {
  switch (node.operator) {
    case 'bit-and':
      return and(a, b);
    case 'bit-or':
      return or(a, b);
    case 'bit-xor':
      return not(shorten(state.table, iff(a, b), undefined, node.id));
    default:
      return { kind: 'symbol', symbol: freshBoolean(run.table, undefined, node.id) };
  }
}

/** The result of a checked operation on integers, before it is cut to a word. */
export function exactResult(run: Run, state: State, node: NodeOf<'primitive'>, operands: readonly Value[]): Linear {
  const [first, second] = operands;
  if (first?.kind !== 'integer') return never('checked operations are those of integers');
  const b = second ? expectValue(second, 'integer').linear : zero;
  return exactly(run, state, node, first.linear, b) ?? never(`'${node.operator}' is never checked`);
}

function exactly(run: Run, state: State, node: NodeOf<'primitive'>, a: Linear, b: Linear): Linear | undefined {
  switch (node.operator) {
    case 'add':
      return plus(a, b);
    case 'subtract':
      return minus(a, b);
    case 'negate':
      return scale(a, -1n);
    case 'multiply':
      return multiply(run, state, node, a, b);
    default:
      return undefined;
  }
}

function arithmetic(run: Run, state: State, node: NodeOf<'primitive'>, word: WordRange, a: Linear, b: Linear): Linear {
  const place = placeOf(run, state, node.id);
  const exact = exactly(run, state, node, a, b);
  if (exact) return wrap(place, exact, word);
  switch (node.operator) {
    case 'divide':
      return truncatedDivision(place, a, b, word).quotient;
    case 'remainder':
      return truncatedDivision(place, a, b, word).rest;
    case 'bit-and':
    case 'bit-or':
    case 'bit-xor':
      return bitOperation(place, node.operator, a, b, word);
    case 'bit-not':
      return complement(a, word);
    case 'shift-left':
      return shiftLeft(place, a, b, word);
    case 'shift-right':
      return shiftRight(place, a, b, word);
    case 'minimum':
      return minimum(place, a, b);
    case 'maximum':
      return maximum(place, a, b);
    case 'absolute':
      return absolute(place, a, word);
    default:
      return never(`'${node.operator}' has no integer meaning`);
  }
}

/** The product, with the linear bounds that hold here: solvers are weak at products, so they are told. */
function multiply(run: Run, state: State, node: NodeOf<'primitive'>, a: Linear, b: Linear): Linear {
  const place = placeOf(run, state, node.id);
  const result = product(place, a, b);
  if (isConstant(a) || isConstant(b)) return result;
  const say = (formula: Formula) => {
    if (isNews(state.domain, formula)) addStatement(state, { formula, reason: 'interval', about: node.id });
  };
  for (const formula of productBounds(state.domain, result, a, b)) say(formula);
  relateProducts(run, state, result, [a, b], say);
  return result;
}

const relatedLimit = 6;

/** `y·w` against other products `h·w` with the factor w ≥ 0 in common: from `y + k ≤ h` follows `y·w + k·w ≤ h·w`. */
function relateProducts(
  run: Run,
  state: State,
  result: Linear,
  factors: readonly [Linear, Linear],
  say: (formula: Formula) => void,
): void {
  const symbol = result.parts[0]?.symbol;
  const [left, right] = factors;
  for (const [x, w] of [
    [left, right],
    [right, left],
  ] as const) {
    if (x.parts.length !== 1 || x.parts[0]?.factor !== 1n || (lower(state.domain, w, 0) ?? -1n) < 0n) continue;
    const others = run.table.products.get(keyOfLinear(w)) ?? [];
    for (const { symbol: other, other: y } of others.slice(-relatedLimit)) {
      if (other === symbol || y.parts.length !== 1 || y.parts[0]?.factor !== 1n) continue;
      // x − y ≤ k gives (x − y)·w ≤ k·w
      const gap = minus(result, linearOf(other));
      const up = upper(state.domain, minus(x, y), 0);
      const down = upper(state.domain, minus(y, x), 0);
      if (up !== undefined) say(atMost(gap, scale(w, up)));
      if (down !== undefined) say(atMost(scale(gap, -1n), scale(w, down)));
    }
  }
}

export function walkConvert(run: Run, state: State, node: NodeOf<'convert'>, operand: Value): Value {
  const word = rangeOfType(node.type, run.target);
  const naming = { table: run.table, target: run.target, about: node.id };
  if (!word) return node.type.kind === 'float' ? opaque : unknownOf(node.type, sourceNameOf(run.psg, node.id), naming);
  if (operand.kind === 'integer') return integerValue(wrap(placeOf(run, state, node.id), operand.linear, word));
  if (operand.kind === 'boolean') return fromBoolean(run, state, node, operand.formula);
  return unknownOf(node.type, sourceNameOf(run.psg, node.id), naming);
}

function fromBoolean(run: Run, state: State, node: NodeOf<'convert'>, formula: Formula): Value {
  if (formula.kind === 'constant') return integerValue(constantLinear(formula.value ? 1n : 0n));
  const value = unknownOf(node.type, sourceNameOf(run.psg, node.id), {
    table: run.table,
    target: run.target,
    about: node.id,
  });
  const { linear } = expectValue(value, 'integer');
  addStatement(state, { formula: atMost(zero, linear), reason: 'definition', about: node.id });
  addStatement(state, { formula: atMost(linear, shift(zero, 1n)), reason: 'definition', about: node.id });
  return value;
}
