// In: an operator with its operands. Out: the typed operation. Both operands have one type; nothing is converted; units multiply and divide.
import { spanFrom } from '../base/source.ts';
import {
  booleanType,
  type Context,
  conform,
  demand,
  demandOf,
  type Expectation,
  errorExpression,
  errorType,
  infer,
  intType,
  report,
} from './check-context.ts';
import { instantiateFunction } from './check-instantiate.ts';
import { checkLiteral } from './check-literal.ts';
import { checkComposition, checkPipe, pipes } from './check-pipe.ts';
import type { CheckCode } from './check-report.ts';
import { findValue, type Scope } from './check-scope.ts';
import { shapeOf } from './function-shape.ts';
import { dimensionless, divide, multiply } from './measure.ts';
import type { Requirement } from './requirement.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { BinaryOperator, TypedExpression } from './typed.ts';
import { freshMeasure, resolve } from './unify.ts';

type Infix = Extract<SyntaxExpression, { kind: 'infix' }>;
type Prefix = Extract<SyntaxExpression, { kind: 'prefix' }>;

const arithmetic: ReadonlySet<string> = new Set(['+', '-', '*', '/', '%']);
const bitwise: ReadonlySet<string> = new Set(['&&&', '|||', '^^^']);
const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=']);

const refusedOperators: Readonly<Record<string, readonly [CheckCode, string]>> = {
  '**': ['FS8262', 'Multiply, or shift for powers of two.'],
  '::': ['FS8254', 'Use an array of fixed length, a `Span`, and a loop.'],
  '@': ['FS8254', 'Use an array of fixed length, a `Span`, and a loop.'],
  ':=': ['FS8257', 'Use `let mutable` and `<-`.'],
  '^': ['FS8259', 'Write the bytes of both into a `Span<byte>`.'],
};

export function checkInfix(context: Context, scope: Scope, syntax: Infix, expected: Expectation): TypedExpression {
  const operator = syntax.operator.text;
  if (Object.hasOwn(pipes, operator)) return checkPipe(context, scope, syntax, expected);
  if (operator === '>>' || operator === '<<') return checkComposition(context, scope, syntax, expected);
  const refusal = Object.hasOwn(refusedOperators, operator) ? refusedOperators[operator] : undefined;
  if (refusal) {
    report(context, refusal[0], syntax.operator.span, {
      detail: `The operator \`${operator}\` is not part of this dialect.`,
      hint: refusal[1],
    });
    return errorExpression(syntax.span);
  }
  if (operator === '&&' || operator === '||')
    return conform(context, logical(context, scope, syntax, operator), expected);
  if (
    arithmetic.has(operator) ||
    bitwise.has(operator) ||
    comparisons.has(operator) ||
    operator === '=' ||
    operator === '<>'
  ) {
    return conform(context, binary(context, scope, syntax, operator as BinaryOperator), expected);
  }
  if (operator === '<<<' || operator === '>>>')
    return conform(context, shift(context, scope, syntax, operator), expected);
  report(context, 'FS8262', syntax.operator.span, {
    detail: `The operator \`${operator}\` is not part of this dialect.`,
  });
  return errorExpression(syntax.span);
}

function logical(context: Context, scope: Scope, syntax: Infix, operator: '&&' | '||'): TypedExpression {
  const who = `The operand of \`${operator}\``;
  const left = context.expression(scope, syntax.left, { type: booleanType, who });
  const right = context.expression(scope, syntax.right, { type: booleanType, who });
  return { kind: 'binary', operator, left, right, type: booleanType, span: syntax.span };
}

function shift(context: Context, scope: Scope, syntax: Infix, operator: '<<<' | '>>>'): TypedExpression {
  const left = infer(context, scope, syntax.left);
  if (resolve(context.store, left.type).kind === 'nominal') {
    const own = applyOwn(context, scope, operator, [left, infer(context, scope, syntax.right)], syntax.span);
    if (own) return own;
    demandOf(context, left.span, left.type, 'integer', operator);
    return errorExpression(syntax.span);
  }
  demandOf(context, left.span, left.type, 'integer', operator);
  const right = context.expression(scope, syntax.right, { type: intType, who: `The count of \`${operator}\`` });
  return { kind: 'binary', operator, left, right, type: left.type, span: syntax.span };
}

