// In: a node. Out: its value when it is a constant integer expression: literals, arithmetic on constants, immutable names bound to constants.

import { never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { TypedExpression } from '../../fncs/typed.ts';
import type { Node, NodeId, PrimitiveOperator } from '../node.ts';
import type { Type } from '../type.ts';
import { add, elaborateExpression, type Frame, number, refuse, truth } from './frame.ts';

/** Mathematical value; the caller checks the range that it needs. Depth-limited by the tree's own depth. */
export function constantInteger(frame: Frame, id: NodeId): bigint | undefined {
  const node = frame.program.builder.node(id);
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'bigint' && node.type.kind !== 'float' ? node.value : undefined;
    case 'convert':
      return node.type.kind === 'integer' ? constantInteger(frame, node.operand) : undefined;
    case 'local': {
      const definition = frame.definitions.get(node.binding);
      return definition === undefined ? undefined : constantInteger(frame, definition);
    }
    case 'global': {
      const { builder } = frame.program;
      const value = builder.node(node.value);
      return value.kind === 'value' && value.mutability === 'immutable'
        ? constantInteger(frame, value.initial)
        : undefined;
    }
    case 'length':
      return constantLengthOf(frame, node.collection);
    case 'primitive': {
      const operands = node.operands.map((operand) => constantInteger(frame, operand));
      const [left, right] = operands;
      return left === undefined || (operands.length > 1 && right === undefined)
        ? undefined
        : fold(node.operator, left, right ?? 0n);
    }
    default:
      return undefined;
  }
}

/** The number of elements of an array or a view, when it is known which array that is. */
function constantLengthOf(frame: Frame, id: NodeId): bigint | undefined {
  const { builder } = frame.program;
  const node = builder.node(id);
  switch (node.kind) {
    case 'array-literal':
      return BigInt(node.operands.length);
    case 'array-fill':
      return BigInt(node.length);
    case 'weaken':
      return constantLengthOf(frame, node.operand);
    case 'let': {
      // an array that is filled before it is given
      const last = lastOf(frame, node.body);
      const isBound = last.kind === 'local' && last.binding === node.binding;
      return constantLengthOf(frame, isBound ? node.operand : node.body);
    }
    case 'sequence': {
      const last = node.items.at(-1);
      return last === undefined ? undefined : constantLengthOf(frame, last);
    }
    case 'local': {
      const definition = frame.definitions.get(node.binding);
      return definition === undefined ? undefined : constantLengthOf(frame, definition);
    }
    case 'global': {
      const value = builder.node(node.value);
      return value.kind === 'value' && value.mutability === 'immutable'
        ? constantLengthOf(frame, value.initial)
        : undefined;
    }
    case 'slice': {
      const [first, last] = [constantInteger(frame, node.first), constantInteger(frame, node.last)];
      return first === undefined || last === undefined || first < 0n || last < first - 1n
        ? undefined
        : last - first + 1n;
    }
    default:
      return undefined;
  }
}

/** What an expression ends with, behind statements. */
function lastOf(frame: Frame, id: NodeId): Node {
  const node = frame.program.builder.node(id);
  const last = node.kind === 'sequence' ? node.items.at(-1) : undefined;
  return last === undefined ? node : lastOf(frame, last);
}

function fold(operator: PrimitiveOperator, left: bigint, right: bigint): bigint | undefined {
  switch (operator) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
    case 'divide':
      return right === 0n ? undefined : left / right;
    case 'remainder':
      return right === 0n ? undefined : left % right;
    case 'negate':
      return -left;
    case 'shift-left':
      return right >= 0n && right < 31n ? left << right : undefined;
    case 'shift-right':
      return right >= 0n && right < 31n ? left >> right : undefined;
    default:
      return undefined;
  }
}

/** The IEEE bits of a float, as an unsigned integer. */
export function floatBits(value: number, bits: 32 | 64): bigint {
  const view = new DataView(new ArrayBuffer(8));
  if (bits === 32) {
    view.setFloat32(0, value);
    return BigInt(view.getUint32(0));
  }
  view.setFloat64(0, value);
  return view.getBigUint64(0);
}

/** A node for the value that fresh storage of a type holds: zero, false, the first case. `undefined` when the type has no such value (pointers, descriptors). */
export function zeroOf(frame: Frame, type: Type, span: Span): NodeId | undefined {
  const all = (types: readonly Type[]): readonly NodeId[] | undefined => {
    const zeros = types.map((each) => zeroOf(frame, each, span));
    return zeros.every((zero) => zero !== undefined) ? zeros : undefined;
  };
  switch (type.kind) {
    case 'unit':
      return add(frame, { kind: 'literal', type, value: undefined }, span);
    case 'boolean':
      return truth(frame, 'false', span);
    case 'integer':
    case 'character':
    case 'enum':
    case 'float':
      return number(frame, type, 0n, span);
    case 'string':
      return add(frame, { kind: 'text', type, text: '' }, span);
    case 'tuple': {
      const operands = all(type.items);
      return operands && add(frame, { kind: 'aggregate', type, operands }, span);
    }
    case 'record': {
      const operands = all(type.fields.map((field) => field.type));
      return operands && add(frame, { kind: 'aggregate', type, operands }, span);
    }
    case 'union': {
      if (frame.program.functionTypes.find(type)) return undefined;
      const first = type.cases[0] ?? never('a union has a case');
      const operands = all(first.fields.map((field) => field.type));
      return operands && add(frame, { kind: 'case', type, tag: 0, operands }, span);
    }
    case 'array':
    case 'span':
    case 'pointer':
    case 'address':
    case 'descriptor':
      return undefined;
  }
}

/** A constant array length, or a refusal. Lengths are bounded so that every index of the array is an `int` on every target. */
export function constantLength(frame: Frame, length: TypedExpression): number {
  const value = constantInteger(frame, elaborateExpression(frame, length));
  if (value !== undefined && value >= 0n && value < 1n << 31n) return Number(value);
  refuse(frame, {
    code: 'FS8295',
    span: length.span,
    title: 'Array length is not a constant.',
    detail:
      value === undefined
        ? 'Arrays live in the stack frame or at module level, so their length must be known when compiling.'
        : `The length ${value} is outside 0 … 2147483647.`,
    hint: 'Use a literal, a [<Literal>] constant or arithmetic on these; take a slice for a shorter view.',
  });
  return 0;
}
