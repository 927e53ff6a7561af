// In: the declarations of one file or module. Out: typed definitions in program order, and the names they bring into scope.
import { assertNever } from '../base/never.ts';
import { startOf } from '../base/source.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { attributeNamed, checkAttributes } from './check-attribute.ts';
import { constantOf } from './check-constant.ts';
import { type Context, claimName, report, spell, unitExpression, unitType } from './check-context.ts';
import { declareTypes } from './check-declare.ts';
import { checkFunctions, type FunctionBinding, functionOf, takeApart } from './check-function.ts';
import { checkValueBinding, refuseMixedGroup, refusePlainGroup } from './check-let.ts';
import { checkMembers } from './check-members.ts';
import { isIrrefutable } from './check-pattern.ts';
import { didYouMean } from './check-report.ts';
import { type Mood, resolveExpression, resolveFunction, resolveSymbols } from './check-resolve.ts';
import {
  createModule,
  type Entry,
  enterLayer,
  type Module,
  namesInScope,
  openLayers,
  openTypeVariables,
  resolveModulePath,
  type Scope,
} from './check-scope.ts';
import { checkSolved } from './check-solved.ts';
import type { Attribute, Binding, Declaration, Name, TypeDefinition } from './syntax.ts';
import type { Type } from './type.ts';
import type { Symbol, TypedDefinition, TypedExpression, TypedFunction, TypedValue } from './typed.ts';
import { partsOf, resolve, type Variable, variableOf } from './unify.ts';

export interface ModuleState {
  readonly context: Context;
  readonly module: Module;
  /** Prefix of qualified names, with its dot; empty in the library's core. */
  readonly prefix: string;
  readonly definitions: TypedDefinition[];
  scope: Scope;
}

export function checkDeclarations(state: ModuleState, declarations: readonly Declaration[]): void {
  for (const declaration of declarations) checkDeclaration(state, declaration);
}

function checkDeclaration(state: ModuleState, declaration: Declaration): void {
  const { context } = state;
  switch (declaration.kind) {
    case 'types':
      declareTypes(context, state.scope, declaration.definitions, state.module, state.prefix);
      resolveSymbols(context);
      if (declaration.definitions.some((each) => each.members.length > 0))
        startDefinition(state, (finish) => defineMembers(state, declaration.definitions, finish));
      return;
    case 'open':
      openModule(state, declaration.path);
      return;
    case 'module': {
      checkAttributes(context, declaration.attributes, 'module');
      const inner = enterModule(state, declaration.name, declaration.attributes);
      checkDeclarations(inner, declaration.declarations);
      if (inner.module.opening === 'automatic') state.scope = enterLayer(openLayers(state.scope, inner.module));
      return;
    }
    case 'let':
      startDefinition(state, (finish) => checkLetDeclaration(state, declaration, finish));
      return;
    case 'do':
      startDefinition(state, (finish) => {
        const body = context.expression(state.scope, declaration.expression, {
          type: unitType,
          who: 'A statement at module level',
        });
        const mood = finish();
        const resolved = resolveExpression(context, body, mood);
        if (mood === 'warn') checkSolved(context, resolved);
        addStatement(state, resolved);
      });
      return;
    default:
      assertNever(declaration);
  }
}

function defineMembers(state: ModuleState, definitions: readonly TypeDefinition[], finish: () => Mood): void {
  const functions = checkMembers(state.context, state.scope, definitions, state.prefix);
  warnLessGeneric(state);
  addFunctions(state, functions, finish());
}

function addFunctions(
  { context, definitions }: ModuleState,
  functions: readonly TypedFunction[],
  mood: Mood,
): readonly TypedFunction[] {
  const resolved = functions.map((each) => resolveFunction(context, each, mood));
  for (const each of resolved) if (mood === 'warn') checkSolved(context, each.body);
  definitions.push(...resolved.map((each) => ({ kind: 'function', ...each }) as const));
  return resolved;
}

/** Each definition has its own type variables and parameter names; `finish` gives its symbols their types. */
function startDefinition(state: ModuleState, check: (finish: () => Mood) => void): void {
  const { context } = state;
  context.takenParameters.clear();
  state.scope = { ...state.scope, typeVariables: openTypeVariables() };
  const before = context.problems.length;
  check(() => {
    resolveSymbols(context);
    return hasErrors(context.problems.slice(before)) ? 'silent' : 'warn';
  });
}

/** A module inside this one; several of one name are searched together, latest first. */
export function enterModule(state: ModuleState, name: Name, attributes: readonly Attribute[]): ModuleState {
  const opening = attributeNamed(attributes, 'AutoOpen')
    ? 'automatic'
    : attributeNamed(attributes, 'RequireQualifiedAccess')
      ? 'refused'
      : 'free';
  const path = state.module.path === '' ? name.text : `${state.module.path}.${name.text}`;
  const module = createModule(path, state.module, opening);
  for (const table of new Set([state.module, state.scope.layer.names]))
    table.modules.set(name.text, [...(table.modules.get(name.text) ?? []), module]);
  const isCore = opening === 'automatic' && state.context.origin === 'library';
  return {
    ...state,
    module,
    prefix: isCore ? state.prefix : `${state.prefix}${name.text}.`,
    scope: { ...enterLayer(state.scope, module), module },
  };
}

