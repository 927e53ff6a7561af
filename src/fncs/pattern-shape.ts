// In: a typed pattern. Out: what can be told from its shape alone.
import { assertNever } from '../base/never.ts';
import type { TypedPattern } from './typed.ts';

/** Whether the pattern takes every value of its type, seen on its shape alone: names, `_`, and tuples and records of these. */
export function isIrrefutable(pattern: TypedPattern): boolean {
  switch (pattern.kind) {
    case 'wildcard':
    case 'bind':
      return true;
    case 'constant':
    case 'array':
      return false;
    case 'case': {
      const { type } = pattern;
      return (
        type.kind === 'nominal' &&
        type.declaration.body.kind === 'union' &&
        type.declaration.body.cases.length === 1 &&
        pattern.fields.every(isIrrefutable)
      );
    }
    case 'tuple':
      return pattern.items.every(isIrrefutable);
    case 'record':
      return pattern.fields.every((field) => isIrrefutable(field.pattern));
    case 'or':
      return pattern.alternatives.some(isIrrefutable);
    case 'as':
      return isIrrefutable(pattern.pattern);
    default:
      return assertNever(pattern);
  }
}

/** Whether the pattern reads elements of an array. */
export function looksIntoArray(pattern: TypedPattern): boolean {
  switch (pattern.kind) {
    case 'wildcard':
    case 'bind':
    case 'constant':
      return false;
    case 'array':
      return true;
    case 'case':
      return pattern.fields.some(looksIntoArray);
    case 'tuple':
      return pattern.items.some(looksIntoArray);
    case 'record':
      return pattern.fields.some((field) => looksIntoArray(field.pattern));
    case 'or':
      return pattern.alternatives.some(looksIntoArray);
    case 'as':
      return looksIntoArray(pattern.pattern);
    default:
      return assertNever(pattern);
  }
}
