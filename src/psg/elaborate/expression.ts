// In: a typed expression. Out: its graph node. One case per construct; what needs more than a few lines lives in its own file.
import { assertNever, never } from '../../base/never.ts';
import { isKnownWhole } from '../../fncs/type-parts.ts';
import type { BinaryOperator, Constant, Symbol, TypedExpression } from '../../fncs/typed.ts';
import type { NodeId, PrimitiveOperator } from '../node.ts';
import { type Type, unitType, wordType } from '../type.ts';
import { elaborateApply, elaborateCall, findFunction } from './apply.ts';
import { elaborateAssignment } from './assign.ts';
import { callLibrary, isObject, isUnitIn } from './call.ts';
import { floatBits } from './constant.ts';
import { elaborateEquality } from './equality.ts';
import { elaborateFilled } from './fill-array.ts';
import { elaborateFormatted, elaborateSink } from './format.ts';
import {
  add,
  bindValue,
  condition,
  elaborateExpression,
  type Frame,
  number,
  refuse,
  refuseTorn,
  truth,
  typeIn,
  typeOfNode,
  unit,
  wrapLet,
  wrapLets,
} from './frame.ts';
import { closeOver, inject } from './function-value.ts';
import { elaborateStatements, elaborateYield } from './generate.ts';
import { elaborateIntrinsic } from './intrinsic.ts';
import { elaborateLocalFunctions } from './local-function.ts';
import { elaborateFor, elaborateForEach, elaborateWhile } from './loop.ts';
import { elaborateMatch } from './match.ts';
import { bindNames } from './pattern.ts';

type Of<K extends TypedExpression['kind']> = Extract<TypedExpression, { kind: K }>;