function openModule(state: ModuleState, path: readonly Name[]): void {
  const { context } = state;
  const [first] = path;
  const last = path.at(-1);
  if (!first || !last) return;
  const text = path.map((name) => name.text).join('.');
  const modules = resolveModulePath(
    state.scope,
    path.map((name) => name.text),
  );
  if (modules.length === 0) {
    report(context, 'FS0039', last.span, {
      detail: `There is no module \`${text}\` here.`,
      hint:
        didYouMean(first.text, namesInScope(state.scope, 'modules')) ??
        'Modules are found in the files before this one.',
    });
    return;
  }
  for (const module of modules.toReversed()) {
    if (module.opening === 'refused')
      report(context, 'FS0892', last.span, { detail: `\`${text}\` asks to be named: \`${last.text}.name\`.` });
    else state.scope = openLayers(state.scope, module);
  }
  // What this module defines next hides what was opened.
  state.scope = enterLayer(state.scope);
}

function declare(state: ModuleState, name: Name, entry: Entry, visibility: 'private' | 'public'): void {
  const { context, module } = state;
  if (module.values.has(name.text) && module.values.get(name.text)?.kind !== 'case') {
    report(context, 'FS0037', name.span, {
      detail: `\`${name.text}\` is defined twice in this module.`,
      hint: 'Only local names can be hidden by later ones.',
    });
  } else {
    claimName(context, `${state.prefix}${name.text}`, name.span);
  }
  for (const table of new Set([module, state.scope.layer.names])) table.values.set(name.text, entry);
  if (visibility === 'private') module.privateNames.add(name.text);
}

type LetDeclaration = Extract<Declaration, { kind: 'let' }>;

function checkLetDeclaration(state: ModuleState, declaration: LetDeclaration, finish: () => Mood): void {
  refusePlainGroup(state.context, declaration);
  const functions = declaration.bindings.flatMap((binding) => functionOf(binding) ?? []);
  if (functions.length > 0 && functions.length === declaration.bindings.length)
    checkFunctionGroup(state, functions, declaration, finish);
  else {
    const recursion = declaration.isRecursive ? 'recursive' : 'plain';
    refuseMixedGroup(state.context, declaration.bindings, recursion, declaration.span);
    for (const binding of declaration.bindings) {
      const source = functionOf(binding);
      if (source) checkFunctionGroup(state, [source], declaration, finish);
      else checkModuleValue(state, binding, finish);
    }
  }
}

function checkFunctionGroup(
  state: ModuleState,
  functions: readonly FunctionBinding[],
  { isRecursive }: LetDeclaration,
  finish: () => Mood,
): void {
  const { context } = state;
  for (const { binding } of functions) {
    checkAttributes(context, binding.attributes, 'function');
  }
  const group = checkFunctions(context, state.scope, {
    bindings: functions,
    recursion: isRecursive ? 'recursive' : 'plain',
    prefix: state.prefix,
    place: 'module',
  });
  warnLessGeneric(state);
  const resolved = addFunctions(state, group.functions, finish());
  for (const [at, [, entry]] of group.entries.entries()) {
    const source = functions[at];
    const isHandler = resolved[at]?.interrupt !== undefined;
    if (source)
      declare(
        state,
        source.name,
        isHandler ? { kind: 'handler', name: source.name.text } : entry,
        source.binding.isPrivate ? 'private' : 'public',
      );
  }
}

/** A name `'T` says that any type will do; the body may say otherwise. */
function warnLessGeneric({ context, scope }: ModuleState): void {
  for (const [name, type] of scope.typeVariables.types) {
    const known = resolve(context.store, type);
    const place = scope.typeVariables.places.get(name);
    if (!place || known.kind === 'parameter' || known.kind === 'variable' || known.kind === 'error') continue;
    report(context, 'FS0064', place, {
      detail: `The body needs \`'${name}\` to be ${spell(context, known)}.`,
      hint: 'Write that type instead.',
    });
  }
}

