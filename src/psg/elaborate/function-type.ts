// In: what a function takes and what it gives. Out: the graph's type for functions of this type that are not known where they are called: a union with one
// case per function that ever becomes such a value. The cases are added while the program is elaborated, and complete when its graph is built.
import { never } from '../../base/never.ts';
import { type CaseType, nameOfType, type Type, unitType } from '../type.ts';

export interface FunctionType {
  readonly union: Extract<Type, { kind: 'union' }>;
  /** The union's own list. */
  readonly cases: CaseType[];
  readonly from: Type;
  readonly to: Type;
}

export interface FunctionTypes {
  /** The type of functions from one type to another: always the same object. */
  readonly of: (from: Type, to: Type) => FunctionType;
  /** The type of sequences, which are known wherever they are looped over. */
  readonly sequenceOf: (element: Type) => FunctionType;
  readonly find: (type: Type) => FunctionType | undefined;
  readonly all: () => readonly FunctionType[];
}

export function createFunctionTypes(): FunctionTypes {
  const known = new Map<string, FunctionType>();
  const typeNamed = (name: string, from: Type, to: Type): FunctionType => {
    const found = known.get(name);
    if (found) return found;
    const cases: CaseType[] = [];
    const made: FunctionType = { union: { kind: 'union', name, cases }, cases, from, to };
    known.set(name, made);
    return made;
  };
  return {
    of: (from, to) => typeNamed(`(${nameOfType(from)} -> ${nameOfType(to)})`, from, to),
    sequenceOf: (element) => typeNamed(`seq<${nameOfType(element)}>`, unitType, unitType),
    find: (type) => {
      const found = type.kind === 'union' ? known.get(type.name) : undefined;
      return found?.union === type ? found : undefined;
    },
    all: () => [...known.values()],
  };
}

/** The types of the first `count` parameters, and of what is left. */
export function takes(
  types: FunctionTypes,
  type: FunctionType,
  count: number,
): { readonly parameters: readonly Type[]; readonly result: Type } {
  const parameters: Type[] = [];
  let rest: Type = type.union;
  for (let at = 0; at < count; at++) {
    const here: FunctionType =
      types.find(rest) ?? never('the checker gives functions no more arguments than they take');
    parameters.push(here.from);
    rest = here.to;
  }
  return { parameters, result: rest };
}

/** A function type that would contain itself, so that its values would have no size, and the case of it that does. */
export function circleOf(types: FunctionTypes): { readonly type: FunctionType; readonly tag: number } | undefined {
  for (const type of types.all()) {
    const tag = type.cases.findIndex((each) =>
      each.fields.some((field) => leadsTo(types, field.type, type, new Set())),
    );
    if (tag >= 0) return { type, tag };
  }
  return undefined;
}

function leadsTo(types: FunctionTypes, from: Type, target: FunctionType, seen: Set<FunctionType>): boolean {
  const found = types.find(from);
  if (!found) return partsOf(from).some((part) => leadsTo(types, part, target, seen));
  if (found === target) return true;
  if (seen.has(found)) return false;
  seen.add(found);
  return found.cases.some((each) => each.fields.some((field) => leadsTo(types, field.type, target, seen)));
}

function partsOf(type: Type): readonly Type[] {
  switch (type.kind) {
    case 'array':
    case 'span':
    case 'pointer':
    case 'address':
      return [type.element];
    case 'tuple':
      return type.items;
    case 'record':
      return type.fields.map((field) => field.type);
    case 'union':
      return type.cases.flatMap((each) => each.fields.map((field) => field.type));
    default:
      return [];
  }
}
