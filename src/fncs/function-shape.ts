// In: the types that places expect of functions, and operators that stand as values. Out: parameters and result; lambdas, typed or as if written. Checks no body.
import { type Context, reportClash } from './check-context.ts';
import type { SyntaxExpression, SyntaxPattern } from './syntax.ts';
import type { Type } from './type.ts';
import type { Symbol, TypedExpression } from './typed.ts';
import { freshVariable, resolve, unify, variableOf } from './unify.ts';

type Lambda = Extract<SyntaxExpression, { kind: 'lambda' }>;

/** `result`: the type that the place knows, when the body has only a type that fits it. */
export function lambdaOf(
  parameters: readonly Symbol[],
  body: TypedExpression,
  result: Type,
  span: TypedExpression['span'],
): TypedExpression {
  const type = parameters.reduceRight<Type>((to, { type: from }) => ({ kind: 'function', from, to }), result);
  return { kind: 'lambda', parameters, body, type, span };
}

export interface Shape {
  readonly parameters: readonly Type[];
  readonly result: Type;
}

/** What the place says of a function of `count` parameters; what it does not say is unknown. A place that wants no function is left to the caller. */
export function shapeOf(context: Context, expected: Type, count: number): Shape {
  const parameters: Type[] = [];
  let rest = resolve(context.store, expected);
  for (let at = 0; at < count; at++) {
    // An operand must be a number, say: a lambda there is a mistake, which the caller reports.
    if (rest.kind === 'variable' && variableOf(context.store, rest)?.requirements.size === 0) {
      const shape: Type = { kind: 'function', from: freshVariable(context.store), to: freshVariable(context.store) };
      unify(context.store, rest, shape);
      rest = shape;
    }
    parameters.push(rest.kind === 'function' ? rest.from : freshVariable(context.store));
    rest = rest.kind === 'function' ? resolve(context.store, rest.to) : freshVariable(context.store);
  }
  return { parameters, result: rest };
}

/** Makes a type a function's, or reports what it is instead. */
export function demandFunction(
  context: Context,
  span: TypedExpression['span'],
  type: Type,
): Extract<Type, { kind: 'function' }> | undefined {
  const known = resolve(context.store, type);
  if (known.kind === 'function') return known;
  if (known.kind !== 'variable') return undefined;
  const shape = { kind: 'function', from: freshVariable(context.store), to: freshVariable(context.store) } as const;
  const clash = unify(context.store, known, shape);
  if (clash) reportClash(context, span, clash, { type: shape, who: 'A call' });
  return shape;
}

const infix: ReadonlySet<string> = new Set(
  '+ - * / % &&& ||| ^^^ <<< >>> = <> < <= > >= && || |> <| >> << ||> <||'.split(' '),
);
const prefix: Readonly<Record<string, string>> = { '~-': '-', '~+': '+', '~~~': '~~~' };

/** `(+)` is `fun left right -> left + right`. */
export function operatorAsLambda(text: string, span: SyntaxExpression['span']): Lambda | undefined {
  const name = (each: string): SyntaxExpression => ({ kind: 'name', text: each, span });
  const parameter = (each: string): { pattern: SyntaxPattern; span: typeof span } => ({
    pattern: { kind: 'name', name: { text: each, span }, span },
    span,
  });
  const unary = Object.hasOwn(prefix, text) ? prefix[text] : undefined;
  if (unary !== undefined) {
    const body: SyntaxExpression = {
      kind: 'prefix',
      operator: { text: unary, span },
      operand: name('``operand``'),
      span,
    };
    return { kind: 'lambda', parameters: [parameter('``operand``')], body, span };
  }
  if (!infix.has(text)) return undefined;
  const [left, right] = [name('``left``'), name('``right``')];
  const body: SyntaxExpression = { kind: 'infix', operator: { text, span }, left, right, span };
  return { kind: 'lambda', parameters: [parameter('``left``'), parameter('``right``')], body, span };
}
