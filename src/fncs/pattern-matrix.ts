// In: the rules of a match, solved. Out: an example of a value that no rule takes, and the rules that take nothing. L. Maranget, Warnings for pattern
// matching, JFP 17(3), 2007: usefulness of a row by specialising a matrix. Integers, characters and enums have more values than any list of constants.
import { assertNever } from '../base/never.ts';
import type { Type } from './type.ts';
import { argumentsOf, substitute } from './type-substitution.ts';
import type { Constant, TypedPattern } from './typed.ts';

/** A pattern without names. */
type Shape =
  | { readonly kind: 'any' }
  | { readonly kind: 'head'; readonly head: Head; readonly arguments: readonly Shape[] }
  | { readonly kind: 'or'; readonly alternatives: readonly Shape[] };

/** What a value shows at its outside. `single`: tuples and records have one. */
type Head =
  | { readonly kind: 'case'; readonly tag: number }
  | { readonly kind: 'constant'; readonly value: Constant }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'single' };

type Row = readonly Shape[];

const any: Shape = { kind: 'any' };

export interface MatchAnalysis {
  /** A missed value in F# spelling, or nothing when every value is taken. */
  readonly missed: string | undefined;
  /** Indices of rules that no value reaches. */
  readonly unused: readonly number[];
  /** The missed value is an enum outside its members: all members are matched. */
  readonly onlyUnnamedEnums: boolean;
}

export interface RulePattern {
  readonly pattern: TypedPattern;
  readonly guarded: 'plain' | 'guarded';
}

export function analyseMatch(type: Type, rules: readonly RulePattern[]): MatchAnalysis {
  const matrix: Row[] = [];
  const unused: number[] = [];
  for (const [index, rule] of rules.entries()) {
    const row = [shapeOf(rule.pattern)];
    if (!usefulExample(matrix, row, [type])) unused.push(index);
    if (rule.guarded === 'plain') matrix.push(row);
  }
  const example = usefulExample(matrix, [any], [type]);
  return {
    missed: example && nameOfShape(example[0] ?? any, type),
    unused,
    onlyUnnamedEnums: example !== undefined && !namedEnumsMissed(matrix, type),
  };
}

function shapeOf(pattern: TypedPattern): Shape {
  switch (pattern.kind) {
    case 'wildcard':
    case 'bind':
      return any;
    case 'constant':
      return { kind: 'head', head: { kind: 'constant', value: pattern.value }, arguments: [] };
    case 'case':
      return { kind: 'head', head: { kind: 'case', tag: pattern.tag }, arguments: pattern.fields.map(shapeOf) };
    case 'tuple':
      return { kind: 'head', head: { kind: 'single' }, arguments: pattern.items.map(shapeOf) };
    case 'array': {
      const head = { kind: 'length', length: pattern.items.length } as const;
      return { kind: 'head', head, arguments: pattern.items.map(shapeOf) };
    }
    case 'record': {
      const count =
        pattern.type.kind === 'nominal' && pattern.type.declaration.body.kind === 'record'
          ? pattern.type.declaration.body.fields.length
          : 0;
      const given = new Map(pattern.fields.map((field) => [field.index, field.pattern]));
      const parts = Array.from({ length: count }, (_, index) => given.get(index));
      return { kind: 'head', head: { kind: 'single' }, arguments: parts.map((part) => (part ? shapeOf(part) : any)) };
    }
    case 'or':
      return { kind: 'or', alternatives: pattern.alternatives.map(shapeOf) };
    case 'as':
      return shapeOf(pattern.pattern);
    default:
      return assertNever(pattern);
  }
}

/** All heads of a type, or `open` when there are too many to list. */
function headsOf(type: Type): readonly Head[] | 'open' {
  switch (type.kind) {
    case 'bool':
      return [true, false].map((value) => ({ kind: 'constant', value }));
    case 'unit':
      return [{ kind: 'constant', value: undefined }];
    case 'tuple':
      return [{ kind: 'single' }];
    case 'nominal': {
      const { body } = type.declaration;
      if (body.kind === 'union') return body.cases.map((_, tag) => ({ kind: 'case', tag }));
      return body.kind === 'record' ? [{ kind: 'single' }] : 'open';
    }
    default:
      return 'open';
  }
}

