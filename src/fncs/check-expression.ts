// In: an expression as written and what its place expects. Out: the typed expression. One case per construct; this is the only place that knows them all.
import { assertNever } from '../base/never.ts';
import { checkApplication, checkPath } from './check-apply.ts';
import { checkAssign } from './check-assign.ts';
import { checkBuilder, refuseBang } from './check-builder.ts';
import { checkComprehension, checkComputation, checkYield } from './check-computation.ts';
import { constantOf } from './check-constant.ts';
import { type Context, conform, type Expectation, errorExpression, infer, report } from './check-context.ts';
import { checkFor, checkForIn, checkIf, checkMatch, checkSequence, checkWhile } from './check-control.ts';
import { checkTry } from './check-finally.ts';
import { checkInterpolated } from './check-format.ts';
import { checkLambda } from './check-lambda.ts';
import { checkLet } from './check-let.ts';
import { checkLiteral } from './check-literal.ts';
import { checkMember } from './check-member.ts';
import { checkIndex, checkSlice, pathOf } from './check-name.ts';
import { checkInfix, checkPrefix } from './check-operator.ts';
import { checkRecord } from './check-record.ts';
import { findValue, type Scope } from './check-scope.ts';
import { toMeasure, toType } from './check-type.ts';
import { checkUse } from './check-use.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedExpression } from './typed.ts';
import { freshVariable, resolve } from './unify.ts';

export function checkExpression(
  context: Context,
  scope: Scope,
  syntax: SyntaxExpression,
  expected: Expectation,
): TypedExpression {
  const { span } = syntax;
  switch (syntax.kind) {
    case 'literal': {
      const { value, type } = checkLiteral(context, syntax.value, span);
      const measured: Type =
        syntax.measure && type.kind === 'numeric'
          ? { ...type, measure: toMeasure(context, scope, syntax.measure) }
          : type;
      return conform(context, { kind: 'constant', value, type: measured, span }, expected);
    }
    case 'name':
      return checkPath(context, scope, [{ text: syntax.text, span }], syntax, expected);
    case 'member': {
      const path = pathOf(syntax);
      if (path) return checkPath(context, scope, path, syntax, expected);
      return conform(context, checkMember(context, infer(context, scope, syntax.target), syntax.name, scope), expected);
    }
    case 'apply':
    case 'type-application':
      return checkApplication(context, scope, syntax, expected);
    case 'index':
      return conform(context, checkIndex(context, scope, syntax), expected);
    case 'slice':
      return conform(context, checkSlice(context, scope, syntax), expected);
    case 'infix':
      return checkInfix(context, scope, syntax, expected);
    case 'prefix':
      return checkPrefix(context, scope, syntax, expected);
    case 'tuple':
      return checkTuple(context, scope, syntax, expected);
    case 'parenthesized':
      return context.expression(scope, syntax.inner, expected);
    case 'record':
      return checkRecord(context, scope, syntax, expected);
    case 'array':
      return checkArray(context, scope, syntax, expected);
    case 'array-range':
      return checkArrayRange(context, scope, syntax, expected);
    case 'if':
      return checkIf(context, scope, syntax, expected);
    case 'match':
      return checkMatch(context, scope, syntax, expected);
    case 'try':
      return checkTry(context, scope, syntax, expected);
    case 'while':
      return checkWhile(context, scope, syntax, expected);
    case 'for':
      return checkFor(context, scope, syntax, expected);
    case 'for-in':
      return checkForIn(context, scope, syntax, expected);
    case 'let':
      return syntax.isUse ? checkUse(context, scope, syntax, expected) : checkLet(context, scope, syntax, expected);
    case 'sequence':
      return checkSequence(context, scope, syntax.items, span, expected);
    case 'assign':
      return checkAssign(context, scope, syntax, expected);
    case 'typed': {
      const type = toType(context, scope, syntax.type);
      return conform(context, context.expression(scope, syntax.inner, { type, who: 'The annotation' }), expected);
    }
    case 'interpolated':
      return checkInterpolated(context, scope, syntax, expected);
    case 'lambda':
      return checkLambda(context, scope, syntax, expected);
    case 'computation': {
      const { builder } = syntax;
      const isSequence = builder.kind === 'name' && builder.text === 'seq' && !findValue(scope, 'seq');
      return (isSequence ? checkComputation : checkBuilder)(context, scope, syntax, expected);
    }
    case 'let-bang':
    case 'do-bang':
    case 'match-bang':
    case 'return':
      return refuseBang(context, syntax);
    case 'comprehension':
      return checkComprehension(context, scope, syntax, expected);
    case 'yield':
      return conform(context, checkYield(context, scope, syntax), expected);
    case 'error':
      return errorExpression(span);
    default:
      return assertNever(syntax);
  }
}

