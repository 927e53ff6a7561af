// In: functions of C: `[<DllImport("c")>] extern int32 abs(int32 n)`, and `[<FidelityExtern("c", "abs")>] let abs (n: int32) : int32 = Unchecked.defaultof<_>`.
// Out: the body that calls C, or what is wrong with the declaration. Whether the target has a C library is not asked here.
import type { Span } from '../base/source.ts';
import { applicationOf } from './application.ts';
import { argumentsOf, attributeNamed } from './check-attribute.ts';
import { type Context, errorExpression, report, spell } from './check-context.ts';
import { pathOf } from './check-name.ts';
import type { Scope } from './check-scope.ts';
import { toType } from './check-type.ts';
import type { Attribute, Binding, SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedExpression, TypedPattern } from './typed.ts';
import { resolve, unify } from './unify.ts';

/** Where the body of a function stands when it does not stand here. */
export interface Foreign {
  readonly library: string;
  readonly symbol: string;
  readonly span: Span;
}

const libraries: Readonly<Record<string, string>> = {
  c: 'c',
  libc: 'c',
  'libc.so.6': 'c',
  m: 'm',
  libm: 'm',
  'libm.so.6': 'm',
};

/** Control comes back from these twice, or to another place than they were called from: nothing that is known at the call would hold. */
const jumps: ReadonlySet<string> = new Set(
  'setjmp sigsetjmp longjmp siglongjmp vfork getcontext setcontext swapcontext makecontext'.split(' '),
);

/** What these are given they use after they have come back, when the array may be gone. */
const keepers: ReadonlySet<string> = new Set(
  'setvbuf setbuf setbuffer putenv initstate setstate sigaltstack aio_read aio_write lio_listio'.split(' '),
);

const example = '`[<FidelityExtern("c", "abs")>] let abs (n: int32) : int32 = Unchecked.defaultof<_>`';

/** The function of C that a binding declares; undefined for other bindings. A malformed declaration is reported. */
export function foreignOf(context: Context, binding: Binding): Foreign | 'malformed' | undefined {
  const { attributes } = binding;
  const imported = attributeNamed(attributes, 'DllImport');
  const named = attributeNamed(attributes, 'FidelityExtern');
  const refuse = (span: Span, detail: string, hint: string): 'malformed' => {
    report(context, 'FS8217', span, { detail, hint });
    return 'malformed';
  };
  if (binding.isExtern) {
    if (!imported || named)
      return refuse(
        binding.span,
        'An `extern` names its library by `DllImport`.',
        'Write `[<DllImport("c")>]` before it.',
      );
  } else if (imported)
    return refuse(imported.span, '`DllImport` belongs to an `extern` declaration.', `Write ${example}.`);
  const attribute = imported ?? named;
  if (!attribute) return undefined;
  // how many arguments there are is checked for every attribute
  const count = argumentsOf(attribute).length;
  if (count === 0 || count > 2 || (count === 1 && !imported)) return 'malformed';
  const [library, symbol] = imported ? readImport(binding, imported) : argumentsOf(attribute).map(textOf);
  if (library === undefined || symbol === undefined)
    return refuse(
      attribute.span,
      imported
        ? '`DllImport` takes the name of a library, and perhaps `EntryPoint = "name"`.'
        : '`FidelityExtern` takes the name of a library and that of a function, both as texts.',
      imported ? 'Write `[<DllImport("c")>]`.' : 'Write `[<FidelityExtern("c", "abs")>]`.',
    );
  const known = Object.hasOwn(libraries, library) ? libraries[library] : undefined;
  if (known === undefined)
    return refuse(
      attribute.span,
      `\`${library}\` is not linked: only the C library is.`,
      'Name "c", or "m" for its mathematics.',
    );
  if (!/^[A-Za-z][A-Za-z0-9_]*$|^_[A-Za-z][A-Za-z0-9_]*$/.test(symbol) || symbol === '_start' || symbol === 'main')
    return refuse(
      attribute.span,
      `\`${symbol}\` is not the name of a function that a program may call.`,
      'Names of C are letters, digits and `_`; those that begin with `__` belong to the library and the compiler.',
    );
  if (jumps.has(symbol.replace(/^_/, '')))
    return refuse(
      attribute.span,
      `\`${symbol}\` comes back twice, or to another place: nothing that is known before the call would hold after it.`,
      'Return a `Result` and match on it.',
    );
  return { library: known, symbol, span: attribute.span };
}

function readImport(binding: Binding, attribute: Attribute): readonly (string | undefined)[] {
  const [library, entry] = argumentsOf(attribute);
  const own = binding.pattern.kind === 'name' ? binding.pattern.name.text : undefined;
  if (!entry) return [textOf(library), own];
  const isNamed =
    entry.kind === 'infix' &&
    entry.operator.text === '=' &&
    entry.left.kind === 'name' &&
    entry.left.text === 'EntryPoint';
  return [textOf(library), isNamed ? textOf(entry.right) : undefined];
}

function textOf(argument: SyntaxExpression | undefined): string | undefined {
  return argument?.kind === 'literal' && argument.value.kind === 'string' ? argument.value.value : undefined;
}

