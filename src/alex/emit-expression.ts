// In: any expression node. Out: its leaves, by the emitter of its kind. The one `switch` over the core language.
import { assertNever, never } from '../base/never.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import { constantOf } from './constant.ts';
import {
  emitConstant,
  emitInteger,
  emitZero,
  type FunctionContext,
  leavesIn,
  type Place,
  single,
  wordIn,
} from './context.ts';
import { emitConversion, emitPrimitive, emitTagAsWord } from './emit-arithmetic.ts';
import { emitStackArray, emitStaticArray } from './emit-array.ts';
import { emitClaimStatement, emitFor, emitIf, emitMatch, emitMatchFailure, emitWhile } from './emit-control.ts';
import { emitForeign } from './emit-foreign.ts';
import { demandObligation, type Evaluated, emitChecks, endExcerpts } from './emit-guard.ts';
import {
  emitElement,
  emitInstance,
  emitRawRead,
  emitRawWrite,
  emitRegister,
  emitSetElement,
  emitSlice,
  fatPointer,
  typeOfNode,
} from './emit-memory.ts';
import { leafLayout, offsetOfPart, partOfPayload, tagBits } from './machine-type.ts';
import type { Value } from './writer.ts';

export function emitExpression(fn: FunctionContext, id: NodeId): Value {
  fn.program.emitted.add(id);
  const value = emitByKind(fn, id);
  endExcerpts(fn, id);
  return value;
}

function emitByKind(fn: FunctionContext, id: NodeId): Value {
  const node = fn.program.psg.node(id);
  switch (node.kind) {
    case 'function':
    case 'value':
      return never(`node ${id} is an expression`);
    case 'binding':
      return readBinding(fn, id);
    case 'literal':
    case 'text':
      return emitKnown(fn, id);
    case 'local':
      return readBinding(fn, node.binding);
    case 'global':
      return readGlobal(fn, node);
    case 'primitive':
      return emitPrimitiveNode(fn, node);
    case 'convert':
      return emitConvert(fn, node);
    case 'call':
      return emitCall(fn, node);
    case 'service':
      return emitService(fn, node);
    case 'foreign':
      return emitForeign(fn, node);
    case 'aggregate':
      return node.operands.flatMap((operand) => fn.evaluate(operand));
    case 'field':
      return part(fn, node.operand, node.index, leavesIn(fn, node.type).length);
    case 'case':
      return emitCase(fn, node);
    case 'tag':
      return emitTag(fn, node);
    case 'payload': {
      const type = typeOfNode(fn, node.operand);
      if (type.kind !== 'union') return never('a payload belongs to a union');
      return part(fn, node.operand, partOfPayload(type, node.tag, node.index), leavesIn(fn, node.type).length);
    }
    case 'array-literal':
    case 'array-fill':
      return node.region === 'stack' ? emitStackArray(fn, node) : emitStaticArray(fn, node);
    case 'length':
      return [fatPointer(fn.evaluate(node.collection)).length];
    case 'element':
      return emitElement(fn, node);
    case 'set-element':
      return emitSetElement(fn, node);
    case 'slice':
      return emitSlice(fn, node);
    case 'weaken':
      return fn.evaluate(node.operand);
    case 'instance':
      return emitInstance(fn, node);
    case 'register':
      return emitRegister(fn, node);
    case 'raw-read':
      return emitRawRead(fn, node);
    case 'raw-write':
      return emitRawWrite(fn, node);
    case 'let': {
      const value = fn.evaluate(node.operand);
      bind(fn, node.binding, value);
      return fn.evaluate(node.body);
    }
    case 'assign':
      assign(fn, node.binding, fn.evaluate(node.operand));
      return [];
    case 'assign-global':
      return assignGlobal(fn, node);
    case 'sequence':
      return node.items.reduce<Value>((_, item) => fn.evaluate(item), []);
    case 'if':
      return emitIf(fn, node);
    case 'while':
      return emitWhile(fn, node);
    case 'for':
      return emitFor(fn, node);
    case 'critical':
      return emitCritical(fn, node);
    case 'facts':
      return [];
    case 'claim':
      return emitClaimStatement(fn, node);
    case 'match':
      return emitMatch(fn, node);
    case 'match-failure':
      return emitMatchFailure(fn, node);
    default:
      return assertNever(node);
  }
}

function emitKnown(fn: FunctionContext, id: NodeId): Value {
  const known = constantOf(fn.program, id) ?? never(`node ${id} is constant`);
  return known.map((leaf) => emitConstant(fn, leaf, fn.program.psg.node(id).span));
}

