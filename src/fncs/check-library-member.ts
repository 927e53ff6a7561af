// In: a value of a built-in type and the name of a member that F# or .NET gives it (`view.Slice`, `text.Trim`, `option.IsSome`). Out: the library function, slice or
// operator that does the same: at once for a property, as a lambda of what is left to give for a method. Types of the program have members of their own, elsewhere.
import type { Span } from '../base/source.ts';
import type { Application } from './application.ts';
import { booleanType, type Context, conform, createSymbol, intType, unitType } from './check-context.ts';
import { type Held, hold } from './check-hold.ts';
import { instantiateFunction } from './check-instantiate.ts';
import { type FunctionEntry, findModules, type Scope } from './check-scope.ts';
import { lambdaOf, shapeOf } from './function-shape.ts';
import { isPreludeFile } from './prelude-file.ts';
import { underlyingOf } from './requirement.ts';
import type { Name } from './syntax.ts';
import type { Type } from './type.ts';
import type { Symbol, TypedExpression, TypedPattern } from './typed.ts';
import { resolve } from './unify.ts';

type Form =
  | { readonly kind: 'property' | 'method'; readonly function: string; readonly value: 'first' | 'last' }
  | { readonly kind: 'rest' | 'part' | 'zero' | 'flag' };

interface LibraryMember {
  readonly name: string;
  /** How many arguments stand in the parentheses. */
  readonly count: number;
  readonly form: Form;
}

const property = (name: string, target: string): LibraryMember => ({
  name,
  count: 0,
  form: { kind: 'property', function: target, value: 'last' },
});
const method = (name: string, count: number, target: string, value: 'first' | 'last'): LibraryMember => ({
  name,
  count,
  form: { kind: 'method', function: target, value },
});
/** The rest from a place on, or so many from there: no copy. */
const slices = (name: string): readonly LibraryMember[] => [
  { name, count: 1, form: { kind: 'rest' } },
  { name, count: 2, form: { kind: 'part' } },
];

const viewMembers = [
  ...slices('Slice'),
  property('IsEmpty', 'Span.isEmpty'),
  method('CopyTo', 1, 'Span.copyTo', 'first'),
  method('TryCopyTo', 1, 'Span.tryCopyTo', 'first'),
  method('Fill', 1, 'Span.fill', 'first'),
];
const clear: LibraryMember = { name: 'Clear', count: 0, form: { kind: 'zero' } };
const textMembers = [
  ...slices('Substring'),
  method('Trim', 0, 'String.trim', 'last'),
  method('TrimStart', 0, 'String.trimStart', 'last'),
  method('TrimEnd', 0, 'String.trimEnd', 'last'),
  method('StartsWith', 1, 'String.startsWith', 'last'),
  method('EndsWith', 1, 'String.endsWith', 'last'),
  method('Contains', 1, 'String.contains', 'last'),
  method('IndexOf', 1, 'String.indexOf', 'last'),
  method('LastIndexOf', 1, 'String.lastIndexOf', 'last'),
];
const optionMembers = (module: string) => [
  property('IsSome', `${module}.isSome`),
  property('IsNone', `${module}.isNone`),
  property('Value', `${module}.get`),
];
const ofOption = optionMembers('Option');
const ofValueOption = optionMembers('ValueOption');
const ofEnum: readonly LibraryMember[] = [{ name: 'HasFlag', count: 1, form: { kind: 'flag' } }];

const libraryTypes: Readonly<Record<string, readonly LibraryMember[]>> = {
  option: ofOption,
  voption: ofValueOption,
};

function membersOf(type: Type): readonly LibraryMember[] {
  switch (type.kind) {
    case 'span':
      return zeroOf(type.element) === undefined ? viewMembers : [...viewMembers, clear];
    case 'string':
      return textMembers;
    case 'nominal': {
      if (underlyingOf(type) !== undefined) return ofEnum;
      if (!isPreludeFile(type.declaration.span.file)) return [];
      return libraryTypes[type.declaration.name] ?? [];
    }
    default:
      return [];
  }
}

/** What fresh storage of a plain type holds. */
function zeroOf(type: Type): bigint | number | boolean | undefined {
  if (type.kind === 'bool') return false;
  if (type.kind !== 'numeric') return undefined;
  return type.name === 'float' || type.name === 'float32' ? 0 : 0n;
}

/** Names that a value of the type has, for messages. */
export function libraryMemberNames(type: Type): readonly string[] {
  return [...new Set(membersOf(type).map((each) => each.name))];
}

/** How many arguments stand in the parentheses behind a method's name; nothing when none follow. */
export function countOfArguments({ arguments: [first] }: Application): number | undefined {
  if (first?.kind !== 'written') return undefined;
  const inner = first.syntax.kind === 'parenthesized' ? first.syntax.inner : first.syntax;
  if (inner.kind === 'literal' && inner.value.kind === 'unit') return 0;
  return inner.kind === 'tuple' ? inner.items.length : 1;
}

