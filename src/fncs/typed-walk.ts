// In: a typed expression. Out: its direct sub-expressions, or the same expression with each of them changed. Nothing else.
import { assertNever } from '../base/never.ts';
import { mapPattern } from './pattern-parts.ts';
import { hasRecogniser } from './pattern-shape.ts';
import type { TypedExpression, TypedPattern } from './typed.ts';

/** Direct sub-expressions in evaluation order (bodies of local functions included). */
export function childrenOf(expression: TypedExpression): readonly TypedExpression[] {
  const children: TypedExpression[] = [];
  mapChildren(expression, (child) => {
    children.push(child);
    return child;
  });
  return children;
}

/** Rebuilds an expression from its changed sub-expressions. */
export function mapChildren(
  expression: TypedExpression,
  change: (child: TypedExpression) => TypedExpression,
): TypedExpression {
  switch (expression.kind) {
    case 'constant':
    case 'symbol':
    case 'instance':
      return expression;
    case 'call':
    case 'intrinsic':
    case 'foreign':
      return { ...expression, arguments: expression.arguments.map(change) };
    case 'lambda':
    case 'generate':
    case 'fill':
      return { ...expression, body: change(expression.body) };
    case 'yield':
      return { ...expression, value: change(expression.value) };
    case 'apply': {
      const called = change(expression.function);
      return { ...expression, function: called, arguments: expression.arguments.map(change) };
    }
    case 'binary':
      return { ...expression, left: change(expression.left), right: change(expression.right) };
    case 'unary':
    case 'weaken':
      return { ...expression, operand: change(expression.operand) };
    case 'tuple':
    case 'array':
    case 'sequence':
      return { ...expression, items: expression.items.map(change) };
    case 'record':
    case 'case':
      return { ...expression, fields: expression.fields.map(change) };
    case 'formatted':
      return {
        ...expression,
        parts: expression.parts.map((part) => (part.kind === 'text' ? part : { ...part, value: change(part.value) })),
      };
    case 'record-copy':
      return {
        ...expression,
        base: change(expression.base),
        changes: expression.changes.map((each) => ({ ...each, value: change(each.value) })),
      };
    case 'field':
    case 'register':
    case 'length':
      return { ...expression, target: change(expression.target) };
    case 'index':
      return { ...expression, target: change(expression.target), index: change(expression.index) };
    case 'slice':
      return {
        ...expression,
        target: change(expression.target),
        first: expression.first && change(expression.first),
        last: expression.last && change(expression.last),
      };
    case 'if': {
      const condition = change(expression.condition);
      const then = change(expression.then);
      return { ...expression, condition, then, otherwise: expression.otherwise && change(expression.otherwise) };
    }
    case 'match':
      return {
        ...expression,
        subject: change(expression.subject),
        rules: expression.rules.map((rule) => ({
          ...rule,
          pattern: changeCalls(rule.pattern, change),
          guard: rule.guard && change(rule.guard),
          body: change(rule.body),
        })),
      };
    case 'while':
      return { ...expression, condition: change(expression.condition), body: change(expression.body) };
    case 'for':
      return { ...expression, from: change(expression.from), to: change(expression.to), body: change(expression.body) };
    case 'for-each':
      return { ...expression, collection: change(expression.collection), body: change(expression.body) };
    case 'let':
      return { ...expression, value: change(expression.value), body: change(expression.body) };
    case 'let-function':
      return {
        ...expression,
        functions: expression.functions.map((each) => ({ ...each, body: change(each.body) })),
        body: change(expression.body),
      };
    case 'assign':
      return { ...expression, target: change(expression.target), value: change(expression.value) };
    case 'critical':
      return { ...expression, body: change(expression.body) };
    case 'contract':
    case 'ensures':
      return { ...expression, condition: change(expression.condition) };
    default:
      return assertNever(expression);
  }
}

/** The calls of active patterns; only rules of a match have any. */
function changeCalls(pattern: TypedPattern, change: (child: TypedExpression) => TypedExpression): TypedPattern {
  if (!hasRecogniser(pattern)) return pattern;
  const inner = mapPattern(pattern, (part) => changeCalls(part, change));
  return inner.kind === 'recognised' ? { ...inner, call: change(inner.call) } : inner;
}
