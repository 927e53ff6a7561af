// In: a type as written. Out: the type it means, or the error type after a report. Built-in types, abbreviations, measures, regions, access kinds.
import { assertNever } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { accesses, regions } from '../memory/region.ts';
import { type Context, errorType, report } from './check-context.ts';
import { refusedType } from './check-refused.ts';
import { didYouMean } from './check-report.ts';
import { resolveTypePath, type Scope, type TypeEntry } from './check-scope.ts';
import { dimensionless, multiply, raise } from './measure.ts';
import type { SyntaxType } from './syntax.ts';
import type { Measure, NumericName, Type } from './type.ts';
import { substitute } from './type-substitution.ts';
import { freshMeasure, freshVariable, type Sort, variableOf } from './unify.ts';

const numericNames: Readonly<Record<string, NumericName>> = {
  int: 'int',
  uint: 'uint',
  nativeint: 'nativeint',
  unativeint: 'unativeint',
  int8: 'int8',
  int16: 'int16',
  int32: 'int32',
  int64: 'int64',
  sbyte: 'int8',
  uint8: 'uint8',
  uint16: 'uint16',
  uint32: 'uint32',
  uint64: 'uint64',
  byte: 'uint8',
  float32: 'float32',
  single: 'float32',
  float: 'float',
  double: 'float',
};

const plainNames = { unit: 'unit', bool: 'bool', char: 'char', string: 'string' } as const;
type PlainName = keyof typeof plainNames;

/** Built-in types with the number of arguments they take. */
const constructors: Readonly<Record<string, number>> = {
  array: 1,
  seq: 1,
  Span: 1,
  ReadOnlySpan: 1,
  nativeptr: 1,
  NativePtr: 3,
  Ptr: 3,
};

export function toType(context: Context, scope: Scope, syntax: SyntaxType): Type {
  switch (syntax.kind) {
    case 'named':
      return namedType(context, scope, syntax);
    case 'array':
      if (syntax.rank !== 1) {
        report(context, 'FS8275', syntax.span, {
          detail: `This array type has ${syntax.rank} dimensions.`,
          hint: 'Use one array and compute the index: `a.[row * width + column]`.',
        });
        return errorType;
      }
      return { kind: 'array', element: toType(context, scope, syntax.element) };
    case 'tuple':
      return { kind: 'tuple', items: syntax.items.map((item) => toType(context, scope, item)) };
    case 'function': {
      const from = toType(context, scope, syntax.from);
      return { kind: 'function', from, to: toType(context, scope, syntax.to) };
    }
    case 'variable':
      return variableNamed(context, scope, syntax.name, 'type', syntax.span);
    case 'measure':
      report(context, 'FS0704', syntax.span, { detail: 'A unit of measure stands where a type is expected.' });
      return errorType;
    case 'wildcard':
      return freshVariable(context.store);
    case 'error':
      return errorType;
    default:
      return assertNever(syntax);
  }
}

type Named = Extract<SyntaxType, { kind: 'named' }>;

function namedType(context: Context, scope: Scope, syntax: Named): Type {
  const path = syntax.path.map((name) => name.text);
  const text = path.join('.');
  const given = syntax.arguments.length;
  const result = resolveTypePath(scope, path);
  if (result.kind === 'found') return declaredType(context, scope, syntax, result.found, text);
  const number = numericNames[text];
  if (number) {
    if (given > 1) return wrongCount(context, syntax.span, text, 1, given);
    const [measure] = syntax.arguments;
    return { kind: 'numeric', name: number, measure: measure ? toMeasure(context, scope, measure) : dimensionless };
  }
  if (text in plainNames) {
    return given === 0 ? { kind: plainNames[text as PlainName] } : wrongCount(context, syntax.span, text, 0, given);
  }
  const count = constructors[text];
  if (count !== undefined) {
    if (given !== count) return wrongCount(context, syntax.span, text, count, given);
    return constructed(context, scope, text, syntax.arguments);
  }
  const refusal = refusedType(text);
  if (refusal) {
    report(context, 'FS8260', syntax.span, {
      detail: `The type \`${text}\` is not part of this dialect.`,
      hint: refusal,
    });
    return errorType;
  }
  if (result.kind === 'private') {
    report(context, 'FS1092', syntax.span, { detail: `\`${text}\` is private to module \`${result.owner}\`.` });
    return errorType;
  }
  const missing = syntax.path[result.at];
  const name = missing?.text ?? text;
  const builtIn =
    result.inside === undefined
      ? [...Object.keys(numericNames), ...Object.keys(plainNames), ...Object.keys(constructors)]
      : [];
  report(context, 'FS0039', missing?.span ?? syntax.span, {
    detail:
      result.inside === undefined
        ? `The type \`${name}\` is not defined.`
        : `\`${result.inside}\` has no type \`${name}\`.`,
    hint: didYouMean(name, [...result.known(), ...builtIn]),
  });
  return errorType;
}

