// In: `{ X = 1; Y = 2 }` and `{ r with X = 1 }`. Out: the record they build. Which record is meant: the expected type, else the latest with these fields.
import { type Context, conform, type Expectation, errorExpression, infer, report, spell } from './check-context.ts';
import { didYouMean } from './check-report.ts';
import { findRecords, type Scope } from './check-scope.ts';
import type { Name, SyntaxExpression } from './syntax.ts';
import type { DeclaredField, Type, TypeDeclaration } from './type.ts';
import { argumentsOf, substitute } from './type-substitution.ts';
import type { TypedExpression } from './typed.ts';
import { freshVariable, resolve, unify } from './unify.ts';

type RecordSyntax = Extract<SyntaxExpression, { kind: 'record' }>;
type Nominal = Extract<Type, { kind: 'nominal' }>;

export function checkRecord(
  context: Context,
  scope: Scope,
  syntax: RecordSyntax,
  expected: Expectation,
): TypedExpression {
  return conform(
    context,
    syntax.base ? copyRecord(context, scope, syntax, syntax.base) : buildRecord(context, scope, syntax, expected),
    expected,
  );
}

/** The record type that a set of field names means. */
export function recordNamed(
  context: Context,
  scope: Scope,
  names: readonly string[],
  expected: Type,
): Nominal | undefined {
  const known = resolve(context.store, expected);
  if (
    known.kind === 'nominal' &&
    (known.declaration.body.kind === 'record' || known.declaration.body.kind === 'descriptor')
  )
    return known;
  const candidates = names.flatMap((name) => findRecords(scope, name));
  const declaration =
    candidates.find((each) => names.every((name) => fieldsOf(each).some((field) => field.name === name))) ??
    candidates[0];
  return (
    declaration && {
      kind: 'nominal',
      declaration,
      arguments: declaration.parameters.map(() => freshVariable(context.store)),
    }
  );
}

function fieldsOf(declaration: TypeDeclaration): readonly DeclaredField[] {
  return declaration.body.kind === 'record' ? declaration.body.fields : [];
}

/** A field by its name, in the terms of one use of the record. Reports a name the record lacks. */
export function fieldNamed(
  context: Context,
  type: Nominal,
  name: Name,
): { readonly index: number; readonly field: DeclaredField } | undefined {
  const fields = fieldsOf(type.declaration);
  const index = fields.findIndex((field) => field.name === name.text);
  const field = fields[index];
  if (field)
    return { index, field: { ...field, type: substitute(field.type, argumentsOf(type.declaration, type.arguments)) } };
  report(context, 'FS1129', name.span, {
    detail: `The record ${spell(context, type)} has no field \`${name.text}\`.`,
    hint: didYouMean(
      name.text,
      fields.map((each) => each.name),
    ),
  });
  return undefined;
}

export function reportUnknownRecord(context: Context, scope: Scope, name: Name): void {
  report(context, 'FS0039', name.span, {
    detail: `No record in scope has a field \`${name.text}\`.`,
    hint: didYouMean(name.text, knownFields(scope)),
  });
}

function knownFields(scope: Scope): readonly string[] {
  const names: string[] = [];
  for (let layer: Scope['layer'] | undefined = scope.layer; layer; layer = layer.parent)
    names.push(...layer.names.fields.keys());
  return names;
}

