// In: memory nodes. Out: loads, stores and address arithmetic. A volatile access is one `llvm.load/store volatile` per leaf, in order.
// No `inbounds`, no `nuw`: an address computed from a wrong proof must not let LLVM delete another check.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { regionTraits } from '../memory/region.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import { nameOfType, type Type } from '../psg/type.ts';
import { emitInteger, emitZero, type FunctionContext, leavesIn, single, wordIn } from './context.ts';
import { demandObligation, emitChecks } from './emit-guard.ts';
import { leafLayout, leafPlaces, storageOf } from './machine-type.ts';
import type { Name, Value } from './writer.ts';

type Order = 'plain' | 'volatile';

/** The type of an expression node. */
export function typeOfNode(fn: FunctionContext, id: NodeId): Type {
  const node = fn.program.psg.node(id);
  if (node.kind === 'function' || node.kind === 'value') return never(`node ${id} is an expression`);
  return node.type;
}

/** Type of one element of a collection; a string's elements are bytes in memory. */
function elementOf(type: Type): Type {
  switch (type.kind) {
    case 'array':
    case 'span':
    case 'pointer':
      return type.element;
    case 'string':
      return { kind: 'integer', bits: 8, signed: false };
    default:
      return never(`${type.kind} is no collection`);
  }
}

function orderOf(fn: FunctionContext, type: Type): Order {
  if (type.kind === 'pointer' && regionTraits[type.region].volatile) return 'volatile';
  return fn.program.sharedElements.has(nameOfType(elementOf(type))) ? 'volatile' : 'plain';
}

/** `{ ptr, len }` apart. */
export function fatPointer(value: Value): { readonly base: Name; readonly length: Name } {
  const [base, length] = value;
  if (base === undefined || length === undefined) return never('a collection is a pointer and a length');
  return { base, length };
}

export function emitElementAddress(fn: FunctionContext, base: Name, index: Name, element: Type, span: Span): Name {
  const storage = storageOf(element, fn.program.target);
  return fn.writer.value(
    `llvm.getelementptr ${base}[${index}] : (!llvm.ptr, ${wordIn(fn)}) -> !llvm.ptr, ${storage}`,
    span,
  );
}

function leafAddress(fn: FunctionContext, address: Name, path: readonly number[], storage: string, span: Span): Name {
  if (path.length === 0 || path.every((index) => index === 0)) return address;
  return fn.writer.value(
    `llvm.getelementptr ${address}[0, ${path.join(', ')}] : (!llvm.ptr) -> !llvm.ptr, ${storage}`,
    span,
  );
}

export function emitLoad(fn: FunctionContext, address: Name, type: Type, order: Order, span: Span): Value {
  const { target } = fn.program;
  const storage = storageOf(type, target);
  return leafPlaces(type, target).map(({ leaf, path }) => {
    const at = leafAddress(fn, address, path, storage, span);
    const { alignment } = leafLayout(leaf, target);
    // A device's byte may hold any bits: a truth value is read as a byte and tested.
    const width = leaf === 'i1' ? 'i8' : leaf;
    const loaded = fn.writer.value(
      `llvm.load ${order === 'volatile' ? 'volatile ' : ''}${at} {alignment = ${alignment} : i64} : !llvm.ptr -> ${width}`,
      span,
    );
    if (leaf !== 'i1') return loaded;
    return fn.writer.value(`arith.cmpi ne, ${loaded}, ${emitInteger(fn, 0n, 'i8', span)} : i8`, span);
  });
}

export function emitStore(
  fn: FunctionContext,
  address: Name,
  type: Type,
  value: Value,
  order: Order,
  span: Span,
): void {
  const { target } = fn.program;
  const storage = storageOf(type, target);
  leafPlaces(type, target).forEach(({ leaf, path }, index) => {
    const at = leafAddress(fn, address, path, storage, span);
    const { alignment } = leafLayout(leaf, target);
    const part = value[index] ?? never('a value has all its leaves');
    const width = leaf === 'i1' ? 'i8' : leaf;
    const stored = leaf === 'i1' ? fn.writer.value(`arith.extui ${part} : i1 to i8`, span) : part;
    fn.writer.effect(
      `llvm.store ${order === 'volatile' ? 'volatile ' : ''}${stored}, ${at} {alignment = ${alignment} : i64} : ${width}, !llvm.ptr`,
      span,
    );
  });
}

export function emitElement(fn: FunctionContext, node: NodeOf<'element'>): Value {
  const collectionType = typeOfNode(fn, node.collection);
  const collection = fn.evaluate(node.collection);
  const index = fn.evaluate(node.index);
  demandObligation(fn, node, 'bounds');
  const evaluated = new Map([
    [node.collection, collection],
    [node.index, index],
  ]);
  if (emitChecks(fn, node.id, evaluated, node.span) === 'absent')
    return emitZero(fn, leavesIn(fn, node.type), node.span);
  const element = elementOf(collectionType);
  const address = emitElementAddress(fn, fatPointer(collection).base, single(index), element, node.span);
  const loaded = emitLoad(fn, address, element, orderOf(fn, collectionType), node.span);
  if (collectionType.kind !== 'string') return loaded;
  return [fn.writer.value(`arith.extui ${single(loaded)} : i8 to i32`, node.span)];
}

