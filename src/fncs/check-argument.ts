// In: the arguments of an application, types and values. Out: typed arguments, as their parameters want them.
import type { Application, Argument } from './application.ts';
import { anything, type Context, conform, type Expectation, errorExpression, infer, report } from './check-context.ts';
import type { Scope } from './check-scope.ts';
import { toType } from './check-type.ts';
import type { Type } from './type.ts';
import type { TypedExpression } from './typed.ts';
import { resolve, unify } from './unify.ts';

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

/** `f<int> x`. */
export function giveTypes(
  context: Context,
  scope: Scope,
  application: Application,
  instantiation: readonly Type[],
  name: string,
): void {
  const given = application.typeArguments;
  if (given.length === 0) return;
  const types = given.map((each) => toType(context, scope, each));
  if (given.length > instantiation.length) {
    report(context, 'FS0033', application.head.span, {
      detail: `\`${name}\` takes ${instantiation.length} type arguments, but ${given.length} are given.`,
    });
    return;
  }
  for (const [at, type] of types.entries()) {
    const parameter = instantiation[at];
    if (parameter)
      conform(
        context,
        { ...errorExpression(given[at]?.span ?? application.span), type },
        { type: parameter, who: `Type argument ${at + 1} of \`${name}\`` },
      );
  }
}

/** The arguments of a callee of a type, and what is left of the type behind them. `whoOf` names the place of an argument in messages. */
export function checkArguments(
  context: Context,
  scope: Scope,
  application: Application,
  type: Type,
  whoOf: (at: number) => string,
  expected: Expectation,
): { readonly given: readonly TypedExpression[]; readonly result: Type } {
  guideByResult(context, type, application.arguments.length, expected);
  let rest = type;
  const places = application.arguments.map((argument, at): { argument: Argument; place: Expectation } => {
    const known = resolve(context.store, rest);
    if (known.kind !== 'function') return { argument, place: anything(context) };
    rest = known.to;
    return { argument, place: { type: known.from, who: whoOf(at) } };
  });
  // What is known already (left of a pipe) helps with the others.
  const early = places.map(({ argument, place }) =>
    argument.kind === 'checked' ? conform(context, argument.expression, place) : undefined,
  );
  const given = places.map(({ argument, place }, at) => early[at] ?? argumentFor(context, scope, argument, place));
  return { given, result: rest };
}

/** A known expected type helps to solve a generic result (`None`, `Array.zeroCreate`), before the arguments are looked at. */
function guideByResult(context: Context, type: Type, arity: number, expected: Expectation): void {
  let result = type;
  for (let at = 0; at < arity; at++) {
    const known = resolve(context.store, result);
    if (known.kind !== 'function') return;
    result = known.to;
  }
  const [want, have] = [resolve(context.store, expected.type), resolve(context.store, result)];
  const isGuide =
    (have.kind === 'nominal' && want.kind === 'nominal' && have.declaration === want.declaration) ||
    (have.kind === 'array' && want.kind === 'array');
  if (!isGuide) return;
  const [inner, outer] =
    have.kind === 'array' && want.kind === 'array'
      ? [[have.element], [want.element]]
      : have.kind === 'nominal' && want.kind === 'nominal'
        ? [have.arguments, want.arguments]
        : [[], []];
  for (const [at, part] of inner.entries()) {
    const target = outer[at];
    if (target && resolve(context.store, part).kind === 'variable') unify(context.store, target, part);
  }
}
