// In: `seq { … }` and `yield` as written. Out: the typed sequence. A loop over it runs its body, so that it is a function in all but name: it reads no mutable
// local of the function around it.
import {
  type Context,
  conform,
  createSymbol,
  type Expectation,
  errorExpression,
  infer,
  report,
  unitType,
} from './check-context.ts';
import { elementOf } from './check-control.ts';
import { enterFunction } from './check-function.ts';
import type { Scope } from './check-scope.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedExpression } from './typed.ts';
import { freshVariable, resolve } from './unify.ts';

type Of<K extends SyntaxExpression['kind']> = Extract<SyntaxExpression, { kind: K }>;

export function checkComputation(
  context: Context,
  scope: Scope,
  { body, span }: Of<'computation'>,
  expected: Expectation,
): TypedExpression {
  const wanted = resolve(context.store, expected.type);
  const element = wanted.kind === 'sequence' ? wanted.element : freshVariable(context.store);
  const checked = checkStatements(context, scope, body, element);
  const type: Type = { kind: 'sequence', element };
  return conform(context, { kind: 'generate', body: checked, type, span }, expected);
}

/** `[| for x in a -> f x |]`. */
export function checkComprehension(
  context: Context,
  scope: Scope,
  { body, span }: Of<'comprehension'>,
  expected: Expectation,
): TypedExpression {
  const wanted = resolve(context.store, expected.type);
  const isKnown = wanted.kind === 'array' || wanted.kind === 'span' || wanted.kind === 'sequence';
  const element = isKnown ? wanted.element : freshVariable(context.store);
  const checked = checkStatements(context, scope, body, element);
  return conform(context, { kind: 'fill', body: checked, type: { kind: 'array', element }, span }, expected);
}

function checkStatements(context: Context, scope: Scope, body: SyntaxExpression, element: Type): TypedExpression {
  const inside = enterFunction(scope, new Map());
  const generation = { element, depth: inside.depth };
  const written = yields(body) ? body : yieldStatements(body);
  return context.expression({ ...inside, generation }, written, {
    type: unitType,
    who: 'The end of a sequence expression',
  });
}

export function checkYield(context: Context, scope: Scope, { what, value, span }: Of<'yield'>): TypedExpression {
  const { generation } = scope;
  if (!generation || generation.depth !== scope.depth) {
    infer(context, scope, value);
    report(context, 'FS0747', span, {
      detail: generation
        ? '`yield` stands in a function inside the sequence expression, which is a place of its own.'
        : '`yield` stands outside of a sequence expression.',
      hint: 'Write `seq { … }` around it.',
    });
    return errorExpression(span);
  }
  const place = { type: generation.element, who: 'An element of the sequence' };
  switch (what) {
    case 'one':
      return { kind: 'yield', value: context.expression(scope, value, place), type: unitType, span };
    case 'all':
      return yieldAll(context, infer(context, scope, value), place, span);
    case 'perhaps': {
      const typed = infer(context, scope, value);
      const { kind } = resolve(context.store, typed.type);
      if (kind === 'unit' || kind === 'error') return typed;
      return { kind: 'yield', value: conform(context, typed, place), type: unitType, span };
    }
  }
}

/** `yield! s` is `for item in s do yield item`. */
function yieldAll(
  context: Context,
  collection: TypedExpression,
  place: Expectation,
  span: TypedExpression['span'],
): TypedExpression {
  const element = elementOf(context, collection);
  const symbol = createSymbol(context, 'item', element, 'local', span);
  const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: element, span };
  return {
    kind: 'for-each',
    pattern: { kind: 'bind', symbol, type: element, span },
    collection,
    body: { kind: 'yield', value: conform(context, read, place), type: unitType, span },
    type: unitType,
    span,
  };
}

/** Where statements stand. */
function statementsOf(syntax: SyntaxExpression): readonly SyntaxExpression[] | undefined {
  switch (syntax.kind) {
    case 'sequence':
      return syntax.items;
    case 'let':
    case 'while':
    case 'for':
    case 'for-in':
      return [syntax.body];
    case 'if':
      return syntax.otherwise ? [syntax.then, syntax.otherwise] : [syntax.then];
    case 'match':
      return syntax.rules.map((rule) => rule.body);
    case 'parenthesized':
      return [syntax.inner];
    default:
      return undefined;
  }
}

function yields(syntax: SyntaxExpression): boolean {
  return syntax.kind === 'yield' || (statementsOf(syntax)?.some(yields) ?? false);
}

/** An object with a member of this name looks like a promise to linters; it is never awaited. */
const whenTrue = 'then';

/** Without a `yield`, each statement that has a value yields it. */
function yieldStatements(syntax: SyntaxExpression): SyntaxExpression {
  switch (syntax.kind) {
    case 'sequence':
      return { ...syntax, items: syntax.items.map(yieldStatements) };
    case 'let':
    case 'while':
    case 'for':
    case 'for-in':
      return { ...syntax, body: yieldStatements(syntax.body) };
    case 'if':
      return {
        ...syntax,
        [whenTrue]: yieldStatements(syntax.then),
        otherwise: syntax.otherwise && yieldStatements(syntax.otherwise),
      };
    case 'match':
      return { ...syntax, rules: syntax.rules.map((rule) => ({ ...rule, body: yieldStatements(rule.body) })) };
    case 'assign':
    case 'error':
      return syntax;
    default:
      return { kind: 'yield', what: 'perhaps', value: syntax, span: syntax.span };
  }
}
