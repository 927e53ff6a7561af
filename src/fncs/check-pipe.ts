// In: `x |> f a`, `f a <| x`, `(x, y) ||> f`, `f >> g`. Out: the call with all its arguments, or the composed function, evaluated in the written order.
import { type Application, type Argument, applicationOf } from './application.ts';
import { apply, applyValue } from './check-apply.ts';
import { anything, type Context, conform, createSymbol, type Expectation, infer } from './check-context.ts';
import { hold } from './check-hold.ts';
import { checkNamed, pathOf } from './check-name.ts';
import type { Scope } from './check-scope.ts';
import { lambdaOf, operatorAsLambda, shapeOf } from './function-shape.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedExpression, TypedPattern } from './typed.ts';
import { freshVariable } from './unify.ts';

type Infix = Extract<SyntaxExpression, { kind: 'infix' }>;

/** Operators that apply, by how many values they apply to. */
export const pipes: Readonly<Record<string, number>> = { '|>': 1, '<|': 1, '||>': 2, '<||': 2, '|||>': 3, '<|||': 3 };

export function checkPipe(context: Context, scope: Scope, syntax: Infix, expected: Expectation): TypedExpression {
  const operator = syntax.operator.text;
  const isForward = operator.endsWith('>');
  const [called, given] = isForward ? [syntax.right, syntax.left] : [syntax.left, syntax.right];
  if ((pipes[operator] ?? 1) > 1) return pipeTuple(context, scope, syntax, called, given, expected);
  const application = applicationOf(called);
  if (!isForward || (application.arguments.length === 0 && isNamedFunction(context, scope, called))) {
    const written: Argument = { kind: 'written', syntax: given };
    const whole = { ...application, arguments: [...application.arguments, written], span: syntax.span };
    return conform(context, apply(context, scope, whole, expected), expected);
  }
  // The value is evaluated before the other arguments: it is bound to a name first.
  const piped = hold(context, infer(context, scope, given), 'piped');
  const body = applyTo(context, scope, application, called, [piped.read], syntax.span, expected);
  return conform(context, piped.around(body), expected);
}

/** Whether the path names a definition, whose call shows the argument its place; a value has its type already. */
function isNamedFunction(context: Context, scope: Scope, called: SyntaxExpression): boolean {
  const inner = applicationOf(called).head;
  if (inner.kind === 'name' && operatorAsLambda(inner.text, inner.span)) return false;
  const path = pathOf(inner);
  return path !== undefined && checkNamed(context, scope, path, inner, 'applied').kind === 'entry';
}

/** Applies what is written to the values behind its own arguments; a lambda, or any other function that is a value, is told their types. */
function applyTo(
  context: Context,
  scope: Scope,
  application: Application,
  called: SyntaxExpression,
  values: readonly TypedExpression[],
  span: TypedExpression['span'],
  expected: Expectation,
): TypedExpression {
  const extra = values.map((expression): Argument => ({ kind: 'checked', expression }));
  const whole = { ...application, arguments: [...application.arguments, ...extra], span };
  const { head } = application;
  const isOperator = head.kind === 'name' && operatorAsLambda(head.text, head.span) !== undefined;
  if (application.arguments.length > 0 || (pathOf(head) && !isOperator)) return apply(context, scope, whole, expected);
  const type = values.reduceRight<Type>(
    (to, { type: from }) => ({ kind: 'function', from, to }),
    freshVariable(context.store),
  );
  const target = context.expression(scope, called, { type, who: 'The value that is piped in' });
  return applyValue(context, scope, target, whole);
}

/** `(x, y) ||> f`. */
function pipeTuple(
  context: Context,
  scope: Scope,
  syntax: Infix,
  called: SyntaxExpression,
  given: SyntaxExpression,
  expected: Expectation,
): TypedExpression {
  const { span } = syntax;
  const count = pipes[syntax.operator.text] ?? 2;
  const items = Array.from({ length: count }, () => freshVariable(context.store));
  const type: Type = { kind: 'tuple', items };
  const value = context.expression(scope, given, { type, who: `The operand of \`${syntax.operator.text}\`` });
  const symbols = items.map((item) => createSymbol(context, 'piped', item, 'local', value.span));
  const reads = symbols.map(
    (symbol): TypedExpression => ({ kind: 'symbol', symbol, instantiation: [], type: symbol.type, span: value.span }),
  );
  const body = applyTo(context, scope, applicationOf(called), called, reads, span, expected);
  const parts = symbols.map((symbol): TypedPattern => ({ kind: 'bind', symbol, type: symbol.type, span: value.span }));
  const pattern: TypedPattern = { kind: 'tuple', items: parts, type, span: value.span };
  return conform(context, { kind: 'let', pattern, value, body, type: body.type, span }, expected);
}

/** `f >> g` is `fun x -> g (f x)`, with both functions evaluated first, as written. */
export function checkComposition(
  context: Context,
  scope: Scope,
  syntax: Infix,
  expected: Expectation,
): TypedExpression {
  const { span } = syntax;
  const isForward = syntax.operator.text === '>>';
  const shape = shapeOf(context, expected.type, 1);
  const [from, to] = [shape.parameters[0] ?? anything(context).type, shape.result];
  const middle = freshVariable(context.store);
  const side = (each: SyntaxExpression, place: 'first' | 'second'): TypedExpression => {
    const type: Type = { kind: 'function', ...(place === 'first' ? { from, to: middle } : { from: middle, to }) };
    return context.expression(scope, each, { type, who: `The ${place} function of \`${syntax.operator.text}\`` });
  };
  const left = hold(context, side(syntax.left, isForward ? 'first' : 'second'), 'composed');
  const right = hold(context, side(syntax.right, isForward ? 'second' : 'first'), 'composed');
  const [first, second] = isForward ? [left.read, right.read] : [right.read, left.read];
  const symbol = createSymbol(context, 'argument', from, 'parameter', span);
  const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: from, span };
  const inner: TypedExpression = { kind: 'apply', function: first, arguments: [read], type: middle, span };
  const outer: TypedExpression = { kind: 'apply', function: second, arguments: [inner], type: to, span };
  return conform(context, left.around(right.around(lambdaOf([symbol], outer, to, span))), expected);
}
