// In: `a = b` or `a <> b`. Out: structural equality, expanded to equality of scalars in field order; strings by the library.
import { assertNever } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { booleanType, nameOfType, type Type, wordType } from '../type.ts';
import { callLibrary } from './call.ts';
import {
  add,
  bindValue,
  condition,
  conjunction,
  elaborateExpression,
  type Frame,
  number,
  refuse,
  truth,
  typeOfNode,
  wrapLet,
} from './frame.ts';
import { equal, fieldOf, type Read } from './pattern.ts';

export function elaborateEquality(
  frame: Frame,
  expression: Extract<TypedExpression, { kind: 'binary' }>,
  operator: '=' | '<>',
): NodeId {
  const { span } = expression;
  const left = elaborateExpression(frame, expression.left);
  const type = typeOfNode(frame, left);
  const right = elaborateExpression(frame, expression.right);
  if (isScalar(type)) {
    return add(
      frame,
      {
        kind: 'primitive',
        type: booleanType,
        operator: operator === '=' ? 'equal' : 'not-equal',
        operands: [left, right],
      },
      span,
    );
  }
  const [a, b] = [bindValue(frame, 'left', left, span), bindValue(frame, 'right', right, span)];
  const same = equalParts(frame, type, a.read, b.read, span);
  const result =
    operator === '='
      ? same
      : add(frame, { kind: 'primitive', type: booleanType, operator: 'not', operands: [same] }, span);
  return wrapLet(frame, a, wrapLet(frame, b, result, span), span);
}

function isScalar(type: Type): boolean {
  return (
    type.kind === 'boolean' ||
    type.kind === 'integer' ||
    type.kind === 'character' ||
    type.kind === 'enum' ||
    type.kind === 'float'
  );
}

function equalParts(frame: Frame, type: Type, left: Read, right: Read, span: Span): NodeId {
  switch (type.kind) {
    case 'boolean':
    case 'integer':
    case 'character':
    case 'enum':
    case 'float':
      return equal(frame, left(), right(), span);
    case 'unit':
      return truth(frame, 'true', span);
    case 'tuple':
      return equalFields(frame, type.items, left, right, span);
    case 'record':
      return equalFields(
        frame,
        type.fields.map((field) => field.type),
        left,
        right,
        span,
      );
    case 'union':
      return equalCases(frame, type, left, right, span);
    case 'string':
      return callLibrary(frame, 'String.equals', [left(), right()], span);
    case 'array':
    case 'span':
    case 'pointer':
    case 'address':
    case 'descriptor':
      refuse(frame, {
        code: 'FS8296',
        span,
        title: 'Comparison outside the dialect.',
        detail: `Values of type ${nameOfType(type)} have no equality here.`,
        hint: 'Compare the elements in a loop.',
      });
      return truth(frame, 'false', span);
    default:
      return assertNever(type);
  }
}

function equalFields(frame: Frame, types: readonly Type[], left: Read, right: Read, span: Span): NodeId {
  const tests = types.map((type, index) =>
    equalParts(frame, type, fieldOf(frame, type, index, left, span), fieldOf(frame, type, index, right, span), span),
  );
  return conjunction(frame, tests, span);
}

/** Equal tags, and for the case at hand equal fields. */
function equalCases(frame: Frame, type: Extract<Type, { kind: 'union' }>, left: Read, right: Read, span: Span): NodeId {
  const tagOf = (read: Read): NodeId => add(frame, { kind: 'tag', type: wordType, operand: read() }, span);
  const fields = type.cases.reduceRight(
    (rest, each, tag) => {
      if (each.fields.length === 0) return rest;
      const payload =
        (read: Read, index: number, of: Type): Read =>
        () =>
          add(frame, { kind: 'payload', type: of, operand: read(), tag, index }, span);
      const tests = each.fields.map((field, index) =>
        equalParts(frame, field.type, payload(left, index, field.type), payload(right, index, field.type), span),
      );
      return condition(
        frame,
        equal(frame, tagOf(left), number(frame, wordType, tag, span), span),
        conjunction(frame, tests, span),
        rest,
        span,
      );
    },
    truth(frame, 'true', span),
  );
  return condition(frame, equal(frame, tagOf(left), tagOf(right), span), fields, truth(frame, 'false', span), span);
}
