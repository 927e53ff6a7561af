// In: `let [rec] f a b = …` groups. Out: typed functions, generalised: what stays unknown in a function's type becomes its parameters.
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { type Context, createSymbol, demand, type Expectation, errorType, report, unitType } from './check-context.ts';
import { checkHead } from './check-contract.ts';
import { checkSequence } from './check-control.ts';
import { checkForeignBody, foreignOf } from './check-foreign.ts';
import { generalise, unknownsIn } from './check-generalise.ts';
import { checkHandler, interruptOf } from './check-interrupt.ts';
import { type Binder, checkPattern, createBinder } from './check-pattern.ts';
import { checkAnswer, checkRecogniser, enterRecogniser } from './check-recogniser.ts';
import { addValue, emptyNames, enterLayer, type FunctionEntry, type Scope } from './check-scope.ts';
import { toType } from './check-type.ts';
import { shapeOf } from './function-shape.ts';
import { hasRecogniser, isIrrefutable } from './pattern-shape.ts';
import type { Binding, Name, Parameter, SyntaxExpression, SyntaxPattern } from './syntax.ts';
import type { Type } from './type.ts';
import type { Symbol, TypedExpression, TypedFunction, TypedPattern } from './typed.ts';
import { freshVariable, resolve, unify } from './unify.ts';

/** A binding with at least one parameter, `let f = fun x -> …` included. */
export interface FunctionBinding {
  readonly binding: Binding;
  readonly name: Name;
  readonly parameters: readonly Parameter[];
  readonly body: SyntaxExpression;
}

export function functionOf(binding: Binding): FunctionBinding | undefined {
  const { pattern } = binding;
  if (pattern.kind !== 'name') return undefined;
  const lambda = binding.body.kind === 'parenthesized' ? binding.body.inner : binding.body;
  if (binding.parameters.length > 0)
    return { binding, name: pattern.name, parameters: binding.parameters, body: binding.body };
  if (lambda.kind !== 'lambda' || lambda.parameters.length === 0) return undefined;
  if (binding.result || binding.isMutable) return undefined;
  return { binding, name: pattern.name, parameters: lambda.parameters, body: lambda.body };
}

export interface FunctionGroup {
  readonly bindings: readonly FunctionBinding[];
  readonly recursion: 'recursive' | 'plain';
  /** Prefix of the qualified names, with its dot; empty for local functions. */
  readonly prefix: string;
  readonly place: 'module' | 'local';
  /** Told of the entries before any body is looked at. */
  readonly declared?: (entries: readonly FunctionEntry[]) => void;
}

export interface CheckedGroup {
  readonly functions: readonly TypedFunction[];
  readonly entries: readonly (readonly [name: string, entry: FunctionEntry])[];
}

interface Draft {
  readonly source: FunctionBinding;
  readonly entry: FunctionEntry;
  readonly type: Type;
}

/** Checks a group whose functions may call each other when recursive. */
export function checkFunctions(context: Context, scope: Scope, group: FunctionGroup): CheckedGroup {
  const { store } = context;
  for (const { binding } of group.bindings)
    if (binding.isMutable) report(context, 'FS0842', binding.span, { detail: 'A function cannot be mutable.' });
  store.level++;
  const drafts = group.bindings.map((source): Draft => {
    const type = freshVariable(store);
    const symbol = createSymbol(
      context,
      source.name.text,
      type,
      group.place === 'module' ? 'module' : 'local',
      source.name.span,
    );
    const parameterNames = source.parameters.map((parameter) => nameOfParameter(parameter.pattern) ?? '_');
    return {
      source,
      type,
      entry: {
        kind: 'function',
        symbol,
        arity: source.parameters.length,
        parameterNames,
        scheme: undefined,
        earlyUses: [],
      },
    };
  });
  const entries = drafts.map(({ source, entry }) => [source.name.text, entry] as const);
  const names = emptyNames();
  if (group.recursion === 'recursive') for (const [name, entry] of entries) addValue(names, name, entry);
  const inner = enterLayer(scope, names);
  if (group.recursion === 'recursive') for (const draft of drafts) declareShape(context, inner, draft);
  group.declared?.(drafts.map(({ entry }) => entry));
  const before = context.problems.length;
  const functions = drafts.map((draft) => checkFunction(context, inner, draft, group));
  const isWrong = hasErrors(context.problems.slice(before));
  for (const [at, { entry }] of drafts.entries()) {
    const body = functions[at]?.body.type;
    if (isWrong || (body && resolve(store, body).kind === 'error')) silenceResult(context, entry);
  }
  store.level--;
  generalise(
    context,
    drafts.map(({ source, entry }) => ({ entry, inlining: source.binding.isInline ? 'inline' : 'plain' })),
  );
  const typeParameters = (drafts[0]?.entry.scheme ?? []).map((parameter) => parameter.name);
  const finished = functions.map((each): TypedFunction => ({ ...each, typeParameters }));
  for (const each of finished) context.functions.set(each.symbol, each);
  return { functions: finished, entries };
}