/** The elaborator of every construct; the other files of this folder reach it through the frame. */
export function elaborateConstruct(frame: Frame, expression: TypedExpression): NodeId {
  const { span } = expression;
  const inner = (part: TypedExpression): NodeId => elaborateConstruct(frame, part);
  const type = (): Type => typeIn(frame, expression.type);
  switch (expression.kind) {
    case 'constant':
      return elaborateConstant(frame, expression.value, type(), expression);
    case 'symbol':
      return elaborateSymbol(frame, expression);
    case 'call': {
      const text = expression.arguments.at(-1);
      if (text?.kind !== 'formatted' || text.sink !== 'none') return elaborateCall(frame, expression);
      const name =
        frame.program.functions.get(expression.callee)?.name ?? never('text goes to a function of the library');
      return elaborateSink(frame, name, expression.arguments, text, span);
    }
    case 'lambda':
    case 'generate':
      return inject(frame, closeOver(frame, expression), span);
    case 'fill':
      return elaborateFilled(frame, expression);
    case 'yield':
      return elaborateYield(frame, expression);
    case 'apply':
      return elaborateApply(frame, expression);
    case 'intrinsic':
      return elaborateIntrinsic(frame, expression);
    case 'foreign': {
      const { library, symbol } = expression;
      return add(
        frame,
        { kind: 'foreign', type: type(), library, symbol, operands: expression.arguments.map(inner) },
        span,
      );
    }
    case 'binary':
      return elaborateBinary(frame, expression);
    case 'unary': {
      const operand = inner(expression.operand);
      const operator = unaryOperators[expression.operator];
      const literal =
        operator === 'negate' && type().kind === 'integer' ? frame.program.builder.node(operand) : undefined;
      if (literal?.kind === 'literal' && typeof literal.value === 'bigint' && literal.value > 0n)
        return number(frame, type(), -literal.value, span);
      return add(
        frame,
        { kind: 'primitive', type: type(), operator, operands: [operand], ...overflowOf(expression, type()) },
        span,
      );
    }
    case 'tuple':
      return add(frame, { kind: 'aggregate', type: type(), operands: expression.items.map(inner) }, span);
    case 'record':
      return elaborateRecord(frame, expression);
    case 'record-copy':
      return elaborateCopy(frame, expression);
    case 'field':
      return add(
        frame,
        { kind: 'field', type: type(), operand: inner(expression.target), index: expression.index },
        span,
      );
    case 'case':
      return add(
        frame,
        { kind: 'case', type: type(), tag: expression.tag, operands: expression.fields.map(inner) },
        span,
      );
    case 'array':
      return add(
        frame,
        { kind: 'array-literal', type: type(), operands: expression.items.map(inner), region: frame.storage },
        span,
      );
    case 'formatted':
      return elaborateFormatted(frame, expression);
    case 'instance':
      return add(frame, { kind: 'instance', type: type(), name: expression.name }, span);
    case 'register':
      return add(
        frame,
        { kind: 'register', type: type(), operand: inner(expression.target), index: expression.index },
        span,
      );
    case 'index':
      return add(
        frame,
        { kind: 'element', type: type(), collection: inner(expression.target), index: inner(expression.index) },
        span,
      );
    case 'slice':
      return elaborateSlice(frame, expression);
    case 'length':
      return add(frame, { kind: 'length', type: wordType, collection: inner(expression.target) }, span);
    case 'weaken':
      return add(frame, { kind: 'weaken', type: type(), operand: inner(expression.operand) }, span);
    case 'if': {
      const test = inner(expression.condition);
      const then = inner(expression.then);
      return condition(frame, test, then, expression.otherwise ? inner(expression.otherwise) : unit(frame, span), span);
    }
    case 'match':
      return elaborateMatch(frame, expression);
    case 'while':
      return elaborateWhile(frame, expression);
    case 'for':
      return elaborateFor(frame, expression);
    case 'for-each':
      return elaborateForEach(frame, expression);
    case 'let':
      return elaborateLet(frame, expression);
    case 'let-function':
      return elaborateLocalFunctions(frame, expression);
    case 'sequence':
      return elaborateStatements(frame, expression.items, span);
    case 'assign':
      return elaborateAssignment(frame, expression);
    case 'contract':
      if (expression.contract !== 'assert')
        return never(`the checker keeps ${expression.contract} at the head of its body`);
      return add(
        frame,
        { kind: 'claim', type: unitType, claim: 'assert', condition: inner(expression.condition) },
        span,
      );
    case 'critical':
      return elaborateCritical(frame, expression);
    case 'ensures':
      return never('the checker keeps ensures at the head of a function');
    default:
      return assertNever(expression);
  }
}

const unaryOperators = { '-': 'negate', '~~~': 'bit-not', not: 'not' } as const satisfies Record<
  string,
  PrimitiveOperator
>;

const binaryOperators: Readonly<Record<Exclude<BinaryOperator, '&&' | '||' | '=' | '<>'>, PrimitiveOperator>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '%': 'remainder',
  '&&&': 'bit-and',
  '|||': 'bit-or',
  '^^^': 'bit-xor',
  '<<<': 'shift-left',
  '>>>': 'shift-right',
  '<': 'less',
  '<=': 'less-or-equal',
  '>': 'greater',
  '>=': 'greater-or-equal',
};

function elaborateConstant(frame: Frame, value: Constant, type: Type, { span }: TypedExpression): NodeId {
  switch (typeof value) {
    case 'undefined':
      return unit(frame, span);
    case 'boolean':
      return truth(frame, value ? 'true' : 'false', span);
    case 'string':
      if (type.kind !== 'string') return bytesOf(frame, value, type, span);
      return add(frame, { kind: 'text', type, text: value }, span);
    default:
      return number(frame, type, type.kind === 'float' ? floatBits(Number(value), type.bits) : BigInt(value), span);
  }
}

/** `"abc"B`: an array of the string's code units. */
function bytesOf(frame: Frame, text: string, type: Type, span: TypedExpression['span']): NodeId {
  if (type.kind !== 'array') return never('a string constant is a string or bytes');
  const operands = [...text].map((each) => number(frame, type.element, each.charCodeAt(0), span));
  return add(frame, { kind: 'array-literal', type, operands, region: frame.storage }, span);
}

