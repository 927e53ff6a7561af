// In: an expression and the state before it. Out: its value; the state becomes the one after it. One forward pass in evaluation order; loops find their own
// fixpoints. Of the elements of arrays, one summary is known for all times.
import { assertNever, never } from '../base/never.ts';
import { claimOfMatch, type Node, type NodeId, type NodeOf } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import { learnRange } from './arithmetic.ts';
import { askClaims, booleanRole, checkClaims, integerRole } from './check-claims.ts';
import { readElement, reportAnything, reportElement } from './contents.ts';
import { always, and, choose, impossible, not, or } from './formula.ts';
import { forgetShared, readGlobal, writeGlobal } from './globals.ts';
import { constantLinear, type Linear, linearOf, minus, modulo, one, plus } from './linear.ts';
import { rangeOfType } from './machine.ts';
import { type Condition, type Run, typeOfNode } from './run.ts';
import { sourceNameOf } from './source-name.ts';
import { addStatement, fork, join, type State, shorten } from './state.ts';
import { freshInteger, type Range } from './symbols.ts';
import {
  booleanValue,
  collectionValue,
  expectValue,
  integerValue,
  opaque,
  payloadOf,
  unknownOf,
  type Value,
} from './value.ts';
import { walkCall } from './walk-call.ts';
import { walkFor, walkWhile } from './walk-loop.ts';
import { exactResult, walkConvert, walkPrimitive } from './walk-operator.ts';

export function evaluate(run: Run, state: State, id: NodeId): Value {
  const node = run.psg.node(id);
  switch (node.kind) {
    case 'function':
    case 'value':
    case 'binding':
      return never('definitions are not evaluated');
    case 'literal':
      return literalValue(run, node);
    case 'text':
      return collectionValue(constantLinear(BigInt(new TextEncoder().encode(node.text).length)));
    case 'local':
      return (
        state.bindings.get(node.binding) ??
        run.locals.get(node.binding) ??
        never(`binding ${node.binding} has a value where it is read`)
      );
    case 'global':
      return readGlobal(run, state, node.value);
    case 'primitive': {
      const operands = evaluateAll(run, state, node.operands);
      if (node.operator === 'divide' || node.operator === 'remainder') checkDivision(run, state, node, operands);
      if (node.overflow) checkOverflow(run, state, node.id, exactResult(run, state, node, operands));
      return walkPrimitive(run, state, node, operands);
    }
    case 'convert': {
      const operand = evaluate(run, state, node.operand);
      if (node.overflow) checkOverflow(run, state, node.id, expectValue(operand, 'integer').linear);
      return walkConvert(run, state, node, operand);
    }
    case 'call':
      return walkCall(run, state, node, evaluateAll(run, state, node.operands));
    case 'service':
      evaluateAll(run, state, node.operands);
      if (node.service !== 'writeBytes' && node.service !== 'isBehind')
        for (const operand of node.operands) reportAnything(run, state, operand);
      return unknown(run, node.type, id);
    case 'foreign':
      evaluateAll(run, state, node.operands);
      return unknown(run, node.type, id);
    case 'aggregate':
      return { kind: 'aggregate', fields: evaluateAll(run, state, node.operands) };
    case 'field': {
      const { fields } = expectValue(evaluate(run, state, node.operand), 'aggregate');
      return fields[node.index] ?? never('the field exists');
    }
    case 'case': {
      if (node.type.kind !== 'union') return never('a case belongs to a union');
      const fields = evaluateAll(run, state, node.operands);
      return {
        kind: 'union',
        type: node.type,
        tag: constantLinear(BigInt(node.tag)),
        payloads: new Map([[node.tag, fields]]),
        others: 'closed',
      };
    }
    case 'tag':
      return integerValue(expectValue(evaluate(run, state, node.operand), 'union').tag);
    case 'payload':
      return evaluatePayload(run, state, node);
    case 'array-literal': {
      const items = evaluateAll(run, state, node.operands);
      for (const item of items) reportElement(run, state, id, item);
      return collectionValue(constantLinear(BigInt(items.length)));
    }
    case 'array-fill':
      reportElement(run, state, id, evaluate(run, state, node.initial));
      return collectionValue(constantLinear(BigInt(node.length)));
    case 'length':
      return integerValue(collectionAt(run, state, node.collection).length);
    case 'element':
      return evaluateElement(run, state, node);
    case 'set-element': {
      const { length } = collectionAt(run, state, node.collection);
      const index = integerAt(run, state, node.index);
      const value = evaluate(run, state, node.operand);
      checkBounds(run, state, id, index, length);
      reportElement(run, state, node.collection, value);
      return opaque;
    }
    case 'slice':
      return evaluateSlice(run, state, node);
    case 'weaken':
      return evaluate(run, state, node.operand);
    case 'instance':
      return opaque;
    case 'register': {
      evaluate(run, state, node.operand);
      const descriptor = typeOfNode(run, node.operand);
      const register = descriptor.kind === 'descriptor' ? descriptor.registers[node.index] : undefined;
      return collectionValue(constantLinear(BigInt(register?.count ?? never('the register exists'))));
    }
    case 'raw-read':
      checkAddress(run, state, id, integerAt(run, state, node.address));
      return unknown(run, node.type, id);
    case 'raw-write': {
      const address = integerAt(run, state, node.address);
      evaluate(run, state, node.operand);
      checkAddress(run, state, id, address);
      return opaque;
    }
    case 'let':
      return evaluateLet(run, state, node);
    case 'assign':
      state.bindings.set(node.binding, evaluate(run, state, node.operand));
      return opaque;
    case 'assign-global':
      writeGlobal(run, state, node.value, evaluate(run, state, node.operand));
      return opaque;
    case 'sequence':
      return evaluateAll(run, state, node.items).at(-1) ?? opaque;
    case 'if':
      return evaluateIf(run, state, node);
    case 'while':
      walkWhile(run, state, node);
      return opaque;
    case 'for':
      walkFor(run, state, node);
      return opaque;
    case 'critical':
      forgetShared(run, state);
      return evaluate({ ...run, section: 'critical' }, state, node.body);
    case 'facts':
      run.recorder?.facts?.(run, id, state);
      return opaque;
    case 'claim': {
      const { formula } = expectValue(evaluate(run, state, node.condition), 'boolean');
      checkClaims(run, state, id, node.claim, { condition: booleanRole(formula) });
      return opaque;
    }
    case 'match': {
      const { formula } = expectValue(evaluate(run, state, node.matched), 'boolean');
      // Its guard is the failure behind all rules. Before that, and where a rule with `when` takes the value, the claim need not hold.
      askClaims(run, state, id, claimOfMatch(node), { matched: booleanRole(formula) });
      return evaluate(run, state, node.body);
    }
    case 'match-failure':
      // the program stops here, or the claim of its match excludes it
      state.domain.isEmpty = true;
      return unknown(run, node.type, id);
    default:
      return assertNever(node);
  }
}

