// In: calls and applications in the typed tree. Out: their nodes; or, where the result is a function, the function that it is. Arguments that are functions are
// passed as what is known of them.
import { never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import { isKnownWhole } from '../../fncs/type-parts.ts';
import type { Symbol, TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import {
  callInstance,
  callTarget,
  enterExpansion,
  holdGiven,
  isObject,
  isUnitIn,
  passArguments,
  shapeOf,
  type Target,
} from './call.ts';
import { isLookedInto } from './expand.ts';
import {
  add,
  bindValue,
  elaborateExpression,
  type Frame,
  type FunctionValue,
  type Given,
  type Lets,
  readBinding,
  typeOfBinding,
  wrapLets,
} from './frame.ts';
import { takes } from './function-type.ts';
import {
  capturedIn,
  choose,
  closeOver,
  depthOf,
  functionTypeOf,
  givePartly,
  inject,
  type Known,
  refuseUnknown,
} from './function-value.ts';
import { withLocalFunctions } from './local-function.ts';
import { bindNames } from './pattern.ts';
import { directCall, spreadArguments } from './spread-tuple.ts';
import { elaborateArgument } from './type.ts';

type Of<K extends TypedExpression['kind']> = Extract<TypedExpression, { kind: K }>;

/** A function, and the `let`s that hold what it captured. */
export interface Found {
  readonly lets: Lets;
  readonly value: FunctionValue;
}

/** Functions within functions are known down to this depth; deeper ones are read by their tag. */
const deepest = 8;

/** Sequences are never read by a tag, so they may be deeper; a recursive function that wraps its parameter has an end. */
const deepestSequence = 40;

export function elaborateCall(frame: Frame, expression: Of<'call'>): NodeId {
  const { lets, target } = targetOf(frame, expression);
  return wrapLets(frame, lets, callTarget(frame, target));
}

function targetOf(frame: Frame, expression: Of<'call'>): { readonly lets: Lets; readonly target: Target } {
  const { callee, span } = expression;
  const template =
    frame.locals.get(callee) ?? frame.program.functions.get(callee) ?? never(`function ${callee.name} is defined`);
  const instantiation = expression.instantiation.map((type) => elaborateArgument(type, frame.substitution));
  const captured = capturedIn(frame, template);
  // Functions stand in the graph in the order in which they are first called, the callee before those that its arguments call.
  const before: Lets[number][] = [];
  const written = template.parts
    ? spreadArguments(expression.arguments, template.parts, (argument) => holdArgument(frame, argument, before))
    : expression.arguments;
  const { isInline, isOfObject } = template.definition;
  if (!isInline && !isOfObject && !written.some((argument) => isKnownWhole(argument.type)))
    frame.program.instanceOf(template, instantiation, captured.map(shapeOf));
  const { lets, given } = evaluate(frame, written);
  return { lets: [...before, ...lets], target: { template, instantiation, captured, given, span } };
}

/** Evaluates an argument before those that follow it; the `let`s are added. */
function holdArgument(frame: Frame, argument: TypedExpression, lets: Lets[number][]): TypedExpression {
  const { type, span } = argument;
  const symbol: Symbol = { name: 'argument', type, isMutable: false, place: 'local', span };
  if (isKnownWhole(type)) {
    const found = findFunction(frame, argument);
    lets.push(...found.lets);
    frame.functions.set(symbol, found.value);
  } else {
    const { binding, operand } = bindValue(frame, symbol.name, elaborateExpression(frame, argument), span);
    lets.push({ binding, operand, span });
    frame.bindings.set(symbol, binding);
  }
  return { kind: 'symbol', symbol, instantiation: [], type, span };
}

/** `b.Bind (x, f)` as a call of the method, where its tuple is taken apart. */
function methodCall(frame: Frame, expression: Of<'apply'>): Of<'call'> | undefined {
  const direct = directCall(expression);
  return direct && frame.program.functions.get(direct.callee)?.parts ? direct : undefined;
}

export function elaborateApply(frame: Frame, expression: Of<'apply'>): NodeId {
  const direct = methodCall(frame, expression);
  if (direct) return elaborateCall(frame, direct);
  const { lets, value, given } = applicationOf(frame, expression);
  return wrapLets(frame, lets, applyFunction(frame, value, given, expression.span));
}

function applicationOf(
  frame: Frame,
  expression: Of<'apply'>,
): { readonly lets: Lets; readonly value: FunctionValue; readonly given: readonly Given[] } {
  const called = findFunction(frame, expression.function);
  const { lets, given } = evaluate(frame, expression.arguments);
  return { lets: [...called.lets, ...lets], value: called.value, given };
}

/** Evaluates arguments in order. What stands before the `let`s of a function is bound by name, so that it is evaluated before them. */
function evaluate(
  frame: Frame,
  written: readonly TypedExpression[],
): { readonly lets: Lets; readonly given: readonly Given[] } {
  const parts = written.map((argument): { readonly lets: Lets; readonly given: Given; readonly span: Span } => {
    const { span } = argument;
    if (isKnownWhole(argument.type)) {
      const found = findFunction(frame, argument);
      if (argument.type.kind === 'sequence' && found.value.kind === 'chosen') refuseUnknown(frame, span);
      if (depthOf(found.value) <= (argument.type.kind === 'sequence' ? deepestSequence : deepest))
        return { lets: found.lets, given: found.value, span };
      const chosen = choose(frame, inject(frame, found.value, span), span);
      return { lets: [...found.lets, ...chosen.lets], given: chosen.value, span };
    }
    const isKnown = argument.kind === 'constant' || (argument.kind === 'symbol' && isObject(argument.type));
    if (isKnown && isUnitIn(argument.type, frame.substitution)) return { lets: [], given: { kind: 'unit' }, span };
    return { lets: [], given: { kind: 'value', node: elaborateExpression(frame, argument) }, span };
  });
  const last = parts.findLastIndex((part) => part.lets.length > 0);
  const lets: Lets[number][] = [];
  const given = parts.map((part, at): Given => {
    lets.push(...part.lets);
    if (at >= last || part.given.kind !== 'value') return part.given;
    const bound = bindValue(frame, 'argument', part.given.node, part.span);
    lets.push({ ...bound, span: part.span });
    return { kind: 'value', node: bound.read() };
  });
  return { lets, given };
}

/** The function that an expression yields. */
export function findFunction(frame: Frame, expression: TypedExpression): Found {
  switch (expression.kind) {
    case 'lambda':
    case 'generate':
      return { lets: [], value: closeOver(frame, expression) };
    case 'symbol':
      return findNamed(frame, expression);
    case 'let':
      return findInLet(frame, expression);
    case 'let-function':
      return withLocalFunctions(frame, expression, () => findFunction(frame, expression.body));
    case 'sequence':
      return findInSequence(frame, expression);
    case 'call': {
      const { lets, target } = targetOf(frame, expression);
      return behind(lets, resultOf(frame, target));
    }
    case 'apply': {
      const direct = methodCall(frame, expression);
      if (direct) return findFunction(frame, direct);
      const { lets, value, given } = applicationOf(frame, expression);
      return behind(lets, applied(frame, value, given, expression.span));
    }
    default:
      return choose(frame, elaborateExpression(frame, expression), expression.span);
  }
}

function behind(lets: Lets, found: Found): Found {
  return { lets: [...lets, ...found.lets], value: found.value };
}

function findNamed(frame: Frame, expression: Of<'symbol'>): Found {
  const { symbol, span } = expression;
  const known = frame.functions.get(symbol);
  if (known) return { lets: [], value: known };
  const binding = frame.bindings.get(symbol);
  if (binding !== undefined && !symbol.isMutable) {
    const type = functionTypeOf(frame, typeOfBinding(frame, binding));
    return { lets: [], value: { kind: 'chosen', binding, type } };
  }
  const value = symbol.place === 'module' ? frame.program.functionOf(symbol) : undefined;
  return value ? { lets: [], value } : choose(frame, elaborateExpression(frame, expression), span);
}

function findInLet(frame: Frame, expression: Of<'let'>): Found {
  const { pattern, value, body, span } = expression;
  if (pattern.kind === 'bind' && isKnownWhole(value.type) && !pattern.symbol.isMutable) {
    const found = findFunction(frame, value);
    frame.functions.set(pattern.symbol, found.value);
    return behind(found.lets, findFunction(frame, body));
  }
  const held = bindValue(
    frame,
    pattern.kind === 'bind' ? pattern.symbol.name : 'value',
    elaborateExpression(frame, value),
    span,
  );
  const lets: Lets = [{ ...held, span }];
  if (pattern.kind === 'bind' && !pattern.symbol.isMutable) {
    frame.bindings.set(pattern.symbol, held.binding);
    return behind(lets, findFunction(frame, body));
  }
  const names = bindNames(frame, pattern, held.read);
  return behind([...lets, ...names.lets], findFunction(frame, body));
}

function findInSequence(frame: Frame, expression: Of<'sequence'>): Found {
  const last = expression.items.at(-1) ?? never('a sequence that yields a function is not empty');
  const lets = expression.items.slice(0, -1).map((item) => {
    const { binding, operand } = bindValue(frame, '_', elaborateExpression(frame, item), item.span);
    return { binding, operand, span: item.span };
  });
  return behind(lets, findFunction(frame, last));
}

/** Applies a function to arguments, as a node. */
export function applyFunction(frame: Frame, value: FunctionValue, given: readonly Given[], span: Span): NodeId {
  if (value.kind === 'chosen') return dispatch(frame, value, given, span);
  const count = value.template.definition.parameters.length;
  if (given.length === count)
    return callTarget(frame, { template: value.template, instantiation: [], captured: value.captured, given, span });
  const found = applied(frame, value, given, span);
  return found.node ?? wrapLets(frame, found.lets, inject(frame, found.value, span));
}

/** Applies a function whose result is a function. `node`: the result after all arguments, when it is no function. */
function applied(
  frame: Frame,
  value: FunctionValue,
  given: readonly Given[],
  span: Span,
): Found & { readonly node?: NodeId } {
  if (value.kind === 'chosen') return choose(frame, dispatch(frame, value, given, span), span);
  const { template, captured } = value;
  const count = template.definition.parameters.length;
  if (given.length === count) return resultOf(frame, { template, instantiation: [], captured, given, span });
  const { lets, held } = holdGiven(frame, given, span);
  if (given.length < count) return { lets, value: givePartly(frame, value, held) };
  return further(
    frame,
    value,
    lets,
    held.map((each) => reread(frame, each, span)),
    span,
  );
}

function further(
  frame: Frame,
  value: Known,
  lets: Lets,
  given: readonly Given[],
  span: Span,
): Found & { readonly node?: NodeId } {
  const { template, captured } = value;
  const count = template.definition.parameters.length;
  const first = resultOf(frame, { template, instantiation: [], captured, given: given.slice(0, count), span });
  const rest = given.slice(count);
  const before = [...lets, ...first.lets];
  const { result } = takes(frame.program.functionTypes, first.value.type, rest.length);
  if (frame.program.functionTypes.find(result)) return behind(before, applied(frame, first.value, rest, span));
  const node = wrapLets(frame, before, applyFunction(frame, first.value, rest, span));
  return { lets: [], value: first.value, node };
}

function reread(frame: Frame, held: ReturnType<typeof holdGiven>['held'][number], span: Span): Given {
  if (!held) return { kind: 'unit' };
  return held.kind === 'value' ? { kind: 'value', node: readBinding(frame, held.binding, span) } : held;
}

/** The function that a call returns: seen in its body, or read by its tag. */
function resultOf(frame: Frame, target: Target): Found {
  if (!isLookedInto(frame, target.template)) return choose(frame, callInstance(frame, target), target.span);
  const { inside, lets } = enterExpansion(frame, target);
  return behind(lets, findFunction(inside, target.template.definition.body));
}

function dispatch(
  frame: Frame,
  value: Extract<FunctionValue, { kind: 'chosen' }>,
  given: readonly Given[],
  span: Span,
): NodeId {
  const { program } = frame;
  const { parameters, result } = takes(program.functionTypes, value.type, given.length);
  const callee = program.dispatchOf(value.type, given.length, span);
  const stored = given.map((each, at): Given => {
    if (each.kind !== 'known') return each;
    if (parameters[at] === undefined) return never('a function takes every argument');
    return { kind: 'value', node: inject(frame, each, span) };
  });
  const called = readBinding(frame, value.binding, span);
  return passArguments(frame, stored, span, (operands) =>
    add(frame, { kind: 'call', type: result, callee, operands: [called, ...operands] }, span),
  );
}
