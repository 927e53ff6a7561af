// In: `type` definitions. Out: declarations with their bodies, in scope. Records, unions, enums, abbreviations, units of measure; peripherals elsewhere.
import { assertNever } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { attributeNamed, checkAttributes } from './check-attribute.ts';
import { constantOf } from './check-constant.ts';
import { type Context, claimName, infer, report } from './check-context.ts';
import { descriptorBody } from './check-descriptor.ts';
import type { Entry, Module, Names, Scope, TypeEntry } from './check-scope.ts';
import { toMeasure, toType } from './check-type.ts';
import { recursionOf } from './recursive-type.ts';
import type { Name, TypeDefinition } from './syntax.ts';
import type { DeclaredCase, DeclaredField, NumericName, Type, TypeDeclaration, TypeDeclarationBody } from './type.ts';
import { resolve } from './unify.ts';

interface Draft {
  readonly definition: TypeDefinition;
  readonly entry: TypeEntry;
}

/** Declares a group of types that may name each other; `names` are the tables of the module and of its scope. */
export function declareTypes(
  context: Context,
  scope: Scope,
  definitions: readonly TypeDefinition[],
  module: Module,
  prefix: string,
): void {
  const tables: readonly Names[] = scope.layer.names === module ? [module] : [module, scope.layer.names];
  const drafts = definitions.map((definition): Draft => {
    const name = definition.name.text;
    checkAttributes(context, definition.attributes, 'type');
    if (module.types.has(name))
      report(context, 'FS0037', definition.name.span, {
        detail: `The type \`${name}\` is defined twice in this module.`,
      });
    else claimName(context, `type ${prefix}${name}`, definition.name.span);
    const entry = entryOf(definition, `${prefix}${name}`);
    for (const table of tables) table.types.set(name, entry);
    if (definition.isPrivate) module.privateNames.add(name);
    return { definition, entry };
  });
  for (const draft of drafts) abbreviate(context, scope, draft);
  for (const draft of drafts) {
    if (draft.entry.kind !== 'declared') continue;
    context.types.push(draft.entry.declaration);
    draft.entry.declaration.body = bodyOf(context, scope, draft.definition, draft.entry.declaration);
    for (const table of tables) declareNames(context, table, draft.definition, draft.entry.declaration);
  }
  for (const { definition, entry } of drafts) refuseRecursion(context, definition, entry);
}

function entryOf(definition: TypeDefinition, name: string): TypeEntry {
  const { body, parameters } = definition;
  if (body.kind === 'abbreviation')
    return { kind: 'abbreviation', parameters: parameters.map(plain), type: { kind: 'error' } };
  if (body.kind === 'measure') return { kind: 'measure', measure: [{ name: definition.name.text, power: 1 }] };
  return {
    kind: 'declared',
    declaration: { name, parameters: parameters.map(plain), span: definition.name.span, body: { kind: 'pending' } },
  };
}

/** In a pattern such a name would be a new variable. */
function refuseLowercase(context: Context, cases: readonly { readonly name: Name }[]): void {
  for (const { name } of cases)
    if (/^\p{Ll}/u.test(name.text))
      report(context, 'FS0053', name.span, {
        detail: `\`${name.text}\` begins with a small letter: a pattern could not tell it from a variable.`,
        hint: `Write \`${name.text.charAt(0).toUpperCase()}${name.text.slice(1)}\`, or mark the type \`[<RequireQualifiedAccess>]\`.`,
      });
}

