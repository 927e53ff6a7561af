// In: a typed pattern. Out: what can be told from its shape alone.
import { assertNever } from '../base/never.ts';
import { nameOfType } from './type-name.ts';
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
    case 'and':
      return pattern.patterns.every(isIrrefutable);
    case 'as':
      return isIrrefutable(pattern.pattern);
    case 'recognised':
      return pattern.recogniser.form === 'complete' && isIrrefutable(pattern.result);
    default:
      return assertNever(pattern);
  }
}

/** Whether the pattern reads elements of an array. */
export function looksIntoArray(pattern: TypedPattern): boolean {
  return pattern.kind === 'array' || partsOfPattern(pattern).some(looksIntoArray);
}

/** The parts of a pattern, in the order in which they are looked at. */
export function partsOfPattern(pattern: TypedPattern): readonly TypedPattern[] {
  switch (pattern.kind) {
    case 'wildcard':
    case 'bind':
    case 'constant':
      return [];
    case 'case':
      return pattern.fields;
    case 'tuple':
    case 'array':
      return pattern.items;
    case 'record':
      return pattern.fields.map((field) => field.pattern);
    case 'or':
      return pattern.alternatives;
    case 'and':
      return pattern.patterns;
    case 'as':
      return [pattern.pattern];
    case 'recognised':
      return [pattern.result];
    default:
      return assertNever(pattern);
  }
}

export function bindsNames(pattern: TypedPattern): boolean {
  return pattern.kind === 'bind' || pattern.kind === 'as' || partsOfPattern(pattern).some(bindsNames);
}

/** Whether the pattern calls an active pattern. */
export function hasRecogniser(pattern: TypedPattern): boolean {
  return pattern.kind === 'recognised' || partsOfPattern(pattern).some(hasRecogniser);
}

export type Recognised = Extract<TypedPattern, { readonly kind: 'recognised' }>;

/** Whether two uses ask the same function without arguments: of one value, its answer is one answer. */
export function asksTheSame(a: Recognised, b: Recognised): boolean {
  if (a === b) return true;
  if (a.call.kind !== 'call' || b.call.kind !== 'call' || a.call.callee !== b.call.callee) return false;
  if (a.call.arguments.length !== 1 || b.call.arguments.length !== 1) return false;
  const [left, right] = [a.call.instantiation, b.call.instantiation].map((types) => types.map(nameOfType).join(';'));
  return left === right;
}
