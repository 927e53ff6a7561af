// In: a union case applied to its arguments. Out: the value it builds. One written tuple gives all the fields of a case that has several.
import type { Application, Argument } from './application.ts';
import { argumentFor, checkRest } from './check-argument.ts';
import { anything, type Context, createSymbol, type Expectation, errorExpression, report } from './check-context.ts';
import type { Entry, Scope } from './check-scope.ts';
import { lambdaOf, shapeOf } from './function-shape.ts';
import type { Type, TypeDeclaration } from './type.ts';
import { argumentsOf, substitute } from './type-substitution.ts';
import type { Symbol, TypedExpression, TypedPattern } from './typed.ts';
import { freshVariable, resolve, unify } from './unify.ts';

export function buildCase(
  context: Context,
  scope: Scope,
  entry: Extract<Entry, { kind: 'case' }>,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const { declaration, tag } = entry;
  const { span } = application;
  const { type, fields, name } = caseType(context, declaration, tag);
  guideCase(context, type, expected);
  const given = caseArguments(context, fields, application);
  if (given.length !== fields.length) {
    checkRest(context, scope, application);
    if (fields.length === 0) report(context, 'FS0725', span, { detail: `\`${name}\` takes no arguments.` });
    else
      report(context, 'FS0019', span, {
        detail: `\`${name}\` takes ${fields.length} argument${fields.length === 1 ? '' : 's'}, but ${given.length} ${given.length === 1 ? 'is' : 'are'} given.`,
      });
    return { ...errorExpression(span), type };
  }
  const checked = given.map((argument, at) => {
    const field = fields[at];
    return argumentFor(
      context,
      scope,
      argument,
      field ? { type: field.type, who: `The field \`${field.name}\` of \`${name}\`` } : anything(context),
    );
  });
  return { kind: 'case', tag, fields: checked, type, span };
}

/** `Even`, or `Even value`, where the active pattern is defined. */
export function buildAnswer(
  context: Context,
  { declaration, tag }: Extract<Entry, { kind: 'answer' }>,
  value: TypedExpression,
  span: TypedExpression['span'],
): TypedExpression {
  const given = declaration.parameters.map((_, at) => (at === tag ? value.type : freshVariable(context.store)));
  return { kind: 'case', tag, fields: [value], type: { kind: 'nominal', declaration, arguments: given }, span };
}

/** A written tuple is several arguments, unless the case has one field that may hold a tuple. */
function caseArguments(
  context: Context,
  fields: readonly { readonly type: Type }[],
  application: Application,
): readonly Argument[] {
  const [only, ...more] = application.arguments;
  const [field] = fields;
  if (!only || more.length > 0 || only.kind !== 'written') return application.arguments;
  if (fields.length === 1 && field && mayHoldTuple(context, field.type)) return application.arguments;
  const inner = only.syntax.kind === 'parenthesized' ? only.syntax.inner : only.syntax;
  return inner.kind === 'tuple' ? inner.items.map((syntax) => ({ kind: 'written', syntax })) : application.arguments;
}

export function mayHoldTuple(context: Context, type: Type): boolean {
  const known = resolve(context.store, type);
  return known.kind === 'tuple' || known.kind === 'variable' || known.kind === 'error';
}

/** The type of a case with fresh arguments, and its fields in these terms. */
function caseType(
  context: Context,
  declaration: TypeDeclaration,
  tag: number,
): {
  readonly type: Type;
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: Type }[];
} {
  const given = declaration.parameters.map(() => freshVariable(context.store));
  const type: Type = { kind: 'nominal', declaration, arguments: given };
  const found = declaration.body.kind === 'union' ? declaration.body.cases[tag] : undefined;
  const known = argumentsOf(declaration, given);
  return {
    type,
    name: found?.name ?? '?',
    fields: (found?.fields ?? []).map((field) => ({ ...field, type: substitute(field.type, known) })),
  };
}

/** `Some` is `fun value -> Some value`; a case of several fields takes them as a tuple. */
export function caseAsFunction(
  context: Context,
  entry: Extract<Entry, { kind: 'case' }>,
  expected: Expectation,
  span: TypedExpression['span'],
): TypedExpression {
  const { type, fields } = caseType(context, entry.declaration, entry.tag);
  const shape = shapeOf(context, expected.type, 1);
  guideCase(context, type, { type: shape.result, who: expected.who });
  const read = (symbol: Symbol): TypedExpression => ({
    kind: 'symbol',
    symbol,
    instantiation: [],
    type: symbol.type,
    span,
  });
  const [only, ...more] = fields;
  const symbols = fields.map((field) => createSymbol(context, field.name, field.type, 'local', span));
  const built: TypedExpression = { kind: 'case', tag: entry.tag, fields: symbols.map(read), type, span };
  const [first] = symbols;
  if (only && first && more.length === 0) return lambdaOf([first], built, type, span);
  const whole: Type = { kind: 'tuple', items: fields.map((field) => field.type) };
  const parameter = createSymbol(context, 'fields', whole, 'parameter', span);
  const items = symbols.map((symbol): TypedPattern => ({ kind: 'bind', symbol, type: symbol.type, span }));
  const body: TypedExpression = {
    kind: 'let',
    pattern: { kind: 'tuple', items, type: whole, span },
    value: read(parameter),
    body: built,
    type,
    span,
  };
  return lambdaOf([parameter], body, type, span);
}

function guideCase(context: Context, type: Type, expected: Expectation): void {
  const want = resolve(context.store, expected.type);
  if (want.kind === 'nominal' && type.kind === 'nominal' && want.declaration === type.declaration)
    unify(context.store, want, type);
}