function plain(parameter: string): string {
  return parameter.replace(/^'/, '');
}

function insideDefinition(scope: Scope, definition: TypeDefinition): Scope {
  const types = new Map(
    definition.parameters.map((name): [string, Type] => [plain(name), { kind: 'parameter', name: plain(name) }]),
  );
  return { ...scope, typeVariables: { kind: 'closed', types, measures: new Map(), places: new Map() } };
}

function abbreviate(context: Context, scope: Scope, { definition, entry }: Draft): void {
  const { body } = definition;
  if (entry.kind === 'abbreviation' && body.kind === 'abbreviation') {
    const before = context.problems.length;
    const type = toType(context, insideDefinition(scope, definition), body.type);
    entry.type = type;
    if (type.kind === 'error' && context.problems.length === before) {
      report(context, 'FS0953', definition.name.span, {
        detail: `\`${definition.name.text}\` abbreviates itself, or one defined after it.`,
        hint: 'Define the type it stands for first.',
      });
    }
  }
  if (entry.kind === 'measure' && body.kind === 'measure' && body.abbreviates)
    entry.measure = toMeasure(context, scope, body.abbreviates);
}

function bodyOf(
  context: Context,
  scope: Scope,
  definition: TypeDefinition,
  declaration: TypeDeclaration,
): TypeDeclarationBody {
  const inner = insideDefinition(scope, definition);
  const { body } = definition;
  switch (body.kind) {
    case 'record': {
      if (attributeNamed(definition.attributes, 'PeripheralDescriptor'))
        return descriptorBody(context, inner, definition, body.fields);
      const fields = body.fields.map((field): DeclaredField => {
        checkAttributes(context, field.attributes, 'field');
        return { name: field.name.text, type: toType(context, inner, field.type), isMutable: field.isMutable };
      });
      refuseTwice(
        context,
        body.fields.map((field) => field.name),
        'field',
      );
      return { kind: 'record', fields };
    }
    case 'union': {
      refuseTwice(
        context,
        body.cases.map((each) => each.name),
        'case',
      );
      for (const { fields } of body.cases)
        refuseTwice(
          context,
          fields.flatMap(({ name }) => name ?? []),
          'field',
        );
      if (!attributeNamed(definition.attributes, 'RequireQualifiedAccess')) refuseLowercase(context, body.cases);
      const cases = body.cases.map(
        (each): DeclaredCase => ({
          name: each.name.text,
          fields: each.fields.map((field, at) => ({
            name: field.name?.text ?? (each.fields.length === 1 ? 'Item' : `Item${at + 1}`),
            type: toType(context, inner, field.type),
          })),
        }),
      );
      return { kind: 'union', cases };
    }
    case 'enum':
      refuseTwice(
        context,
        body.members.map((member) => member.name),
        'member',
      );
      return enumBody(context, scope, definition, body.members, declaration);
    case 'object':
      return body;
    case 'abbreviation':
    case 'measure':
      return { kind: 'pending' };
    default:
      return assertNever(body);
  }
}

function refuseTwice(
  context: Context,
  names: readonly { readonly text: string; readonly span: Span }[],
  what: string,
): void {
  const seen = new Set<string>();
  for (const { text, span } of names) {
    if (seen.has(text)) report(context, 'FS0037', span, { detail: `The ${what} \`${text}\` is declared twice.` });
    seen.add(text);
  }
}

type Members = Extract<TypeDefinition['body'], { kind: 'enum' }>['members'];

/** Every member is an integer constant of one type. */
function enumBody(
  context: Context,
  scope: Scope,
  definition: TypeDefinition,
  members: Members,
  declaration: TypeDeclaration,
): TypeDeclarationBody {
  let underlying: NumericName | undefined;
  const known = members.map(({ name, value }) => {
    const typed = infer(context, scope, value);
    const type = resolve(context.store, typed.type);
    const constant = constantOf(context, typed);
    if (type.kind !== 'numeric' || typeof constant !== 'bigint' || type.measure.length > 0) {
      if (type.kind !== 'error')
        report(context, 'FS0837', value.span, { detail: `The value of \`${name.text}\` is not an integer constant.` });
      return { name: name.text, value: 0n };
    }
    underlying ??= type.name;
    if (type.name !== underlying)
      report(context, 'FS0001', value.span, {
        detail: `The members of \`${declaration.name}\` are of type \`${underlying}\`, but this has type \`${type.name}\`.`,
      });
    return { name: name.text, value: constant };
  });
  const values = attributeNamed(definition.attributes, 'Flags') ? 'sets' : 'single';
  return { kind: 'enum', underlying: underlying ?? 'int', values, members: known };
}

/** Cases, fields and instances that the type brings into scope. */
function declareNames(context: Context, table: Names, definition: TypeDefinition, declaration: TypeDeclaration): void {
  const { body } = declaration;
  const isQualified = attributeNamed(definition.attributes, 'RequireQualifiedAccess') !== undefined;
  const add = (name: string, entry: Entry): void => {
    table.values.set(name, entry);
    table.recognisers.delete(name);
    if (definition.isPrivate && 'privateNames' in table) (table as Module).privateNames.add(name);
  };
  if (body.kind === 'union' && !isQualified)
    for (const [tag, each] of body.cases.entries()) add(each.name, { kind: 'case', declaration, tag });
  if (body.kind === 'object') add(definition.name.text, { kind: 'constructor', declaration });
  if (body.kind === 'record') {
    for (const field of body.fields)
      table.fields.set(field.name, [...(table.fields.get(field.name) ?? []), declaration]);
  }
  if (body.kind === 'descriptor') {
    for (const register of body.registers)
      table.fields.set(register.name, [...(table.fields.get(register.name) ?? []), declaration]);
    for (const instance of body.instances) {
      const known = table.values.get(instance.name);
      if (known && !(known.kind === 'instance' && known.declaration === declaration))
        report(context, 'FS0037', definition.name.span, {
          detail: `\`${instance.name}\` is defined twice in this module.`,
        });
      add(instance.name, { kind: 'instance', declaration, name: instance.name });
    }
  }
}

function refuseRecursion(context: Context, definition: TypeDefinition, entry: TypeEntry): void {
  if (entry.kind !== 'declared') return;
  const path = recursionOf(entry.declaration);
  if (!path) return;
  report(context, 'FS0954', definition.name.span, {
    detail: `\`${definition.name.text}\` contains itself${
      path.length > 1
        ? ` through ${path
            .slice(1)
            .map((each) => `\`${each}\``)
            .join(', ')}`
        : ''
    }. Values lie unboxed here, so that it would have no size.`,
    hint: 'Keep the elements in an array and refer to them by index.',
  });
  // One message: values of the type are not looked at any deeper.
  entry.declaration.body = { kind: 'record', fields: [] };
}