/** What a body with mistakes did not settle of its result fits everything: the mistakes have been reported, and what is done with the result shows no more. */
function silenceResult(context: Context, { symbol, arity }: FunctionEntry): void {
  const { parameters, result } = shapeOf(context, symbol.type, arity);
  const kept = new Set(parameters.flatMap((each) => unknownsIn(context, each)));
  for (const variable of unknownsIn(context, result)) if (!kept.has(variable)) variable.solution = errorType;
}

/** Before any body: a recursive call knows how many arguments there are, and their annotated types. */
function declareShape(context: Context, scope: Scope, { source, type }: Draft): void {
  const result = source.binding.result ? toType(context, scope, source.binding.result) : freshVariable(context.store);
  const curried = source.parameters.reduceRight<Type>(
    (to, { pattern }) => ({ kind: 'function', from: annotationOf(context, scope, pattern), to }),
    result,
  );
  demand(context, source.name.span, { type, who: `\`${source.name.text}\`` }, curried);
}

function annotationOf(context: Context, scope: Scope, pattern: SyntaxPattern): Type {
  if (pattern.kind === 'typed') return toType(context, scope, pattern.type);
  return pattern.kind === 'literal' && pattern.value.kind === 'unit' ? unitType : freshVariable(context.store);
}

function nameOfParameter(pattern: SyntaxPattern): string | undefined {
  if (pattern.kind === 'name') return pattern.name.text;
  if (pattern.kind === 'typed') return nameOfParameter(pattern.pattern);
  return undefined;
}

function checkFunction(
  context: Context,
  scope: Scope,
  { source, entry, type }: Draft,
  group: FunctionGroup,
): TypedFunction {
  const { binding } = source;
  const isEntryPoint = binding.attributes.some((attribute) => attribute.name === 'EntryPoint');
  const known = parametersOf(context, type, source.parameters.length);
  const { taken, bound } = checkParameters(context, scope, source.parameters, known.parameters);
  const result = known.result;
  if (binding.result && group.recursion === 'plain')
    demand(
      context,
      binding.result.span,
      { type: result, who: `The result of \`${source.name.text}\`` },
      toType(context, scope, binding.result),
    );
  const inner = enterFunction(scope, bound, isEntryPoint ? taken[0]?.names : undefined);
  if (isEntryPoint) entryTypes(context, source, known);
  const interrupt = interruptOf(context, binding);
  const foreign = group.place === 'module' ? foreignOf(context, binding) : undefined;
  const refutable = taken.find(({ pattern }) => !isIrrefutable(pattern) || hasRecogniser(pattern))?.pattern;
  const patterns = taken.map(({ pattern }) => pattern);
  const recogniser = checkRecogniser(context, binding, source.name);
  const inside = recogniser ? enterRecogniser(context, inner, recogniser, result, source.name.span) : inner;
  const body = checkBody(context, inside, source, result, refutable, (rest, expected) =>
    foreign
      ? checkForeignBody(context, inside, foreign, binding, rest, patterns, result)
      : checkSequence(context, inside, rest, source.body.span, expected),
  );
  if (recogniser) checkAnswer(context, recogniser, binding, result, source.name.span);
  if (interrupt) checkHandler(context, source.name, known, body);
  const whole = taken.reduceRight((rest, each) => each.unpack(rest), body);
  return {
    symbol: entry.symbol,
    name: `${group.prefix}${source.name.text}`,
    typeParameters: [],
    parameters: taken.map((each) => each.symbol),
    body: whole,
    isRecursive: group.recursion === 'recursive',
    isInline: binding.isInline,
    isEntryPoint,
    ...(interrupt ? { interrupt } : {}),
    span: binding.span,
  };
}

/** The parameters of a function or a lambda, each name bound once. */
export function checkParameters(
  context: Context,
  scope: Scope,
  parameters: readonly Parameter[],
  types: readonly Type[],
): { readonly taken: readonly Taken[]; readonly bound: ReadonlyMap<string, Symbol> } {
  const taken = parameters.map((parameter, at) =>
    checkParameter(context, scope, parameter, types[at] ?? errorType, at),
  );
  const bound = new Map<string, Symbol>();
  for (const { names } of taken) {
    for (const [name, symbol] of names) {
      if (bound.has(name)) report(context, 'FS0038', symbol.span, { detail: `Two parameters are named \`${name}\`.` });
      bound.set(name, symbol);
    }
  }
  return { taken, bound };
}

