// In: a type with parameters and what they stand for. Out: the type without them. Measures' parameters alike.
import { substituteMeasure } from './measure.ts';
import type { Measure, Type, TypeDeclaration } from './type.ts';
import { mapType } from './unify.ts';

export function substitute(
  type: Type,
  types: ReadonlyMap<string, Type>,
  measures?: (name: string) => Measure | undefined,
): Type {
  if (type.kind === 'parameter') return types.get(type.name) ?? type;
  if (type.kind === 'numeric') return measures ? { ...type, measure: substituteMeasure(type.measure, measures) } : type;
  return mapType(type, (part) => substitute(part, types, measures));
}

/** What the parameters of a declared type stand for in one use of it. */
export function argumentsOf(declaration: TypeDeclaration, given: readonly Type[]): ReadonlyMap<string, Type> {
  return new Map(declaration.parameters.map((name, at) => [name, given[at] ?? { kind: 'error' }]));
}
