// In: applications as written (`f a b`, `x |> f a`, `Some x`, `f<int> a`). Out: calls with all their arguments. Too few make a lambda for the rest; too many
// apply the result.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import { type Application, type Argument, applicationOf } from './application.ts';
import { argumentFor, checkArguments, checkRest, giveTypes } from './check-argument.ts';
import { buildAnswer, buildCase, caseAsFunction } from './check-case.ts';
import {
  anything,
  type Context,
  conform,
  createSymbol,
  type Expectation,
  errorExpression,
  infer,
  report,
  spell,
  unitType,
} from './check-context.ts';
import { applyContract } from './check-contract.ts';
import { applyPrinter } from './check-format.ts';
import { hold } from './check-hold.ts';
import { instantiateFunction } from './check-instantiate.ts';
import { applyCritical, refuseHandler } from './check-interrupt.ts';
import { schemeOf } from './check-intrinsic.ts';
import { callIntrinsic } from './check-intrinsic-call.ts';
import { checkLambda } from './check-lambda.ts';
import { countOfArguments } from './check-library-member.ts';
import { checkMember } from './check-member.ts';
import { checkNamed, type Path, pathOf } from './check-name.ts';
import { type Entry, emptyNames, enterLayer, type FunctionEntry, type Scope } from './check-scope.ts';
import { applyUsing } from './check-use.ts';
import { demandFunction, lambdaOf, operatorAsLambda, shapeOf } from './function-shape.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedExpression } from './typed.ts';
import { resolve } from './unify.ts';

export function checkApplication(
  context: Context,
  scope: Scope,
  syntax: SyntaxExpression,
  expected: Expectation,
): TypedExpression {
  return conform(context, apply(context, scope, applicationOf(syntax), expected), expected);
}

export function apply(
  context: Context,
  scope: Scope,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const { head } = application;
  const operator = head.kind === 'name' ? operatorAsLambda(head.text, head.span) : undefined;
  if (operator)
    return applyValue(context, scope, checkLambda(context, scope, operator, anything(context)), application);
  const named = pathOf(head);
  const given = countOfArguments(application);
  if (!named) {
    const target =
      head.kind === 'member'
        ? checkMember(context, infer(context, scope, head.target), head.name, scope, given)
        : infer(context, scope, head);
    return applyValue(context, scope, target, application);
  }
  const callee = checkNamed(context, scope, named, head, 'applied', given);
  if (callee.kind === 'entry' && callee.entry.kind === 'checked') {
    const operation = checkedOperator(context, scope, callee.entry, application.span, anything(context));
    return applyValue(context, scope, operation, application);
  }
  return callee.kind === 'entry'
    ? applyEntry(context, scope, callee.entry, application, expected)
    : applyValue(context, scope, callee.expression, application);
}

/** A name or path that stands as a value; a function becomes a lambda that calls it. */
export function checkPath(
  context: Context,
  scope: Scope,
  path: Path,
  syntax: SyntaxExpression,
  expected: Expectation,
): TypedExpression {
  const { span } = syntax;
  const operator = syntax.kind === 'name' ? operatorAsLambda(syntax.text, span) : undefined;
  if (operator) return checkLambda(context, scope, operator, expected);
  const named = checkNamed(context, scope, path, syntax, 'applied');
  if (named.kind === 'expression') return conform(context, named.expression, expected);
  if (named.entry.kind === 'checked') return checkedOperator(context, scope, named.entry, span, expected);
  if (arityOf(named.entry) > 0) return checkApplication(context, scope, syntax, expected);
  if (named.entry.kind === 'error') return errorExpression(span);
  const value = checkNamed(context, scope, path, syntax, 'value');
  return value.kind === 'entry' ? errorExpression(span) : conform(context, value.expression, expected);
}

/** `Checked.(+)`: the operator where `Checked` is open. `span` is the place of the operation. */
function checkedOperator(
  context: Context,
  scope: Scope,
  { operator }: Extract<Entry, { kind: 'checked' }>,
  span: Span,
  expected: Expectation,
): TypedExpression {
  const lambda = operatorAsLambda(operator, span) ?? never('every checked operator is an operator');
  const inside = { ...emptyNames(), values: new Map([[operator, { kind: 'checked', operator } as const]]) };
  return checkLambda(context, enterLayer(scope, inside), lambda, expected);
}

