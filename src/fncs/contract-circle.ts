// In: the condition of a contract. Out: a function whose contracts call it again, directly or through the contracts of others: to evaluate one would never end.
// Only conditions are followed, not bodies: a function that a condition calls may recurse, and ends or not by itself.
import type { Symbol, TypedExpression, TypedFunction } from './typed.ts';
import { childrenOf } from './typed-walk.ts';

type Functions = ReadonlyMap<Symbol, TypedFunction>;

export function circleThrough(condition: TypedExpression, functions: Functions): Symbol | undefined {
  const done = new Set<Symbol>();
  const open = new Set<Symbol>();
  const visit = (callee: Symbol): Symbol | undefined => {
    if (open.has(callee)) return callee;
    if (done.has(callee)) return undefined;
    open.add(callee);
    const found = first(conditionsOf(functions.get(callee)?.body).flatMap(calleesIn), visit);
    open.delete(callee);
    done.add(callee);
    return found;
  };
  return first(calleesIn(condition), visit);
}

function first<A, B>(items: readonly A[], find: (item: A) => B | undefined): B | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function calleesIn(expression: TypedExpression): readonly Symbol[] {
  const inside = childrenOf(expression).flatMap(calleesIn);
  return expression.kind === 'call' ? [expression.callee, ...inside] : inside;
}

/** Conditions of the `requires` and `ensures` at the head of a body. */
function conditionsOf(body: TypedExpression | undefined): readonly TypedExpression[] {
  if (!body) return [];
  if (body.kind === 'contract') return body.contract === 'requires' ? [body.condition] : [];
  if (body.kind === 'ensures') return [body.condition];
  return childrenOf(body).flatMap(conditionsOf);
}