function evaluateAll(run: Run, state: State, ids: readonly NodeId[]): Value[] {
  return ids.map((id) => evaluate(run, state, id));
}

function unknown(run: Run, type: Type, about: NodeId): Value {
  return unknownOf(type, sourceNameOf(run.psg, about), { table: run.table, target: run.target, about });
}

function literalValue(run: Run, node: NodeOf<'literal'>): Value {
  if (typeof node.value === 'boolean') return booleanValue(node.value ? always : impossible);
  const word = rangeOfType(node.type, run.target);
  if (typeof node.value !== 'bigint' || !word) return opaque;
  return integerValue(constantLinear(word.low + modulo(node.value - word.low, word.size)));
}

function integerAt(run: Run, state: State, id: NodeId): Linear {
  return expectValue(evaluate(run, state, id), 'integer').linear;
}

function collectionAt(run: Run, state: State, id: NodeId): Extract<Value, { kind: 'collection' }> {
  return expectValue(evaluate(run, state, id), 'collection');
}

function checkBounds(run: Run, state: State, id: NodeId, index: Linear, extent: Linear): void {
  checkClaims(run, state, id, 'bounds', { index: integerRole(index), extent: integerRole(extent) });
}

function checkAddress(run: Run, state: State, id: NodeId, address: Linear): void {
  checkClaims(run, state, id, 'memory-map', { address: integerRole(address) });
  checkClaims(run, state, id, 'access-kind', { address: integerRole(address) });
}

function checkDivision(run: Run, state: State, node: NodeOf<'primitive'>, operands: readonly Value[]): void {
  const [dividend, divisor] = operands;
  if (dividend?.kind !== 'integer' || divisor?.kind !== 'integer') return;
  checkClaims(run, state, node.id, 'division', {
    dividend: integerRole(dividend.linear),
    divisor: integerRole(divisor.linear),
  });
}

/** What is cut to the type afterwards is then known to fit it. */
function checkOverflow(run: Run, state: State, id: NodeId, exact: Linear): void {
  checkClaims(run, state, id, 'overflow', { exact: integerRole(exact) });
}

