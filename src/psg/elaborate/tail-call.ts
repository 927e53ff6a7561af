// In: a recursive function all of whose calls of itself are the last thing that it does. Out: its body as a loop over its parameters, so that it takes one frame, and
// what is known of loops is known of it. Other functions are left as they are.
import type { Symbol, TypedExpression, TypedFunction } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { booleanType, type Type, unitType } from '../type.ts';
import { zeroOf } from './constant.ts';
import { makesArrays } from './expand.ts';
import { add, elaborateExpression, type Frame, truth, typeIn, unit, wrapLet } from './frame.ts';
import { childrenOf } from './walk.ts';

/** The loop, or nothing when the function is no loop. Arrays of its own must be new ones in each call, so they keep it a function. */
export function elaborateTailCalls(frame: Frame, definition: TypedFunction, body: TypedExpression): NodeId | undefined {
  const { symbol, isRecursive, parameters } = definition;
  if (!isRecursive || makesArrays(frame, body)) return undefined;
  const calls = tailCallsIn(body, symbol);
  if (calls.length === 0 || calls.length !== mentionsOf(body, symbol)) return undefined;
  const changed = parameters.filter((parameter, at) => calls.some((call) => !isUnchanged(call, at, parameter)));
  if (changed.some((parameter) => frame.functions.has(parameter) || parameter.type.kind === 'function'))
    return undefined;
  const moving = changed.filter((parameter) => frame.bindings.has(parameter));
  const exits = exitsOf(body, symbol);
  const result = typeIn(frame, body.type);
  const test = body.kind === 'if' ? sidesOf(body, symbol) : undefined;
  const first = test || result.kind === 'unit' ? undefined : firstResult(frame, exits, result, definition);
  if (!test && result.kind !== 'unit' && first === undefined) return undefined;
  // From here on the names of the parameters are those of the loop.
  const held = moving.map((parameter) => {
    const operand = elaborateExpression(frame, readOf(parameter, parameter.span));
    const binding = mutable(frame, parameter.name, typeIn(frame, parameter.type), parameter.span);
    return { parameter, operand, binding };
  });
  for (const { parameter, binding } of held) frame.bindings.set(parameter, binding);
  const loop = test
    ? testedLoop(frame, definition, test)
    : flaggedLoop(frame, definition, body, first === undefined ? undefined : { first, type: result });
  return held.reduceRight((inner, each) => wrapLet(frame, each, inner, body.span), loop);
}

interface Tested {
  readonly condition: TypedExpression;
  /** Whether the loop goes on when the condition holds. */
  readonly goesOn: 'if it holds' | 'if not';
  readonly again: TypedExpression;
  readonly exit: TypedExpression;
}

/** `if c then exit else again`: the loop's own test. */
function sidesOf(body: Extract<TypedExpression, { kind: 'if' }>, self: Symbol): Tested | undefined {
  const { condition, then, span } = body;
  const otherwise = body.otherwise ?? { kind: 'constant', value: undefined, type: unitSource, span };
  const isExit = (side: TypedExpression): boolean => tailCallsIn(side, self).length === 0;
  const isAgain = (side: TypedExpression): boolean => exitsOf(side, self).length === 0;
  if (isExit(then) && isAgain(otherwise)) return { condition, goesOn: 'if not', again: otherwise, exit: then };
  if (isAgain(then) && isExit(otherwise)) return { condition, goesOn: 'if it holds', again: then, exit: otherwise };
  return undefined;
}

function testedLoop(frame: Frame, definition: TypedFunction, { condition, goesOn, again, exit }: Tested): NodeId {
  const { span } = definition;
  const held = elaborateExpression(frame, condition);
  const test =
    goesOn === 'if it holds'
      ? held
      : add(frame, { kind: 'primitive', type: booleanType, operator: 'not', operands: [held] }, condition.span);
  const body = elaborateExpression(frame, turn(again, definition, undefined));
  const loop = add(frame, { kind: 'while', type: unitType, condition: test, invariants: [], body }, span);
  const after = elaborateExpression(frame, exit);
  return add(frame, { kind: 'sequence', type: typeIn(frame, exit.type), items: [loop, after] }, span);
}

/** Any other body: it goes on until a turn ends without a call. */
function flaggedLoop(
  frame: Frame,
  definition: TypedFunction,
  body: TypedExpression,
  result: { readonly first: NodeId; readonly type: Type } | undefined,
): NodeId {
  const { span } = definition;
  const going: Symbol = { name: 'going', type: { kind: 'bool' }, isMutable: true, place: 'local', span };
  const value: Symbol = { name: 'result', type: body.type, isMutable: true, place: 'local', span };
  const goingBinding = mutable(frame, 'going', booleanType, span);
  frame.bindings.set(going, goingBinding);
  const resultBinding = result && mutable(frame, 'result', result.type, span);
  if (resultBinding !== undefined) frame.bindings.set(value, resultBinding);
  const start = truth(frame, 'true', span);
  const condition = elaborateExpression(frame, readOf(going, span));
  const whole = turn(body, definition, { going, value: result ? value : undefined });
  const turnNode = elaborateExpression(frame, whole);
  const loop = add(frame, { kind: 'while', type: unitType, condition, invariants: [], body: turnNode }, span);
  const after = result ? elaborateExpression(frame, readOf(value, span)) : unit(frame, span);
  const items = [loop, after];
  const sequence = add(frame, { kind: 'sequence', type: result?.type ?? unitType, items }, span);
  const inner =
    result && resultBinding !== undefined
      ? wrapLet(frame, { binding: resultBinding, operand: result.first }, sequence, span)
      : sequence;
  return wrapLet(frame, { binding: goingBinding, operand: start }, inner, span);
}

