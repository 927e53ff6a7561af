// In: a typed expression that is to be evaluated now and read later. Out: a read of it, and the `let` that evaluates it around what reads.
import { type Context, createSymbol } from './check-context.ts';
import type { TypedExpression } from './typed.ts';

export interface Held {
  readonly read: TypedExpression;
  readonly around: (body: TypedExpression) => TypedExpression;
}

export function hold(context: Context, value: TypedExpression, name = 'argument'): Held {
  if (isAtomic(value)) return { read: value, around: (body) => body };
  const { type, span } = value;
  const symbol = createSymbol(context, name, type, 'local', span);
  return {
    read: { kind: 'symbol', symbol, instantiation: [], type, span },
    around: (body) => ({
      kind: 'let',
      pattern: { kind: 'bind', symbol, type, span },
      value,
      body,
      type: body.type,
      span: body.span,
    }),
  };
}

/** Evaluating it early or late makes no difference. */
export function isAtomic(expression: TypedExpression): boolean {
  return (
    expression.kind === 'constant' ||
    expression.kind === 'instance' ||
    (expression.kind === 'symbol' && !expression.symbol.isMutable)
  );
}
