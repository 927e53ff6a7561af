// In: the declarations of one file or module. Out: typed definitions in program order, and the names they bring into scope.
import { assertNever } from '../base/never.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { attributeNamed, checkAttributes } from './check-attribute.ts';
import { report, spell, unitType } from './check-context.ts';
import { declareTypes } from './check-declare.ts';
import { checkFunctions, type FunctionBinding, functionOf } from './check-function.ts';
import { refuseMixedGroup, refusePlainGroup } from './check-let.ts';
import { checkMembers } from './check-members.ts';
import { addStatement, checkModuleValue } from './check-module-value.ts';
import { didYouMean } from './check-report.ts';
import { type Mood, resolveExpression, resolveFunction, resolveSymbols } from './check-resolve.ts';
import {
  createModule,
  enterLayer,
  namesInScope,
  openLayers,
  openTypeVariables,
  resolveModulePath,
} from './check-scope.ts';
import { checkSolved } from './check-solved.ts';
import { declare, type ModuleState } from './module-state.ts';
import type { Attribute, Declaration, Name, TypeDefinition } from './syntax.ts';
import type { TypedFunction } from './typed.ts';
import { resolve } from './unify.ts';

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
  if (modules.length === 0 && /^(System|Microsoft|FSharp)$/.test(first.text)) {
    report(context, 'FS8258', last.span, {
      detail: `\`${text}\` belongs to .NET.`,
      hint: 'Leave the `open` out: what the dialect has of it, such as `Span` and `DllImport`, is known without.',
    });
    return;
  }
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
