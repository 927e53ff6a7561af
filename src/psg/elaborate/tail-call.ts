// In: a recursive function all of whose calls of itself are the last thing that it does. Out: its body as a loop over its parameters, so that it takes one frame, and
// what is known of loops is known of it. Other functions are left as they are.
import { isKnownWhole } from '../../fncs/type-parts.ts';
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
  if (changed.some((parameter) => frame.functions.has(parameter) || isKnownWhole(parameter.type))) return undefined;
  const moving = changed.filter((parameter) => frame.bindings.has(parameter));
  const exits = exitsOf(body, symbol);
  const result = typeIn(frame, body.type);
  const test = (body.kind === 'if' && sidesOf(body, definition)) || decisionOf(body, definition);
  const first = test || result.kind === 'unit' ? undefined : firstResult(frame, exits, moving, result, definition);
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
  /** One turn, and what the function gives after the last one. */
  readonly again: TypedExpression;
  readonly exit: TypedExpression;
}

/** `if c then exit else again`: the loop's own test. */
function sidesOf(body: Extract<TypedExpression, { kind: 'if' }>, self: TypedFunction): Tested | undefined {
  const { condition, then, span } = body;
  const otherwise = body.otherwise ?? nothing(span);
  const isExit = (side: TypedExpression): boolean => tailCallsIn(side, self.symbol).length === 0;
  const isAgain = (side: TypedExpression): boolean => exitsOf(side, self.symbol).length === 0;
  const turnOf = (side: TypedExpression): TypedExpression => turn(side, self, undefined);
  if (isExit(then) && isAgain(otherwise)) return { condition, goesOn: 'if not', again: turnOf(otherwise), exit: then };
  if (isAgain(then) && isExit(otherwise))
    return { condition, goesOn: 'if it holds', again: turnOf(then), exit: otherwise };
  return undefined;
}

/** A body that decides by plain tests alone: they are asked whether it goes on, which turn it takes, and, after the last one, which way out. */
function decisionOf(body: TypedExpression, self: TypedFunction): Tested | undefined {
  if (!isDecision(body, self.symbol)) return undefined;
  const exit = wayOut(body, self.symbol);
  return (
    exit && { condition: goesOnIn(body, self.symbol), goesOn: 'if it holds', again: turn(body, self, 'nothing'), exit }
  );
}

function isDecision(expression: TypedExpression, self: Symbol): boolean {
  if (isCallOf(expression, self) || tailCallsIn(expression, self).length === 0) return true;
  switch (expression.kind) {
    case 'if':
      return (
        isPlainTest(expression.condition) &&
        isDecision(expression.then, self) &&
        (!expression.otherwise || isDecision(expression.otherwise, self))
      );
    case 'match':
      return (
        expression.isComplete &&
        isPlainTest(expression.subject) &&
        expression.rules.every((rule) => !rule.guard && isDecision(rule.body, self))
      );
    case 'let':
      return isPlainTest(expression.value) && isDecision(expression.body, self);
    default:
      // What is done before it decides must be done once.
      return false;
  }
}

/** Tests that read names and constants only: no claims rest on them, and asking them twice makes no difference. */
function isPlainTest(expression: TypedExpression): boolean {
  switch (expression.kind) {
    case 'constant':
      return expression.type.kind !== 'array' && expression.type.kind !== 'string';
    case 'symbol':
      return expression.symbol.place !== 'module' && !expression.symbol.isMutable;
    case 'binary': {
      const { operator, left, right } = expression;
      const isSafe =
        !/^[/%]$/.test(operator) || (right.kind === 'constant' && typeof right.value === 'bigint' && right.value > 0n);
      const isScalar = left.type.kind === 'numeric' || left.type.kind === 'bool' || left.type.kind === 'char';
      return isSafe && isScalar && !expression.overflow && isPlainTest(left) && isPlainTest(right);
    }
    case 'unary':
      return !expression.overflow && isPlainTest(expression.operand);
    case 'length':
    case 'field':
    case 'tuple':
      return childrenOf(expression).every(isPlainTest);
    default:
      return false;
  }
}