/** An operator that the type of an operand defines. */
function applyOwn(
  context: Context,
  scope: Scope,
  operator: string,
  operands: readonly TypedExpression[],
  span: TypedExpression['span'],
): TypedExpression | undefined {
  const types = operands.map((each) => resolve(context.store, each.type));
  const candidates = new Set(
    types.flatMap((type) =>
      type.kind === 'nominal' ? (scope.members.get(type.declaration)?.get(operator) ?? []) : [],
    ),
  );
  const [only, ...more] = [...candidates].filter(
    ({ entry }) => candidates.size === 1 || fits(context, entry.symbol.type, types),
  );
  if (!only) return undefined;
  if (more.length > 0) {
    report(context, 'FS0001', span, {
      detail: `More than one \`${operator}\` is defined for operands of these types.`,
      hint: 'Annotate the operands.',
    });
    return errorExpression(span);
  }
  const { type, instantiation } = instantiateFunction(context, only.entry);
  const { parameters, result } = shapeOf(context, type, 1);
  const [from] = parameters;
  const [first] = operands;
  const given: TypedExpression =
    operands.length === 1 && first
      ? first
      : { kind: 'tuple', items: operands, type: { kind: 'tuple', items: operands.map((each) => each.type) }, span };
  const argument = from ? conform(context, given, { type: from, who: `The operator \`${operator}\`` }) : given;
  return { kind: 'call', callee: only.entry.symbol, instantiation, arguments: [argument], type: result, span };
}

/** Whether operands of what is known of these types may be meant. */
function fits(context: Context, operator: Type, types: readonly Type[]): boolean {
  const known = resolve(context.store, operator);
  const from = known.kind === 'function' ? resolve(context.store, known.from) : undefined;
  const wanted = from?.kind === 'tuple' && types.length > 1 ? from.items : from ? [from] : [];
  return (
    wanted.length === types.length &&
    wanted.every((each, at) => {
      const [want, have] = [resolve(context.store, each), types[at]];
      if (!have || want.kind === 'variable' || want.kind === 'parameter' || have.kind === 'variable') return true;
      if (want.kind === 'nominal') return have.kind === 'nominal' && have.declaration === want.declaration;
      return want.kind === 'numeric' ? have.kind === 'numeric' && have.name === want.name : want.kind === have.kind;
    })
  );
}

function requirementOf(operator: BinaryOperator): Requirement {
  if (operator === '=' || operator === '<>') return 'equality';
  if (comparisons.has(operator)) return 'comparison';
  return bitwise.has(operator) ? 'bits' : 'number';
}

function binary(context: Context, scope: Scope, syntax: Infix, operator: BinaryOperator): TypedExpression {
  const { span } = syntax;
  const left = infer(context, scope, syntax.left);
  if (operator === '+' && resolve(context.store, left.type).kind === 'string')
    return refuseConcatenation(context, scope, syntax);
  const isProduct = operator === '*' || operator === '/';
  const right = infer(context, scope, syntax.right);
  const own = applyOwn(context, scope, operator, [left, right], span);
  if (own) return own;
  const isComparison = !arithmetic.has(operator) && !bitwise.has(operator);
  const failed = { ...errorExpression(span), type: isComparison ? booleanType : errorType };
  if (!demandOf(context, left.span, left.type, requirementOf(operator), operator)) return failed;
  const [a, b] = [resolve(context.store, left.type), resolve(context.store, right.type)];
  if (isProduct && (a.kind === 'numeric' || b.kind === 'numeric')) {
    const typed = product(context, operator, left, right, a.kind === 'numeric' ? a : b, span);
    return typed.kind === 'binary' ? { ...typed, ...overflowIn(scope, operator) } : typed;
  }
  // The right side of a weaker or stronger pointer or span kind is no match here: both sides are one type.
  const before = context.problems.length;
  demand(context, right.span, { type: left.type, who: `The right side of \`${operator}\`` }, right.type);
  if (context.problems.length > before) return failed;
  if (isProduct) demandOf(context, span, left.type, 'dimensionless', operator);
  const type = isComparison ? booleanType : left.type;
  return { kind: 'binary', operator, left, right, type, ...overflowIn(scope, operator), span };
}