/** The body of a function that is declared to be C's; `rest` is what follows its contracts. */
export function checkForeignBody(
  context: Context,
  scope: Scope,
  foreign: Foreign | 'malformed',
  binding: Binding,
  rest: readonly SyntaxExpression[],
  parameters: readonly TypedPattern[],
  result: Type,
): TypedExpression {
  const { span } = binding;
  if (foreign === 'malformed') return errorExpression(span);
  if (!binding.isExtern) checkPlaceholder(context, scope, binding, rest, result);
  const given = argumentsFrom(context, parameters);
  for (const each of given) refuseType(context, each.type, each.span, 'argument');
  refuseType(context, result, binding.result?.span ?? span, 'result');
  const { library, symbol } = foreign;
  const view = given.find(({ type }) => isView(resolve(context.store, type)));
  if (view && keepers.has(symbol))
    report(context, 'FS8217', view.span, {
      detail: `\`${symbol}\` keeps the address that it is given, also when the array is gone.`,
      hint: 'Give it storage of C: a `nativeint` from `calloc`.',
    });
  return { kind: 'foreign', library, symbol, arguments: given, type: result, span };
}

/** `Unchecked.defaultof<_>`: F# wants a body, and this says that it is none. */
function checkPlaceholder(
  context: Context,
  scope: Scope,
  binding: Binding,
  rest: readonly SyntaxExpression[],
  result: Type,
): void {
  const [only, ...more] = rest;
  const written = only && applicationOf(only);
  const path = written && pathOf(written.head);
  const isPlaceholder =
    more.length === 0 &&
    written?.arguments.length === 0 &&
    path?.map(({ text }) => text).join('.') === 'Unchecked.defaultof';
  const [type, ...others] = written?.typeArguments ?? [];
  if (!isPlaceholder || others.length > 0) {
    report(context, 'FS8217', only?.span ?? binding.span, {
      detail: 'The body of this function stands in C.',
      hint: 'After its `requires` and `ensures`, if any, write `Unchecked.defaultof<_>` and nothing else.',
    });
    return;
  }
  if (type && unify(context.store, result, toType(context, scope, type)))
    report(context, 'FS0001', type.span, { detail: `The function gives ${spell(context, result)}.` });
}

/** Each parameter is a name, `()`, or a tuple of names. */
function argumentsFrom(context: Context, parameters: readonly TypedPattern[]): readonly TypedExpression[] {
  return parameters.flatMap((pattern): readonly TypedExpression[] => {
    if (pattern.kind === 'bind') {
      const { symbol, type, span } = pattern;
      return [{ kind: 'symbol', symbol, instantiation: [], type, span }];
    }
    if (pattern.kind === 'tuple') return argumentsFrom(context, pattern.items);
    if (pattern.kind === 'wildcard' && resolve(context.store, pattern.type).kind === 'unit') return [];
    report(context, 'FS8217', pattern.span, {
      detail: 'A parameter of a function of C is a name with a type.',
      hint: 'Write `(n: int32)`.',
    });
    return [errorExpression(pattern.span)];
  });
}

function refuseType(context: Context, given: Type, span: Span, place: 'argument' | 'result'): void {
  const type = resolve(context.store, given);
  const hint = reasonAgainst(context, type, place);
  if (hint === undefined) return;
  const name = type.kind === 'variable' ? 'A type that is not written' : `A value of type ${spell(context, type)}`;
  report(context, 'FS8217', span, {
    detail: `${name} cannot be the ${place === 'argument' ? 'argument' : 'result'} of a function of C.`,
    hint,
  });
}

const widths = "C's `int` is `int32`, `long` is `nativeint`, `size_t` is `unativeint`.";

/** What to write instead of a type that C does not share; undefined when it does. */
function reasonAgainst(context: Context, type: Type, place: 'argument' | 'result'): string | undefined {
  switch (type.kind) {
    case 'error':
    case 'bool':
      return undefined;
    case 'unit':
      return place === 'result' ? undefined : 'Leave the parameter out.';
    case 'numeric':
      return isWord(type) ? `Write its width: ${widths}` : undefined;
    case 'array':
    case 'span':
    case 'pointer':
      if (place === 'result')
        return 'Nothing is known of what C points at: take the address as a `nativeint`, and give it back to C only.';
      return reasonAgainstElements(context, type);
    case 'sequence':
      return 'Pass an array of its elements.';
    case 'char':
      return 'Write `byte`, or `uint32` for a whole character.';
    case 'string':
      return 'A string here does not end with a zero byte. Take a `ReadOnlySpan<byte>`, and pass the bytes with the zero: `"text\\000"B`.';
    case 'function':
      return 'C does not call back: what a function would do at any time is known to no proof.';
    case 'parameter':
    case 'variable':
      return `Write the type. ${widths}`;
    case 'address':
      return "Take a span, or a `NativePtr<'T, region, access>`.";
    case 'tuple':
    case 'nominal':
      return 'Pass its parts, one by one, as numbers.';
    case 'region':
    case 'access':
      return 'Write a type.';
  }
}

function isView({ kind }: Type): boolean {
  return kind === 'array' || kind === 'span' || kind === 'pointer';
}

function isWord(type: Extract<Type, { kind: 'numeric' }>): boolean {
  return type.name === 'int' || type.name === 'uint';
}

/** C may put any bits into elements: they are numbers, for which all bits mean something. */
function reasonAgainstElements(
  context: Context,
  type: Extract<Type, { kind: 'array' | 'span' | 'pointer' }>,
): string | undefined {
  const element = resolve(context.store, type.element);
  if (element.kind === 'error') return undefined;
  if (element.kind !== 'numeric' || isWord(element)) return `Its elements must be numbers with a width. ${widths}`;
  if (type.kind !== 'pointer') return undefined;
  const region = resolve(context.store, type.region);
  const isDevice = region.kind === 'region' && (region.region === 'peripheral' || region.region === 'systemControl');
  return isDevice || region.kind !== 'region'
    ? 'It must point into `sram`, `stack` or `flash`: C reads and writes devices in no order.'
    : undefined;
}