/** Types of what lies under a head. */
function partsUnder(head: Head, type: Type): readonly Type[] {
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

function sameHead(a: Head, b: Head): boolean {
  if (a.kind === 'case' && b.kind === 'case') return a.tag === b.tag;
  if (a.kind === 'constant' && b.kind === 'constant') return a.value === b.value;
  if (a.kind === 'length' && b.kind === 'length') return a.length === b.length;
  return a.kind === b.kind;
}

/** The rows whose first column can show the head, opened up under it. */
function specialise(matrix: readonly Row[], head: Head, width: number): readonly Row[] {
  return matrix.flatMap((row): readonly Row[] => {
    const [first = any, ...rest] = row;
    switch (first.kind) {
      case 'any':
        return [[...Array.from({ length: width }, () => any), ...rest]];
      case 'head':
        return sameHead(first.head, head) ? [[...first.arguments, ...rest]] : [];
      case 'or':
        return first.alternatives.flatMap((each) => specialise([[each, ...rest]], head, width));
      default:
        return assertNever(first);
    }
  });
}

/** The rows that do not look at the first column. */
function withoutFirst(matrix: readonly Row[]): readonly Row[] {
  return matrix.flatMap((row): readonly Row[] => {
    const [first = any, ...rest] = row;
    if (first.kind === 'any') return [rest];
    return first.kind === 'or' ? first.alternatives.flatMap((each) => withoutFirst([[each, ...rest]])) : [];
  });
}

function headsIn(matrix: readonly Row[]): readonly Head[] {
  const found: Head[] = [];
  const visit = (shape: Shape): void => {
    if (shape.kind === 'head' && !found.some((each) => sameHead(each, shape.head))) found.push(shape.head);
    if (shape.kind === 'or') shape.alternatives.forEach(visit);
  };
  for (const [first] of matrix) if (first) visit(first);
  return found;
}

/** A vector of values that the row takes and no row of the matrix does. */
function usefulExample(matrix: readonly Row[], row: Row, types: readonly Type[]): Row | undefined {
  const [type, ...otherTypes] = types;
  const [first = any, ...rest] = row;
  if (!type) return matrix.length === 0 ? [] : undefined;
  switch (first.kind) {
    case 'or':
      for (const alternative of first.alternatives) {
        const example = usefulExample(matrix, [alternative, ...rest], types);
        if (example) return example;
      }
      return undefined;
    case 'head':
      return underHead(matrix, first.head, first.arguments, rest, type, otherTypes);
    case 'any': {
      const present = headsIn(matrix);
      const all = headsOf(type);
      if (all !== 'open' && all.every((head) => present.some((each) => sameHead(each, head)))) {
        for (const head of all) {
          const example = underHead(
            matrix,
            head,
            partsUnder(head, type).map(() => any),
            rest,
            type,
            otherTypes,
          );
          if (example) return example;
        }
        return undefined;
      }
      const example = usefulExample(withoutFirst(matrix), rest, otherTypes);
      return example && [missingHead(present, all, type), ...example];
    }
    default:
      return assertNever(first);
  }
}

function underHead(
  matrix: readonly Row[],
  head: Head,
  inner: readonly Shape[],
  rest: Row,
  type: Type,
  otherTypes: readonly Type[],
): Row | undefined {
  const parts = partsUnder(head, type);
  const example = usefulExample(specialise(matrix, head, parts.length), [...inner, ...rest], [...parts, ...otherTypes]);
  return example && [{ kind: 'head', head, arguments: example.slice(0, parts.length) }, ...example.slice(parts.length)];
}

/** A value with a head that the matrix does not show. */
function missingHead(present: readonly Head[], all: readonly Head[] | 'open', type: Type): Shape {
  if (present.length === 0) return any;
  if (all !== 'open') {
    const head = all.find((each) => !present.some((other) => sameHead(each, other)));
    return head ? { kind: 'head', head, arguments: partsUnder(head, type).map(() => any) } : any;
  }
  if (type.kind === 'array') {
    const head = { kind: 'length', length: freeLength(present) } as const;
    return { kind: 'head', head, arguments: partsUnder(head, type).map(() => any) };
  }
  const taken = new Set(present.flatMap((head) => (head.kind === 'constant' ? [head.value] : [])));
  const value = firstFree(taken, type);
  return value === undefined ? any : { kind: 'head', head: { kind: 'constant', value }, arguments: [] };
}

function freeLength(present: readonly Head[]): number {
  for (let length = 0; ; length++)
    if (!present.some((head) => head.kind === 'length' && head.length === length)) return length;
}

function firstFree(taken: ReadonlySet<Constant>, type: Type): Constant {
  if (type.kind === 'char') {
    for (let code = 'a'.charCodeAt(0); code <= 0x10ffff; code++) if (!taken.has(code)) return code;
  }
  if (type.kind === 'nominal' && type.declaration.body.kind === 'enum') {
    const member = type.declaration.body.members.find((each) => !taken.has(each.value));
    if (member) return member.value;
  }
  if (type.kind === 'string') {
    for (let text = ''; ; text += 'a') if (!taken.has(text)) return text;
  }
  if ([...taken].some((value) => typeof value === 'number')) {
    for (let value = 0; ; value++) if (!taken.has(value)) return value;
  }
  if (type.kind !== 'numeric' && type.kind !== 'nominal') return undefined;
  for (let value = 0n; ; value++) if (!taken.has(value)) return value;
}

/** Whether a value whose enums are all named is missed: without one, only values outside the members are. */
function namedEnumsMissed(matrix: readonly Row[], type: Type): boolean {
  if (type.kind !== 'nominal' || type.declaration.body.kind !== 'enum') return true;
  return type.declaration.body.members.some(({ value }) =>
    usefulExample(matrix, [{ kind: 'head', head: { kind: 'constant', value }, arguments: [] }], [type]),
  );
}

function nameOfShape(shape: Shape, type: Type): string {
  if (shape.kind !== 'head') return '_';
  const parts = partsUnder(shape.head, type);
  const inner = shape.arguments.map((each, at) => nameOfShape(each, parts[at] ?? { kind: 'error' }));
  switch (shape.head.kind) {
    case 'constant':
      return nameOfConstant(shape.head.value, type);
    case 'case': {
      const { tag } = shape.head;
      const found =
        type.kind === 'nominal' && type.declaration.body.kind === 'union'
          ? type.declaration.body.cases[tag]
          : undefined;
      const name = found?.name ?? '_';
      if (inner.length === 0) return name;
      const [only = '_'] = inner;
      return inner.length === 1 && /^[\w']+$/.test(only) ? `${name} ${only}` : `${name} (${inner.join(', ')})`;
    }
    case 'length':
      return inner.length === 0 ? '[||]' : `[| ${inner.join('; ')} |]`;
    case 'single':
      if (type.kind === 'nominal' && type.declaration.body.kind === 'record') {
        const shown = type.declaration.body.fields
          .map((field, at) => `${field.name} = ${inner[at] ?? '_'}`)
          .filter((text) => !text.endsWith(' = _'));
        return shown.length === 0 ? '_' : `{ ${shown.join('; ')} }`;
      }
      return `(${inner.join(', ')})`;
    default:
      return assertNever(shape.head);
  }
}

function nameOfConstant(value: Constant, type: Type): string {
  if (type.kind === 'char') return `'${String.fromCodePoint(Number(value))}'`;
  if (type.kind === 'nominal' && type.declaration.body.kind === 'enum') {
    const member = type.declaration.body.members.find((each) => each.value === value);
    return member ? `${type.declaration.name}.${member.name}` : `enum<${type.declaration.name}> (${value})`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : `${value}`;
  return value === undefined ? '()' : String(value);
}
