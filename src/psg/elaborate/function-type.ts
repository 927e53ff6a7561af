// In: what a function takes and what it gives. Out: the graph's type for functions of this type that are not known where they are called: a union with one
// case per function that ever becomes such a value. The cases are added while the program is elaborated, and complete when its graph is built.
import { never } from '../../base/never.ts';
import { type CaseType, nameOfType, type Type } from '../type.ts';

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
  readonly find: (type: Type) => FunctionType | undefined;
  readonly all: () => readonly FunctionType[];
}

export function createFunctionTypes(): FunctionTypes {
  const known = new Map<string, FunctionType>();
  return {
    of: (from, to) => {
      const name = `(${nameOfType(from)} -> ${nameOfType(to)})`;
      const found = known.get(name);
      if (found) return found;
      const cases: CaseType[] = [];
      const made: FunctionType = { union: { kind: 'union', name, cases }, cases, from, to };
      known.set(name, made);
      return made;
    },
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

/** A chain of function types by which one would contain itself: its values would have no size. */
export function circleOf(types: FunctionTypes): FunctionType | undefined {
  const done = new Set<FunctionType>();
  const open = new Set<FunctionType>();
  const look = (type: Type): FunctionType | undefined => {
    const found = types.find(type);
    return found
      ? enter(found)
      : partsOf(type)
          .map(look)
          .find((each) => each !== undefined);
  };
  const enter = (type: FunctionType): FunctionType | undefined => {
    if (open.has(type)) return type;
    if (done.has(type)) return undefined;
    open.add(type);
    for (const each of type.cases)
      for (const field of each.fields) {
        const circle = look(field.type);
        if (circle) return circle;
      }
    open.delete(type);
    done.add(type);
    return undefined;
  };
  return types
    .all()
    .map(enter)
    .find((each) => each !== undefined);
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