/** How many curried arguments a definition takes; 0: it is no function. */
function arityOf(entry: Entry): number {
  switch (entry.kind) {
    case 'function':
      return entry.arity;
    case 'intrinsic':
      return schemeOf(entry.id).arity;
    case 'not':
    case 'constructor':
      return 1;
    case 'case': {
      const { body } = entry.declaration;
      return body.kind === 'union' && (body.cases[entry.tag]?.fields.length ?? 0) > 0 ? 1 : 0;
    }
    default:
      return 0;
  }
}

function nameOfEntry(entry: Entry): string {
  if (entry.kind === 'function') return entry.symbol.name;
  if (entry.kind === 'intrinsic') return entry.id.replace(/At$/, '');
  if (entry.kind === 'constructor') return entry.declaration.name;
  if (entry.kind !== 'case') return entry.kind;
  const { body } = entry.declaration;
  return (body.kind === 'union' && body.cases[entry.tag]?.name) || '?';
}

/** A function that is a value, applied to what is given. */
export function applyValue(
  context: Context,
  scope: Scope,
  target: TypedExpression,
  application: Application,
): TypedExpression {
  const { span } = application;
  if (application.arguments.length === 0) return target;
  let rest = target.type;
  const given: TypedExpression[] = [];
  for (const argument of application.arguments) {
    const shape = demandFunction(context, argumentSpan(argument), rest);
    if (!shape) {
      checkRest(context, scope, { ...application, arguments: application.arguments.slice(given.length) });
      notAFunction(context, given.length === 0 ? target.span : span, rest);
      return errorExpression(span);
    }
    given.push(argumentFor(context, scope, argument, { type: shape.from, who: 'The parameter of this function' }));
    rest = shape.to;
  }
  return { kind: 'apply', function: target, arguments: given, type: rest, span };
}

function argumentSpan(argument: Argument): Span {
  return argument.kind === 'written' ? argument.syntax.span : argument.expression.span;
}

function notAFunction(context: Context, span: Span, type: Type): void {
  if (resolve(context.store, type).kind === 'error') return;
  report(context, 'FS0003', span, {
    detail: `This has type ${spell(context, type)} and cannot be applied.`,
    hint: 'Is an operator or a `;` missing before the argument?',
  });
}

/** Fewer arguments than parameters: what is given is evaluated now, the rest are the parameters of a lambda. */
function applyPartly(
  context: Context,
  scope: Scope,
  entry: Entry,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const { span } = application;
  const missing = arityOf(entry) - application.arguments.length;
  const want = resolve(context.store, expected.type);
  if (want.kind !== 'function' && want.kind !== 'variable' && want.kind !== 'error') {
    checkRest(context, scope, application);
    const given = application.arguments.length;
    report(context, 'FS0001', span, {
      detail: `${expected.who} expects ${spell(context, want)}, but \`${nameOfEntry(entry)}\` is ${
        given === 0 ? 'a function' : `given ${given} of its ${arityOf(entry)} arguments`
      } here.`,
      hint: `Give ${missing === 1 ? 'the missing argument' : `the ${missing} missing arguments`}.`,
    });
    return errorExpression(span);
  }
  if (entry.kind === 'case') return caseAsFunction(context, entry, expected, span);
  const shape = shapeOf(context, want, missing);
  const parameters = shape.parameters.map((type, at) =>
    createSymbol(context, parameterName(entry, arityOf(entry) - missing + at), type, 'parameter', span),
  );
  const reads = parameters.map(
    (symbol): Argument => ({
      kind: 'checked',
      expression: { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span },
    }),
  );
  const whole = { ...application, arguments: [...application.arguments, ...reads] };
  const body = applyEntry(context, scope, entry, whole, { type: shape.result, who: expected.who });
  if (body.kind !== 'call' && body.kind !== 'intrinsic') return lambdaOf(parameters, body, body.type, span);
  const held = body.arguments.slice(0, application.arguments.length).map((argument) => hold(context, argument));
  const rest = body.arguments.slice(application.arguments.length);
  const call = { ...body, arguments: [...held.map((each) => each.read), ...rest] };
  return held.reduceRight((inner, each) => each.around(inner), lambdaOf(parameters, call, body.type, span));
}

function parameterName(entry: Entry, at: number): string {
  const name = entry.kind === 'function' ? entry.parameterNames[at] : undefined;
  return name === undefined || name === '_' ? 'argument' : name;
}