function checkModuleValue(state: ModuleState, binding: Binding, finish: () => Mood): void {
  const { context } = state;
  checkAttributes(context, binding.attributes, 'value');
  const visibility = binding.isPrivate ? 'private' : 'public';
  const before = context.problems.length;
  const checked = checkValueBinding(context, state.scope, binding, 'module');
  const isStatement = checked.bound.size === 0;
  const mistakes = hasErrors(context.problems.slice(before)) ? 'some' : 'none';
  const mood = valueRestriction(context, binding, checked.value, mistakes, finish);
  // A pattern that names nothing may still not fit: then the statement is a match, with its obligation.
  const isTested = isStatement && checked.pattern.type.kind !== 'unit' && !isIrrefutable(checked.pattern);
  const statement = isTested ? takeApart(checked.pattern, checked.value, unitExpression(binding.span)) : checked.value;
  const value = resolveExpression(context, statement, mood);
  if (mood === 'warn') checkSolved(context, value);
  if (isStatement) {
    addStatement(state, value.type.kind === 'unit' ? value : ignored(value));
    return;
  }
  const [name, ...more] = namesOf(checked.bound);
  if (name && more.length === 0 && checked.pattern.kind === 'bind') {
    if (attributeNamed(binding.attributes, 'Literal'))
      defineLiteral(state, binding, name, value, checked.pattern.symbol, visibility);
    else defineValue(state, name, checked.pattern.symbol, value, visibility);
    return;
  }
  // `let a, b = pair`: the pair has a name of its own, from which each part is taken.
  const whole: Symbol = {
    name: `(${[...checked.bound.keys()].join(', ')})`,
    type: value.type,
    isMutable: false,
    place: 'module',
    span: binding.pattern.span,
  };
  state.definitions.push({
    kind: 'value',
    symbol: whole,
    name: `${state.prefix}${whole.name}`,
    body: value,
    isLiteral: false,
    span: binding.span,
  });
  for (const part of namesOf(checked.bound)) {
    const symbol = checked.bound.get(part.text);
    if (!symbol) continue;
    const read: TypedExpression = {
      kind: 'symbol',
      symbol: whole,
      instantiation: [],
      type: value.type,
      span: binding.pattern.span,
    };
    const local: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span: symbol.span };
    // The names bound on the way are local copies; the module-level one is a symbol of its own.
    const own: Symbol = { ...symbol, place: 'module' };
    const body = resolveExpression(context, takeApart(checked.pattern, read, local), mood);
    defineValue(state, part, own, body, visibility);
  }
}

function namesOf(bound: ReadonlyMap<string, Symbol>): readonly Name[] {
  return [...bound].map(([text, { span }]) => ({ text, span }));
}

function ignored(value: TypedExpression): TypedExpression {
  return {
    kind: 'intrinsic',
    intrinsic: 'ignore',
    instantiation: [value.type],
    arguments: [value],
    type: unitType,
    span: value.span,
  };
}

/** A value is one value: its type must be known when its definition ends. */
function valueRestriction(
  context: Context,
  binding: Binding,
  value: TypedExpression,
  mistakes: 'none' | 'some',
  finish: () => Mood,
): Mood {
  const known = resolve(context.store, value.type);
  const unknown = variablesIn(context, known).find((variable) => variable.requirements.size === 0);
  if (unknown && mistakes === 'none')
    report(context, 'FS0030', binding.pattern.span, {
      detail: `Its type is ${spell(context, value.type)}, and nothing says what \`_\` is.`,
      hint: 'Annotate the value with its type.',
    });
  return finish();
}

function variablesIn(context: Context, type: Type): readonly Variable[] {
  const known = resolve(context.store, type);
  const variable = variableOf(context.store, known);
  return variable ? [variable] : partsOf(known).flatMap((part) => variablesIn(context, part));
}

function defineValue(
  state: ModuleState,
  name: Name,
  symbol: Symbol,
  body: TypedExpression,
  visibility: 'private' | 'public',
): void {
  state.definitions.push({
    kind: 'value',
    symbol,
    name: `${state.prefix}${name.text}`,
    body,
    isLiteral: false,
    span: body.span,
  });
  declare(state, name, { kind: 'value', symbol, depth: 0 }, visibility);
}

function defineLiteral(
  state: ModuleState,
  binding: Binding,
  name: Name,
  value: TypedExpression,
  symbol: Symbol,
  visibility: 'private' | 'public',
): void {
  const { context } = state;
  const { type, span } = value;
  const before = context.problems.length;
  const constant = constantOf(context, value);
  const isKnown = constant !== undefined || type.kind === 'error' || context.problems.length > before;
  if (!isKnown)
    report(context, 'FS0837', binding.body.span, {
      detail: `\`${name.text}\` is marked \`[<Literal>]\`, but its value is not a constant.`,
      hint: 'Use literals, other literal constants and operators on these; or remove the attribute.',
    });
  if (binding.isMutable) report(context, 'FS0842', binding.span, { detail: 'A literal constant cannot be mutable.' });
  const body: TypedExpression = { kind: 'constant', value: constant, type, span };
  if (constant !== undefined)
    state.definitions.push({
      kind: 'value',
      symbol,
      name: `${state.prefix}${name.text}`,
      body,
      isLiteral: true,
      span: binding.span,
    } satisfies { kind: 'value' } & TypedValue);
  declare(
    state,
    name,
    constant === undefined ? { kind: 'error' } : { kind: 'literal', value: constant, type },
    visibility,
  );
}

/** A statement at module level runs in program order, before the entry point: a value of type unit. */
function addStatement(state: ModuleState, body: TypedExpression): void {
  const { line, column } = startOf(body.span);
  const symbol: Symbol = { name: 'do', type: unitType, isMutable: false, place: 'module', span: body.span };
  state.definitions.push({
    kind: 'value',
    symbol,
    name: `${state.prefix}do-${line}-${column}`,
    body,
    isLiteral: false,
    span: body.span,
  });
}
