// In: the rules of a match, solved. Out: an example of a value that no rule takes, and the rules that take nothing. L. Maranget, Warnings for pattern
// matching, JFP 17(3), 2007: usefulness of a row by specialising a matrix. Integers, characters and enums have more values than any list of constants.
import { assertNever, never } from '../base/never.ts';
import { any, type Head, partsUnder, type Shape, shapeOf } from './match-shape.ts';
import { nameOfShape } from './missed-value.ts';
import { asksTheSame, type Recognised } from './pattern-shape.ts';
import type { Type } from './type.ts';
import type { Constant, TypedPattern } from './typed.ts';

type Row = readonly Shape[];

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
    if (!usefulExample(matrix, [shapeOf(rule.pattern, 'some')], [type])) unused.push(index);
    const taken = shapeOf(rule.pattern, 'none');
    if (rule.guarded === 'plain') matrix.push([taken]);
  }
  const example = usefulExample(matrix, [any], [type]);
  return {
    missed: example && nameOfShape(example[0] ?? any, type),
    unused,
    onlyUnnamedEnums: example !== undefined && !namedEnumsMissed(matrix, type),
  };
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
      case 'view':
        return never('active patterns have columns of their own');
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
  const views = viewsIn([...matrix, row]);
  if (views.length > 0) return usefulView(matrix, row, types, views);
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
    case 'view':
      return never('active patterns have columns of their own');
    default:
      return assertNever(first);
  }
}

/** The active patterns that the first column asks, each once. */
function viewsIn(matrix: readonly Row[]): readonly Recognised[] {
  const found: Recognised[] = [];
  const visit = (shape: Shape): void => {
    if (shape.kind === 'view' && !found.some((each) => asksTheSame(each, shape.view))) found.push(shape.view);
    if (shape.kind === 'or') shape.alternatives.forEach(visit);
  };
  for (const [first] of matrix) if (first) visit(first);
  return found;
}

/** What an active pattern gives stands in a column of its own beside the value, as if any value could go with any answer: more is taken for missed, never less. */
function usefulView(
  matrix: readonly Row[],
  row: Row,
  [type, ...otherTypes]: readonly Type[],
  views: readonly Recognised[],
): Row | undefined {
  const spread = ([first = any, ...rest]: Row): readonly Row[] => {
    if (first.kind === 'or') return first.alternatives.flatMap((each) => spread([each, ...rest]));
    const seen = views.map((view) => (first.kind === 'view' && asksTheSame(view, first.view) ? first.inner : any));
    return [[first.kind === 'view' ? any : first, ...seen, ...rest]];
  };
  const types = [...(type ? [type] : []), ...views.map((view) => view.result.type), ...otherTypes];
  const rows = matrix.flatMap(spread);
  for (const each of spread(row)) {
    const example = usefulExample(rows, each, types);
    if (!example) continue;
    const [own = any, ...others] = example;
    const at = views.findIndex((_, index) => others[index] && others[index].kind !== 'any');
    const view = views[at];
    const inner = others[at];
    const shown: Shape = own.kind === 'any' && view && inner ? { kind: 'view', view, inner } : own;
    return [shown, ...others.slice(views.length)];
  }
  return undefined;
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
