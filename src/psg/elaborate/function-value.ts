// In: a typed expression that yields a function. Out: the function itself as far as it is known here, and the `let`s that hold what it captured. What is not
// known is a value of the function type, read by its tag.
import { never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { Symbol, TypedExpression, TypedFunction } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import type { Type } from '../type.ts';
import {
  add,
  bindValue,
  type Captured,
  type Frame,
  type FunctionValue,
  readBinding,
  refuse,
  type Template,
  typeIn,
  typeOfNode,
} from './frame.ts';
import { type FunctionType, takes } from './function-type.ts';
import { nameOfArgument, type Substitution } from './type.ts';
import { mentionedSymbols } from './walk.ts';

export type Known = Extract<FunctionValue, { kind: 'known' }>;

/** Template keys of what stands inside the frame. */
export function keyIn(frame: Frame, part: TypedExpression | TypedFunction): string {
  return `${frame.program.identify(part)}${outerKey(frame.substitution)}`;
}

function outerKey({ types }: Substitution): string {
  return types.size === 0 ? '' : `|${[...types].map(([name, type]) => `${name}=${nameOfArgument(type)}`).join(',')}`;
}

/** Local names of the enclosing function that the bodies read, directly or through the local functions that they call. */
export function capturesOf(frame: Frame, functions: readonly Pick<TypedFunction, 'body'>[]): readonly Symbol[] {
  const captured = new Set<Symbol>();
  for (const symbol of mentionedSymbols(functions)) {
    if (frame.functions.has(symbol)) captured.add(symbol);
    else if (frame.bindings.has(symbol) && typeIn(frame, symbol.type).kind !== 'unit') captured.add(symbol);
    for (const through of frame.locals.get(symbol)?.captures ?? []) captured.add(through);
  }
  return [...captured];
}

/** What the template's captures are in this frame. */
export function capturedIn(frame: Frame, template: Template): readonly Captured[] {
  return template.captures.map((symbol) => {
    const known = frame.functions.get(symbol);
    if (known) return known;
    const binding = frame.bindings.get(symbol) ?? never(`${symbol.name} is in scope where it is captured`);
    return { kind: 'value', binding };
  });
}

/** `fun p q -> body`, or `seq { body }`, with what it captures here. */
export function closeOver(frame: Frame, lambda: Extract<TypedExpression, { kind: 'lambda' | 'generate' }>): Known {
  const { body, span } = lambda;
  const parameters = lambda.kind === 'lambda' ? lambda.parameters : [];
  const key = keyIn(frame, lambda);
  const name = frame.program.nameLambda(frame.name, key);
  const definition: TypedFunction = {
    symbol: {
      name: lambda.kind === 'lambda' ? 'fun' : 'seq',
      type: lambda.type,
      isMutable: false,
      place: 'local',
      span,
    },
    name,
    typeParameters: [],
    parameters,
    body,
    isRecursive: false,
    isInline: false,
    isEntryPoint: false,
    span,
  };
  const template: Template = {
    definition,
    form: 'lambda',
    key,
    name,
    captures: capturesOf(frame, [definition]),
    locals: frame.locals,
    substitution: frame.substitution,
  };
  return { kind: 'known', template, captured: capturedIn(frame, template), type: functionTypeIn(frame, lambda.type) };
}

/** Some of its parameters are given: they are captured too; `()` needs no keeping. */
export function givePartly(
  frame: Frame,
  { template, captured, type }: Known,
  given: readonly (Captured | undefined)[],
): Known {
  const { definition } = template;
  const rest = functionTypeOf(frame, takes(frame.program.functionTypes, type, given.length).result);
  const first = definition.parameters.slice(0, given.length);
  return {
    kind: 'known',
    template: {
      ...template,
      key: `${template.key}/${given.length}`,
      definition: { ...definition, parameters: definition.parameters.slice(given.length) },
      captures: [...template.captures, ...first.filter((_, at) => given[at] !== undefined)],
    },
    captured: [...captured, ...given.filter((each) => each !== undefined)],
    type: rest,
  };
}

export function functionTypeIn(frame: Frame, type: TypedExpression['type']): FunctionType {
  return functionTypeOf(frame, typeIn(frame, type));
}

export function functionTypeOf(frame: Frame, type: Type): FunctionType {
  return frame.program.functionTypes.find(type) ?? never('a function has a function type');
}

/** Equal for functions that need no telling apart when the program runs: what they captured may differ, what is done with it may not. */
export function keyOf(value: FunctionValue): string {
  if (value.kind === 'chosen') return '?';
  const inner = value.captured.map((each) => (each.kind === 'value' ? '' : keyOf(each)));
  return `${value.template.key}(${inner.join(',')})`;
}

/** How deep known functions lie within each other. */
export function depthOf(value: FunctionValue): number {
  if (value.kind === 'chosen') return 0;
  return 1 + Math.max(0, ...value.captured.map((each) => (each.kind === 'value' ? 0 : depthOf(each))));
}

/** The bindings that the value reads when the program runs, in order. */
export function leavesOf(value: Captured): readonly NodeId[] {
  return value.kind === 'known' ? value.captured.flatMap(leavesOf) : [value.binding];
}

/** The same function somewhere else: each binding that it reads is exchanged for another. */
export function carry<T extends Captured>(value: T, change: (binding: NodeId) => NodeId): T {
  return value.kind === 'known'
    ? { ...value, captured: value.captured.map((each) => carry(each, change)) }
    : { ...value, binding: change(value.binding) };
}

/** The function as a value that the program can keep. */
export function inject(frame: Frame, value: FunctionValue, span: Span): NodeId {
  if (value.kind === 'chosen') return readBinding(frame, value.binding, span);
  const tag = frame.program.tagOf(value, span);
  const operands = leavesOf(value).map((binding) => readBinding(frame, binding, span));
  return add(frame, { kind: 'case', type: value.type.union, tag, operands }, span);
}

/** A function that is read by its tag. */
export function choose(
  frame: Frame,
  node: NodeId,
  span: Span,
): { readonly value: FunctionValue; readonly lets: readonly [{ binding: NodeId; operand: NodeId; span: Span }] } {
  const { binding, operand } = bindValue(frame, 'function', node, span);
  const type = functionTypeOf(frame, typeOfNode(frame, node));
  return { value: { kind: 'chosen', binding, type }, lets: [{ binding, operand, span }] };
}

/** Which sequence it is shows only when the program runs. */
export function refuseUnknown(frame: Frame, span: Span): void {
  refuseSequence(frame, span, 'Which sequence this is must be known when compiling.');
}

export function refuseSequence(frame: Frame, span: Span, detail: string): void {
  refuse(frame, {
    code: 'FS8285',
    span,
    title: 'A sequence is not known when compiling.',
    detail,
    hint: 'A sequence is not chosen by a condition, kept in mutable names, records or arrays, or made by a recursive function: put the condition inside `seq { … }`.',
  });
}
