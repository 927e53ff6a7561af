// In: interpolated strings, and applications of `printf` and its kin. Out: formatted text, typed: each hole has a type that its format can print. Text has no
// storage here; `checkStorage` refuses it where it is not written at once.
import type { Application, Argument } from './application.ts';
import { argumentFor, checkRest } from './check-argument.ts';
import {
  anything,
  booleanType,
  type Context,
  characterType,
  conform,
  createSymbol,
  demandOf,
  type Expectation,
  errorExpression,
  infer,
  report,
  stringType,
  unitType,
} from './check-context.ts';
import { hold } from './check-hold.ts';
import type { Scope } from './check-scope.ts';
import {
  type Format,
  type FormatRead,
  plainFormat,
  readAlignment,
  readFormat,
  readSpecifier,
  requirementOf,
  splitSpecifiers,
  typeOfSpecifier,
} from './format.ts';
import { lambdaOf } from './function-shape.ts';
import { isPreludeFile } from './prelude-file.ts';
import type { InterpolatedPart, SyntaxExpression, WrittenText } from './syntax.ts';
import type { FormattedPart, TypedExpression } from './typed.ts';
import { childrenOf } from './typed-walk.ts';
import { freshVariable } from './unify.ts';

type Interpolated = Extract<SyntaxExpression, { kind: 'interpolated' }>;
type Hole = Extract<InterpolatedPart, { kind: 'hole' }>;

export function checkInterpolated(
  context: Context,
  scope: Scope,
  syntax: Interpolated,
  expected: Expectation,
): TypedExpression {
  return conform(context, interpolated(context, scope, syntax), expected);
}

function interpolated(context: Context, scope: Scope, syntax: Interpolated): TypedExpression {
  const { span } = syntax;
  const parts = syntax.parts.map(
    (part): FormattedPart => (part.kind === 'text' ? part : checkHole(context, scope, part)),
  );
  return textFrom(parts, span);
}

function checkHole(context: Context, scope: Scope, hole: Hole): FormattedPart {
  const { specifier } = hole;
  if (specifier) {
    const other = hole.format ?? hole.alignment;
    if (other)
      report(context, 'FS3376', other.span, {
        detail: 'A hole has a specifier before it or a format inside it, not both.',
        hint: `Leave \`${specifier.text}\` out, or what stands behind the value.`,
      });
    const expected = expectedBy(specifier.text);
    const value = expected ? context.expression(scope, hole.value, expected) : infer(context, scope, hole.value);
    return { kind: 'hole', value, format: formatOf(context, specifier, value) };
  }
  const value = infer(context, scope, hole.value);
  const width = hole.alignment ? read(context, hole.alignment, readAlignment(hole.alignment.text), 0) : 0;
  const style = hole.format
    ? read(context, hole.format, readFormat(hole.format.text), plainFormat.style)
    : plainFormat.style;
  demandStyle(context, value, style, hole.format ? `{…:${hole.format.text}}` : '{…}');
  return { kind: 'hole', value, format: { ...plainFormat, style, width } };
}

function read<T>(context: Context, written: WrittenText, result: FormatRead<T>, otherwise: T): T {
  if (result.kind === 'good') return result.value;
  report(context, 'FS3376', written.span, { detail: result.detail });
  return otherwise;
}

function formatOf(context: Context, specifier: WrittenText, value: TypedExpression): Format {
  const format = read(context, specifier, readSpecifier(specifier.text), plainFormat);
  demandStyle(context, value, format.style, specifier.text);
  return format;
}

function demandStyle(context: Context, value: TypedExpression, style: Format['style'], asker: string): void {
  const requirement = requirementOf(style);
  if (requirement !== undefined) demandOf(context, value.span, value.type, requirement, asker);
}

/** `%s`, `%c` and `%b` take one type. */
function expectedBy(specifier: string): Expectation | undefined {
  const who = `\`${specifier}\``;
  switch (typeOfSpecifier(specifier)) {
    case 'char':
      return { type: characterType, who };
    case 'string':
      return { type: stringType, who };
    case 'bool':
      return { type: booleanType, who };
    default:
      return undefined;
  }
}

export type Printer = 'printf' | 'printfn' | 'sprintf';

