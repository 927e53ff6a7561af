// In: a solved type. Out: what a value of it may hold, at any depth. Declared types do not contain themselves.
import type { Type } from './type.ts';
import { partsOf } from './unify.ts';

/** Functions and sequences: known when compiling, not kept when the program runs. */
export function isKnownWhole(type: Type): boolean {
  return type.kind === 'function' || type.kind === 'sequence';
}

/** Whether a function may be found in a value of the type. */
export function holdsFunction(type: Type): boolean {
  if (isKnownWhole(type)) return true;
  if (partsOf(type).some(holdsFunction)) return true;
  if (type.kind !== 'nominal') return false;
  const { body } = type.declaration;
  if (body.kind === 'record') return body.fields.some((field) => holdsFunction(field.type));
  return body.kind === 'union' && body.cases.some((each) => each.fields.some((field) => holdsFunction(field.type)));
}
