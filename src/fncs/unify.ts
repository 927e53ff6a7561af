// In: pairs of types that must be equal. Out: the store of solutions, or the first clash between them. Hindley–Milner with levels, units of measure
// and requirements on unknown types (`+` needs a number). Knows no syntax and reports nothing.
import { dimensionless, divide, isUnknown, solveMeasure, substituteMeasure } from './measure.ts';
import { meets, type Requirement } from './requirement.ts';
import type { Measure, Type } from './type.ts';

/** What a variable stands for; decides its value when nothing else does. */
export type Sort = 'type' | 'region' | 'access';

export interface Variable {
  solution: Type | undefined;
  /** Depth of the definition that owns it; a definition generalises the variables deeper than itself. */
  level: number;
  readonly sort: Sort;
  /** What every solution must be able to do, with the operator or function that asks for it. */
  readonly requirements: Map<Requirement, string>;
  /** `'T` as written by the user. */
  readonly name: string | undefined;
}

interface UnknownMeasure {
  solution: Measure | undefined;
  level: number;
}

export interface Store {
  readonly variables: Variable[];
  readonly measures: Map<string, UnknownMeasure>;
  level: number;
}

export type Clash =
  | { readonly kind: 'type' | 'region' | 'access' | 'measure'; readonly expected: Type; readonly actual: Type }
  | { readonly kind: 'infinite'; readonly expected: Type; readonly actual: Type }
  | { readonly kind: 'requirement'; readonly requirement: Requirement; readonly asker: string; readonly type: Type };

export function createStore(): Store {
  return { variables: [], measures: new Map(), level: 0 };
}

export function freshVariable(store: Store, sort: Sort = 'type', name?: string): Type {
  store.variables.push({ solution: undefined, level: store.level, sort, requirements: new Map(), name });
  return { kind: 'variable', id: store.variables.length - 1 };
}

export function freshMeasure(store: Store): Measure {
  return [{ name: freshMeasureName(store, store.level), power: 1 }];
}

function freshMeasureName(store: Store, level: number): string {
  const name = `?${store.measures.size}`;
  store.measures.set(name, { solution: undefined, level });
  return name;
}

export function variableOf(store: Store, type: Type): Variable | undefined {
  return type.kind === 'variable' ? store.variables[type.id] : undefined;
}

/** The type at its outermost level: never a solved variable. */
export function resolve(store: Store, type: Type): Type {
  let at = type;
  for (let variable = variableOf(store, at); variable?.solution; variable = variableOf(store, at))
    at = variable.solution;
  if (at.kind === 'numeric' && at.measure.some((factor) => isUnknown(factor.name))) {
    return { ...at, measure: resolveMeasure(store, at.measure) };
  }
  return at;
}

export function resolveMeasure(store: Store, measure: Measure): Measure {
  return substituteMeasure(measure, (name) => {
    const solution = store.measures.get(name)?.solution;
    return solution && resolveMeasure(store, solution);
  });
}

/** The type with every solved variable replaced, at all depths. */
export function resolveDeep(store: Store, type: Type): Type {
  return mapType(resolve(store, type), (part) => resolveDeep(store, part));
}

/** Rebuilds a type from its parts. */
export function mapType(type: Type, change: (part: Type) => Type): Type {
  switch (type.kind) {
    case 'array':
    case 'sequence':
    case 'span':
    case 'address':
      return { ...type, element: change(type.element) };
    case 'pointer':
      return { ...type, element: change(type.element), region: change(type.region), access: change(type.access) };
    case 'tuple':
      return { ...type, items: type.items.map(change) };
    case 'function':
      return { ...type, from: change(type.from), to: change(type.to) };
    case 'nominal':
      return type.arguments.length === 0 ? type : { ...type, arguments: type.arguments.map(change) };
    default:
      return type;
  }
}

/** The direct parts of a type. */
export function partsOf(type: Type): readonly Type[] {
  const parts: Type[] = [];
  mapType(type, (part) => {
    parts.push(part);
    return part;
  });
  return parts;
}

/** Makes the two types equal, or says where they clash. Solutions made before a clash stay. */
export function unify(store: Store, expectedType: Type, actualType: Type): Clash | undefined {
  const expected = resolve(store, expectedType);
  const actual = resolve(store, actualType);
  if (expected === actual || expected.kind === 'error' || actual.kind === 'error') return undefined;
  if (expected.kind === 'variable' || actual.kind === 'variable') return unifyVariable(store, expected, actual);
  const clash: Clash = { kind: 'type', expected, actual };
  switch (expected.kind) {
    case 'unit':
    case 'bool':
    case 'char':
    case 'string':
      return expected.kind === actual.kind ? undefined : clash;
    case 'numeric':
      return actual.kind === 'numeric' && actual.name === expected.name
        ? unifyMeasures(store, expected, actual)
        : clash;
    case 'parameter':
      return actual.kind === 'parameter' && actual.name === expected.name ? undefined : clash;
    case 'region':
      if (actual.kind !== 'region') return clash;
      return actual.region === expected.region ? undefined : { ...clash, kind: 'region' };
    case 'access':
      if (actual.kind !== 'access') return clash;
      return actual.access === expected.access ? undefined : { ...clash, kind: 'access' };
    case 'span':
      if (actual.kind !== 'span' || actual.access !== expected.access) return clash;
      break;
    case 'nominal':
      if (actual.kind !== 'nominal' || actual.declaration !== expected.declaration) return clash;
      break;
    default:
      if (actual.kind !== expected.kind) return clash;
  }
  return unifyParts(store, expected, actual);
}

