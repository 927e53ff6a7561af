// In: the typed program. Out: its program semantic graph: every function instance that the entry point or a module-level value reaches, monomorphic,
// patterns and conveniences expanded into the core language of `node.ts`. Reports only what types cannot say (constant lengths, missing equality).
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { type Diagnostic, hasErrors, type Outcome } from '../diagnostics/diagnostic.ts';
import { isPreludeFile } from '../fncs/prelude-file.ts';
import { isKnownWhole } from '../fncs/type-parts.ts';
import type { Symbol, TypedDefinition, TypedExpression, TypedProgram, TypedValue } from '../fncs/typed.ts';
import { findFunction } from './elaborate/apply.ts';
import { createDispatches } from './elaborate/dispatch.ts';
import { elaborateConstruct } from './elaborate/expression.ts';
import {
  createFrame,
  elaborateExpression,
  type Frame,
  type FunctionValue,
  type ModuleValue,
  type ProgramContext,
  type Template,
  wrapLets,
} from './elaborate/frame.ts';
import { elaborateFunction, type Shapes } from './elaborate/function.ts';
import { createFunctionTypes } from './elaborate/function-type.ts';
import { inject, keyOf, leavesOf } from './elaborate/function-value.ts';
import { findShared, isAtomic, tooWide } from './elaborate/shared-values.ts';
import { spreadParameters } from './elaborate/spread-tuple.ts';
import { elaborateType, nameOfArgument, type Substitution, type TypeArgument } from './elaborate/type.ts';
import { childrenOf } from './elaborate/walk.ts';
import { findWrittenArrays } from './elaborate/written-arrays.ts';
import type { NodeId } from './node.ts';
import { type Psg, PsgBuilder } from './psg.ts';
import { elementsBehind, wordType } from './type.ts';

/** The graph, or `undefined` with the reasons why there is none. `origin` is the place that a program without an entry point is blamed on. */
export function elaborate(program: TypedProgram, origin: Span): Outcome<Psg | undefined> {
  const problems: Diagnostic[] = [];
  const builder = new PsgBuilder();
  const written = findWrittenArrays(program);
  const shared = findShared(program, written);
  const functionTypes = createFunctionTypes();
  const substitution: Substitution = { types: new Map(), functions: functionTypes };
  const identify = makeNumbers();
  const templates = new Map<Symbol, Template>();
  const byName = new Map<string, Template>();
  const values = new Map<Symbol, TypedValue>();
  for (const definition of program.definitions) {
    if (definition.kind === 'value') values.set(definition.symbol, definition);
    else {
      const template: Template = {
        ...spreadParameters(definition),
        form: 'function',
        key: String(identify(definition)),
        name: definition.name,
        captures: [],
        locals: new Map(),
        substitution,
      };
      templates.set(definition.symbol, template);
      byName.set(definition.name, template);
    }
  }

  const pending: (() => void)[] = [];
  const instances = new Map<string, NodeId>();
  const valueNodes = new Map<Symbol, ModuleValue>();
  const knownFunctions = new Map<Symbol, FunctionValue>();
  const dispatches = createDispatches(() => context, functionTypes);
  const context: ProgramContext = {
    builder,
    problems,
    elaborate: elaborateConstruct,
    functions: templates,
    functionNamed: (name) => byName.get(name),
    shared,
    literals: new Map([...values].filter(([, value]) => value.isLiteral)),
    valueOf: (symbol) => valueNodes.get(symbol) ?? defineValue(symbol) ?? never(`${symbol.name} is stored`),
    functionTypes,
    identify,
    nameLambda: nameLambdas(),
    functionOf: (symbol) => {
      if (symbol.isMutable || !isKnownWhole(symbol.type)) return undefined;
      if (!knownFunctions.has(symbol) && !valueNodes.has(symbol)) defineValue(symbol);
      return knownFunctions.get(symbol);
    },
    tagOf: dispatches.tagOf,
    dispatchOf: dispatches.dispatchOf,
    instanceOf: (template, instantiation, shapes) => {
      const key = instanceKey(template, instantiation, shapes);
      const known = instances.get(key);
      if (known !== undefined) return known;
      const id = builder.reserve();
      instances.set(key, id);
      pending.push(() => elaborateFunction(context, id, template, instantiation, shapes));
      return id;
    },
  };

  /** Nothing to store when the value is a function that captures nothing. */
  function defineValue(symbol: Symbol): ModuleValue | undefined {
    const definition = values.get(symbol) ?? never(`module-level value ${symbol.name} is defined`);
    const isFunction = !symbol.isMutable && isKnownWhole(symbol.type);
    const region = !symbol.isMutable && isConstant(definition.body) && !written.has(symbol) ? 'flash' : 'sram';
    const frame = createFrame(context, definition.name, substitution, { storage: region });
    // no handler runs before the values are initialised
    frame.section = 'critical';
    const found = isFunction ? findFunction(frame, definition.body) : undefined;
    if (found?.value.kind === 'known' && found.lets.length + leavesOf(found.value).length === 0) {
      knownFunctions.set(symbol, found.value);
      return undefined;
    }
    const value: ModuleValue = { definition, node: builder.reserve() };
    valueNodes.set(symbol, value);
    const initial = found
      ? wrapLets(frame, found.lets, inject(frame, found.value, definition.span))
      : elaborateExpression(frame, definition.body);
    const type = elaborateType(symbol.type, substitution);
    if (shared.has(symbol) && !elementsBehind(type).every(isAtomic))
      problems.push({ severity: 'error', span: symbol.span, ...tooWide(symbol.name, 'An element of') });
    builder.define(
      value.node,
      {
        kind: 'value',
        name: definition.name,
        type,
        mutability: symbol.isMutable ? 'mutable' : 'immutable',
        initial,
        region,
        sharing: shared.has(symbol) ? 'interrupts' : 'none',
      },
      definition.span,
    );
    return value;
  }

  // Initialisers run in program order; the prelude's only when they are used.
  const eager = program.definitions.filter((each) => each.kind === 'value' && !each.isLiteral && !isPrelude(each));
  for (const { symbol } of eager) if (!context.functionOf(symbol)) context.valueOf(symbol);
  const entry = defineEntry(context, createFrame(context, 'entry', substitution), program, origin);
  const interrupts = program.definitions.flatMap((each) => {
    const template = each.kind === 'function' && each.interrupt ? templates.get(each.symbol) : undefined;
    return template ? [context.instanceOf(template, [], [])] : [];
  });
  do for (let next = pending.shift(); next; next = pending.shift()) next();
  while (dispatches.extend());
  dispatches.finish();
  if (hasErrors(problems)) return { value: undefined, problems };
  const order = program.definitions.flatMap(({ symbol }) => valueNodes.get(symbol)?.node ?? []);
  return { value: builder.build(entry, order, interrupts), problems };
}

