// In: the state of one run of the checker. Out: the few operations every part of it uses: fresh names, expectations, and how a clash of types is
// reported. The parts call each other through `Context.expression`, so that no file needs the dispatcher.
import type { Span } from '../base/source.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type CheckCode, type Explanation, makeDiagnostic } from './check-report.ts';
import type { Scope } from './check-scope.ts';
import { nameOfMeasure } from './measure.ts';
import { isSetOfMembers, type Requirement } from './requirement.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { NumericName, Type, TypeDeclaration } from './type.ts';
import { nameOfType } from './type-name.ts';
import type { Symbol, TypedExpression, TypedFunction } from './typed.ts';
import { type Clash, freshVariable, require, resolve, resolveDeep, type Store, unify } from './unify.ts';

/** The type an expression must have, and in words who says so: `The parameter \`n\` of \`f\``. */
export interface Expectation {
  readonly type: Type;
  readonly who: string;
}

export interface Context {
  readonly store: Store;
  readonly problems: Diagnostic[];
  /** Symbols whose types are final once the current definition has been solved. */
  readonly symbols: Symbol[];
  /** Names of type parameters taken in the current definition. */
  readonly takenParameters: Set<string>;
  readonly types: TypeDeclaration[];
  /** Qualified names of definitions and types, with where they are defined. */
  readonly qualified: Map<string, Span>;
  /** Mutable locals whose capture has been reported. */
  readonly captured: Set<Symbol>;
  /** Finished functions, for the purity of contracts. */
  readonly functions: Map<Symbol, TypedFunction>;
  /** Where the code comes from: intrinsics of the platform are visible from the library only. */
  origin: 'library' | 'program';
  /** Nesting of the expression being checked. */
  depth: number;
  readonly expression: (scope: Scope, syntax: SyntaxExpression, expected: Expectation) => TypedExpression;
}

export const errorType: Type = { kind: 'error' };
export const unitType: Type = { kind: 'unit' };
export const booleanType: Type = { kind: 'bool' };
export const stringType: Type = { kind: 'string' };
export const characterType: Type = { kind: 'char' };
export const intType: Type = { kind: 'numeric', name: 'int', measure: [] };

export function report(context: Context, code: CheckCode, span: Span, explanation: Explanation): void {
  context.problems.push(makeDiagnostic(code, span, explanation));
}

/** Qualified names are unique in the whole program: modules of one name in several files share them. */
export function claimName(context: Context, qualified: string, span: Span): void {
  const known = context.qualified.get(qualified);
  if (known) {
    report(context, 'FS0037', span, {
      detail: `\`${qualified}\` is defined already, in ${known.file.path}.`,
      hint: 'Give it, or its module, another name.',
      related: [{ span: known, text: 'The first definition' }],
    });
  } else context.qualified.set(qualified, span);
}

export function createSymbol(
  context: Context,
  name: string,
  type: Type,
  place: Symbol['place'],
  span: Span,
  mutability: 'mutable' | 'immutable' = 'immutable',
): Symbol {
  const symbol: Symbol = { name, type, isMutable: mutability === 'mutable', place, span };
  context.symbols.push(symbol);
  return symbol;
}

/** Any type will do. */
export function anything(context: Context): Expectation {
  return { type: freshVariable(context.store), who: 'This place' };
}

export function infer(context: Context, scope: Scope, syntax: SyntaxExpression): TypedExpression {
  return context.expression(scope, syntax, anything(context));
}

/** What stands for an expression after a reported mistake. */
export function errorExpression(span: Span): TypedExpression {
  return { kind: 'constant', value: undefined, type: errorType, span };
}

export function unitExpression(span: Span): TypedExpression {
  return { kind: 'constant', value: undefined, type: unitType, span };
}

/** The expression as the place wants it: equal types, or weakened where that has no effect (array → span, pointer access). Reports a mismatch. */
export function conform(context: Context, expression: TypedExpression, expected: Expectation): TypedExpression {
  const sequence = asSequence(context, expression, expected.type);
  if (sequence) return conform(context, sequence, expected);
  const weaker = weakenedType(context, expression.type, expected.type);
  const target = weaker ?? expression.type;
  const clash = unify(context.store, expected.type, target);
  if (clash) {
    reportClash(context, expression.span, clash, expected, suffixHint(context, expression, expected.type));
    return { ...expression, type: errorType };
  }
  return weaker ? { kind: 'weaken', operand: expression, type: weaker, span: expression.span } : expression;
}

