// In: applications as written, `f a b`, `f<int> a`, `x |> f a`. Out: what is applied, to what. No types.
import type { Span } from '../base/source.ts';
import type { SyntaxExpression, SyntaxType } from './syntax.ts';
import type { TypedExpression } from './typed.ts';

/** An argument still to be checked, or (left of a pipe) checked before the function is looked at. */
export type Argument =
  | { readonly kind: 'written'; readonly syntax: SyntaxExpression }
  | { readonly kind: 'checked'; readonly expression: TypedExpression };

export interface Application {
  readonly head: SyntaxExpression;
  readonly typeArguments: readonly SyntaxType[];
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

/** Takes an expression apart into what is applied and to what. */
export function applicationOf(syntax: SyntaxExpression): Application {
  const given: Argument[] = [];
  let typeArguments: readonly SyntaxType[] = [];
  let head = syntax;
  for (;;) {
    if (head.kind === 'apply') {
      given.unshift({ kind: 'written', syntax: head.argument });
      head = head.function;
    } else if (head.kind === 'type-application') {
      typeArguments = head.arguments;
      head = head.target;
    } else if (
      head.kind === 'parenthesized' &&
      (head.inner.kind === 'apply' ||
        head.inner.kind === 'name' ||
        head.inner.kind === 'member' ||
        head.inner.kind === 'parenthesized')
    ) {
      head = head.inner;
    } else {
      return { head, typeArguments, arguments: given, span: syntax.span };
    }
  }
}