function evaluatePayload(run: Run, state: State, node: NodeOf<'payload'>): Value {
  const value = expectValue(evaluate(run, state, node.operand), 'union');
  const type = typeOfNode(run, node.operand);
  const fields = type.kind === 'union' ? type.cases[node.tag]?.fields : undefined;
  if (!fields) return never('the case exists');
  const name = sourceNameOf(run.psg, node.operand);
  const types = fields.map((field) => field.type);
  const payload = payloadOf(value, node.tag, types, name, { table: run.table, target: run.target, about: node.id });
  return payload[node.index] ?? never('the field exists');
}

const byteRange: Range = { low: 0n, high: 255n };

function evaluateElement(run: Run, state: State, node: NodeOf<'element'>): Value {
  const { length } = collectionAt(run, state, node.collection);
  const index = integerAt(run, state, node.index);
  checkBounds(run, state, node.id, index, length);
  if (typeOfNode(run, node.collection).kind !== 'string') return readElement(run, state, node);
  const symbol = freshInteger(run.table, sourceNameOf(run.psg, node.id), byteRange, node.id, {
    holder: node.id,
    path: '',
  });
  learnRange(state.domain, linearOf(symbol), byteRange);
  return integerValue(linearOf(symbol));
}

function evaluateSlice(run: Run, state: State, node: NodeOf<'slice'>): Value {
  const { length } = collectionAt(run, state, node.collection);
  const first = integerAt(run, state, node.first);
  const last = integerAt(run, state, node.last);
  checkClaims(run, state, node.id, 'slice', {
    first: integerRole(first),
    last: integerRole(last),
    extent: integerRole(length),
  });
  return collectionValue(plus(minus(last, first), one));
}

function evaluateLet(run: Run, state: State, node: NodeOf<'let'>): Value {
  const value = evaluate(run, state, node.operand);
  const binding = run.psg.expect(node.binding, 'binding');
  if (binding.mutability === 'immutable') {
    run.locals.set(node.binding, value);
    return evaluate(run, state, node.body);
  }
  state.bindings.set(node.binding, value);
  const result = evaluate(run, state, node.body);
  state.bindings.delete(node.binding);
  return result;
}

function evaluateIf(run: Run, state: State, node: NodeOf<'if'>): Value {
  const condition = evaluateCondition(run, state, node.condition);
  const left = evaluate(run, condition.whenTrue, node.then);
  const right = evaluate(run, condition.whenFalse, node.otherwise);
  return join(
    state,
    condition.formula,
    { state: condition.whenTrue, value: left },
    { state: condition.whenFalse, value: right },
    node.id,
    (binding) => sourceNameOf(run.psg, binding),
  );
}

/** A boolean expression in a test: both ways it can go, with what is known on each. `&&` and `||` are nested `if`s and are seen through. */
export function evaluateCondition(run: Run, state: State, id: NodeId): Condition {
  const node: Node = run.psg.node(id);
  if (node.kind === 'if') return evaluateNested(run, state, node);
  if (node.kind === 'primitive' && node.operator === 'not') {
    const [operand] = node.operands;
    const inner = evaluateCondition(run, state, operand ?? never('`not` has an operand'));
    return { formula: not(inner.formula), whenTrue: inner.whenFalse, whenFalse: inner.whenTrue };
  }
  const { formula } = expectValue(evaluate(run, state, id), 'boolean');
  const whenTrue = fork(state);
  const whenFalse = state;
  addStatement(whenTrue, { formula, reason: 'path', about: id });
  addStatement(whenFalse, { formula: not(formula), reason: 'path', about: id });
  return { formula, whenTrue, whenFalse };
}

function evaluateNested(run: Run, state: State, node: NodeOf<'if'>): Condition {
  const test = evaluateCondition(run, state, node.condition);
  const left = evaluateCondition(run, test.whenTrue, node.then);
  const right = evaluateCondition(run, test.whenFalse, node.otherwise);
  const formula = shorten(run.table, choose(test.formula, left.formula, right.formula), undefined, node.id);
  const meet = (a: State, b: State, sense: 'true' | 'false'): State => {
    const both = !a.domain.isEmpty && !b.domain.isEmpty;
    const target = fork(a);
    const ways = or(
      and(test.formula, sense === 'true' ? left.formula : not(left.formula)),
      and(not(test.formula), sense === 'true' ? right.formula : not(right.formula)),
    );
    join(target, test.formula, { state: a, value: opaque }, { state: b, value: opaque }, node.id, (binding) =>
      sourceNameOf(run.psg, binding),
    );
    if (both) addStatement(target, { formula: ways, reason: 'path', about: node.id });
    return target;
  };
  return {
    formula,
    whenTrue: meet(left.whenTrue, right.whenTrue, 'true'),
    whenFalse: meet(left.whenFalse, right.whenFalse, 'false'),
  };
}
