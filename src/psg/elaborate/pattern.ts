// In: a pattern and a maker of reads of the value. Out: the test whether it matches, and the names that it binds. Both are pure.
import { assertNever, never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { Constant, Symbol, TypedPattern } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { booleanType, type Type, wordType } from '../type.ts';
import { callLibrary } from './call.ts';
import { floatBits } from './constant.ts';
import { add, condition, conjunction, disjunction, type Frame, type Lets, number, typeIn, wrapLets } from './frame.ts';

/** Makes a fresh node that reads the value (a name or a field of one): pure, so that it may be made as often as needed. */
export type Read = () => NodeId;

/** The tests of a pattern, to be conjoined; none: it always matches. */
export function testsOf(frame: Frame, pattern: TypedPattern, read: Read): readonly NodeId[] {
  switch (pattern.kind) {
    case 'wildcard':
    case 'bind':
      return [];
    case 'as':
      return testsOf(frame, pattern.pattern, read);
    case 'constant':
      return testConstant(frame, pattern.value, typeIn(frame, pattern.type), read, pattern.span);
    case 'case': {
      const type = typeIn(frame, pattern.type);
      const tag = testTag(frame, type, pattern.tag, read, pattern.span);
      return [
        ...tag,
        ...pattern.fields.flatMap((field, index) => testsOf(frame, field, payloadOf(frame, pattern, index, read))),
      ];
    }
    case 'tuple':
      return pattern.items.flatMap((item, index) =>
        testsOf(frame, item, fieldOf(frame, typeIn(frame, item.type), index, read, item.span)),
      );
    case 'array': {
      const length = add(frame, { kind: 'length', type: wordType, collection: read() }, pattern.span);
      const count = number(frame, wordType, pattern.items.length, pattern.span);
      return [
        equal(frame, length, count, pattern.span),
        ...pattern.items.flatMap((item, index) => testsOf(frame, item, elementOf(frame, item, index, read))),
      ];
    }
    case 'record':
      return pattern.fields.flatMap(({ index, pattern: inner }) =>
        testsOf(frame, inner, fieldOf(frame, typeIn(frame, inner.type), index, read, inner.span)),
      );
    case 'and':
      return pattern.patterns.flatMap((each) => testsOf(frame, each, read));
    case 'or': {
      const alternatives = pattern.alternatives.map((each) => testsOf(frame, each, read));
      if (alternatives.some((tests) => tests.length === 0)) return [];
      return [
        disjunction(
          frame,
          alternatives.map((tests) => conjunction(frame, tests, pattern.span)),
          pattern.span,
        ),
      ];
    }
    case 'recognised':
      return never('active patterns are written out by the checker');
    default:
      return assertNever(pattern);
  }
}

/** One `let` per bound name. Call `bindNames` before the body is elaborated, `wrap` around it after. */
export interface BoundNames {
  readonly lets: Lets;
  readonly wrap: (body: NodeId) => NodeId;
}

/** Declares the pattern's names in the frame; their values are read through `read`. Mutable names (`let mutable x`) get mutable bindings. */
export function bindNames(frame: Frame, pattern: TypedPattern, read: Read): BoundNames {
  const lets = namesOf(frame, pattern, read).map(({ symbol, value, span }) => {
    const operand = value();
    const binding = add(
      frame,
      {
        kind: 'binding',
        name: symbol.name,
        type: typeIn(frame, symbol.type),
        mutability: symbol.isMutable ? 'mutable' : 'immutable',
        role: 'local',
      },
      symbol.span,
    );
    frame.bindings.set(symbol, binding);
    if (!symbol.isMutable) frame.definitions.set(binding, operand);
    return { binding, operand, span };
  });
  return { lets, wrap: (body) => wrapLets(frame, lets, body) };
}

interface BoundName {
  readonly symbol: Symbol;
  readonly value: Read;
  readonly span: Span;
}

function namesOf(frame: Frame, pattern: TypedPattern, read: Read): readonly BoundName[] {
  switch (pattern.kind) {
    case 'wildcard':
    case 'constant':
      return [];
    case 'bind':
      return [{ symbol: pattern.symbol, value: read, span: pattern.span }];
    case 'as':
      return [...namesOf(frame, pattern.pattern, read), { symbol: pattern.symbol, value: read, span: pattern.span }];
    case 'case':
      return pattern.fields.flatMap((field, index) => namesOf(frame, field, payloadOf(frame, pattern, index, read)));
    case 'tuple':
      return pattern.items.flatMap((item, index) =>
        namesOf(frame, item, fieldOf(frame, typeIn(frame, item.type), index, read, item.span)),
      );
    case 'array':
      return pattern.items.flatMap((item, index) => namesOf(frame, item, elementOf(frame, item, index, read)));
    case 'record':
      return pattern.fields.flatMap(({ index, pattern: inner }) =>
        namesOf(frame, inner, fieldOf(frame, typeIn(frame, inner.type), index, read, inner.span)),
      );
    case 'and':
      return pattern.patterns.flatMap((each) => namesOf(frame, each, read));
    case 'or':
      return alternativeNames(frame, pattern, read);
    case 'recognised':
      return never('active patterns are written out by the checker');
    default:
      return assertNever(pattern);
  }
}

/** A name bound in every alternative takes its value from the first one that matches. */
function alternativeNames(
  frame: Frame,
  pattern: Extract<TypedPattern, { kind: 'or' }>,
  read: Read,
): readonly BoundName[] {
  const [first, ...rest] = pattern.alternatives;
  if (!first) return never('an or-pattern has alternatives');
  return namesOf(frame, first, read).map(({ symbol, span }) => {
    const valueIn = (alternative: TypedPattern): Read =>
      namesOf(frame, alternative, read).find((name) => name.symbol === symbol)?.value ??
      never('alternatives bind the same names');
    const choose = ([here, ...others]: readonly TypedPattern[]): NodeId => {
      const value = valueIn(here ?? never('an or-pattern has alternatives'))();
      if (!here || others.length === 0) return value;
      return condition(frame, conjunction(frame, testsOf(frame, here, read), span), value, choose(others), span);
    };
    return { symbol, span, value: () => choose([first, ...rest]) };
  });
}

function testConstant(frame: Frame, value: Constant, type: Type, read: Read, span: Span): readonly NodeId[] {
  if (type.kind === 'unit') return [];
  if (typeof value === 'boolean') {
    return [
      value ? read() : add(frame, { kind: 'primitive', type: booleanType, operator: 'not', operands: [read()] }, span),
    ];
  }
  if (typeof value === 'string') {
    const text = add(frame, { kind: 'text', type, text: value }, span);
    return [callLibrary(frame, 'String.equals', [read(), text], span)];
  }
  if (value === undefined) return never('a pattern of type unit is a wildcard');
  const literal = type.kind === 'float' ? floatBits(Number(value), type.bits) : BigInt(value);
  return [equal(frame, read(), number(frame, type, literal, span), span)];
}

function testTag(frame: Frame, type: Type, tag: number, read: Read, span: Span): readonly NodeId[] {
  if (type.kind !== 'union') return never('case patterns are of union type');
  if (type.cases.length === 1) return [];
  const actual = add(frame, { kind: 'tag', type: wordType, operand: read() }, span);
  return [equal(frame, actual, number(frame, wordType, tag, span), span)];
}

export function equal(frame: Frame, left: NodeId, right: NodeId, span: Span): NodeId {
  return add(frame, { kind: 'primitive', type: booleanType, operator: 'equal', operands: [left, right] }, span);
}

export function fieldOf(frame: Frame, type: Type, index: number, read: Read, span: Span): Read {
  return () => add(frame, { kind: 'field', type, operand: read(), index }, span);
}

function payloadOf(frame: Frame, pattern: Extract<TypedPattern, { kind: 'case' }>, index: number, read: Read): Read {
  const field = pattern.fields[index] ?? never('a case pattern has all its fields');
  const type = typeIn(frame, field.type);
  return () => add(frame, { kind: 'payload', type, operand: read(), tag: pattern.tag, index }, field.span);
}

/** Its bounds check stands behind the test of the length. */
function elementOf(frame: Frame, item: TypedPattern, at: number, read: Read): Read {
  const type = typeIn(frame, item.type);
  return () => {
    const index = number(frame, wordType, at, item.span);
    return add(frame, { kind: 'element', type, collection: read(), index }, item.span);
  };
}
