// In: an expression and the state before it. Out: its value; the state becomes the one after it. One pass in evaluation order, each loop's body once.
// Every check that is met is a goal, and is known to have been passed afterwards: what is not proved is guarded.
import { absolute, combineBits, complement, divide, extreme, floorShare, shiftBits, wrap } from './arithmetic.ts';
import { Malformed } from './decode.ts';
import { makeArray, readElement, writeElement, writeFromOutside } from './elements.ts';
import { all, any, atMost, below, choose, equal, type Formula, iff, no, not, within, yes } from './formula.ts';
import type { NodeId, NodeOf, Type } from './graph.ts';
import { accessWidth, isSigned, type Word, wordOf } from './machine.ts';
import { add, constant, multiply, type Polynomial, scale, shift, subtract, zero } from './polynomial.ts';
import { askCheck, check, conditionAt, expectInteger, integerAt, type Walk } from './run.ts';
import { assume, type State } from './state.ts';
import { integer, opaque, sameValue, truth, type Unknowns, unknownOf, type Value } from './value.ts';
import { evaluateIf, walkLoop } from './walk-control.ts';
import { evaluateCall, forgetShared, readGlobal, writeGlobal } from './walk-program.ts';

export function evaluate(walk: Walk, state: State, id: NodeId): Value {
  const { graph, unknowns } = walk;
  const node = graph.node(id);
  walk.steps.left -= 1;
  if (walk.steps.left < 0) throw new Malformed('the program takes too many steps to read');
  switch (node.kind) {
    case 'function':
    case 'value':
    case 'binding':
      throw new Malformed('definitions are not evaluated');
    case 'literal':
      return literal(walk, node);
    case 'text':
      return collection(walk, constant(BigInt(new TextEncoder().encode(node.text).length)));
    case 'local': {
      const value = state.values.get(node.binding) ?? walk.locals.get(node.binding);
      if (!value) throw new Malformed(`binding ${node.binding} has no value where it is read`);
      return value;
    }
    case 'global':
      return readGlobal(walk, state, node.value);
    case 'primitive':
      return primitive(walk, state, node, evaluateAll(walk, state, node.operands));
    case 'convert':
      return convert(walk, state, node, evaluate(walk, state, node.operand));
    case 'call':
      return evaluateCall(walk, state, node, evaluateAll(walk, state, node.operands));
    case 'aggregate':
      return { kind: 'aggregate', fields: evaluateAll(walk, state, node.operands) };
    case 'field': {
      const value = evaluate(walk, state, node.operand);
      return (value.kind === 'aggregate' ? value.fields[node.index] : undefined) ?? unknownOf(node.type, unknowns);
    }
    case 'case': {
      if (node.type.kind !== 'union') throw new Malformed('a case belongs to a union');
      const payloads = new Map([[node.tag, evaluateAll(walk, state, node.operands)]]);
      return { kind: 'union', cases: node.type.cases, tag: constant(BigInt(node.tag)), payloads };
    }
    case 'tag': {
      const value = evaluate(walk, state, node.operand);
      return value.kind === 'union' ? integer(value.tag) : unknownOf(node.type, unknowns);
    }
    case 'payload': {
      const value = evaluate(walk, state, node.operand);
      const fields = value.kind === 'union' ? value.payloads.get(node.tag) : undefined;
      return fields?.[node.index] ?? unknownOf(node.type, unknowns);
    }
    case 'array-literal':
      return newArray(walk, state, node, evaluateAll(walk, state, node.operands), node.operands.length);
    case 'array-fill':
      return newArray(walk, state, node, [evaluate(walk, state, node.initial)], node.length);
    case 'length':
      return integer(collectionAt(walk, state, node.collection).length);
    case 'element': {
      const { length, view } = collectionAt(walk, state, node.collection);
      const index = integerAt(walk, state, node.index);
      checkBounds(walk, state, id, index, length);
      // what it shows may be written through another name
      if (graph.typeAt(node.collection).kind === 'string') return integer(unknowns.make({ low: 0n, high: 255n }));
      return readElement(walk, state, node.collection, view, index, node.type);
    }
    case 'set-element': {
      const { length, view } = collectionAt(walk, state, node.collection);
      const index = integerAt(walk, state, node.index);
      const value = evaluate(walk, state, node.operand);
      checkBounds(walk, state, id, index, length);
      writeElement(walk, state, node, view, index, value);
      return opaque;
    }
    case 'slice': {
      const { length, view } = collectionAt(walk, state, node.collection);
      const first = integerAt(walk, state, node.first);
      const last = integerAt(walk, state, node.last);
      const count = shift(subtract(last, first), 1n);
      check(walk, state, `slice:${id}:0`, all(atMost(zero, first), atMost(zero, count), below(last, length)));
      return { kind: 'collection', length: count, view: { base: view.base, first: add(view.first, first) } };
    }
    case 'weaken':
      return evaluate(walk, state, node.operand);
    case 'instance':
      return opaque;
    case 'register': {
      evaluate(walk, state, node.operand);
      const type = graph.typeAt(node.operand);
      const count = type.kind === 'descriptor' ? type.registers[node.index] : undefined;
      if (count === undefined) throw new Malformed('the register does not exist');
      return collection(walk, constant(BigInt(count)));
    }
    case 'raw-read':
      checkAddress(walk, state, id, integerAt(walk, state, node.address), node.type, 'writeOnly');
      return unknownOf(node.type, unknowns);
    case 'raw-write': {
      const address = integerAt(walk, state, node.address);
      evaluate(walk, state, node.operand);
      checkAddress(walk, state, id, address, graph.typeAt(node.operand), 'readOnly');
      return opaque;
    }
    case 'service':
      evaluateAll(walk, state, node.operands);
      writeFromOutside(walk, state, node);
      return unknownOf(node.type, unknowns);
    case 'foreign':
      evaluateAll(walk, state, node.operands);
      return unknownOf(node.type, unknowns);
    case 'critical':
      forgetShared(walk, state);
      return evaluate({ ...walk, section: 'critical' }, state, node.body);
    case 'let': {
      const value = evaluate(walk, state, node.operand);
      if (graph.expect(node.binding, 'binding').mutability === 'immutable') {
        walk.locals.set(node.binding, value);
        return evaluate(walk, state, node.body);
      }
      state.values.set(node.binding, value);
      const result = evaluate(walk, state, node.body);
      state.values.delete(node.binding);
      return result;
    }
    case 'assign': {
      const value = evaluate(walk, state, node.operand);
      if (!state.values.has(node.binding)) throw new Malformed('an assigned binding is mutable and in scope');
      state.values.set(node.binding, value);
      return opaque;
    }
    case 'assign-global':
      writeGlobal(walk, state, node, evaluate(walk, state, node.operand));
      return opaque;
    case 'sequence':
      return evaluateAll(walk, state, node.items).at(-1) ?? opaque;
    case 'if':
      return evaluateIf(walk, state, node);
    case 'while':
    case 'for':
      walkLoop(walk, state, node);
      return opaque;
    case 'facts':
      return opaque;
    case 'claim':
      check(walk, state, `assert:${id}:0`, conditionAt(walk, state, node.condition));
      return opaque;
    case 'match':
      // its guard is the failure behind all rules: before that, and where a rule with a condition takes the value, it need not hold
      askCheck(
        walk,
        state,
        `${node.message === undefined ? 'exhaustive' : 'failure'}:${id}:0`,
        conditionAt(walk, state, node.matched),
      );
      return evaluate(walk, state, node.body);
    case 'match-failure':
      // the program stops here, or the check of its match excludes it, where that is made
      if (walk.mode === 'code' || walk.mode === 'condition' || walk.mode === 'past') assume(state, no);
      return unknownOf(node.type, unknowns);
  }
}

