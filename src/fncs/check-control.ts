// In: `if`, `match`, loops and sequences as written. Out: their typed forms. Statements that drop a result are warned about, as in F#.

import { constantOf } from './check-constant.ts';
import {
  booleanType,
  type Context,
  characterType,
  conform,
  createSymbol,
  demand,
  demandOf,
  type Expectation,
  infer,
  report,
  spell,
  unitExpression,
  unitType,
} from './check-context.ts';
import { checkHead } from './check-contract.ts';
import { checkPattern, createBinder } from './check-pattern.ts';
import { emptyNames, enterLayer, type Scope } from './check-scope.ts';
import { hasRecogniser, isIrrefutable } from './pattern-shape.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { Symbol, TypedExpression, TypedPattern, TypedRule } from './typed.ts';
import { freshVariable, resolve, unify } from './unify.ts';

type Of<K extends SyntaxExpression['kind']> = Extract<SyntaxExpression, { kind: K }>;

export function withNames(scope: Scope, bound: ReadonlyMap<string, Symbol>): Scope {
  const names = emptyNames();
  for (const [name, symbol] of bound) names.values.set(name, { kind: 'value', symbol, depth: scope.depth });
  return enterLayer(scope, names);
}

export function checkIf(context: Context, scope: Scope, syntax: Of<'if'>, expected: Expectation): TypedExpression {
  const { span } = syntax;
  const condition = context.expression(scope, syntax.condition, { type: booleanType, who: 'The condition of `if`' });
  if (!syntax.otherwise) {
    const then = context.expression(scope, syntax.then, { type: unitType, who: 'An `if` without `else`' });
    return conform(context, { kind: 'if', condition, then, otherwise: undefined, type: unitType, span }, expected);
  }
  const then = context.expression(scope, syntax.then, expected);
  const otherwise = context.expression(
    scope,
    syntax.otherwise,
    alike(context, expected, 'The other branch of this `if`'),
  );
  return { kind: 'if', condition, then, otherwise, type: expected.type, span };
}

/** The first branch decides when nothing else does; the message for the others says so. */
function alike(context: Context, expected: Expectation, who: string): Expectation {
  return expected.who === 'This place'
    ? { type: expected.type, who }
    : { ...expected, type: resolve(context.store, expected.type) };
}

export function checkMatch(
  context: Context,
  scope: Scope,
  syntax: Of<'match'>,
  expected: Expectation,
): TypedExpression {
  const subject = infer(context, scope, syntax.subject);
  const rules = syntax.rules.map((rule, at): TypedRule => {
    const binder = createBinder('rule');
    const pattern = checkPattern(context, scope, rule.pattern, subject.type, binder);
    const inner = withNames(scope, binder.bound);
    const guard =
      rule.guard && context.expression(inner, rule.guard, { type: booleanType, who: 'The condition of `when`' });
    const body = context.expression(
      inner,
      rule.body,
      at === 0 ? expected : alike(context, expected, 'The other rules of this `match`'),
    );
    return { pattern, guard, body, span: rule.span };
  });
  return { kind: 'match', subject, rules, isComplete: false, type: expected.type, span: syntax.span };
}

export function checkSequence(
  context: Context,
  scope: Scope,
  items: readonly SyntaxExpression[],
  span: TypedExpression['span'],
  expected: Expectation,
): TypedExpression {
  const last = items.at(-1);
  if (!last) return conform(context, unitExpression(span), expected);
  const before = items.slice(0, -1).map((item) => checkStatement(context, scope, item));
  const end = context.expression(scope, last, expected);
  return before.length === 0 ? end : { kind: 'sequence', items: [...before, end], type: end.type, span };
}

/** An expression for its effect; a result other than unit is dropped with a warning. */
export function checkStatement(context: Context, scope: Scope, syntax: SyntaxExpression): TypedExpression {
  const type = freshVariable(context.store);
  const expression = context.expression(scope, syntax, { type, who: 'A statement' });
  const known = resolve(context.store, expression.type);
  if (known.kind === 'unit' || known.kind === 'error') return expression;
  if (known.kind === 'variable') {
    unify(context.store, unitType, known);
    return expression;
  }
  const isComparison = expression.kind === 'binary' && expression.operator === '=';
  report(context, 'FS0020', expression.span, {
    detail: `This has type ${spell(context, known)} and its value is not used.`,
    hint: isComparison
      ? '`=` compares; to assign write `<-`.'
      : 'Use `let name = …`, or `ignore (…)` when the value is not needed.',
  });
  return {
    kind: 'intrinsic',
    intrinsic: 'ignore',
    instantiation: [known],
    arguments: [expression],
    type: unitType,
    span: expression.span,
  };
}

export function checkWhile(
  context: Context,
  scope: Scope,
  syntax: Of<'while'>,
  expected: Expectation,
): TypedExpression {
  const condition = context.expression(scope, syntax.condition, { type: booleanType, who: 'The condition of `while`' });
  const body = checkLoopBody(context, scope, syntax.body);
  return conform(context, { kind: 'while', condition, body, type: unitType, span: syntax.span }, expected);
}

function checkLoopBody(context: Context, scope: Scope, syntax: SyntaxExpression): TypedExpression {
  const { contracts, rest } = checkHead(context, scope, syntax, 'loop', unitType);
  const body = rest.map((item) => checkStatement(context, scope, item));
  const items = [...contracts, ...body];
  const [only] = items;
  if (items.length === 1 && only && contracts.length === 0) return only;
  return { kind: 'sequence', items, type: unitType, span: syntax.span };
}