function unifyParts(store: Store, expected: Type, actual: Type): Clash | undefined {
  const [left, right] = [partsOf(expected), partsOf(actual)];
  if (left.length !== right.length) return { kind: 'type', expected, actual };
  for (const [at, part] of left.entries()) {
    const clash = unify(store, part, right[at] ?? part);
    // `int * string` against `int * bool` is reported whole; a region or unit that differs inside is reported as such.
    if (clash)
      return clash.kind === 'type' && expected.kind !== 'function' ? { kind: 'type', expected, actual } : clash;
  }
  return undefined;
}

type Numeric = Extract<Type, { kind: 'numeric' }>;

function unifyMeasures(store: Store, expected: Numeric, actual: Numeric): Clash | undefined {
  if (expected.measure.length === 0 && actual.measure.length === 0) return undefined;
  const equation = divide(resolveMeasure(store, expected.measure), resolveMeasure(store, actual.measure));
  if (equation.length === 0) return undefined;
  const level = Math.min(
    ...equation.map((factor) => store.measures.get(factor.name)?.level ?? Number.POSITIVE_INFINITY),
  );
  const solution = solveMeasure(equation, () => freshMeasureName(store, level));
  if (!solution) return { kind: 'measure', expected, actual };
  for (const [name, value] of solution) {
    const unknown = store.measures.get(name);
    if (!unknown) continue;
    unknown.solution = value;
    lowerMeasure(store, value, unknown.level);
  }
  return undefined;
}

function lowerMeasure(store: Store, measure: Measure, level: number): void {
  for (const { name } of resolveMeasure(store, measure)) {
    const unknown = store.measures.get(name);
    if (unknown) unknown.level = Math.min(unknown.level, level);
  }
}

function unifyVariable(store: Store, expected: Type, actual: Type): Clash | undefined {
  const variable = variableOf(store, expected);
  if (!variable) return solve(store, actual, expected, { kind: 'infinite', expected, actual });
  const other = variableOf(store, actual);
  // A name the user wrote survives: it becomes the parameter's name.
  if (other && variable.name !== undefined && other.name === undefined)
    return solve(store, actual, expected, { kind: 'infinite', expected, actual });
  return solve(store, expected, actual, { kind: 'infinite', expected, actual });
}

function solve(store: Store, unknown: Type, value: Type, infinite: Clash): Clash | undefined {
  const variable = variableOf(store, unknown);
  if (!variable || unknown.kind !== 'variable') return undefined;
  const other = variableOf(store, value);
  if (other === variable) return undefined;
  if (occurs(store, unknown.id, value)) return infinite;
  lowerLevels(store, value, variable.level);
  variable.solution = value;
  for (const [requirement, asker] of variable.requirements) {
    const clash = require(store, value, requirement, asker);
    if (clash) return clash;
  }
  return undefined;
}

function occurs(store: Store, id: number, type: Type): boolean {
  const at = resolve(store, type);
  return at.kind === 'variable' ? at.id === id : partsOf(at).some((part) => occurs(store, id, part));
}

function lowerLevels(store: Store, type: Type, level: number): void {
  const at = resolve(store, type);
  const variable = variableOf(store, at);
  if (variable) variable.level = Math.min(variable.level, level);
  if (at.kind === 'numeric') lowerMeasure(store, at.measure, level);
  for (const part of partsOf(at)) lowerLevels(store, part, level);
}

/** Asks that a type can do something: answered now if it is known, kept with the variable otherwise. */
export function require(store: Store, type: Type, requirement: Requirement, asker: string): Clash | undefined {
  const at = resolve(store, type);
  const variable = variableOf(store, at);
  if (variable) {
    if (!variable.requirements.has(requirement)) variable.requirements.set(requirement, asker);
    return undefined;
  }
  if (at.kind === 'numeric' && requirement === 'dimensionless') {
    return unify(store, { ...at, measure: dimensionless }, at);
  }
  const answer = meets(at, requirement);
  if (answer === 'no') return { kind: 'requirement', requirement, asker, type: at };
  if (answer === 'yes') return undefined;
  for (const part of answer.parts) {
    const clash = require(store, part, requirement, asker);
    if (clash) return { kind: 'requirement', requirement, asker, type: at };
  }
  return undefined;
}