function instanceKey(template: Template, instantiation: readonly TypeArgument[], shapes: Shapes): string {
  const functions = shapes.flatMap((each, at) => (each ? [`${at}:${keyOf(each)}`] : [])).join(';');
  return `${template.key}<${instantiation.map(nameOfArgument).join(', ')}>${functions}`;
}

/** Numbers for the parts of the typed tree, in the order in which they are asked for. */
function makeNumbers(): ProgramContext['identify'] {
  const numbers = new WeakMap<object, number>();
  let next = 0;
  return (part) => {
    const known = numbers.get(part) ?? next++;
    numbers.set(part, known);
    return known;
  };
}

/** `outer/fun`, `outer/fun2`, … in the order in which they are met. */
function nameLambdas(): ProgramContext['nameLambda'] {
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  return (outer, key) => {
    const known = names.get(key);
    if (known !== undefined) return known;
    const count = (counts.get(outer) ?? 0) + 1;
    counts.set(outer, count);
    const name = `${outer}/fun${count === 1 ? '' : count}`;
    names.set(key, name);
    return name;
  };
}

function isPrelude(definition: TypedDefinition): boolean {
  return isPreludeFile(definition.span.file);
}

/** Constants, and arrays, tuples, records and cases of constants: what can be laid down in flash. */
function isConstant(expression: TypedExpression): boolean {
  switch (expression.kind) {
    case 'constant':
    case 'lambda':
    case 'generate': // outside of functions there is nothing to capture
      return true;
    case 'array':
    case 'tuple':
    case 'record':
    case 'case':
      return childrenOf(expression).every(isConstant);
    case 'unary':
      return expression.operator === '-' && isConstant(expression.operand);
    default:
      return false;
  }
}

/** The function that runs first takes nothing and gives the exit status: it calls the entry point, or is empty when the program is its top-level statements. */
function defineEntry(context: ProgramContext, frame: Frame, program: TypedProgram, origin: Span): NodeId {
  const { builder } = context;
  const { entryPoint } = program;
  const span = entryPoint?.span ?? origin;
  const id = builder.reserve();
  const body = entryPoint
    ? elaborateExpression(frame, callOf(entryPoint, span))
    : builder.add({ kind: 'literal', type: wordType, value: 0n }, span);
  return builder.define(
    id,
    {
      kind: 'function',
      name: 'entry',
      parameters: [],
      result: wordType,
      requires: [],
      ensures: [],
      body,
      inline: 'as-needed',
      role: 'entry',
    },
    span,
  );
}

/** `main ()`, or `main [||]`: there are no arguments on bare metal, and none are passed on Linux. */
function callOf(entryPoint: NonNullable<TypedProgram['entryPoint']>, span: Span): TypedExpression {
  const parameter = entryPoint.parameters[0]?.type ?? never('the entry point has one parameter');
  const argument: TypedExpression =
    parameter.kind === 'unit'
      ? { kind: 'constant', value: undefined, type: parameter, span }
      : { kind: 'array', items: [], type: parameter, span };
  return {
    kind: 'call',
    callee: entryPoint.symbol,
    instantiation: [],
    arguments: [argument],
    type: entryPoint.body.type,
    span,
  };
}