/** Whether the operator is that of `Checked` here. */
function overflowIn(scope: Scope, operator: string): { readonly overflow?: 'checked' } {
  return findValue(scope, operator)?.kind === 'checked' ? { overflow: 'checked' } : {};
}

/** Units multiply and divide: each side has a unit of its own. */
function product(
  context: Context,
  operator: '*' | '/' | BinaryOperator,
  left: TypedExpression,
  right: TypedExpression,
  known: Type,
  span: TypedExpression['span'],
): TypedExpression {
  if (known.kind !== 'numeric') return errorExpression(span);
  const measureOf = (side: TypedExpression): Extract<Type, { kind: 'numeric' }> | undefined => {
    const at = resolve(context.store, side.type);
    if (at.kind === 'numeric') {
      if (at.name === known.name) return at;
    } else if (at.kind === 'variable') {
      const wanted = { ...known, measure: known.measure.length === 0 ? dimensionless : freshMeasure(context.store) };
      demand(context, side.span, { type: wanted, who: `The operand of \`${operator}\`` }, at);
      return wanted;
    }
    demand(
      context,
      side.span,
      { type: { ...known, measure: dimensionless }, who: `The right side of \`${operator}\`` },
      at,
    );
    return undefined;
  };
  const [a, b] = [measureOf(left), measureOf(right)];
  if (!a || !b) return errorExpression(span);
  const measure = operator === '/' ? divide(a.measure, b.measure) : multiply(a.measure, b.measure);
  return { kind: 'binary', operator: operator as BinaryOperator, left, right, type: { ...known, measure }, span };
}

function refuseConcatenation(context: Context, scope: Scope, syntax: Infix): TypedExpression {
  infer(context, scope, syntax.right);
  report(context, 'FS8259', spanFrom(syntax.left.span, syntax.right.span), {
    detail: 'Joining strings needs storage for the result, which this dialect does not create silently.',
    hint: 'Write the parts one after the other (`Console.write a`, `Console.write b`), or into a `Span<byte>` of your own.',
  });
  return errorExpression(syntax.span);
}

export function checkPrefix(context: Context, scope: Scope, syntax: Prefix, expected: Expectation): TypedExpression {
  const operator = syntax.operator.text;
  const { span, operand: inner } = syntax;
  if (
    (operator === '-' || operator === '+') &&
    inner.kind === 'literal' &&
    (inner.value.kind === 'integer' || inner.value.kind === 'float') &&
    !inner.measure
  ) {
    const literal = checkLiteral(context, inner.value, span, operator === '-' ? 'negated' : 'plain');
    if (operator === '-' && !demandOf(context, span, literal.type, 'signed', '-')) return errorExpression(span);
    return conform(context, { kind: 'constant', value: literal.value, type: literal.type, span }, expected);
  }
  switch (operator) {
    case '-':
    case '+':
    case '~~~': {
      const operand = infer(context, scope, inner);
      const own = applyOwn(context, scope, operator === '~~~' ? operator : `~${operator}`, [operand], span);
      if (own) return conform(context, own, expected);
      const requirement = operator === '-' ? 'signed' : operator === '+' ? 'number' : 'bits';
      if (!demandOf(context, operand.span, operand.type, requirement, operator)) return errorExpression(span);
      if (operator === '+') return conform(context, operand, expected);
      return conform(
        context,
        { kind: 'unary', operator, operand, type: operand.type, ...overflowIn(scope, `~${operator}`), span },
        expected,
      );
    }
    case '!':
      report(context, 'FS8257', span, {
        detail: '`!` reads a reference cell, which this dialect does not have.',
        hint: 'For negation write `not`; for state use `let mutable`.',
      });
      return errorExpression(span);
    default:
      report(context, 'FS8262', syntax.operator.span, {
        detail: `The operator \`${operator}\` is not part of this dialect.`,
      });
      return errorExpression(span);
  }
}