export function applyEntry(
  context: Context,
  scope: Scope,
  entry: Entry,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const [arity, given] = [arityOf(entry), application.arguments.length];
  if (given < arity) return applyPartly(context, scope, entry, application, expected);
  if (given > arity && arity > 0 && entry.kind !== 'case') return applyFurther(context, scope, entry, application);
  switch (entry.kind) {
    case 'function':
      return callFunction(context, scope, entry, application, expected);
    case 'intrinsic':
      return callIntrinsic(context, scope, entry.id, application, expected);
    case 'case':
      return buildCase(context, scope, entry, application, expected);
    case 'answer': {
      const [value, ...more] = application.arguments;
      if (!value || more.length > 0) checkRest(context, scope, application);
      if (more.length > 0)
        report(context, 'FS0725', application.span, { detail: `\`${entry.name}\` carries one value, or a tuple.` });
      if (!value || more.length > 0) return errorExpression(application.span);
      return buildAnswer(context, entry, argumentFor(context, scope, value, anything(context)), application.span);
    }
    case 'not': {
      const [operand] = application.arguments;
      if (!operand) return errorExpression(application.span);
      const checked = argumentFor(context, scope, operand, { type: { kind: 'bool' }, who: 'The operand of `not`' });
      return { kind: 'unary', operator: 'not', operand: checked, type: { kind: 'bool' }, span: application.span };
    }
    case 'constructor':
      return construct(context, scope, entry, application);
    case 'printer':
      return applyPrinter(context, scope, entry.printer, application);
    case 'contract':
      return applyContract(context, scope, entry.contract, application);
    case 'using':
      return applyUsing(context, scope, application, expected);
    case 'critical':
      return applyCritical(context, scope, application, expected);
    case 'handler':
      checkRest(context, scope, application);
      return refuseHandler(context, entry.name, application.head.span);
    case 'error':
      checkRest(context, scope, application);
      return errorExpression(application.span);
    default:
      checkRest(context, scope, application);
      report(context, 'FS0003', application.head.span, { detail: 'This is a value, not a function.' });
      return errorExpression(application.span);
  }
}

/** The one value of a class; its argument is evaluated, since it may be any expression of type `unit`. */
function construct(
  context: Context,
  scope: Scope,
  { declaration }: Extract<Entry, { kind: 'constructor' }>,
  { arguments: given, span }: Application,
): TypedExpression {
  const who = `The parameter of \`${declaration.name}\``;
  const before = given.map((each) => argumentFor(context, scope, each, { type: unitType, who }));
  const type: Type = { kind: 'nominal', declaration, arguments: [] };
  const value: TypedExpression = { kind: 'constant', value: undefined, type, span };
  if (before.every((each) => each.kind === 'constant')) return value;
  return { kind: 'sequence', items: [...before, value], type, span };
}

/** More arguments than parameters: the result is a function that takes the others. */
function applyFurther(context: Context, scope: Scope, entry: Entry, application: Application): TypedExpression {
  const arity = arityOf(entry);
  const own = application.arguments.slice(0, arity);
  const result = applyEntry(context, scope, entry, { ...application, arguments: own }, anything(context));
  const known = resolve(context.store, result.type);
  const rest = { ...application, arguments: application.arguments.slice(arity) };
  if (known.kind === 'function' || known.kind === 'variable') return applyValue(context, scope, result, rest);
  checkRest(context, scope, rest);
  const count = application.arguments.length;
  if (known.kind !== 'error')
    report(context, 'FS0003', application.span, {
      detail: `\`${nameOfEntry(entry)}\` takes ${arity} argument${arity === 1 ? '' : 's'}, but ${count} ${count === 1 ? 'is' : 'are'} given.`,
      hint: 'Put parentheses around an argument that is itself a call.',
    });
  return errorExpression(application.span);
}

function callFunction(
  context: Context,
  scope: Scope,
  entry: FunctionEntry,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const { symbol } = entry;
  const instance = instantiateFunction(context, entry);
  giveTypes(context, scope, application, instance.instantiation, symbol.name);
  const whoOf = (at: number): string => {
    const name = entry.parameterNames[at];
    return name === undefined || name === '_'
      ? `Argument ${at + 1} of \`${symbol.name}\``
      : `The parameter \`${name}\` of \`${symbol.name}\``;
  };
  const { given, result } = checkArguments(context, scope, application, instance.type, whoOf, expected);
  return {
    kind: 'call',
    callee: symbol,
    instantiation: instance.instantiation,
    arguments: given,
    type: result,
    span: application.span,
  };
}
