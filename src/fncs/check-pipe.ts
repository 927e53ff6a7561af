// In: `x |> f a` and `f a <| x`. Out: the call with all its arguments, evaluated in the written order.
import { spanFrom } from '../base/source.ts';
import { type Argument, applicationOf } from './application.ts';
import { apply, refuseLambda } from './check-apply.ts';
import { type Context, conform, type Expectation, infer } from './check-context.ts';
import type { Scope } from './check-scope.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { TypedExpression } from './typed.ts';

/** `x |> f a`: `x` is checked and evaluated first, and becomes the last argument. */
export function checkPipe(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxExpression, { kind: 'infix' }>,
  expected: Expectation,
): TypedExpression {
  if (syntax.operator.text === '<|') {
    const application = applicationOf(syntax.left);
    const given: readonly Argument[] = [...application.arguments, { kind: 'written', syntax: syntax.right }];
    return conform(
      context,
      apply(context, scope, { ...application, arguments: given, span: syntax.span }, expected),
      expected,
    );
  }
  const application = applicationOf(syntax.right);
  if (application.head.kind === 'lambda')
    return conform(context, pipeIntoLambda(context, scope, syntax.left, application.head, expected), expected);
  if (application.arguments.length === 0) {
    const given: readonly Argument[] = [{ kind: 'written', syntax: syntax.left }];
    return conform(
      context,
      apply(context, scope, { ...application, arguments: given, span: syntax.span }, expected),
      expected,
    );
  }
  const piped = infer(context, scope, syntax.left);
  if (isAtomic(piped)) {
    const given: readonly Argument[] = [...application.arguments, { kind: 'checked', expression: piped }];
    return conform(
      context,
      apply(context, scope, { ...application, arguments: given, span: syntax.span }, expected),
      expected,
    );
  }
  // The value is evaluated before the other arguments: it is bound to a name first.
  const symbol = { name: 'piped', type: piped.type, isMutable: false, place: 'local', span: piped.span } as const;
  context.symbols.push(symbol);
  const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: piped.type, span: piped.span };
  const body = apply(
    context,
    scope,
    { ...application, arguments: [...application.arguments, { kind: 'checked', expression: read }], span: syntax.span },
    expected,
  );
  const pattern = { kind: 'bind', symbol, type: piped.type, span: piped.span } as const;
  return conform(context, { kind: 'let', pattern, value: piped, body, type: body.type, span: syntax.span }, expected);
}

/** `x |> fun y -> e` means `let y = x in e`. */
function pipeIntoLambda(
  context: Context,
  scope: Scope,
  left: SyntaxExpression,
  lambda: Extract<SyntaxExpression, { kind: 'lambda' }>,
  expected: Expectation,
): TypedExpression {
  const [parameter, ...more] = lambda.parameters;
  if (!parameter || more.length > 0) return refuseLambda(context, lambda.span);
  const binding = {
    attributes: [],
    pattern: parameter.pattern,
    parameters: [],
    result: undefined,
    body: left,
    isMutable: false,
    isInline: false,
    isPrivate: false,
    span: spanFrom(parameter.span, left.span),
  };
  return context.expression(
    scope,
    { kind: 'let', isRecursive: false, bindings: [binding], body: lambda.body, span: lambda.span },
    expected,
  );
}

/** Evaluating it early or late makes no difference. */
function isAtomic(expression: TypedExpression): boolean {
  return (
    expression.kind === 'constant' ||
    expression.kind === 'instance' ||
    (expression.kind === 'symbol' && !expression.symbol.isMutable)
  );
}