/** An array or a string where a sequence is wanted: the sequence of its elements. */
function asSequence(context: Context, expression: TypedExpression, to: Type): TypedExpression | undefined {
  if (resolve(context.store, to).kind !== 'sequence') return undefined;
  const from = resolve(context.store, expression.type);
  const element = from.kind === 'array' ? from.element : from.kind === 'string' ? characterType : undefined;
  if (!element) return undefined;
  const { span } = expression;
  const bind = (name: string, type: Type) => {
    const symbol = createSymbol(context, name, type, 'local', span);
    const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type, span };
    return { pattern: { kind: 'bind', symbol, type, span } as const, read };
  };
  const [elements, item] = [bind('elements', from), bind('item', element)];
  const one: TypedExpression = { kind: 'yield', value: item.read, type: unitType, span };
  const body: TypedExpression = {
    kind: 'for-each',
    pattern: item.pattern,
    collection: elements.read,
    body: one,
    type: unitType,
    span,
  };
  const type: Type = { kind: 'sequence', element };
  return {
    kind: 'let',
    pattern: elements.pattern,
    value: expression,
    body: { kind: 'generate', body, type, span },
    type,
    span,
  };
}

/** The type that the expression is weakened to, if the place asks for a weaker one of the same element. */
function weakenedType(context: Context, from: Type, to: Type): Type | undefined {
  const { store } = context;
  const [actual, expected] = [resolve(store, from), resolve(store, to)];
  if (expected.kind === 'span') {
    const isWeaker =
      actual.kind === 'array' ||
      (actual.kind === 'span' && actual.access === 'readWrite' && expected.access === 'readOnly');
    return isWeaker ? { kind: 'span', element: actual.element, access: expected.access } : undefined;
  }
  if (expected.kind !== 'pointer' || actual.kind !== 'pointer') return undefined;
  const [have, want] = [resolve(store, actual.access), resolve(store, expected.access)];
  if (have.kind !== 'access' || want.kind !== 'access' || have.access !== 'readWrite' || want.access === 'readWrite')
    return undefined;
  return { ...actual, access: want };
}

/** Makes two types equal, or reports. */
export function demand(context: Context, span: Span, expected: Expectation, actual: Type): void {
  const clash = unify(context.store, expected.type, actual);
  if (clash) reportClash(context, span, clash, expected);
}

/** Asks that a type meets a requirement, or reports. */
export function demandOf(context: Context, span: Span, type: Type, requirement: Requirement, asker: string): boolean {
  const clash = require(context.store, type, requirement, asker);
  if (clash) reportClash(context, span, clash, { type, who: asker });
  return clash === undefined;
}

export function spell(context: Context, type: Type): string {
  return `\`${nameOfType(resolveDeep(context.store, type))}\``;
}

const needs: Readonly<Record<Requirement, string>> = {
  equality: 'a type whose values can be compared for equality',
  comparison: 'a number, a character, a string, an enum or a boolean',
  number: 'a number',
  integer: 'an integer',
  bits: 'an integer or an enum',
  signed: 'a signed number',
  floating: 'a floating-point number',
  ordered: 'a number',
  dimensionless: 'a number without a unit of measure',
  source: 'a number, a character or an enum',
  whole: 'an integer, a character or an enum',
  enumeration: 'an enum of `int`',
  readable: 'a pointer that may be read',
  writable: 'a pointer that may be written',
  raw: 'a number',
  printed: 'a number, a character, a boolean, a string, an enum or a union of names',
};

/** A literal of the wrong type is best written with the right suffix. */
function suffixHint(context: Context, expression: TypedExpression, expected: Type): string | undefined {
  const to = resolve(context.store, expected);
  if (expression.kind !== 'constant' || to.kind !== 'numeric') return undefined;
  const { file, start, end } = expression.span;
  const digits = /^-?(0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9_]+)(y|uy|s|us|l|u|ul|L|UL|n|un)?$/.exec(
    file.text.slice(start, end),
  );
  const written = digits && file.text.slice(start, end).replace(/(?:uy|y|us|s|ul|l|UL|L|un|n|u)$/, '');
  const suffix = suffixes[to.name];
  return written && suffix !== undefined && typeof expression.value === 'bigint'
    ? `Write \`${written}${suffix}\`.`
    : undefined;
}

const suffixes: Readonly<Record<NumericName, string>> = {
  int: '',
  int32: 'l',
  int64: 'L',
  int8: 'y',
  int16: 's',
  nativeint: 'n',
  uint: 'u',
  uint32: 'ul',
  uint64: 'UL',
  uint8: 'uy',
  uint16: 'us',
  unativeint: 'un',
  float: '.0',
  float32: '.0f',
};