/** Whether the body ends in a call of itself. */
function goesOnIn(expression: TypedExpression, self: Symbol): TypedExpression {
  const type: TypedExpression['type'] = { kind: 'bool' };
  const inner = (part: TypedExpression): TypedExpression => goesOnIn(part, self);
  const { span } = expression;
  const answer = (value: boolean): TypedExpression => ({ kind: 'constant', value, type, span });
  if (tailCallsIn(expression, self).length === 0) return answer(false);
  switch (expression.kind) {
    case 'if': {
      const then = inner(expression.then);
      return {
        ...expression,
        then,
        otherwise: expression.otherwise ? inner(expression.otherwise) : answer(false),
        type,
      };
    }
    case 'match':
      return { ...expression, rules: expression.rules.map((rule) => ({ ...rule, body: inner(rule.body) })), type };
    case 'let':
      return { ...expression, body: inner(expression.body), type };
    default:
      return answer(true);
  }
}

/** The body without its calls of itself: where it is evaluated, its tests lead elsewhere. Nothing when there is no way out. */
function wayOut(expression: TypedExpression, self: Symbol): TypedExpression | undefined {
  if (isCallOf(expression, self)) return undefined;
  const inner = (part: TypedExpression): TypedExpression | undefined => wayOut(part, self);
  switch (expression.kind) {
    case 'if': {
      const { otherwise, span } = expression;
      const [yes, no] = [inner(expression.then), otherwise ? inner(otherwise) : nothing(span)];
      if (!yes || !no) return yes ?? no;
      const then = yes;
      return { ...expression, then, otherwise: no };
    }
    case 'match': {
      const rules = expression.rules.flatMap((rule) => {
        const body = inner(rule.body);
        return body ? [{ ...rule, body }] : [];
      });
      return rules.length === 0 ? undefined : { ...expression, rules };
    }
    case 'let': {
      const body = inner(expression.body);
      return body && { ...expression, body };
    }
    default:
      return expression;
  }
}

function nothing(span: TypedExpression['span']): TypedExpression {
  return { kind: 'constant', value: undefined, type: unitSource, span };
}

function testedLoop(frame: Frame, definition: TypedFunction, { condition, goesOn, again, exit }: Tested): NodeId {
  const { span } = definition;
  const held = elaborateExpression(frame, condition);
  const test =
    goesOn === 'if it holds'
      ? held
      : add(frame, { kind: 'primitive', type: booleanType, operator: 'not', operands: [held] }, condition.span);
  const body = elaborateExpression(frame, again);
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
  moving: readonly Symbol[],
  type: Type,
  { span }: TypedFunction,
): NodeId | undefined {
  const plain = exits.find((exit) => isPlain(frame, exit, moving));
  return plain ? elaborateExpression(frame, plain) : zeroOf(frame, type, span);
}

/** An expression that reads nothing but constants and parameters that stay as they are: a result of the function also before the first turn. */
function isPlain(frame: Frame, expression: TypedExpression, moving: readonly Symbol[]): boolean {
  switch (expression.kind) {
    case 'constant':
      return expression.type.kind !== 'array';
    case 'symbol': {
      const { symbol } = expression;
      return !symbol.isMutable && frame.bindings.has(symbol) && !moving.includes(symbol);
    }
    case 'case':
    case 'tuple':
      return childrenOf(expression).every((child) => isPlain(frame, child, moving));
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
function turn(
  expression: TypedExpression,
  self: TypedFunction,
  ending: Ending | 'nothing' | undefined,
): TypedExpression {
  const inner = (part: TypedExpression): TypedExpression => turn(part, self, ending);
  const { span } = expression;
  switch (expression.kind) {
    case 'if': {
      const otherwise = expression.otherwise ?? nothing(span);
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
  if (ending === 'nothing') return nothing(span);
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