function elaborateSymbol(frame: Frame, { symbol, span }: Of<'symbol'>): NodeId {
  if (isObject(symbol.type)) return unit(frame, span);
  const known =
    frame.functions.get(symbol) ?? (symbol.place === 'module' ? frame.program.functionOf(symbol) : undefined);
  if (known) return inject(frame, known, span);
  const binding = frame.bindings.get(symbol);
  if (binding === undefined && symbol.place !== 'module' && isUnitIn(symbol.type, frame.substitution))
    return unit(frame, span);
  if (binding !== undefined) return add(frame, { kind: 'local', type: typeIn(frame, symbol.type), binding }, span);
  const literal = frame.program.literals.get(symbol);
  if (literal) return elaborateExpression(frame, literal.body);
  return readValue(frame, symbol, span);
}

function readValue(frame: Frame, symbol: Symbol, span: TypedExpression['span']): NodeId {
  const { node } = frame.program.valueOf(symbol);
  refuseTorn(frame, symbol, span);
  return add(frame, { kind: 'global', type: typeIn(frame, symbol.type), value: node }, span);
}

function elaborateCritical(frame: Frame, { body, span }: Of<'critical'>): NodeId {
  const { section } = frame;
  frame.section = 'critical';
  const inner = elaborateExpression(frame, body);
  frame.section = section;
  return add(frame, { kind: 'critical', type: typeOfNode(frame, inner), body: inner }, span);
}

function elaborateBinary(frame: Frame, expression: Of<'binary'>): NodeId {
  const { operator, span } = expression;
  if (operator === '=' || operator === '<>') return elaborateEquality(frame, expression, operator);
  const left = elaborateExpression(frame, expression.left);
  if (operator === '&&')
    return condition(frame, left, elaborateExpression(frame, expression.right), truth(frame, 'false', span), span);
  if (operator === '||')
    return condition(frame, left, truth(frame, 'true', span), elaborateExpression(frame, expression.right), span);
  const operands = [left, elaborateExpression(frame, expression.right)];
  const ofType = typeOfNode(frame, left);
  if (ofType.kind === 'string') {
    const order = callLibrary(frame, 'String.compare', operands, span);
    const type = typeIn(frame, expression.type);
    return add(
      frame,
      {
        kind: 'primitive',
        type,
        operator: binaryOperators[operator],
        operands: [order, number(frame, wordType, 0, span)],
      },
      span,
    );
  }
  if (
    ofType.kind !== 'integer' &&
    ofType.kind !== 'float' &&
    ofType.kind !== 'character' &&
    ofType.kind !== 'enum' &&
    ofType.kind !== 'boolean'
  ) {
    refuse(frame, {
      code: 'FS8296',
      span,
      title: 'Comparison outside the dialect.',
      detail: `The operator \`${operator}\` is defined for numbers, characters, strings, enums and booleans here.`,
      hint: 'Compare the parts one by one.',
    });
  }
  const type = typeIn(frame, expression.type);
  return add(
    frame,
    { kind: 'primitive', type, operator: binaryOperators[operator], operands, ...overflowOf(expression, type) },
    span,
  );
}

/** Floats do not overflow: they have infinities. */
function overflowOf({ overflow }: Of<'binary' | 'unary'>, type: Type): { readonly overflow?: 'checked' } {
  return overflow && type.kind === 'integer' ? { overflow } : {};
}

