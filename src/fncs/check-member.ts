// In: a typed target and the name after the dot. Out: a record's field, a member of its type, a register of a peripheral, or `.Length`.
import { spanFrom } from '../base/source.ts';
import { type Context, conform, createSymbol, errorExpression, intType, report, spell } from './check-context.ts';
import { hold } from './check-hold.ts';
import { instantiateFunction } from './check-instantiate.ts';
import { checkLibraryMember, libraryMemberNames } from './check-library-member.ts';
import { didYouMean } from './check-report.ts';
import { findRecords, type Scope } from './check-scope.ts';
import { lambdaOf, shapeOf } from './function-shape.ts';
import type { Name } from './syntax.ts';
import type { Type } from './type.ts';
import { argumentsOf, substitute } from './type-substitution.ts';
import type { TypedExpression } from './typed.ts';
import { freshVariable, resolve, unify } from './unify.ts';

/** `given`: how many arguments follow in parentheses, if any do. */
export function checkMember(
  context: Context,
  target: TypedExpression,
  name: Name,
  scope: Scope,
  given?: number,
): TypedExpression {
  const span = spanFrom(target.span, name.span);
  const known = resolve(context.store, target.type);
  const ofLibrary = checkLibraryMember(context, scope, target, name, span, given);
  if (ofLibrary) return ofLibrary;
  switch (known.kind) {
    case 'error':
      return errorExpression(span);
    case 'array':
    case 'span':
    case 'string':
    case 'pointer':
      if (name.text === 'Length') return { kind: 'length', target, type: intType, span };
      return missing(context, known, name, ['Length', ...libraryMemberNames(known)], span);
    case 'nominal':
      return (
        memberOf(context, scope, target, known, name, span) ??
        memberOfNominal(context, scope, target, known, name, span)
      );
    case 'variable':
      return memberOfUnknown(context, scope, target, name, span, given);
    default:
      return missing(context, known, name, [], span);
  }
}

type Nominal = Extract<Type, { kind: 'nominal' }>;

/** What the type defines for its values: a property is a call, a method a function of what is left to give. */
function memberOf(
  context: Context,
  scope: Scope,
  target: TypedExpression,
  known: Nominal,
  name: Name,
  span: TypedExpression['span'],
): TypedExpression | undefined {
  const member = scope.members
    .get(known.declaration)
    ?.get(name.text)
    ?.find((each) => each.kind === 'instance' && each.form !== 'operator');
  if (!member && name.text === 'Dispose' && scope.members.get(known.declaration)?.has('System.IDisposable.Dispose')) {
    report(context, 'FS0039', name.span, {
      detail: `\`Dispose\` of ${spell(context, known)} belongs to \`System.IDisposable\`, through which \`use\` calls it.`,
      hint: 'Write `use`, or give the type a member that both may call.',
    });
    return errorExpression(span);
  }
  if (!member) return undefined;
  const { symbol, arity, parameterNames } = member.entry;
  const { type, instantiation } = instantiateFunction(context, member.entry);
  const shape = shapeOf(context, type, arity);
  const [self, ...rest] = shape.parameters;
  const value = self ? conform(context, target, { type: self, who: `The value before \`.${name.text}\`` }) : target;
  const call = (given: readonly TypedExpression[]): TypedExpression => ({
    kind: 'call',
    callee: symbol,
    instantiation,
    arguments: given,
    type: shape.result,
    span,
  });
  if (rest.length === 0) return call([value]);
  const held = hold(context, value, 'this');
  const parameters = rest.map((each, at) =>
    createSymbol(context, parameterNames[at + 1] ?? 'argument', each, 'parameter', span),
  );
  const reads = parameters.map(
    (each): TypedExpression => ({ kind: 'symbol', symbol: each, instantiation: [], type: each.type, span }),
  );
  return held.around(lambdaOf(parameters, call([held.read, ...reads]), shape.result, span));
}

function membersOf(scope: Scope, { declaration }: Nominal): readonly string[] {
  return [...(scope.members.get(declaration) ?? [])].flatMap(([text, list]) =>
    list.some((each) => each.kind === 'instance' && each.form !== 'operator') ? [text] : [],
  );
}

function memberOfNominal(
  context: Context,
  scope: Scope,
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
      return missing(context, known, name, [...body.fields.map((each) => each.name), ...membersOf(scope, known)], span);
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
  const members = [...membersOf(scope, known), ...libraryMemberNames(known)];
  if (body.kind === 'union' && members.length === 0) {
    report(context, 'FS8277', name.span, {
      detail: `Values of the union ${spell(context, known)} have no members here.`,
      hint: 'Take the value apart with a `match`.',
    });
    return errorExpression(span);
  }
  return missing(context, known, name, members, span);
}

/** As in F#, the latest record with such a field is meant. */
function memberOfUnknown(
  context: Context,
  scope: Scope,
  target: TypedExpression,
  name: Name,
  span: TypedExpression['span'],
  given: number | undefined,
): TypedExpression {
  const [declaration] = findRecords(scope, name.text);
  if (declaration) {
    const type: Type = {
      kind: 'nominal',
      declaration,
      arguments: declaration.parameters.map(() => freshVariable(context.store)),
    };
    if (!unify(context.store, target.type, type)) return checkMember(context, target, name, scope, given);
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