function evaluateAll(walk: Walk, state: State, ids: readonly NodeId[]): readonly Value[] {
  return ids.map((id) => evaluate(walk, state, id));
}

function collection(walk: Walk, length: Polynomial): Value {
  return { kind: 'collection', length, view: walk.unknowns.makeView('any') };
}

function newArray(
  walk: Walk,
  state: State,
  node: NodeOf<'array-fill'> | NodeOf<'array-literal'>,
  values: readonly Value[],
  length: number,
): Value {
  return { kind: 'collection', length: constant(BigInt(length)), view: makeArray(walk, state, node, values) };
}

function collectionAt(walk: Walk, state: State, id: NodeId): Extract<Value, { readonly kind: 'collection' }> {
  const value = evaluate(walk, state, id);
  const known = value.kind === 'collection' ? value : unknownOf(walk.graph.typeAt(id), walk.unknowns);
  if (known.kind !== 'collection') throw new Malformed(`node ${id} is no collection`);
  return known;
}

function literal(walk: Walk, node: NodeOf<'literal'>): Value {
  if (typeof node.value === 'boolean') return truth(node.value ? yes : no);
  const word = wordOf(node.type, walk.target);
  return word && node.value !== undefined ? integer(wrap(constant(node.value), word, walk.unknowns)) : opaque;
}

function checkBounds(walk: Walk, state: State, id: NodeId, index: Polynomial, length: Polynomial): void {
  check(walk, state, `bounds:${id}:0`, all(atMost(zero, index), below(index, length)));
}

function checkAddress(
  walk: Walk,
  state: State,
  id: NodeId,
  address: Polynomial,
  type: Type,
  forbidden: 'readOnly' | 'writeOnly',
): void {
  const { target, unknowns } = walk;
  const width = accessWidth(type, target);
  const mapped = target.ranges
    .filter(({ widths }) => width !== undefined && widths.includes(width))
    .map(({ start, size }) => {
      const bytes = width ?? 1n;
      const offset = subtract(address, scale(floorShare(address, bytes, unknowns), bytes));
      const fits = atMost(shift(address, bytes), constant(start + size));
      return all(atMost(constant(start), address), fits, equal(offset, zero));
    });
  check(walk, state, `memory-map:${id}:0`, any(...mapped));
  const permitted = target.ranges
    .filter(({ access }) => access !== forbidden)
    .map(({ start, size }) => all(atMost(constant(start), address), below(address, constant(start + size))));
  check(walk, state, `access-kind:${id}:0`, any(...permitted));
}