export function reportClash(context: Context, span: Span, clash: Clash, { who }: Expectation, better?: string): void {
  const say = (each: Type): string => spell(context, each);
  switch (clash.kind) {
    case 'region': {
      const detail = `${who} expects a pointer into ${say(clash.expected)}, but this one points into ${say(clash.actual)}.`;
      report(context, 'FS8003', span, {
        detail,
        hint: 'Regions never convert. Use a pointer into the expected region, or change the annotation.',
      });
      return;
    }
    case 'access':
      reportAccess(context, span, clash, who);
      return;
    case 'requirement':
      reportRequirement(context, span, clash);
      return;
    case 'infinite':
      report(context, 'FS0001', span, { detail: `${who} would need a type that contains itself.` });
      return;
    case 'measure': {
      const [want, have] = [resolveDeep(context.store, clash.expected), resolveDeep(context.store, clash.actual)];
      const unit = (each: Type): string => (each.kind === 'numeric' ? `\`${nameOfMeasure(each.measure)}\`` : say(each));
      report(context, 'FS0001', span, {
        detail: `${who} expects ${say(want)}, but this has type ${say(have)}: the unit is ${unit(have)} where ${unit(want)} is expected.`,
      });
      return;
    }
    case 'type': {
      if (clash.expected.kind === 'pointer' && clash.actual.kind === 'address') {
        report(context, 'FS8273', span, {
          detail: `${who} expects a pointer whose extent is known, but this is ${say(clash.actual)}.`,
          hint: "Declare it as `NativePtr<'T, region, access>`.",
        });
        return;
      }
      report(context, 'FS0001', span, {
        detail: `${who} expects ${say(clash.expected)}, but this has type ${say(clash.actual)}.`,
        hint: better ?? conversionHint(context, clash.expected, clash.actual),
      });
      return;
    }
  }
}

function reportAccess(
  context: Context,
  span: Span,
  clash: Extract<Clash, { readonly expected: Type }>,
  who: string,
): void {
  const { expected, actual } = clash;
  const isReadOnly = actual.kind === 'access' && actual.access === 'readOnly';
  report(context, isReadOnly ? 'FS8002' : 'FS8001', span, {
    detail: `${who} expects a ${spell(context, expected)} pointer, but this one is ${spell(context, actual)}.`,
    hint: 'Only `readWrite` weakens to another access kind.',
  });
}

function reportRequirement(context: Context, span: Span, clash: Extract<Clash, { kind: 'requirement' }>): void {
  const { requirement, asker, type } = clash;
  if (requirement === 'readable') {
    report(context, 'FS8001', span, {
      detail: `\`${asker}\` reads through this pointer, whose access is ${spell(context, type)}.`,
      hint: 'Read another register, or declare this one with access "r" or "rw" if the hardware allows it.',
    });
  } else if (requirement === 'writable') {
    report(context, 'FS8002', span, {
      detail: `\`${asker}\` writes through this pointer, whose access is ${spell(context, type)}.`,
      hint: 'Write another register, or declare this one with access "w" or "rw" if the hardware allows it.',
    });
  } else if (requirement === 'whole' && type.kind === 'numeric') {
    report(context, 'FS8262', span, {
      detail: `\`${asker}\` takes no floats in this dialect.`,
      hint: 'Test the range first, then convert with the plain conversion, which saturates.',
    });
  } else {
    report(context, 'FS0001', span, {
      detail: `\`${asker}\` needs ${needs[requirement]}, but this has type ${spell(context, type)}.`,
      hint: requirementHint(requirement, type),
    });
  }
}

function requirementHint(requirement: Requirement, type: Type): string | undefined {
  if (requirement === 'equality' && (type.kind === 'array' || type.kind === 'span'))
    return 'Compare the elements in a loop.';
  if (requirement === 'source' && type.kind === 'string')
    return 'Numbers are read from text by the functions of `Parse`.';
  if ((requirement === 'source' || requirement === 'whole') && type.kind === 'bool')
    return 'Write `if b then 1 else 0`.';
  if (requirement === 'printed' && isSetOfMembers(type))
    return 'It may hold several members: print its number, `int x`, or test each with `HasFlag`.';
  if (requirement === 'printed') return 'Print its parts, each in a hole of its own.';
  if (requirement === 'dimensionless') return 'Annotate the operands with their units.';
  return undefined;
}

function conversionHint(context: Context, expected: Type, actual: Type): string | undefined {
  const [to, from] = [resolve(context.store, expected), resolve(context.store, actual)];
  if (to.kind === 'numeric' && (from.kind === 'numeric' || from.kind === 'char'))
    return `Conversions are explicit: \`${nameOfType({ ...to, measure: [] })} …\`.`;
  if (to.kind === 'char' && from.kind === 'numeric') return 'Conversions are explicit: `char …`.';
  if (to.kind === 'unit') return 'Write `ignore (…)` when the result is not needed.';
  return undefined;
}
