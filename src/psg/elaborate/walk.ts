// In: a typed expression or pattern. Out: its direct children, its symbols, its free symbols. No knowledge of the graph.
import { assertNever, never } from '../../base/never.ts';
import type { Symbol, TypedExpression, TypedFunction, TypedPattern } from '../../fncs/typed.ts';

/** Direct sub-expressions in evaluation order (bodies of local functions included). */
export function childrenOf(expression: TypedExpression): readonly TypedExpression[] {
  switch (expression.kind) {
    case 'constant':
    case 'symbol':
    case 'instance':
      return [];
    case 'call':
    case 'intrinsic':
    case 'foreign':
      return expression.arguments;
    case 'lambda':
    case 'generate':
    case 'fill':
      return [expression.body];
    case 'yield':
      return [expression.value];
    case 'apply':
      return [expression.function, ...expression.arguments];
    case 'binary':
      return [expression.left, expression.right];
    case 'unary':
    case 'weaken':
      return [expression.operand];
    case 'tuple':
    case 'array':
    case 'sequence':
      return expression.items;
    case 'record':
    case 'case':
      return expression.fields;
    case 'formatted':
      return expression.parts.flatMap((part) => (part.kind === 'hole' ? [part.value] : []));
    case 'record-copy':
      return [expression.base, ...expression.changes.map((change) => change.value)];
    case 'field':
    case 'register':
    case 'length':
      return [expression.target];
    case 'index':
      return [expression.target, expression.index];
    case 'slice':
      return [expression.target, ...[expression.first, expression.last].filter((end) => end !== undefined)];
    case 'if':
      return [expression.condition, expression.then, ...(expression.otherwise ? [expression.otherwise] : [])];
    case 'match':
      return [
        expression.subject,
        ...expression.rules.flatMap((rule) => (rule.guard ? [rule.guard, rule.body] : [rule.body])),
      ];
    case 'while':
      return [expression.condition, expression.body];
    case 'for':
      return [expression.from, expression.to, expression.body];
    case 'for-each':
      return [expression.collection, expression.body];
    case 'let':
      return [expression.value, expression.body];
    case 'let-function':
      return [...expression.functions.map((each) => each.body), expression.body];
    case 'assign':
      return [expression.target, expression.value];
    case 'critical':
      return [expression.body];
    case 'contract':
    case 'ensures':
      return [expression.condition];
    default:
      return assertNever(expression);
  }
}

/** The symbols that a pattern binds, each once. */
export function patternSymbols(pattern: TypedPattern): readonly Symbol[] {
  switch (pattern.kind) {
    case 'wildcard':
    case 'constant':
      return [];
    case 'bind':
      return [pattern.symbol];
    case 'case':
      return pattern.fields.flatMap(patternSymbols);
    case 'tuple':
    case 'array':
      return pattern.items.flatMap(patternSymbols);
    case 'record':
      return pattern.fields.flatMap((field) => patternSymbols(field.pattern));
    case 'and':
      return pattern.patterns.flatMap(patternSymbols);
    case 'or':
      return pattern.alternatives[0] ? patternSymbols(pattern.alternatives[0]) : [];
    case 'as':
      return [...patternSymbols(pattern.pattern), pattern.symbol];
    case 'recognised':
      return never('active patterns are written out by the checker');
    default:
      return assertNever(pattern);
  }
}

/** The local symbols and the functions that a body mentions, in order of first mention, each once. */
export function mentionedSymbols(functions: readonly Pick<TypedFunction, 'body'>[]): readonly Symbol[] {
  const mentioned = new Set<Symbol>();
  const visit = (expression: TypedExpression): void => {
    if (expression.kind === 'symbol') mentioned.add(expression.symbol);
    if (expression.kind === 'call') mentioned.add(expression.callee);
    childrenOf(expression).forEach(visit);
  };
  for (const each of functions) visit(each.body);
  return [...mentioned];
}
