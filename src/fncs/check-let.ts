// In: a local `let` with its body. Out: the typed binding. Functions may use immutable names around them; mutable ones are refused where they are read.
import type { Span } from '../base/source.ts';
import { type Context, type Expectation, errorExpression, report } from './check-context.ts';
import { withNames } from './check-control.ts';
import { checkFunctions, functionOf, takeApart } from './check-function.ts';
import { checkBoundName, checkPattern, createBinder } from './check-pattern.ts';
import { addValue, emptyNames, enterLayer, type Scope } from './check-scope.ts';
import { toType } from './check-type.ts';
import type { Binding, SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { Symbol, TypedExpression, TypedPattern } from './typed.ts';
import { freshVariable } from './unify.ts';

export function checkLet(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxExpression, { kind: 'let' }>,
  expected: Expectation,
): TypedExpression {
  const { bindings, span } = syntax;
  for (const binding of bindings) {
    for (const attribute of binding.attributes)
      report(context, 'FS0842', attribute.span, {
        detail: `\`${attribute.name}\` belongs to definitions at module level.`,
      });
  }
  refusePlainGroup(context, syntax);
  const functions = bindings.flatMap((binding) => functionOf(binding) ?? []);
  if (functions.length > 0 && functions.length === bindings.length) {
    const group = checkFunctions(context, scope, {
      bindings: functions,
      recursion: syntax.isRecursive ? 'recursive' : 'plain',
      prefix: '',
      place: 'local',
    });
    const names = emptyNames();
    for (const [name, entry] of group.entries) addValue(names, name, entry);
    const body = context.expression(enterLayer(scope, names), syntax.body, expected);
    return { kind: 'let-function', functions: group.functions, body, type: body.type, span };
  }
  refuseMixedGroup(context, bindings, syntax.isRecursive ? 'recursive' : 'plain', span);
  const [head, ...others] = bindings;
  if (functions.length > 0 && head && others.length > 0) {
    const rest: SyntaxExpression = { ...syntax, isRecursive: false, bindings: others };
    return checkLet(context, scope, { ...syntax, isRecursive: false, bindings: [head], body: rest }, expected);
  }
  const checked: { readonly pattern: TypedPattern; readonly value: TypedExpression }[] = [];
  let inner = scope;
  for (const binding of bindings) {
    const { pattern, value, bound } = checkValueBinding(context, inner, binding, 'local');
    checked.push({ pattern, value });
    inner = withNames(inner, bound);
  }
  const body = context.expression(inner, syntax.body, expected);
  return checked.reduceRight((rest, { pattern, value }) => takeApart(pattern, value, rest), body);
}

/** Definitions joined by `and` see each other, for which F# asks for `rec`. */
export function refusePlainGroup(
  context: Context,
  { bindings, isRecursive }: { readonly bindings: readonly Binding[]; readonly isRecursive: boolean },
): void {
  const [, second] = bindings;
  if (!isRecursive && second)
    report(context, 'FS0576', second.span, {
      detail: '`and` joins definitions that refer to each other; without `rec` they do not.',
      hint: 'Write `let rec … and …`, or a `let` for each.',
    });
}

/** A value cannot refer to itself, nor stand in a group with functions. */
export function refuseMixedGroup(
  context: Context,
  bindings: readonly Binding[],
  recursion: 'recursive' | 'plain',
  span: Span,
): void {
  if (recursion === 'plain' && !bindings.some((binding) => functionOf(binding) !== undefined)) return;
  report(context, 'FS8279', span, {
    detail: 'Only functions can be recursive, and a group joined by `and` holds functions only.',
    hint: 'Define the values before, each with its own `let`.',
  });
}

export interface CheckedValue {
  readonly pattern: TypedPattern;
  readonly value: TypedExpression;
  readonly bound: ReadonlyMap<string, Symbol>;
}

/** `let pattern : type = value`; the value is checked before the names exist. */
export function checkValueBinding(
  context: Context,
  scope: Scope,
  binding: Binding,
  place: 'module' | 'local',
): CheckedValue {
  const wrong = binding.pattern.kind === 'error' && binding.parameters.length > 0;
  // A function without a name that can be read: that has been said, and its body speaks of parameters.
  if (wrong) {
    const { span, type } = errorExpression(binding.span);
    return { pattern: { kind: 'wildcard', type, span }, value: errorExpression(binding.span), bound: new Map() };
  }
  refuseFunctionParts(context, binding);
  const annotation = annotationOf(context, scope, binding);
  const who = binding.pattern.kind === 'name' ? `\`${binding.pattern.name.text}\`` : 'The binding';
  const type = annotation ?? freshVariable(context.store);
  const value = context.expression(scope, binding.body, { type, who: annotation ? who : 'This place' });
  const binder = createBinder('let', place, binding.isMutable ? 'mutable' : 'immutable');
  const written = binding.pattern.kind === 'typed' ? binding.pattern.pattern : binding.pattern;
  const isPlainName = written.kind === 'name' && written.span.start === written.name.span.start;
  const pattern = isPlainName
    ? checkBoundName(context, scope, written.name, annotation ?? value.type, binder)
    : checkPattern(context, scope, written, annotation ?? value.type, binder);
  return { pattern, value, bound: binder.bound };
}

function refuseFunctionParts(context: Context, binding: Binding): void {
  const [parameter] = binding.parameters;
  if (parameter && !functionOf(binding))
    report(context, 'FS8278', binding.pattern.span, { detail: 'A function has a name, not a pattern.' });
  if (binding.pattern.kind === 'name' && binding.pattern.name.text.startsWith('|'))
    report(context, 'FS8212', binding.pattern.span, {
      detail: 'An active pattern is a function with a parameter: the value that it looks at.',
      hint: 'Write `let (|Even|Odd|) n = …`.',
    });
  if (binding.isInline)
    report(context, 'FS0842', binding.pattern.span, { detail: '`inline` belongs to functions; this is a value.' });
}

function annotationOf(context: Context, scope: Scope, binding: Binding): Type | undefined {
  if (binding.result) return toType(context, scope, binding.result);
  return binding.pattern.kind === 'typed' ? toType(context, scope, binding.pattern.type) : undefined;
}