/** Locals of the function have its depth, so that functions inside it see that they are not their own. */
export function enterFunction(
  scope: Scope,
  bound: ReadonlyMap<string, Symbol>,
  programArguments?: ReadonlyMap<string, Symbol>,
): Scope {
  const names = emptyNames();
  const depth = scope.depth + 1;
  for (const [name, symbol] of bound)
    names.values.set(name, programArguments?.has(name) ? { kind: 'arguments' } : { kind: 'value', symbol, depth });
  return { ...enterLayer(scope, names), depth };
}

function parametersOf(
  context: Context,
  type: Type,
  count: number,
): { readonly parameters: readonly Type[]; readonly result: Type } {
  const known = resolve(context.store, type);
  const parameters: Type[] = [];
  let rest = known;
  for (let at = 0; at < count; at++) {
    const here = resolve(context.store, rest);
    if (here.kind === 'function') {
      parameters.push(here.from);
      rest = here.to;
    } else {
      const shape: Type = { kind: 'function', from: freshVariable(context.store), to: freshVariable(context.store) };
      unify(context.store, here, shape);
      parameters.push(shape.from);
      rest = shape.to;
    }
  }
  return { parameters, result: rest };
}

export interface Taken {
  readonly pattern: TypedPattern;
  readonly symbol: Symbol;
  readonly names: ReadonlyMap<string, Symbol>;
  /** Takes a pattern parameter apart around the body. */
  readonly unpack: (body: TypedExpression) => TypedExpression;
}

function checkParameter(context: Context, scope: Scope, parameter: Parameter, type: Type, at: number): Taken {
  const { pattern } = parameter;
  const binder: Binder = createBinder('let', 'parameter');
  const typed = checkPattern(context, scope, pattern, type, binder);
  if (typed.kind === 'bind')
    return { pattern: typed, symbol: typed.symbol, names: binder.bound, unpack: (body) => body };
  const symbol = createSymbol(
    context,
    typed.kind === 'wildcard' ? '_' : `argument${at + 1}`,
    type,
    'parameter',
    parameter.span,
  );
  if (typed.kind === 'wildcard') return { pattern: typed, symbol, names: binder.bound, unpack: (body) => body };
  const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type, span: parameter.span };
  return { pattern: typed, symbol, names: binder.bound, unpack: (body) => takeApart(typed, read, body) };
}

/** `let pattern = value in body`; a pattern that may not fit becomes a match, whose missing rule is an obligation. */
export function takeApart(pattern: TypedPattern, value: TypedExpression, body: TypedExpression): TypedExpression {
  const { span } = pattern;
  if (isIrrefutable(pattern) && !hasRecogniser(pattern))
    return { kind: 'let', pattern, value, body, type: body.type, span: value.span };
  return {
    kind: 'match',
    subject: value,
    rules: [{ pattern, guard: undefined, body, span }],
    isComplete: false,
    type: body.type,
    span,
  };
}

function checkBody(
  context: Context,
  scope: Scope,
  source: FunctionBinding,
  result: Type,
  refutable: TypedPattern | undefined,
  checkRest: (rest: readonly SyntaxExpression[], expected: Expectation) => TypedExpression,
): TypedExpression {
  const { contracts, rest } = checkHead(context, scope, source.body, 'function', result);
  const expected = { type: result, who: `The result of \`${source.name.text}\`` };
  const body = checkRest(rest, expected);
  if (contracts.length === 0) return body;
  if (refutable)
    report(context, 'FS8263', refutable.span, {
      detail: 'The contracts would speak about a parameter that may not match its pattern.',
      hint: 'Take the parameter by a name, and match it after the contracts.',
    });
  const items = body.kind === 'sequence' ? body.items : [body];
  return { kind: 'sequence', items: [...contracts, ...items], type: body.type, span: source.body.span };
}

/** `string[] -> int` or `unit -> int`. */
function entryTypes(
  context: Context,
  source: FunctionBinding,
  known: { readonly parameters: readonly Type[]; readonly result: Type },
): void {
  const { name } = source;
  const [only, ...more] = known.parameters;
  const hint = 'Write `let main argv = …` or `let main () = …`, ending in the exit status.';
  if (!only || more.length > 0) {
    report(context, 'FS8268', name.span, {
      detail: `The entry point \`${name.text}\` takes one parameter: the program's arguments.`,
      hint,
    });
    return;
  }
  const first = resolve(context.store, only);
  if (first.kind !== 'unit')
    demand(
      context,
      source.parameters[0]?.span ?? name.span,
      { type: { kind: 'array', element: { kind: 'string' } }, who: 'The parameter of the entry point' },
      first,
    );
  demand(
    context,
    name.span,
    { type: { kind: 'numeric', name: 'int', measure: [] }, who: 'The exit status' },
    known.result,
  );
}
