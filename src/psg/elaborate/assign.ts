// In: `target <- value`. Out: an assignment of a name or an element. Records are values: assigning a field assigns the whole record with that field changed.
import { never } from '../../base/never.ts';
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { type Type, unitType } from '../type.ts';
import { add, bindValue, elaborateExpression, type Frame, refuseTorn, typeIn, typeOfNode, wrapLet } from './frame.ts';
import type { Read } from './pattern.ts';

export function elaborateAssignment(
  frame: Frame,
  { target, value, span }: Extract<TypedExpression, { kind: 'assign' }>,
): NodeId {
  const path: number[] = [];
  let root = target;
  while (root.kind === 'field') {
    path.unshift(root.index);
    root = root.target;
  }
  if (root.kind === 'symbol') {
    const operand = elaborateExpression(frame, value);
    if (path.length === 0) return assignName(frame, root, operand);
    const changed = bindValue(frame, 'changed', operand, value.span);
    const { symbol } = root;
    const read = (): NodeId =>
      elaborateExpression(frame, { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span });
    return wrapLet(
      frame,
      changed,
      assignName(frame, root, replaceField(frame, typeIn(frame, symbol.type), read, path, changed.read, span)),
      span,
    );
  }
  if (root.kind !== 'index') return never('the checker accepts names, fields and elements as targets');
  const collection = elaborateExpression(frame, root.target);
  const index = elaborateExpression(frame, root.index);
  if (path.length === 0) {
    return add(
      frame,
      { kind: 'set-element', type: unitType, collection, index, operand: elaborateExpression(frame, value) },
      span,
    );
  }
  return assignElementField(frame, root, { collection, index }, path, value, span);
}

function assignName(
  frame: Frame,
  { symbol, span }: Extract<TypedExpression, { kind: 'symbol' }>,
  operand: NodeId,
): NodeId {
  const binding = frame.bindings.get(symbol);
  if (binding !== undefined) return add(frame, { kind: 'assign', type: unitType, binding, operand }, span);
  refuseTorn(frame, symbol, span);
  return add(
    frame,
    { kind: 'assign-global', type: unitType, value: frame.program.valueOf(symbol).node, operand },
    span,
  );
}

/** Reads the element once, changes the field, writes it back. */
function assignElementField(
  frame: Frame,
  root: Extract<TypedExpression, { kind: 'index' }>,
  place: { readonly collection: NodeId; readonly index: NodeId },
  path: readonly number[],
  value: TypedExpression,
  span: TypedExpression['span'],
): NodeId {
  const collection = bindValue(frame, 'collection', place.collection, root.target.span);
  const index = bindValue(frame, 'index', place.index, root.index.span);
  const changed = bindValue(frame, 'changed', elaborateExpression(frame, value), value.span);
  const elements = typeOfNode(frame, place.collection);
  if (elements.kind !== 'array' && elements.kind !== 'span' && elements.kind !== 'pointer')
    return never('elements lie in arrays, spans and pointers');
  const element = add(
    frame,
    { kind: 'element', type: elements.element, collection: collection.read(), index: index.read() },
    root.span,
  );
  const old = bindValue(frame, 'old', element, root.span);
  const operand = replaceField(frame, elements.element, old.read, path, changed.read, span);
  const write = add(
    frame,
    { kind: 'set-element', type: unitType, collection: collection.read(), index: index.read(), operand },
    span,
  );
  return [collection, index, changed, old].reduceRight((body, each) => wrapLet(frame, each, body, span), write);
}

/** The value of `type` that `read` yields, with the field at `path` replaced. */
function replaceField(
  frame: Frame,
  type: Type,
  read: Read,
  path: readonly number[],
  value: Read,
  span: TypedExpression['span'],
): NodeId {
  const [changed, ...rest] = path;
  if (changed === undefined) return value();
  if (type.kind !== 'record') return never('only records have assignable fields');
  const operands = type.fields.map((field, index) => {
    const here: Read = () => add(frame, { kind: 'field', type: field.type, operand: read(), index }, span);
    return index === changed ? replaceField(frame, field.type, here, rest, value, span) : here();
  });
  return add(frame, { kind: 'aggregate', type, operands }, span);
}
