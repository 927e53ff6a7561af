// In: a typed target and the name after the dot. Out: a record's field, a register of a peripheral, or `.Length`.
import { spanFrom } from '../base/source.ts';
import { type Context, errorExpression, intType, report, spell } from './check-context.ts';
import { didYouMean } from './check-report.ts';
import { findRecords, type Scope } from './check-scope.ts';
import type { Name } from './syntax.ts';
import type { Type } from './type.ts';
import { argumentsOf, substitute } from './type-substitution.ts';
import type { TypedExpression } from './typed.ts';
import { freshVariable, resolve, unify } from './unify.ts';

export function checkMember(context: Context, target: TypedExpression, name: Name, scope?: Scope): TypedExpression {
  const span = spanFrom(target.span, name.span);
  const known = resolve(context.store, target.type);
  switch (known.kind) {
    case 'error':
      return errorExpression(span);
    case 'array':
    case 'span':
    case 'string':
    case 'pointer':
      if (name.text === 'Length') return { kind: 'length', target, type: intType, span };
      return missing(context, known, name, ['Length'], span);
    case 'nominal':
      return memberOfNominal(context, target, known, name, span);
    case 'variable':
      return memberOfUnknown(context, scope, target, name, span);
    default:
      return missing(context, known, name, [], span);
  }
}

type Nominal = Extract<Type, { kind: 'nominal' }>;

function memberOfNominal(
  context: Context,
  target: TypedExpression,
  known: Nominal,
  name: Name,
  span: TypedExpression['span'],
): TypedExpression {
  const { body } = known.declaration;
  if (body.kind === 'record') {
    const index = body.fields.findIndex((field) => field.name === name.text);
    const field = body.fields[index];
    if (!field)
      return missing(
        context,
        known,
        name,
        body.fields.map((each) => each.name),
        span,
      );
    return {
      kind: 'field',
      target,
      index,
      type: substitute(field.type, argumentsOf(known.declaration, known.arguments)),
      span,
    };
  }
  if (body.kind === 'descriptor') {
    const index = body.registers.findIndex((register) => register.name === name.text);
    const register = body.registers[index];
    if (!register)
      return missing(
        context,
        known,
        name,
        body.registers.map((each) => each.name),
        span,
      );
    return { kind: 'register', target, index, type: register.type, span };
  }
  if (body.kind === 'union') {
    report(context, 'FS8277', name.span, {
      detail: `Values of the union ${spell(context, known)} have no members here.`,
      hint: 'Take the value apart with a `match`.',
    });
    return errorExpression(span);
  }
  return missing(context, known, name, [], span);
}

/** As in F#, the latest record with such a field is meant. */
function memberOfUnknown(
  context: Context,
  scope: Scope | undefined,
  target: TypedExpression,
  name: Name,
  span: TypedExpression['span'],
): TypedExpression {
  const [declaration] = scope ? findRecords(scope, name.text) : [];
  if (declaration) {
    const type: Type = {
      kind: 'nominal',
      declaration,
      arguments: declaration.parameters.map(() => freshVariable(context.store)),
    };
    if (!unify(context.store, target.type, type)) return checkMember(context, target, name);
  }
  report(context, 'FS0072', span, {
    detail: `\`.${name.text}\` is asked for before the type of the value is known.`,
    hint: 'Annotate it where it is bound.',
  });
  unify(context.store, target.type, { kind: 'error' });
  return errorExpression(span);
}

function missing(
  context: Context,
  type: Type,
  name: Name,
  known: readonly string[],
  span: TypedExpression['span'],
): TypedExpression {
  report(context, 'FS0039', name.span, {
    detail: `A value of type ${spell(context, type)} has no member \`${name.text}\`.`,
    hint:
      didYouMean(name.text, known) ??
      (known.length > 0 && known.length <= 8 ? `It has: ${known.join(', ')}.` : undefined),
  });
  return errorExpression(span);
}