export function checkFor(context: Context, scope: Scope, syntax: Of<'for'>, expected: Expectation): TypedExpression {
  const from = infer(context, scope, syntax.from);
  if (!demandOf(context, from.span, from.type, 'integer', 'for'))
    demand(context, from.span, { type: { kind: 'error' }, who: 'for' }, from.type);
  const to = context.expression(scope, syntax.to, { type: from.type, who: 'The end of the loop' });
  const symbol = createSymbol(context, syntax.name.text, from.type, 'local', syntax.name.span);
  const body = checkLoopBody(context, withNames(scope, new Map([[symbol.name, symbol]])), syntax.body);
  return conform(
    context,
    {
      kind: 'for',
      symbol,
      from,
      to,
      step: syntax.direction === 'up' ? 1n : -1n,
      body,
      type: unitType,
      span: syntax.span,
    },
    expected,
  );
}

export function checkForIn(
  context: Context,
  scope: Scope,
  syntax: Of<'for-in'>,
  expected: Expectation,
): TypedExpression {
  return conform(
    context,
    syntax.source.kind === 'range'
      ? forRange(context, scope, syntax, syntax.source)
      : forEach(context, scope, syntax, syntax.source.collection),
    expected,
  );
}

type Range = Extract<Of<'for-in'>['source'], { kind: 'range' }>;

function forRange(context: Context, scope: Scope, syntax: Of<'for-in'>, source: Range): TypedExpression {
  const from = infer(context, scope, source.first);
  demandOf(context, from.span, from.type, 'integer', '..');
  const step = source.step
    ? stepOf(context, context.expression(scope, source.step, { type: from.type, who: 'The step of the range' }))
    : 1n;
  const to = context.expression(scope, source.last, { type: from.type, who: 'The end of the range' });
  const symbol = createSymbol(context, nameOfLoop(context, syntax.pattern), from.type, 'local', syntax.pattern.span);
  if (syntax.pattern.kind === 'typed') checkPattern(context, scope, syntax.pattern, from.type, createBinder('let'));
  const bound = symbol.name === '_' ? new Map<string, Symbol>() : new Map([[symbol.name, symbol]]);
  const body = checkLoopBody(context, withNames(scope, bound), syntax.body);
  return { kind: 'for', symbol, from, to, step, body, type: unitType, span: syntax.span };
}

function nameOfLoop(context: Context, pattern: Of<'for-in'>['pattern']): string {
  if (pattern.kind === 'name') return pattern.name.text;
  if (pattern.kind === 'wildcard' || pattern.kind === 'error') return '_';
  if (pattern.kind === 'typed') return nameOfLoop(context, pattern.pattern);
  report(context, 'FS8278', pattern.span, {
    detail: 'A range yields single numbers: the loop variable is a name or `_`.',
  });
  return '_';
}

function stepOf(context: Context, step: TypedExpression): bigint {
  const value = constantOf(context, step);
  if (typeof value === 'bigint' && value !== 0n) return value;
  if (step.type.kind !== 'error')
    report(context, 'FS8276', step.span, {
      detail:
        value === 0n
          ? 'The step is 0: the loop would not move.'
          : 'The direction and the end of the loop must be known when compiling.',
      hint: 'Use a literal or a `[<Literal>]` constant; or a `while` loop.',
    });
  return 1n;
}

function forEach(context: Context, scope: Scope, syntax: Of<'for-in'>, source: SyntaxExpression): TypedExpression {
  const collection = infer(context, scope, source);
  const element = elementOf(context, collection);
  const binder = createBinder('let');
  const pattern: TypedPattern = checkPattern(context, scope, syntax.pattern, element, binder);
  if (!isIrrefutable(pattern))
    report(context, 'FS8278', pattern.span, {
      detail: 'Not every element matches this pattern.',
      hint: 'Take the element by a name, and match it in the body.',
    });
  const body = checkLoopBody(context, withNames(scope, binder.bound), syntax.body);
  const { span } = syntax;
  if (!hasRecogniser(pattern)) return { kind: 'for-each', pattern, collection, body, type: unitType, span };
  const [head] = body.kind === 'sequence' ? body.items : [];
  if (head?.kind === 'contract' && head.contract === 'invariant')
    report(context, 'FS8263', pattern.span, {
      detail: 'The invariant would speak about what an active pattern finds.',
      hint: 'Take the element by a name, and match it after the invariant.',
    });
  const symbol = createSymbol(context, 'element', element, 'local', pattern.span);
  const name: TypedPattern = { kind: 'bind', symbol, type: element, span: pattern.span };
  const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: element, span: pattern.span };
  const rules = [{ pattern, guard: undefined, body, span: pattern.span }];
  const taken: TypedExpression = { kind: 'match', subject: read, rules, isComplete: false, type: unitType, span };
  return { kind: 'for-each', pattern: name, collection, body: taken, type: unitType, span };
}

/** What a loop over the collection goes over; of an unknown collection nothing is said but that it is a sequence. */
export function elementOf(context: Context, collection: TypedExpression): Type {
  const known = resolve(context.store, collection.type);
  switch (known.kind) {
    case 'array':
    case 'span':
    case 'sequence':
      return known.element;
    case 'string':
      return characterType;
    case 'error':
      return known;
    case 'variable': {
      const element = freshVariable(context.store);
      unify(context.store, known, { kind: 'sequence', element });
      return element;
    }
    default:
      report(context, 'FS0001', collection.span, {
        detail: `A loop needs an array, a span, a sequence or a string, but this has type ${spell(context, known)}.`,
      });
      return { kind: 'error' };
  }
}