function primitive(walk: Walk, state: State, node: NodeOf<'primitive'>, operands: readonly Value[]): Value {
  const { graph, target, unknowns } = walk;
  const [first, second = opaque] = operands;
  const [operand] = node.operands;
  if (!first || operand === undefined) throw new Malformed('a primitive has an operand');
  const unknown = () => unknownOf(node.type, unknowns);
  const comparison = compare(node.operator, first, second);
  if (comparison) return truth(unknowns.shorten(comparison));
  if (first.kind === 'truth' && (second.kind === 'truth' || node.operator === 'not')) {
    const formula = connect(node.operator, first.formula, second.kind === 'truth' ? second.formula : no);
    return formula ? truth(unknowns.shorten(formula)) : unknown();
  }
  const word = wordOf(node.type, target);
  const isComparison = node.type.kind === 'boolean';
  if (!word || isComparison || !wordOf(graph.typeAt(operand), target)) return unknown();
  const a = expectInteger(walk, first, graph.typeAt(operand));
  const other = node.operands[1];
  const b = other === undefined ? zero : expectInteger(walk, second, graph.typeAt(other));
  if (node.operator === 'divide' || node.operator === 'remainder') {
    const overflows = all(equal(a, constant(word.low)), equal(b, constant(-1n)));
    const fits = isSigned(node.type) ? not(overflows) : yes;
    check(walk, state, `division:${node.id}:0`, all(not(equal(b, zero)), fits));
  }
  if (node.overflow) checkOverflow(walk, state, node.id, exactly(node.operator, a, b), word);
  const result = calculate(node.operator, a, b, word, unknowns);
  return result ? integer(result) : unknown();
}

function compare(operator: string, a: Value, b: Value): Formula | undefined {
  if (operator === 'equal') return sameValue(a, b);
  if (operator === 'not-equal') {
    const same = sameValue(a, b);
    return same && not(same);
  }
  if (a.kind !== 'integer' || b.kind !== 'integer') return undefined;
  switch (operator) {
    case 'less':
      return below(a.polynomial, b.polynomial);
    case 'less-or-equal':
      return atMost(a.polynomial, b.polynomial);
    case 'greater':
      return below(b.polynomial, a.polynomial);
    case 'greater-or-equal':
      return atMost(b.polynomial, a.polynomial);
    default:
      return undefined;
  }
}

function connect(operator: string, a: Formula, b: Formula): Formula | undefined {
  switch (operator) {
    case 'not':
      return not(a);
    case 'bit-and':
      return all(a, b);
    case 'bit-or':
      return any(a, b);
    case 'bit-xor':
      return not(iff(a, b));
    default:
      return undefined;
  }
}

/** Claims that a result fits its word. Without a claim that can be said here, its check is never certified. */
function checkOverflow(walk: Walk, state: State, id: NodeId, exact: Polynomial | undefined, word: Word): void {
  if (exact) check(walk, state, `overflow:${id}:0`, within(exact, word.low, word.high));
}

const longestProduct = 256;

/** The result before it is cut to a word; products of long sums are not followed. */
function exactly(operator: string, a: Polynomial, b: Polynomial): Polynomial | undefined {
  switch (operator) {
    case 'add':
      return add(a, b);
    case 'subtract':
      return subtract(a, b);
    case 'negate':
      return scale(a, -1n);
    case 'multiply':
      return a.size * b.size > longestProduct ? undefined : multiply(a, b);
    default:
      return undefined;
  }
}

function calculate(
  operator: string,
  a: Polynomial,
  b: Polynomial,
  word: Word,
  unknowns: Unknowns,
): Polynomial | undefined {
  const exact = exactly(operator, a, b);
  if (exact) return wrap(exact, word, unknowns);
  switch (operator) {
    case 'divide':
      return divide(a, b, word, unknowns).quotient;
    case 'remainder':
      return divide(a, b, word, unknowns).remainder;
    case 'bit-and':
    case 'bit-or':
    case 'bit-xor':
      return combineBits(operator, a, b, word, unknowns);
    case 'bit-not':
      return complement(a, word);
    case 'shift-left':
      return shiftBits('left', a, b, word, unknowns);
    case 'shift-right':
      return shiftBits('right', a, b, word, unknowns);
    case 'minimum':
    case 'maximum':
      return extreme(operator, a, b, unknowns);
    case 'absolute':
      return absolute(a, word, unknowns);
    default:
      return undefined;
  }
}

function convert(walk: Walk, state: State, node: NodeOf<'convert'>, operand: Value): Value {
  const { target, unknowns } = walk;
  const word = wordOf(node.type, target);
  if (word && operand.kind === 'integer') {
    if (node.overflow) checkOverflow(walk, state, node.id, operand.polynomial, word);
    return integer(wrap(operand.polynomial, word, unknowns));
  }
  if (word && operand.kind === 'truth') {
    const made = unknowns.make({ low: 0n, high: 1n });
    unknowns.define(choose(operand.formula, equal(made, constant(1n)), equal(made, zero)));
    return integer(made);
  }
  return unknownOf(node.type, unknowns);
}