function wrongCount(context: Context, span: Span, name: string, expected: number, given: number): Type {
  report(context, 'FS0033', span, {
    detail: `The type \`${name}\` takes ${expected} argument${expected === 1 ? '' : 's'}, but ${given} ${given === 1 ? 'is' : 'are'} given.`,
  });
  return errorType;
}

function declaredType(context: Context, scope: Scope, syntax: Named, entry: TypeEntry, text: string): Type {
  if (entry.kind === 'measure') {
    report(context, 'FS0704', syntax.span, {
      detail: `\`${text}\` is a unit of measure.`,
      hint: `Write \`float<${text}>\` or \`int<${text}>\`.`,
    });
    return errorType;
  }
  if (entry.kind === 'family') {
    const declaration = entry.declarations.get(syntax.arguments.length);
    if (declaration) return declaredType(context, scope, syntax, { kind: 'declared', declaration }, text);
    return wrongCount(context, syntax.span, text, Math.min(...entry.declarations.keys()), syntax.arguments.length);
  }
  const parameters = entry.kind === 'declared' ? entry.declaration.parameters : entry.parameters;
  const given = syntax.arguments;
  if (given.length !== parameters.length)
    return wrongCount(context, syntax.span, text, parameters.length, given.length);
  const types = given.map((argument) => toType(context, scope, argument));
  if (entry.kind === 'declared') return { kind: 'nominal', declaration: entry.declaration, arguments: types };
  return substitute(entry.type, new Map(parameters.map((name, at) => [name, types[at] ?? errorType])));
}

function constructed(context: Context, scope: Scope, name: string, given: readonly SyntaxType[]): Type {
  const [first, second, third] = given;
  const element = first ? toType(context, scope, first) : errorType;
  switch (name) {
    case 'array':
      return { kind: 'array', element };
    case 'seq':
      return { kind: 'sequence', element };
    case 'Span':
      return { kind: 'span', element, access: 'readWrite' };
    case 'ReadOnlySpan':
      return { kind: 'span', element, access: 'readOnly' };
    case 'nativeptr':
      return { kind: 'address', element };
    default:
      return {
        kind: 'pointer',
        element,
        region: second ? toPlace(context, scope, second, 'region') : errorType,
        access: third ? toPlace(context, scope, third, 'access') : errorType,
      };
  }
}

