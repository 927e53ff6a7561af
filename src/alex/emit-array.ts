// In: nodes that create arrays. Out: their storage in the frame, written anew at every execution; or, for a module-level value, writes into its storage.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import type { NodeOf } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import { constantOf } from './constant.ts';
import { emitInteger, type FunctionContext, wordIn } from './context.ts';
import { emitElementAddress, emitStore } from './emit-memory.ts';
import { layoutOf, storageOf } from './machine-type.ts';
import type { Name, Value } from './writer.ts';

/** From this many elements on, an array of constants is copied from a table in flash instead of being written one by one. */
const tableFrom = 5;

type ArrayNode = NodeOf<'array-literal'> | NodeOf<'array-fill'>;

function elementType(type: Type): Type {
  if (type.kind === 'array' || type.kind === 'pointer' || type.kind === 'span') return type.element;
  return never(`an array is created with an array type, not ${type.kind}`);
}

function lengthOfArray(node: ArrayNode): number {
  return node.kind === 'array-literal' ? node.operands.length : node.length;
}

/** A stack array: one slot in the entry block for the whole frame. */
export function emitStackArray(fn: FunctionContext, node: ArrayNode): Value {
  const element = elementType(node.type);
  const length = lengthOfArray(node);
  const { alignment } = layoutOf(element, fn.program.target);
  const base = fn.writer.slot(storageOf(element, fn.program.target), Math.max(length, 1), alignment, node.span);
  emitArrayContents(fn, node, base);
  return [base, emitInteger(fn, length, wordIn(fn), node.span)];
}

/** An array that a module-level value holds: static storage, written once when the value is initialised, unless its contents are in the image. */
export function emitStaticArray(fn: FunctionContext, node: ArrayNode): Value {
  const { symbol, contents } = fn.program.arrayStorage(node.id);
  const base = fn.writer.value(`llvm.mlir.addressof ${symbol} : !llvm.ptr`, node.span);
  if (contents === 'to-be-written') emitArrayContents(fn, node, base);
  return [base, emitInteger(fn, lengthOfArray(node), wordIn(fn), node.span)];
}

/** Writes every element of a new array into its storage. Operands are evaluated before anything is written, left to right. */
function emitArrayContents(fn: FunctionContext, node: ArrayNode, base: Name): void {
  if (node.kind === 'array-literal') emitLiteral(fn, node, base);
  else emitFill(fn, node, base);
}

function emitLiteral(fn: FunctionContext, node: NodeOf<'array-literal'>, base: Name): void {
  const element = elementType(node.type);
  const constants = node.operands.map((operand) => constantOf(fn.program, operand));
  if (node.operands.length >= tableFrom && constants.every((each) => each !== undefined)) {
    const table = fn.program.tableSymbol(
      element,
      constants.map((each) => each ?? never('all are constant')),
      node.span,
    );
    const source = fn.writer.value(`llvm.mlir.addressof ${table} : !llvm.ptr`, node.span);
    const bytes = emitInteger(
      fn,
      node.operands.length * layoutOf(element, fn.program.target).size,
      wordIn(fn),
      node.span,
    );
    fn.writer.effect(
      `"llvm.intr.memcpy"(${base}, ${source}, ${bytes}) <{isVolatile = false}> : (!llvm.ptr, !llvm.ptr, ${wordIn(fn)}) -> ()`,
      node.span,
    );
    return;
  }
  const values = node.operands.map(fn.evaluate);
  values.forEach((value, index) => {
    const position = emitInteger(fn, index, wordIn(fn), node.span);
    const address = emitElementAddress(fn, base, position, element, node.span);
    emitStore(fn, address, element, value, 'plain', node.span);
  });
}

function emitFill(fn: FunctionContext, node: NodeOf<'array-fill'>, base: Name): void {
  const element = elementType(node.type);
  const constant = constantOf(fn.program, node.initial);
  const isZero = constant?.every(
    (leaf) =>
      leaf.kind === 'null' ||
      (leaf.kind === 'number' && leaf.value === 0n) ||
      (leaf.kind === 'float' && leaf.bits === 0n),
  );
  if (isZero) {
    emitClear(fn, base, node.length * layoutOf(element, fn.program.target).size, node.span);
    return;
  }
  const initial = fn.evaluate(node.initial);
  if (node.length === 0) return;
  const word = wordIn(fn);
  const { writer } = fn;
  const body = writer.newBlock();
  const after = writer.newBlock();
  const zero = emitInteger(fn, 0n, word, node.span);
  const one = emitInteger(fn, 1n, word, node.span);
  const end = emitInteger(fn, node.length, word, node.span);
  writer.effect(`cf.br ${body}(${zero} : ${word})`, node.span);
  const [index] = writer.startBlock(body, [word]);
  if (index === undefined) never('the block has one argument');
  emitStore(fn, emitElementAddress(fn, base, index, element, node.span), element, initial, 'plain', node.span);
  const next = writer.value(`arith.addi ${index}, ${one} : ${word}`, node.span);
  const more = writer.value(`arith.cmpi ult, ${next}, ${end} : ${word}`, node.span);
  writer.effect(`cf.cond_br ${more}, ${body}(${next} : ${word}), ${after}`, node.span);
  writer.startBlock(after, []);
}

function emitClear(fn: FunctionContext, base: Name, bytes: number, span: Span): void {
  if (bytes === 0) return;
  const value = emitInteger(fn, 0n, 'i8', span);
  const size = emitInteger(fn, bytes, wordIn(fn), span);
  fn.writer.effect(
    `"llvm.intr.memset"(${base}, ${value}, ${size}) <{isVolatile = false}> : (!llvm.ptr, i8, ${wordIn(fn)}) -> ()`,
    span,
  );
}
