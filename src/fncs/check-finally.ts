// In: `try body finally last`. Out: the body, what is done last, and the body's value. There are no exceptions: the body ends, or a guard stops the program.
import type { Context, Expectation } from './check-context.ts';
import { checkStatement } from './check-control.ts';
import { hold } from './check-hold.ts';
import type { Scope } from './check-scope.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { TypedExpression } from './typed.ts';
import { resolve } from './unify.ts';

export function checkTry(
  context: Context,
  scope: Scope,
  { body, last, span }: Extract<SyntaxExpression, { kind: 'try' }>,
  expected: Expectation,
): TypedExpression {
  const value = context.expression(scope, body, expected);
  return afterwards(context, value, checkStatement(context, scope, last), span);
}

/** The value, and then something else: the value is that of the whole. */
export function afterwards(
  context: Context,
  value: TypedExpression,
  last: TypedExpression,
  span: TypedExpression['span'],
): TypedExpression {
  const { type } = value;
  if (resolve(context.store, type).kind === 'unit') return { kind: 'sequence', items: [value, last], type, span };
  const held = hold(context, value, 'result');
  return held.around({ kind: 'sequence', items: [last, held.read], type, span });
}