/** A region or an access kind: by name (capitalised in the `Ptr` spelling), or a variable. */
function toPlace(context: Context, scope: Scope, syntax: SyntaxType, sort: 'region' | 'access'): Type {
  if (syntax.kind === 'wildcard') return freshVariable(context.store, sort);
  if (syntax.kind === 'variable') return variableNamed(context, scope, syntax.name, sort, syntax.span);
  if (syntax.kind === 'error') return errorType;
  const isName = syntax.kind === 'named' && syntax.path.length === 1 && syntax.arguments.length === 0;
  const name = isName ? syntax.path[0]?.text : undefined;
  const lower = name === undefined ? undefined : name.charAt(0).toLowerCase() + name.slice(1);
  const region = regions.find((each) => each === lower);
  const access = accesses.find((each) => each === lower);
  if (sort === 'region' && region) return { kind: 'region', region };
  if (sort === 'access' && access) return { kind: 'access', access };
  const known: readonly string[] = sort === 'region' ? regions : accesses;
  report(context, 'FS0039', syntax.span, {
    detail: `${name === undefined ? 'This' : `\`${name}\``} is not ${sort === 'region' ? 'a region' : 'an access kind'}.`,
    hint: didYouMean(name ?? '', known) ?? `One of: ${known.join(', ')}.`,
  });
  return errorType;
}

function variableNamed(context: Context, scope: Scope, name: string, sort: Sort, span: Span): Type {
  const plain = name.replace(/^'/, '');
  const known = scope.typeVariables.types.get(plain);
  if (known) return known;
  if (scope.typeVariables.kind === 'closed') {
    report(context, 'FS0039', span, {
      detail: `The type parameter \`'${plain}\` is not defined.`,
      hint: `Declare it: \`type Name<'${plain}> = …\`.`,
    });
    return errorType;
  }
  const fresh = freshVariable(context.store, sort, plain);
  const variable = variableOf(context.store, fresh);
  // It belongs to the whole definition at module level, also when it is first written inside a local function.
  if (variable) variable.level = Math.min(variable.level, 1);
  scope.typeVariables.types.set(plain, fresh);
  scope.typeVariables.places.set(plain, span);
  return fresh;
}

/** A unit of measure as written: `m`, `m / s ^ 2`, `1`, `_`, `'u`. */
export function toMeasure(context: Context, scope: Scope, syntax: SyntaxType): Measure {
  switch (syntax.kind) {
    case 'wildcard':
      return freshMeasure(context.store);
    case 'variable':
      return measureVariable(context, scope, syntax.name);
    case 'measure':
      return syntax.factors.reduce<Measure>((product, { name: { text, span }, power }) => {
        const measure = text.startsWith("'")
          ? measureVariable(context, scope, text)
          : measureNamed(context, scope, [text], span);
        return multiply(product, raise(measure, power));
      }, dimensionless);
    case 'tuple':
      // `'u * 'v` looks like a tuple
      return syntax.items.reduce<Measure>(
        (product, item) => multiply(product, toMeasure(context, scope, item)),
        dimensionless,
      );
    case 'named':
      // `m s` looks like a type applied to another; between units it is their product.
      return syntax.arguments.reduce<Measure>(
        (product, factor) => multiply(product, toMeasure(context, scope, factor)),
        measureNamed(
          context,
          scope,
          syntax.path.map((each) => each.text),
          syntax.span,
        ),
      );
    case 'error':
      return freshMeasure(context.store);
    default:
  }
  report(context, 'FS0705', syntax.span, { detail: 'A unit of measure is expected here: `m`, `m / s ^ 2`, `1`.' });
  return freshMeasure(context.store);
}

function measureVariable(context: Context, scope: Scope, text: string): Measure {
  const name = text.replace(/^'/, '');
  const known = scope.typeVariables.measures.get(name) ?? freshMeasure(context.store);
  scope.typeVariables.measures.set(name, known);
  return known;
}

function measureNamed(context: Context, scope: Scope, path: readonly string[], span: Span): Measure {
  const name = path.join('.');
  const result = resolveTypePath(scope, path);
  if (result.kind === 'found' && result.found.kind === 'measure') return result.found.measure;
  if (result.kind === 'found' || name in numericNames) {
    report(context, 'FS0705', span, {
      detail: `\`${name}\` is a type.`,
      hint: `Declare a unit: \`[<Measure>] type ${name}\`.`,
    });
  } else {
    const known = result.kind === 'missing' ? result.known() : [];
    report(context, 'FS0039', span, {
      detail: `The unit of measure \`${name}\` is not defined.`,
      hint: didYouMean(name, known) ?? `Declare it: \`[<Measure>] type ${name}\`.`,
    });
  }
  return freshMeasure(context.store);
}