type Of<K extends SyntaxExpression['kind']> = Extract<SyntaxExpression, { kind: K }>;

function checkTuple(context: Context, scope: Scope, syntax: Of<'tuple'>, expected: Expectation): TypedExpression {
  const known = resolve(context.store, expected.type);
  const wanted = known.kind === 'tuple' && known.items.length === syntax.items.length ? known.items : undefined;
  const items = syntax.items.map((item, at) =>
    context.expression(scope, item, {
      type: wanted?.[at] ?? freshVariable(context.store),
      who: `Part ${at + 1} of the tuple`,
    }),
  );
  return conform(
    context,
    { kind: 'tuple', items, type: { kind: 'tuple', items: items.map((item) => item.type) }, span: syntax.span },
    expected,
  );
}

/** The element type that an array literal is expected to have, if any. */
function expectedElement(context: Context, expected: Expectation): Type {
  const known = resolve(context.store, expected.type);
  return known.kind === 'array' || known.kind === 'span' ? known.element : freshVariable(context.store);
}

function checkArray(context: Context, scope: Scope, syntax: Of<'array'>, expected: Expectation): TypedExpression {
  const element = expectedElement(context, expected);
  const items = syntax.items.map((item) =>
    context.expression(scope, item, { type: element, who: 'An element of the array' }),
  );
  return conform(context, { kind: 'array', items, type: { kind: 'array', element }, span: syntax.span }, expected);
}

const longestRange = 65_536n;

function checkArrayRange(
  context: Context,
  scope: Scope,
  syntax: Of<'array-range'>,
  expected: Expectation,
): TypedExpression {
  const { span } = syntax;
  const element = expectedElement(context, expected);
  const part = (side: SyntaxExpression): bigint | undefined => {
    const value = constantOf(
      context,
      context.expression(scope, side, { type: element, who: 'An element of the array' }),
    );
    return typeof value === 'bigint' ? value : undefined;
  };
  const [first, step, last] = [part(syntax.first), syntax.step ? part(syntax.step) : 1n, part(syntax.last)];
  const type: Type = { kind: 'array', element };
  const length = first === undefined || last === undefined || !step ? undefined : (last - first) / step + 1n;
  if (first === undefined || last === undefined || step === undefined || length === undefined || step === 0n) {
    report(context, 'FS0837', span, {
      detail: 'The ends and the step of a range in an array are integer constants, the step other than 0.',
      hint: 'Create the array with `Array.zeroCreate` and fill it in a loop.',
    });
    return conform(context, { ...errorExpression(span), type }, expected);
  }
  if (length > longestRange) {
    report(context, 'FS0837', span, {
      detail: `This array would have ${length} elements; a range writes out at most ${longestRange}.`,
      hint: 'Create the array with `Array.zeroCreate` and fill it in a loop.',
    });
    return conform(context, { ...errorExpression(span), type }, expected);
  }
  const isEmpty = step > 0n ? first > last : first < last;
  const items = Array.from(
    { length: isEmpty ? 0 : Number(length) },
    (_, at): TypedExpression => ({ kind: 'constant', value: first + BigInt(at) * step, type: element, span }),
  );
  return conform(context, { kind: 'array', items, type, span }, expected);
}
