// In: a template and its type arguments. Out: the `function` node of that instance, contracts taken from the head of the body.
import { never } from '../../base/never.ts';
import type { Symbol, TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { booleanType, type Type } from '../type.ts';
import { parametersOf, substitutionOf } from './call.ts';
import {
  add,
  bindValue,
  createFrame,
  elaborateExpression,
  type Frame,
  type FunctionValue,
  type ProgramContext,
  type Template,
  typeOfNode,
  wrapLet,
} from './frame.ts';
import { carry, type Known } from './function-value.ts';
import { bindNames } from './pattern.ts';
import { elaborateTailCalls } from './tail-call.ts';
import { elaborateType, nameOfArgument, type TypeArgument } from './type.ts';

export type Shapes = readonly (FunctionValue | undefined)[];

/** One name per instance: type arguments and known functions are part of it. */
export function instanceName(template: Template, instantiation: readonly TypeArgument[], shapes: Shapes): string {
  const types = instantiation.length === 0 ? '' : `<${instantiation.map(nameOfArgument).join(', ')}>`;
  const functions = shapes.flatMap((each) => (each ? [nameOfFunction(each)] : []));
  return `${template.name}${types}${functions.length === 0 ? '' : `[${functions.join(', ')}]`}`;
}

function nameOfFunction(value: FunctionValue): string {
  if (value.kind === 'chosen') return '?';
  const inner = value.captured.flatMap((each) => (each.kind === 'known' ? [nameOfFunction(each)] : []));
  return `${value.template.name}${inner.length === 0 ? '' : `[${inner.join(', ')}]`}`;
}

export function elaborateFunction(
  program: ProgramContext,
  id: NodeId,
  template: Template,
  instantiation: readonly TypeArgument[],
  shapes: Shapes,
): void {
  const { definition } = template;
  const substitution = substitutionOf(template, instantiation);
  const name = instanceName(template, instantiation, shapes);
  const frame = createFrame(program, name, substitution, { locals: template.locals });
  const parameters = parametersOf(template).flatMap((symbol, at) => takeParameter(frame, symbol, shapes[at]));
  const contracts = splitContracts(frame, definition.body);
  const requires = contracts.requires.map((make) => make(frame));
  const result = elaborateType(definition.body.type, substitution);
  const ensures = contracts.ensures.map(({ symbol, make }) => {
    const binding = add(
      frame,
      { kind: 'binding', name: symbol.name, type: result, mutability: 'immutable', role: 'result' },
      symbol.span,
    );
    frame.bindings.set(symbol, binding);
    return { result: binding, condition: make(frame) };
  });
  // With contracts each call has its own claims, so it stays a call.
  const isPlain = contracts.requires.length + contracts.ensures.length === 0;
  const loop = isPlain ? elaborateTailCalls(frame, definition, contracts.rest) : undefined;
  const body = loop ?? elaborateExpression(frame, contracts.rest);
  program.builder.define(
    id,
    {
      kind: 'function',
      name,
      parameters,
      result: typeOfNode(frame, body),
      requires,
      ensures,
      body,
      inline: definition.isInline ? 'inline' : 'as-needed',
      ...(definition.interrupt ? { role: 'interrupt', interrupt: definition.interrupt.name } : { role: 'internal' }),
    },
    definition.span,
  );
}

/** The graph's parameters for one of the source: none for `()`, one for each capture of a known function. */
function takeParameter(frame: Frame, symbol: Symbol, shape: FunctionValue | undefined): readonly NodeId[] {
  const bind = (name: string, type: Type): NodeId =>
    add(frame, { kind: 'binding', name, type, mutability: 'immutable', role: 'parameter' }, symbol.span);
  if (shape?.kind === 'known') {
    const taken: NodeId[] = [];
    const own: Known = carry(shape, (leaf) => {
      const node = frame.program.builder.node(leaf);
      const binding = node.kind === 'binding' ? bind(node.name, node.type) : never('captured names are bound');
      taken.push(binding);
      return binding;
    });
    frame.functions.set(symbol, own);
    return taken;
  }
  const type = elaborateType(symbol.type, frame.substitution);
  if (type.kind === 'unit') return [];
  const binding = bind(symbol.name, type);
  frame.bindings.set(symbol, binding);
  return [binding];
}

type Make = (frame: Frame) => NodeId;

interface Contracts {
  readonly requires: readonly Make[];
  readonly ensures: readonly { readonly symbol: Symbol; readonly make: Make }[];
  readonly rest: TypedExpression;
}

/** Contracts stand first, possibly after the `let`s that take pattern parameters apart; then each condition is read under the same `let`s. */
function splitContracts(frame: Frame, body: TypedExpression): Contracts {
  if (body.kind === 'let' && body.value.kind === 'symbol' && frame.bindings.has(body.value.symbol)) {
    const inner = splitContracts(frame, body.body);
    if (inner.requires.length + inner.ensures.length === 0) return { requires: [], ensures: [], rest: body };
    const under =
      (make: Make): Make =>
      (at) => {
        const value = bindValue(at, 'parameter', elaborateExpression(at, body.value), body.span);
        const names = bindNames(at, body.pattern, value.read);
        return wrapLet(at, value, names.wrap(make(at)), body.span);
      };
    return {
      requires: inner.requires.map(under),
      ensures: inner.ensures.map(({ symbol, make }) => ({ symbol, make: under(make) })),
      rest: { ...body, body: inner.rest },
    };
  }
  const items = body.kind === 'sequence' ? body.items : [body];
  const isContract = (item: TypedExpression): boolean =>
    item.kind === 'ensures' || (item.kind === 'contract' && item.contract === 'requires');
  const first = items.findIndex((item) => !isContract(item));
  const count = first < 0 ? items.length : first;
  if (count === 0) return { requires: [], ensures: [], rest: body };
  const head = items.slice(0, count);
  const rest = items.slice(count);
  const make =
    (condition: TypedExpression): Make =>
    (at) =>
      booleanOf(at, elaborateExpression(at, condition));
  return {
    requires: head.flatMap((item) => (item.kind === 'contract' ? [make(item.condition)] : [])),
    ensures: head.flatMap((item) =>
      item.kind === 'ensures' ? [{ symbol: item.result, make: make(item.condition) }] : [],
    ),
    rest: rest.length === 1 && rest[0] ? rest[0] : { kind: 'sequence', items: rest, type: body.type, span: body.span },
  };
}

function booleanOf(frame: Frame, condition: NodeId): NodeId {
  if (typeOfNode(frame, condition).kind !== booleanType.kind) never('contracts are booleans');
  return condition;
}