function mutable(frame: Frame, name: string, type: Type, span: TypedExpression['span']): NodeId {
  return add(frame, { kind: 'binding', name, type, mutability: 'mutable', role: 'local' }, span);
}

/** What the result is before there is one: never seen, but it must not look like a result that the function does not give. */
function firstResult(
  frame: Frame,
  exits: readonly TypedExpression[],
  type: Type,
  { span }: TypedFunction,
): NodeId | undefined {
  const plain = exits.find((exit) => isPlain(frame, exit));
  return plain ? elaborateExpression(frame, plain) : zeroOf(frame, type, span);
}

/** An expression that reads nothing but constants and the function's own parameters. */
function isPlain(frame: Frame, expression: TypedExpression): boolean {
  switch (expression.kind) {
    case 'constant':
      return expression.type.kind !== 'array';
    case 'symbol':
      return !expression.symbol.isMutable && frame.bindings.has(expression.symbol);
    case 'case':
    case 'tuple':
      return childrenOf(expression).every((child) => isPlain(frame, child));
    default:
      return false;
  }
}

interface Ending {
  readonly going: Symbol;
  readonly value: Symbol | undefined;
}

const unitSource: TypedExpression['type'] = { kind: 'unit' };

/** One turn of the loop: calls of the function become assignments of its parameters, any other end of the body ends the loop. */
function turn(expression: TypedExpression, self: TypedFunction, ending: Ending | undefined): TypedExpression {
  const inner = (part: TypedExpression): TypedExpression => turn(part, self, ending);
  const { span } = expression;
  switch (expression.kind) {
    case 'if': {
      const otherwise = expression.otherwise ?? { kind: 'constant', value: undefined, type: unitSource, span };
      const then = inner(expression.then);
      return { ...expression, then, otherwise: inner(otherwise), type: unitSource };
    }
    case 'match':
      return {
        ...expression,
        rules: expression.rules.map((rule) => ({ ...rule, body: inner(rule.body) })),
        type: unitSource,
      };
    case 'let':
    case 'let-function':
      return { ...expression, body: inner(expression.body), type: unitSource };
    case 'sequence': {
      const last = expression.items.at(-1);
      return {
        ...expression,
        items: [...expression.items.slice(0, -1), ...(last ? [inner(last)] : [])],
        type: unitSource,
      };
    }
    case 'call':
      if (expression.callee === self.symbol) return again(expression, self);
      break;
    default:
  }
  if (!ending) return expression;
  const stop = assign(ending.going, { kind: 'constant', value: false, type: { kind: 'bool' }, span });
  const end = ending.value ? assign(ending.value, expression) : expression;
  return { kind: 'sequence', items: [end, stop], type: unitSource, span };
}

/** All arguments are evaluated before any parameter changes. */
function again(call: Extract<TypedExpression, { kind: 'call' }>, self: TypedFunction): TypedExpression {
  const { span } = call;
  const moved = self.parameters.flatMap((parameter, at) => {
    const value = call.arguments[at];
    return value && !isUnchanged(call, at, parameter) ? [{ parameter, value }] : [];
  });
  const [only, ...more] = moved;
  if (only && more.length === 0) return assign(only.parameter, only.value);
  const held = moved.map(({ parameter, value }) => {
    const symbol: Symbol = { ...parameter, name: `next ${parameter.name}`, isMutable: false, place: 'local' };
    return { parameter, value, symbol };
  });
  const assigns: TypedExpression = {
    kind: 'sequence',
    items: held.map(({ parameter, symbol, value }) => assign(parameter, readOf(symbol, value.span))),
    type: unitSource,
    span,
  };
  return held.reduceRight<TypedExpression>(
    (body, { symbol, value }) => ({
      kind: 'let',
      pattern: { kind: 'bind', symbol, type: symbol.type, span: value.span },
      value,
      body,
      type: unitSource,
      span,
    }),
    assigns,
  );
}

function assign(symbol: Symbol, value: TypedExpression): TypedExpression {
  if (symbol.type.kind === 'unit') return value;
  return { kind: 'assign', target: readOf(symbol, value.span), value, type: unitSource, span: value.span };
}

function readOf(symbol: Symbol, span: TypedExpression['span']): TypedExpression {
  return { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span };
}

function isUnchanged(call: Extract<TypedExpression, { kind: 'call' }>, at: number, parameter: Symbol): boolean {
  const argument = call.arguments[at];
  return argument?.kind === 'symbol' && argument.symbol === parameter;
}

type Call = Extract<TypedExpression, { kind: 'call' }>;

/** The expressions whose value the body yields. */
function endsOf(expression: TypedExpression): readonly TypedExpression[] {
  switch (expression.kind) {
    case 'if':
      return [...endsOf(expression.then), ...(expression.otherwise ? endsOf(expression.otherwise) : [expression])];
    case 'match':
      return expression.rules.flatMap((rule) => endsOf(rule.body));
    case 'let':
    case 'let-function':
      return endsOf(expression.body);
    case 'sequence': {
      const last = expression.items.at(-1);
      return last ? endsOf(last) : [expression];
    }
    default:
      return [expression];
  }
}

function isCallOf(expression: TypedExpression, self: Symbol): expression is Call {
  return expression.kind === 'call' && expression.callee === self;
}

function tailCallsIn(body: TypedExpression, self: Symbol): readonly Call[] {
  return endsOf(body).filter((end): end is Call => isCallOf(end, self));
}

function exitsOf(body: TypedExpression, self: Symbol): readonly TypedExpression[] {
  return endsOf(body).filter((end) => !isCallOf(end, self));
}

function mentionsOf(expression: TypedExpression, self: Symbol): number {
  return childrenOf(expression).reduce(
    (sum, child) => sum + mentionsOf(child, self),
    isCallOf(expression, self) ? 1 : 0,
  );
}
