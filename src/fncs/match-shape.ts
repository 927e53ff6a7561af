// In: a typed pattern. Out: its shape, without names, as the analysis of a match compares it: what a value shows at its outside, and what lies under that.
import { assertNever } from '../base/never.ts';
import { isIrrefutable, type Recognised } from './pattern-shape.ts';
import type { Type } from './type.ts';
import { argumentsOf, substitute } from './type-substitution.ts';
import type { Constant, TypedPattern } from './typed.ts';

/** A pattern without names. */
export type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'head'; readonly head: Head; readonly arguments: readonly Shape[] }
  | { readonly kind: 'or'; readonly alternatives: readonly Shape[] }
  /** What a complete active pattern gives of the value. */
  | { readonly kind: 'view'; readonly view: Recognised; readonly inner: Shape };

/** What a value shows at its outside. `single`: tuples and records have one. */
export type Head =
  | { readonly kind: 'case'; readonly tag: number }
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'single' };

export const any: Shape = { kind: 'any' };

/** No value. */
const nothing: Shape = { kind: 'or', alternatives: [] };

/** `partial`: what an active pattern that may take nothing is counted as. */
export function shapeOf(pattern: TypedPattern, partial: 'some' | 'none'): Shape {
  const inner = (part: TypedPattern): Shape => shapeOf(part, partial);
  switch (pattern.kind) {
    case 'wildcard':
    case 'bind':
      return any;
    case 'constant':
      return { kind: 'head', head: { kind: 'constant', value: pattern.value }, arguments: [] };
    case 'case':
      return { kind: 'head', head: { kind: 'case', tag: pattern.tag }, arguments: pattern.fields.map(inner) };
    case 'tuple':
      return { kind: 'head', head: { kind: 'single' }, arguments: pattern.items.map(inner) };
    case 'array': {
      const head = { kind: 'length', length: pattern.items.length } as const;
      return { kind: 'head', head, arguments: pattern.items.map(inner) };
    }
    case 'record': {
      const count =
        pattern.type.kind === 'nominal' && pattern.type.declaration.body.kind === 'record'
          ? pattern.type.declaration.body.fields.length
          : 0;
      const given = new Map(pattern.fields.map((field) => [field.index, field.pattern]));
      const parts = Array.from({ length: count }, (_, index) => given.get(index));
      return { kind: 'head', head: { kind: 'single' }, arguments: parts.map((part) => (part ? inner(part) : any)) };
    }
    case 'or':
      return { kind: 'or', alternatives: pattern.alternatives.map(inner) };
    case 'and': {
      // Of several that test, one stands for more than all take, and none for less.
      const [first = any, ...more] = pattern.patterns.filter((each) => !isIrrefutable(each)).map(inner);
      return more.length === 0 || partial === 'some' ? first : nothing;
    }
    case 'as':
      return inner(pattern.pattern);
    case 'recognised':
      if (pattern.recogniser.form === 'partial') return partial === 'some' ? any : nothing;
      return { kind: 'view', view: pattern, inner: inner(pattern.result) };
    default:
      return assertNever(pattern);
  }
}

/** Types of what lies under a head. */
export function partsUnder(head: Head, type: Type): readonly Type[] {
  if (head.kind === 'constant') return [];
  if (head.kind === 'length') {
    const element: Type = type.kind === 'array' ? type.element : { kind: 'error' };
    return Array.from({ length: head.length }, () => element);
  }
  if (type.kind === 'tuple') return type.items;
  if (type.kind !== 'nominal') return [];
  const { body } = type.declaration;
  const fields =
    body.kind === 'record'
      ? body.fields
      : body.kind === 'union' && head.kind === 'case'
        ? (body.cases[head.tag]?.fields ?? [])
        : [];
  const known = argumentsOf(type.declaration, type.arguments);
  return fields.map((field) => substitute(field.type, known));
}