/** Fields are evaluated as written and stored as declared. */
function elaborateRecord(frame: Frame, expression: Of<'record'>): NodeId {
  const { span, fields, order } = expression;
  const type = typeIn(frame, expression.type);
  if (order.every((index, at) => index === at)) {
    return add(
      frame,
      { kind: 'aggregate', type, operands: fields.map((field) => elaborateExpression(frame, field)) },
      span,
    );
  }
  const bound = new Map(
    order.map((index) => {
      const field = fields[index] ?? never('the order names the fields');
      return [index, bindValue(frame, 'field', elaborateExpression(frame, field), field.span)] as const;
    }),
  );
  const operands = fields.map((_, index) => (bound.get(index) ?? never('every field is written once')).read());
  const aggregate = add(frame, { kind: 'aggregate', type, operands }, span);
  return [...bound.values()].reduceRight((body, each) => wrapLet(frame, each, body, span), aggregate);
}

function elaborateCopy(frame: Frame, expression: Of<'record-copy'>): NodeId {
  const { span, changes } = expression;
  const type = typeIn(frame, expression.type);
  if (type.kind !== 'record') return never('only records are copied');
  const base = bindValue(frame, 'base', elaborateExpression(frame, expression.base), expression.base.span);
  const bound = changes.map(({ index, value }) => ({
    index,
    ...bindValue(frame, 'field', elaborateExpression(frame, value), value.span),
  }));
  const operands = type.fields.map((field, index) => {
    const change = bound.findLast((each) => each.index === index);
    return change ? change.read() : add(frame, { kind: 'field', type: field.type, operand: base.read(), index }, span);
  });
  const aggregate = add(frame, { kind: 'aggregate', type, operands }, span);
  return [base, ...bound].reduceRight((body, each) => wrapLet(frame, each, body, span), aggregate);
}

/** Missing ends become 0 and length − 1. */
function elaborateSlice(frame: Frame, expression: Of<'slice'>): NodeId {
  const { span } = expression;
  const collection = bindValue(
    frame,
    'collection',
    elaborateExpression(frame, expression.target),
    expression.target.span,
  );
  const first = expression.first ? elaborateExpression(frame, expression.first) : number(frame, wordType, 0, span);
  const lengthOf = (): NodeId => add(frame, { kind: 'length', type: wordType, collection: collection.read() }, span);
  const last = expression.last
    ? elaborateExpression(frame, expression.last)
    : add(
        frame,
        {
          kind: 'primitive',
          type: wordType,
          operator: 'subtract',
          operands: [lengthOf(), number(frame, wordType, 1, span)],
        },
        span,
      );
  const slice = add(
    frame,
    { kind: 'slice', type: typeIn(frame, expression.type), collection: collection.read(), first, last },
    span,
  );
  return wrapLet(frame, collection, slice, span);
}

function elaborateLet(frame: Frame, expression: Of<'let'>): NodeId {
  const { pattern, span } = expression;
  if (pattern.kind === 'bind' && !pattern.symbol.isMutable && isKnownWhole(expression.value.type)) {
    const { lets, value } = findFunction(frame, expression.value);
    frame.functions.set(pattern.symbol, value);
    return wrapLets(frame, lets, elaborateExpression(frame, expression.body));
  }
  const operand = elaborateExpression(frame, expression.value);
  if (pattern.kind === 'wildcard') {
    const body = elaborateExpression(frame, expression.body);
    return add(frame, { kind: 'sequence', type: typeOfNode(frame, body), items: [operand, body] }, span);
  }
  if (pattern.kind === 'bind') {
    const { symbol } = pattern;
    const type = typeIn(frame, symbol.type);
    const binding = add(
      frame,
      {
        kind: 'binding',
        name: symbol.name,
        type,
        mutability: symbol.isMutable ? 'mutable' : 'immutable',
        role: 'local',
      },
      symbol.span,
    );
    frame.bindings.set(symbol, binding);
    if (!symbol.isMutable) frame.definitions.set(binding, operand);
    return wrapLet(frame, { binding, operand }, elaborateExpression(frame, expression.body), span);
  }
  const value = bindValue(frame, 'value', operand, span);
  const names = bindNames(frame, pattern, value.read);
  return wrapLet(frame, value, names.wrap(elaborateExpression(frame, expression.body)), span);
}
