// In: an argument of an application. Out: the typed argument, as its parameter wants it.
import type { Application, Argument } from './application.ts';
import { type Context, conform, type Expectation, infer } from './check-context.ts';
import type { Scope } from './check-scope.ts';
import type { TypedExpression } from './typed.ts';

export function argumentFor(
  context: Context,
  scope: Scope,
  argument: Argument,
  expected: Expectation,
): TypedExpression {
  return argument.kind === 'written'
    ? context.expression(scope, argument.syntax, expected)
    : conform(context, argument.expression, expected);
}

/** Arguments of a callee that is wrong: looked at for their own mistakes. */
export function checkRest(context: Context, scope: Scope, application: Application): void {
  for (const argument of application.arguments)
    if (argument.kind === 'written' && argument.syntax.kind !== 'lambda') infer(context, scope, argument.syntax);
}
