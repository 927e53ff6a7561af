// In: `let pattern = value` at module level. Out: the values that it defines; a pattern that names nothing is a statement.
import { startOf } from '../base/source.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { attributeNamed, checkAttributes } from './check-attribute.ts';
import { constantOf } from './check-constant.ts';
import { type Context, report, spell, unitExpression, unitType } from './check-context.ts';
import { takeApart } from './check-function.ts';
import { type CheckedValue, checkValueBinding } from './check-let.ts';
import { type Mood, resolveExpression } from './check-resolve.ts';
import { checkSolved } from './check-solved.ts';
import { declare, type ModuleState } from './module-state.ts';
import { hasRecogniser, isIrrefutable } from './pattern-shape.ts';
import type { Binding, Name } from './syntax.ts';
import type { Type } from './type.ts';
import type { Symbol, TypedExpression, TypedPattern, TypedValue } from './typed.ts';
import { partsOf, resolve, type Variable, variableOf } from './unify.ts';

export function checkModuleValue(state: ModuleState, binding: Binding, finish: () => Mood): void {
  const { context } = state;
  checkAttributes(context, binding.attributes, 'value');
  const visibility = binding.isPrivate ? 'private' : 'public';
  const before = context.problems.length;
  const checked = checkValueBinding(context, state.scope, binding, 'module');
  const isStatement = checked.bound.size === 0;
  const mistakes = hasErrors(context.problems.slice(before)) ? 'some' : 'none';
  const mood = valueRestriction(context, binding, checked.value, mistakes, finish);
  // A pattern that names nothing may still not fit: then the statement is a match, with its obligation.
  const isTested =
    isStatement &&
    checked.pattern.type.kind !== 'unit' &&
    (!isIrrefutable(checked.pattern) || hasRecogniser(checked.pattern));
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
  // What active patterns find is found once, and has a name of its own.
  if (hasRecogniser(checked.pattern)) {
    defineFound(state, binding, checked, mood, visibility);
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

function defineFound(
  state: ModuleState,
  binding: Binding,
  { pattern, value, bound }: CheckedValue,
  mood: Mood,
  visibility: 'private' | 'public',
): void {
  const { context, prefix } = state;
  const { span } = binding.pattern;
  const read = (symbol: Symbol): TypedExpression => ({
    kind: 'symbol',
    symbol,
    instantiation: [],
    type: symbol.type,
    span,
  });
  const moduleSymbol = (name: string, type: Type, at = span): Symbol => ({
    name,
    type,
    isMutable: false,
    place: 'module',
    span: at,
  });
  const names = namesOf(bound);
  const symbols = [...bound.values()];
  const [only, ...more] = symbols;
  const [name] = names;
  if (!only || !name) return;
  if (more.length === 0) {
    const body = resolveExpression(context, takeApart(pattern, value, read(only)), mood);
    if (mood === 'warn') checkSolved(context, body);
    defineValue(state, name, { ...only, place: 'module' }, body, visibility);
    return;
  }
  const type: Type = { kind: 'tuple', items: symbols.map((each) => each.type) };
  const tuple: TypedExpression = { kind: 'tuple', items: symbols.map(read), type, span };
  const whole = moduleSymbol(`(${names.map(({ text }) => text).join(', ')})`, type);
  const body = resolveExpression(context, takeApart(pattern, value, tuple), mood);
  if (mood === 'warn') checkSolved(context, body);
  state.definitions.push({
    kind: 'value',
    symbol: whole,
    name: `${prefix}${whole.name}`,
    body,
    isLiteral: false,
    span: binding.span,
  });
  for (const [at, part] of symbols.entries()) {
    const own = names[at];
    const items = symbols.map(
      (symbol, index): TypedPattern =>
        index === at
          ? { kind: 'bind', symbol: part, type: part.type, span }
          : { kind: 'wildcard', type: symbol.type, span },
    );
    const taken = takeApart({ kind: 'tuple', items, type, span }, read(whole), read(part));
    if (own) defineValue(state, own, { ...part, place: 'module' }, taken, visibility);
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
export function addStatement(state: ModuleState, body: TypedExpression): void {
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