export function emitSetElement(fn: FunctionContext, node: NodeOf<'set-element'>): Value {
  const collectionType = typeOfNode(fn, node.collection);
  const collection = fn.evaluate(node.collection);
  const index = fn.evaluate(node.index);
  const operand = fn.evaluate(node.operand);
  demandObligation(fn, node, 'bounds');
  const evaluated = new Map([
    [node.collection, collection],
    [node.index, index],
    [node.operand, operand],
  ]);
  if (emitChecks(fn, node.id, evaluated, node.span) === 'absent') return [];
  const element = elementOf(collectionType);
  const address = emitElementAddress(fn, fatPointer(collection).base, single(index), element, node.span);
  emitStore(fn, address, element, operand, orderOf(fn, collectionType), node.span);
  return [];
}

export function emitSlice(fn: FunctionContext, node: NodeOf<'slice'>): Value {
  const collectionType = typeOfNode(fn, node.collection);
  const collection = fn.evaluate(node.collection);
  const first = fn.evaluate(node.first);
  const last = fn.evaluate(node.last);
  demandObligation(fn, node, 'slice');
  const evaluated = new Map([
    [node.collection, collection],
    [node.first, first],
    [node.last, last],
  ]);
  if (emitChecks(fn, node.id, evaluated, node.span) === 'absent')
    return emitZero(fn, leavesIn(fn, node.type), node.span);
  const word = wordIn(fn);
  const base = emitElementAddress(fn, fatPointer(collection).base, single(first), elementOf(collectionType), node.span);
  const difference = fn.writer.value(`arith.subi ${single(last)}, ${single(first)} : ${word}`, node.span);
  const length = fn.writer.value(
    `arith.addi ${difference}, ${emitInteger(fn, 1n, word, node.span)} : ${word}`,
    node.span,
  );
  return [base, length];
}

/** A descriptor is the base address of its instance; the pointer is thin arithmetic on it. */
export function emitRegister(fn: FunctionContext, node: NodeOf<'register'>): Value {
  const type = typeOfNode(fn, node.operand);
  if (type.kind !== 'descriptor') return never('a register belongs to a descriptor');
  const register = type.registers[node.index] ?? never(`register ${node.index} exists`);
  const base = single(fn.evaluate(node.operand));
  const word = wordIn(fn);
  const address = fn.writer.value(
    `arith.addi ${base}, ${emitInteger(fn, register.offset, word, node.span)} : ${word}`,
    node.span,
  );
  const pointer = fn.writer.value(`llvm.inttoptr ${address} : ${word} to !llvm.ptr`, node.span);
  return [pointer, emitInteger(fn, register.count, word, node.span)];
}

export function emitInstance(fn: FunctionContext, node: NodeOf<'instance'>): Value {
  if (node.type.kind !== 'descriptor') return never('an instance has a descriptor type');
  const instance = node.type.instances.find((each) => each.name === node.name);
  return [emitInteger(fn, (instance ?? never(`instance ${node.name} exists`)).base, wordIn(fn), node.span)];
}

export function emitRawRead(fn: FunctionContext, node: NodeOf<'raw-read'>): Value {
  const address = fn.evaluate(node.address);
  demandObligation(fn, node, 'memory-map', 'access-kind');
  const evaluated = new Map([[node.address, address]]);
  if (emitChecks(fn, node.id, evaluated, node.span) === 'absent')
    return emitZero(fn, leavesIn(fn, node.type), node.span);
  return emitLoad(fn, rawPointer(fn, single(address), node.span), node.type, 'volatile', node.span);
}

export function emitRawWrite(fn: FunctionContext, node: NodeOf<'raw-write'>): Value {
  const address = fn.evaluate(node.address);
  const operand = fn.evaluate(node.operand);
  demandObligation(fn, node, 'memory-map', 'access-kind');
  const evaluated = new Map([
    [node.address, address],
    [node.operand, operand],
  ]);
  if (emitChecks(fn, node.id, evaluated, node.span) === 'absent') return [];
  const pointer = rawPointer(fn, single(address), node.span);
  emitStore(fn, pointer, typeOfNode(fn, node.operand), operand, 'volatile', node.span);
  return [];
}

function rawPointer(fn: FunctionContext, address: Name, span: Span): Name {
  return fn.writer.value(`llvm.inttoptr ${address} : ${wordIn(fn)} to !llvm.ptr`, span);
}
