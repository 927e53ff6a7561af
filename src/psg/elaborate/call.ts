// In: a function and its arguments, as they stand in the frame. Out: a `call` of the instance for its type arguments and for the functions it is given, or its
// body in place of the call. Captured values come first, `()` is not passed.
import { never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { Symbol, TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import type { Type } from '../type.ts';
import { isExpanded } from './expand.ts';
import {
  add,
  bindValue,
  type Captured,
  elaborateExpression,
  type Frame,
  type FunctionValue,
  type Given,
  type Lets,
  readBinding,
  type Template,
  typeOfNode,
  wrapLets,
} from './frame.ts';
import { leavesOf } from './function-value.ts';
import { elaborateType, type Substitution, type TypeArgument } from './type.ts';

/** A function with everything that a call of it needs. */
export interface Target {
  readonly template: Template;
  readonly instantiation: readonly TypeArgument[];
  readonly captured: readonly Captured[];
  readonly given: readonly Given[];
  readonly span: Span;
}

export function callTarget(frame: Frame, target: Target): NodeId {
  if (!isExpanded(frame, target)) return callInstance(frame, target);
  const { inside, lets } = enterExpansion(frame, target);
  return wrapLets(frame, lets, elaborateExpression(inside, target.template.definition.body));
}

export function callInstance(frame: Frame, target: Target): NodeId {
  const { template, captured, given, span } = target;
  const shapes = [...captured, ...given].map(shapeOf);
  const callee = frame.program.instanceOf(template, target.instantiation, shapes);
  const { body } = template.definition;
  const type = elaborateType(body.type, substitutionOf(template, target.instantiation));
  const before = captured.flatMap(leavesOf).map((binding) => readBinding(frame, binding, span));
  return passArguments(frame, given, span, (operands) =>
    add(frame, { kind: 'call', type, callee, operands: [...before, ...operands] }, span),
  );
}

/** What an instance must know of a capture or an argument. */
export function shapeOf(value: Captured | Given): FunctionValue | undefined {
  return value.kind === 'known' ? value : undefined;
}

/** The operands of a call. An argument of type unit with an effect is evaluated in its turn, but not passed. */
export function passArguments(
  frame: Frame,
  given: readonly Given[],
  span: Span,
  call: (operands: readonly NodeId[]) => NodeId,
): NodeId {
  const isUnit = (each: Given): boolean => each.kind === 'value' && typeOfNode(frame, each.node).kind === 'unit';
  if (!given.some(isUnit))
    return call(given.flatMap((each) => (each.kind === 'value' ? [each.node] : leavesIn(frame, each, span))));
  const { lets, held } = holdGiven(frame, given, span);
  return wrapLets(
    frame,
    lets,
    call(
      held.flatMap((each, at) => (each && !isUnit(given[at] ?? { kind: 'unit' }) ? readLeaves(frame, each, span) : [])),
    ),
  );
}

/** A call of a library function without type parameters: constructs that mean one. */
export function callLibrary(frame: Frame, name: string, operands: readonly NodeId[], span: Span): NodeId {
  const template = frame.program.functionNamed(name) ?? never(`the library defines ${name}`);
  const callee = frame.program.instanceOf(template, [], []);
  return add(
    frame,
    { kind: 'call', type: elaborateType(template.definition.body.type, template.substitution), callee, operands },
    span,
  );
}

function leavesIn(frame: Frame, given: Exclude<Given, { kind: 'value' }>, span: Span): readonly NodeId[] {
  return given.kind === 'unit' ? [] : readLeaves(frame, given, span);
}

function readLeaves(frame: Frame, value: Captured, span: Span): readonly NodeId[] {
  return leavesOf(value).map((binding) => readBinding(frame, binding, span));
}

/** Binds what is given by name, in order, so that it can be read later; nothing for `()`. */
export function holdGiven(
  frame: Frame,
  given: readonly Given[],
  span: Span,
): { readonly lets: Lets; readonly held: readonly (Captured | undefined)[] } {
  const lets: { binding: NodeId; operand: NodeId; span: Span }[] = [];
  const held = given.map((each): Captured | undefined => {
    if (each.kind === 'unit') return undefined;
    if (each.kind !== 'value') return each;
    const { binding, operand } = bindValue(frame, 'argument', each.node, span);
    lets.push({ binding, operand, span });
    return { kind: 'value', binding };
  });
  return { lets, held };
}

/** A frame for a body that stands in place of a call: names of its own, the storage and the constants of the frame around it. */
export function enterExpansion(frame: Frame, target: Target): { readonly inside: Frame; readonly lets: Lets } {
  const { template, captured, given, span } = target;
  const inside: Frame = {
    ...frame,
    name: template.name,
    substitution: substitutionOf(template, target.instantiation),
    bindings: new Map(),
    functions: new Map(),
    locals: template.locals,
    site: frame.site ?? span,
  };
  const lets: { binding: NodeId; operand: NodeId; span: Span }[] = [];
  for (const [at, symbol] of template.captures.entries())
    bindCaptured(inside, symbol, captured[at] ?? never('every capture has its value'));
  for (const [at, symbol] of template.definition.parameters.entries()) {
    const each = given[at] ?? never('an expanded function has all its arguments');
    if (each.kind === 'unit') continue;
    if (each.kind !== 'value') {
      bindCaptured(inside, symbol, each);
      continue;
    }
    const { binding, operand } = bindValue(inside, symbol.name, each.node, symbol.span);
    lets.push({ binding, operand, span });
    inside.bindings.set(symbol, binding);
  }
  return { inside, lets };
}

export function bindCaptured(frame: Frame, symbol: Symbol, captured: Captured): void {
  if (captured.kind === 'value') frame.bindings.set(symbol, captured.binding);
  else frame.functions.set(symbol, captured);
}

export function substitutionOf(template: Template, instantiation: readonly TypeArgument[]): Substitution {
  const { definition, substitution } = template;
  if (definition.typeParameters.length === 0) return substitution;
  const types = new Map(substitution.types);
  definition.typeParameters.forEach((name, at) => {
    types.set(name, instantiation[at] ?? never(`${template.name} has a type for '${name}`));
  });
  return { ...substitution, types };
}

/** The parameters that an instance of the template has, in order: captures first. */
export function parametersOf(template: Template): readonly Symbol[] {
  return [...template.captures, ...template.definition.parameters];
}

export function isUnitIn(type: TypedExpression['type'], substitution: Substitution): boolean {
  const known: Type | undefined =
    type.kind === 'unit' || type.kind === 'parameter' || isObject(type) ? elaborateType(type, substitution) : undefined;
  return known?.kind === 'unit';
}

/** A class has one value, which no expression needs to be read for. */
export function isObject(type: TypedExpression['type']): boolean {
  return type.kind === 'nominal' && type.declaration.body.kind === 'object';
}