/** `printfn "%d of %d" a b`: the text is a literal; what it names is given behind it. What is not given are the parameters of a lambda. */
export function applyPrinter(
  context: Context,
  scope: Scope,
  printer: Printer,
  application: Application,
): TypedExpression {
  const { span } = application;
  const [first, ...given] = application.arguments;
  const written = first?.kind === 'written' ? withoutParentheses(first.syntax) : undefined;
  if (written?.kind === 'interpolated' && given.length === 0) {
    const text = interpolated(context, scope, written);
    return printed(printer, text.kind === 'formatted' ? text.parts : [{ kind: 'text', value: textOf(text) }], span);
  }
  if (written?.kind !== 'literal' || written.value.kind !== 'string') {
    checkRest(context, scope, application);
    report(context, 'FS8253', span, {
      detail: `\`${printer}\` reads its text when the program is compiled: it stands behind it as a literal.`,
      hint: `Write \`${printer} "…" value\`, or \`Console.write text\` for a text that is computed.`,
    });
    return errorExpression(span);
  }
  const pieces = splitSpecifiers(written.value.value);
  const count = pieces.filter((piece) => piece.kind === 'specifier').length;
  if (given.length > count) {
    checkRest(context, scope, application);
    report(context, 'FS0003', span, {
      detail: `The text names ${count} value${count === 1 ? '' : 's'}, but ${given.length} ${given.length === 1 ? 'is' : 'are'} given.`,
      hint: 'Name each in the text: `%d`, `%s`, `%x` …',
    });
    return errorExpression(span);
  }
  const parameters = Array.from({ length: count - given.length }, () =>
    createSymbol(context, 'argument', freshVariable(context.store), 'parameter', span),
  );
  const reads = parameters.map(
    (symbol): Argument => ({
      kind: 'checked',
      expression: { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span },
    }),
  );
  const parts = specified(context, scope, pieces, [...given, ...reads], written.span);
  if (parameters.length === 0) return printed(printer, parts, span);
  const around: ((body: TypedExpression) => TypedExpression)[] = [];
  const held = parts.map((part): FormattedPart => {
    if (part.kind === 'text') return part;
    const { read: value, around: wrap } = hold(context, part.value);
    around.push(wrap);
    return { ...part, value };
  });
  const body = printed(printer, held, span);
  return around.reduceRight((inner, wrap) => wrap(inner), lambdaOf(parameters, body, body.type, span));
}

/** One value for each specifier. */
function specified(
  context: Context,
  scope: Scope,
  pieces: ReturnType<typeof splitSpecifiers>,
  values: readonly Argument[],
  span: TypedExpression['span'],
): readonly FormattedPart[] {
  const rest = values.values();
  return pieces.map((piece): FormattedPart => {
    const argument = piece.kind === 'specifier' ? rest.next().value : undefined;
    if (!argument) return { kind: 'text', value: piece.text };
    const expected = expectedBy(piece.text) ?? anything(context);
    const value = argumentFor(context, scope, argument, expected);
    return { kind: 'hole', value, format: formatOf(context, { text: piece.text, span }, value) };
  });
}

function printed(printer: Printer, parts: readonly FormattedPart[], span: TypedExpression['span']): TypedExpression {
  if (printer === 'sprintf') return textFrom(parts, span);
  const ended: readonly FormattedPart[] = printer === 'printfn' ? [...parts, { kind: 'text', value: '\n' }] : parts;
  return { kind: 'formatted', parts: ended, sink: 'console', type: unitType, span };
}

/** Without holes it is a constant. */
function textFrom(parts: readonly FormattedPart[], span: TypedExpression['span']): TypedExpression {
  if (parts.every((part) => part.kind === 'text'))
    return { kind: 'constant', value: parts.map((part) => part.value).join(''), type: stringType, span };
  return { kind: 'formatted', parts, sink: 'none', type: stringType, span };
}

function textOf(text: TypedExpression): string {
  return text.kind === 'constant' && typeof text.value === 'string' ? text.value : '';
}

function withoutParentheses(syntax: SyntaxExpression): SyntaxExpression {
  return syntax.kind === 'parenthesized' ? withoutParentheses(syntax.inner) : syntax;
}

/** The library's functions that write formatted text at once. */
export const sinks: ReadonlySet<string> = new Set([
  'Console.write',
  'Console.writeln',
  'Format.into',
  'Format.truncated',
]);

/** Reports formatted text that stands where it would need storage. Runs on solved trees. */
export function checkStorage(context: Context, expression: TypedExpression): void {
  if (expression.kind === 'formatted' && expression.sink === 'none') {
    report(context, 'FS8216', expression.span, {
      detail: 'A string that is put together at run time needs storage, and nothing here says where.',
      hint: 'Write it at once, `Console.write $"…"`; or into a buffer of yours: `Format.into buffer $"…"` gives a view of it.',
    });
  }
  for (const child of childrenOf(expression)) {
    if (child.kind === 'formatted' && expression.kind === 'call' && isSink(context, expression))
      for (const hole of childrenOf(child)) checkStorage(context, hole);
    else checkStorage(context, child);
  }
}

function isSink(context: Context, { callee }: Extract<TypedExpression, { kind: 'call' }>): boolean {
  const name = context.functions.get(callee)?.name;
  return name !== undefined && sinks.has(name) && isPreludeFile(callee.span.file);
}
