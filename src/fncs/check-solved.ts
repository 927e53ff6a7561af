// In: a definition whose types are solved. Out: the mistakes that only then can be seen: contracts with effects, text without storage.
import type { Context } from './check-context.ts';
import { checkPurity } from './check-contract.ts';
import { checkStorage } from './check-format.ts';
import type { TypedExpression } from './typed.ts';

export function checkSolved(context: Context, expression: TypedExpression): void {
  checkPurity(context, expression);
  checkStorage(context, expression);
}