function buildRecord(context: Context, scope: Scope, syntax: RecordSyntax, expected: Expectation): TypedExpression {
  const { span } = syntax;
  const written = syntax.fields.flatMap(({ path, value }) => {
    const name = path.at(-1);
    return name ? [{ name, value }] : [];
  });
  const type = recordNamed(
    context,
    scope,
    written.map((each) => each.name.text),
    expected.type,
  );
  const checkAll = (): void => written.forEach((each) => void infer(context, scope, each.value));
  if (!type) {
    const [first] = written;
    if (first) reportUnknownRecord(context, scope, first.name);
    checkAll();
    return errorExpression(span);
  }
  if (type.declaration.body.kind === 'descriptor') {
    report(context, 'FS8266', span, {
      detail: `${spell(context, type)} describes hardware: its instances are declared by \`PeripheralDescriptor\` attributes.`,
      hint: 'Use the instance by its name.',
    });
    return { ...errorExpression(span), type };
  }
  // Fixes the arguments of a generic record before the fields are looked at.
  const wanted = resolve(context.store, expected.type);
  if (wanted.kind === 'nominal' && wanted.declaration === type.declaration) unify(context.store, wanted, type);
  const values = new Map<number, TypedExpression>();
  for (const { name, value } of written) {
    const found = fieldNamed(context, type, name);
    if (!found) {
      infer(context, scope, value);
      continue;
    }
    const checked = context.expression(scope, value, { type: found.field.type, who: `The field \`${name.text}\`` });
    if (values.has(found.index))
      report(context, 'FS0668', name.span, { detail: `The field \`${name.text}\` is given twice.` });
    else values.set(found.index, checked);
  }
  const fields = fieldsOf(type.declaration);
  const absent = fields.filter((_, index) => !values.has(index));
  if (absent.length > 0) {
    report(context, 'FS0764', span, {
      detail: `The record ${spell(context, type)} also needs ${absent.map((field) => `\`${field.name}\``).join(', ')}.`,
    });
    return { ...errorExpression(span), type };
  }
  return {
    kind: 'record',
    fields: fields.map((_, index) => values.get(index) ?? errorExpression(span)),
    order: [...values.keys()],
    type,
    span,
  };
}

function copyRecord(
  context: Context,
  scope: Scope,
  syntax: RecordSyntax,
  baseSyntax: SyntaxExpression,
): TypedExpression {
  const { span } = syntax;
  const base = infer(context, scope, baseSyntax);
  const names = syntax.fields.flatMap(({ path }) => (path[0] ? [path[0].text] : []));
  const known = resolve(context.store, base.type);
  const type = recordNamed(context, scope, names, base.type);
  const isRecord = type?.declaration.body.kind === 'record';
  const [first] = syntax.fields.flatMap(({ path }) => path[0] ?? []);
  if (known.kind === 'variable' && !type && first) reportUnknownRecord(context, scope, first);
  else if (type?.declaration.body.kind === 'descriptor')
    report(context, 'FS8266', span, {
      detail: `${spell(context, type)} describes hardware, which is not copied.`,
      hint: 'Use the instance by its name.',
    });
  else if (known.kind !== 'error' && (!type || !isRecord || unify(context.store, base.type, type))) {
    report(context, 'FS0001', base.span, {
      detail: `\`{ … with … }\` copies a record, but this has type ${spell(context, base.type)}.`,
    });
  }
  if (!type || !isRecord || known.kind === 'error') {
    for (const field of syntax.fields) infer(context, scope, field.value);
    return errorExpression(span);
  }
  const seen = new Set<number>();
  const changes = syntax.fields.flatMap(({ path, value }) => {
    const name = path.length === 1 ? path[0] : undefined;
    if (!name) {
      const [first, last] = [path[0], path.at(-1)];
      report(context, 'FS8277', first?.span ?? span, {
        detail: 'A copy changes the fields of one record, not of a record inside it.',
        hint: `Write \`{ r with ${first?.text} = { r.${first?.text} with ${last?.text} = … } }\`.`,
      });
      infer(context, scope, value);
      return [];
    }
    const found = fieldNamed(context, type, name);
    if (!found) {
      infer(context, scope, value);
      return [];
    }
    if (seen.has(found.index))
      report(context, 'FS0668', name.span, { detail: `The field \`${name.text}\` is given twice.` });
    seen.add(found.index);
    return [
      {
        index: found.index,
        value: context.expression(scope, value, { type: found.field.type, who: `The field \`${name.text}\`` }),
      },
    ];
  });
  return { kind: 'record-copy', base, changes, type, span };
}