/** Gives a binding its value: an immutable one is the value itself, a mutable one lives in slots of the frame. */
export function bind(fn: FunctionContext, id: NodeId, value: Value): void {
  const binding = fn.program.psg.expect(id, 'binding');
  if (binding.mutability === 'immutable') {
    fn.bindings.set(id, { kind: 'value', value });
    return;
  }
  const leaves = leavesIn(fn, binding.type);
  const known = fn.bindings.get(id);
  const place: Place =
    known?.kind === 'slots'
      ? known
      : {
          kind: 'slots',
          leaves,
          slots: leaves.map((leaf) =>
            fn.writer.slot(leaf, 1, leafLayout(leaf, fn.program.target).alignment, binding.span),
          ),
        };
  fn.bindings.set(id, place);
  assign(fn, id, value);
}

function assign(fn: FunctionContext, id: NodeId, value: Value): void {
  const place = fn.bindings.get(id);
  if (place?.kind !== 'slots') never(`binding ${id} is mutable and in scope`);
  const { span } = fn.program.psg.node(id);
  place.slots.forEach((slot, index) => {
    const leaf = place.leaves[index] ?? never('a slot has a leaf');
    fn.writer.effect(
      `llvm.store ${value[index] ?? never('a value has all its leaves')}, ${slot} : ${leaf}, !llvm.ptr`,
      span,
    );
  });
}

function readBinding(fn: FunctionContext, id: NodeId): Value {
  const place = fn.bindings.get(id) ?? never(`binding ${id} is in scope`);
  if (place.kind === 'value') return place.value;
  const { span } = fn.program.psg.node(id);
  return place.slots.map((slot, index) =>
    fn.writer.value(`llvm.load ${slot} : !llvm.ptr -> ${place.leaves[index]}`, span),
  );
}

function readGlobal(fn: FunctionContext, node: NodeOf<'global'>): Value {
  const place = fn.program.globalPlace(node.value);
  if (place.kind === 'constant') return place.leaves.map((leaf) => emitConstant(fn, leaf, node.span));
  const leaves = leavesIn(fn, node.type);
  const order = orderOf(fn, node.value);
  return place.symbols.map((symbol, index) => {
    const address = fn.writer.value(`llvm.mlir.addressof ${symbol} : !llvm.ptr`, node.span);
    return fn.writer.value(`llvm.load ${order}${address} : !llvm.ptr -> ${leaves[index]}`, node.span);
  });
}

/** What an interrupt handler shares is read and written each time, as the program says. */
function orderOf(fn: FunctionContext, value: NodeId): '' | 'volatile ' {
  return fn.program.psg.expect(value, 'value').sharing === 'interrupts' ? 'volatile ' : '';
}

/** The section's end gives back what was before it: sections nest, and a handler may have one. */
function emitCritical(fn: FunctionContext, node: NodeOf<'critical'>): Value {
  const word = wordIn(fn);
  const masked = fn.writer.value(
    `func.call ${fn.program.serviceSymbol('maskInterrupts')}() : () -> ${word}`,
    node.span,
  );
  const value = fn.evaluate(node.body);
  fn.writer.effect(
    `func.call ${fn.program.serviceSymbol('restoreInterrupts')}(${masked}) : (${word}) -> ()`,
    node.span,
  );
  return value;
}

function assignGlobal(fn: FunctionContext, node: NodeOf<'assign-global'>): Value {
  storeGlobal(fn, node.value, fn.evaluate(node.operand), node.span);
  return [];
}

export function storeGlobal(fn: FunctionContext, id: NodeId, value: Value, span: NodeOf<'value'>['span']): void {
  const place = fn.program.globalPlace(id);
  if (place.kind !== 'variables') never('only variables are assigned');
  const leaves = leavesIn(fn, fn.program.psg.expect(id, 'value').type);
  const order = orderOf(fn, id);
  place.symbols.forEach((symbol, index) => {
    const address = fn.writer.value(`llvm.mlir.addressof ${symbol} : !llvm.ptr`, span);
    fn.writer.effect(`llvm.store ${order}${value[index]}, ${address} : ${leaves[index]}, !llvm.ptr`, span);
  });
}

function emitPrimitiveNode(fn: FunctionContext, node: NodeOf<'primitive'>): Value {
  const operands = node.operands.map(fn.evaluate);
  const divides = (node.operator === 'divide' || node.operator === 'remainder') && node.type.kind === 'integer';
  if (divides) demandObligation(fn, node, 'division');
  if (node.overflow) demandObligation(fn, node, 'overflow');
  if (divides || node.overflow) {
    if (emitChecks(fn, node.id, pair(node.operands, operands), node.span) === 'absent') {
      return emitZero(fn, leavesIn(fn, node.type), node.span);
    }
  }
  return emitPrimitive(fn, node, operands);
}