/** `given`: how many arguments follow, which tells methods of one name apart. */
export function checkLibraryMember(
  context: Context,
  scope: Scope,
  target: TypedExpression,
  name: Name,
  span: Span,
  given: number | undefined,
): TypedExpression | undefined {
  const type = resolve(context.store, target.type);
  const named = membersOf(type).filter((each) => each.name === name.text);
  const member = named.find((each) => each.count === given) ?? named[0];
  if (!member) return undefined;
  const { form } = member;
  if (form.kind === 'property' || form.kind === 'method') {
    const entry = libraryFunction(scope, form.function);
    return entry && callOf(context, target, { ...member, form }, entry, span);
  }
  const held = hold(context, target, 'this');
  const number = (place: string) => createSymbol(context, place, intType, 'parameter', span);
  switch (form.kind) {
    case 'rest': {
      const first = number('start');
      return methodOf(context, held, [first], sliceOf(held, type, first, undefined, span), span);
    }
    case 'part': {
      const [first, length] = [number('start'), number('length')];
      const end = arithmetic('+', readOf(first, span), readOf(length, span));
      const last = arithmetic('-', end, { kind: 'constant', value: 1n, type: intType, span });
      return methodOf(context, held, [first, length], sliceOf(held, type, first, last, span), span);
    }
    case 'zero': {
      const entry = libraryFunction(scope, 'Span.fill');
      if (!entry || type.kind !== 'span') return undefined;
      const zero: TypedExpression = { kind: 'constant', value: zeroOf(type.element), type: type.element, span };
      return methodOf(context, held, [], call(context, entry, [held.read, zero], span), span);
    }
    case 'flag': {
      const flag = createSymbol(context, 'flag', type, 'parameter', span);
      const common: TypedExpression = {
        kind: 'binary',
        operator: '&&&',
        left: held.read,
        right: readOf(flag, span),
        type,
        span,
      };
      const test: TypedExpression = {
        kind: 'binary',
        operator: '=',
        left: common,
        right: readOf(flag, span),
        type: booleanType,
        span,
      };
      return methodOf(context, held, [flag], test, span);
    }
  }
}

/** The library's own, whatever the program calls its modules. */
function libraryFunction(scope: Scope, path: string): FunctionEntry | undefined {
  const [module = '', name = ''] = path.split('.');
  return findModules(scope, module)
    .map((each) => each.values.get(name))
    .find((each): each is FunctionEntry => each?.kind === 'function' && isPreludeFile(each.symbol.span.file));
}

function callOf(
  context: Context,
  target: TypedExpression,
  member: LibraryMember & { readonly form: { readonly kind: 'property' | 'method'; readonly value: 'first' | 'last' } },
  entry: FunctionEntry,
  span: Span,
): TypedExpression {
  const { kind, value } = member.form;
  if (kind === 'property') return call(context, entry, [target], span);
  const held = hold(context, target, 'this');
  const { type } = instantiateFunction(context, entry);
  const { parameters } = shapeOf(context, type, entry.arity);
  const wanted = value === 'first' ? parameters.slice(1) : parameters.slice(0, -1);
  const symbols = wanted.map((each, at) => createSymbol(context, `argument${at}`, each, 'parameter', span));
  const reads = symbols.map((each) => readOf(each, span));
  const given = value === 'first' ? [held.read, ...reads] : [...reads, held.read];
  return methodOf(context, held, symbols, call(context, entry, given, span), span);
}

function call(context: Context, entry: FunctionEntry, given: readonly TypedExpression[], span: Span): TypedExpression {
  const { type, instantiation } = instantiateFunction(context, entry);
  const { parameters, result } = shapeOf(context, type, entry.arity);
  const values = given.map((each, at) =>
    conform(context, each, { type: parameters[at] ?? each.type, who: `\`${entry.symbol.name}\`` }),
  );
  return { kind: 'call', callee: entry.symbol, instantiation, arguments: values, type: result, span };
}

/** A function of one parameter, as methods are: `()`, a value, or a tuple of values. */
function methodOf(
  context: Context,
  held: Held,
  symbols: readonly Symbol[],
  body: TypedExpression,
  span: Span,
): TypedExpression {
  const [only] = symbols;
  if (symbols.length === 1 && only) return held.around(lambdaOf([only], body, body.type, span));
  const items = symbols.map((each) => each.type);
  const type: Type = items.length === 0 ? unitType : { kind: 'tuple', items };
  const parameter = createSymbol(context, 'arguments', type, 'parameter', span);
  if (items.length === 0) return held.around(lambdaOf([parameter], body, body.type, span));
  const pattern: TypedPattern = {
    kind: 'tuple',
    items: symbols.map((symbol) => ({ kind: 'bind', symbol, type: symbol.type, span })),
    type,
    span,
  };
  const inner: TypedExpression = {
    kind: 'let',
    pattern,
    value: readOf(parameter, span),
    body,
    type: body.type,
    span,
  };
  return held.around(lambdaOf([parameter], inner, body.type, span));
}

function sliceOf(
  held: Held,
  type: Type,
  first: Symbol,
  last: TypedExpression | undefined,
  span: Span,
): TypedExpression {
  return { kind: 'slice', target: held.read, first: readOf(first, span), last, type, span };
}

function readOf(symbol: Symbol, span: Span): TypedExpression {
  return { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span };
}

function arithmetic(operator: '+' | '-', left: TypedExpression, right: TypedExpression): TypedExpression {
  return { kind: 'binary', operator, left, right, type: intType, span: left.span };
}
