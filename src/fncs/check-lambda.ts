// In: `fun x -> e` as written. Out: a typed lambda. Parameters take their types from what the place expects.
import { type Context, conform, type Expectation, errorExpression } from './check-context.ts';
import { checkParameters, enterFunction } from './check-function.ts';
import type { Scope } from './check-scope.ts';
import { lambdaOf, shapeOf } from './function-shape.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { TypedExpression } from './typed.ts';

type Lambda = Extract<SyntaxExpression, { kind: 'lambda' }>;

export function checkLambda(context: Context, scope: Scope, syntax: Lambda, expected: Expectation): TypedExpression {
  const { span } = syntax;
  // Its parameters could not be read; that has been said.
  if (syntax.parameters.length === 0) return errorExpression(span);
  const shape = shapeOf(context, expected.type, syntax.parameters.length);
  const { taken, bound } = checkParameters(context, scope, syntax.parameters, shape.parameters);
  const inner = enterFunction(scope, bound);
  const body = context.expression(inner, syntax.body, { type: shape.result, who: 'The result of this function' });
  const whole = taken.reduceRight((rest, each) => each.unpack(rest), body);
  const parameters = taken.map((each) => each.symbol);
  return conform(context, lambdaOf(parameters, whole, shape.result, span), expected);
}