function emitConvert(fn: FunctionContext, node: NodeOf<'convert'>): Value {
  const operand = fn.evaluate(node.operand);
  if (node.overflow) {
    demandObligation(fn, node, 'overflow');
    if (emitChecks(fn, node.id, pair([node.operand], [operand]), node.span) === 'absent') {
      return emitZero(fn, leavesIn(fn, node.type), node.span);
    }
  }
  return emitConversion(fn, typeOfNode(fn, node.operand), node.type, operand, node.span);
}

function pair(nodes: readonly NodeId[], values: readonly Value[]): Evaluated {
  return new Map(nodes.map((node, index) => [node, values[index] ?? []]));
}

function emitCall(fn: FunctionContext, node: NodeOf<'call'>): Value {
  const callee = fn.program.psg.expect(node.callee, 'function');
  const operands = node.operands.map(fn.evaluate);
  const claims = fn.program.book.at(node.id).filter((each) => each.kind === 'requires');
  if (claims.length !== callee.requires.length)
    never(`call ${node.id} has one obligation per condition of ${callee.name}`);
  // The callee's conditions are read with its parameters bound to these arguments; a call to oneself must not disturb one's own parameters.
  const inner = claims.length === 0 ? fn : withParameters(fn, callee.parameters, operands);
  for (const claim of claims) {
    const outcome = emitChecks(
      { ...inner, mode: fn.mode },
      node.id,
      pair(node.operands, operands),
      node.span,
      (each) => each === claim,
    );
    if (outcome === 'absent') return emitZero(fn, leavesIn(fn, node.type), node.span);
  }
  const types = node.operands.flatMap((operand) => leavesIn(fn, typeOfNode(fn, operand)));
  const results = leavesIn(fn, node.type);
  const symbol = fn.program.functionSymbol(node.callee);
  return fn.writer.values(
    `func.call ${symbol}(${operands.flat().join(', ')}) : (${types.join(', ')}) -> (${results.join(', ')})`,
    results.length,
    node.span,
  );
}

/** A context in which the parameters have these values, and in which every check inside a condition is kept. */
function withParameters(fn: FunctionContext, parameters: readonly NodeId[], values: readonly Value[]): FunctionContext {
  const bindings = new Map(fn.bindings);
  parameters.forEach((parameter, index) => {
    bindings.set(parameter, { kind: 'value', value: values[index] ?? never('a call has all its arguments') });
  });
  const inner: FunctionContext = { ...fn, bindings, mode: 'condition', evaluate: (id) => emitExpression(inner, id) };
  return inner;
}

function emitService(fn: FunctionContext, node: NodeOf<'service'>): Value {
  const operands = node.operands.map(fn.evaluate);
  const types = node.operands.flatMap((operand) => leavesIn(fn, typeOfNode(fn, operand)));
  const results = leavesIn(fn, node.type);
  const symbol = fn.program.serviceSymbol(node.service);
  return fn.writer.values(
    `func.call ${symbol}(${operands.flat().join(', ')}) : (${types.join(', ')}) -> (${results.join(', ')})`,
    results.length,
    node.span,
  );
}

/** `count` leaves of an aggregate, from part `index` on. */
function part(fn: FunctionContext, operand: NodeId, index: number, count: number): Value {
  const offset = offsetOfPart(typeOfNode(fn, operand), index, fn.program.target);
  return fn.evaluate(operand).slice(offset, offset + count);
}

function emitCase(fn: FunctionContext, node: NodeOf<'case'>): Value {
  if (node.type.kind !== 'union') return never('a case belongs to a union');
  const { type } = node;
  const operands = node.operands.map(fn.evaluate);
  const leaves = leavesIn(fn, type);
  const value = leaves.map((): string | undefined => undefined);
  value[0] = emitInteger(fn, node.tag, `i${tagBits(type.cases.length)}`, node.span);
  operands.forEach((operand, index) => {
    const offset = offsetOfPart(type, partOfPayload(type, node.tag, index), fn.program.target);
    operand.forEach((leaf, position) => {
      value[offset + position] = leaf;
    });
  });
  return value.map((leaf, index) => leaf ?? single(emitZero(fn, leaves.slice(index, index + 1), node.span)));
}

function emitTag(fn: FunctionContext, node: NodeOf<'tag'>): Value {
  const type = typeOfNode(fn, node.operand);
  if (type.kind !== 'union') return never('a tag belongs to a union');
  const [tag] = fn.evaluate(node.operand);
  return [emitTagAsWord(fn, tag ?? never('a union has a tag'), tagBits(type.cases.length), node.span)];
}
