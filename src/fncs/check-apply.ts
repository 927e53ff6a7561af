// In: applications as written (`f a b`, `x |> f a`, `Some x`, `f<int> a`). Out: calls with all their arguments. Too few or too many are refused:
// functions are no values in this dialect.
import type { Span } from '../base/source.ts';
import { type Application, type Argument, applicationOf } from './application.ts';
import { argumentFor, checkRest } from './check-argument.ts';
import { buildCase } from './check-case.ts';
import {
  anything,
  type Context,
  conform,
  type Expectation,
  errorExpression,
  infer,
  report,
  spell,
  unitExpression,
} from './check-context.ts';
import { instantiate, instantiateFunction } from './check-instantiate.ts';
import { applyCritical, refuseHandler } from './check-interrupt.ts';
import { schemeOf } from './check-intrinsic.ts';
import { checkNamed, pathOf } from './check-name.ts';
import type { Entry, FunctionEntry, Scope } from './check-scope.ts';
import { toType } from './check-type.ts';
import type { IntrinsicId } from './intrinsic.ts';
import { raise } from './measure.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedExpression } from './typed.ts';
import { freshMeasure, resolve, unify } from './unify.ts';

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
  const { head, span } = application;
  const named = pathOf(head);
  if (named) {
    const callee = checkNamed(context, scope, named, head, 'applied');
    if (callee.kind === 'entry') return applyEntry(context, scope, callee.entry, application, expected);
    checkRest(context, scope, application);
    if (callee.expression.type.kind !== 'error') notAFunction(context, head.span, callee.expression.type);
    return errorExpression(span);
  }
  if (head.kind === 'lambda') {
    checkRest(context, scope, application);
    return refuseLambda(context, head.span);
  }
  const value = infer(context, scope, head);
  checkRest(context, scope, application);
  if (resolve(context.store, value.type).kind !== 'error') notAFunction(context, head.span, value.type);
  return errorExpression(span);
}

export function refuseLambda(context: Context, span: Span): TypedExpression {
  report(context, 'FS8251', span, {
    detail: 'A lambda is a function as a value; here functions are called by name.',
    hint: 'Give it a name: `let name parameter = …`, and call that.',
  });
  return errorExpression(span);
}

function notAFunction(context: Context, span: Span, type: Type): void {
  const known = resolve(context.store, type);
  if (known.kind === 'error') return;
  if (known.kind === 'function' || known.kind === 'variable') {
    report(context, 'FS8251', span, {
      detail: 'Only functions defined by name are called in this dialect.',
      hint: 'Call the function directly, or choose between functions with a `match`.',
    });
    return;
  }
  report(context, 'FS0003', span, {
    detail: `This has type ${spell(context, type)} and cannot be applied.`,
    hint: 'Is an operator or a `;` missing before the argument?',
  });
}

export function applyEntry(
  context: Context,
  scope: Scope,
  entry: Entry,
  application: Application,
  expected: Expectation,
): TypedExpression {
  switch (entry.kind) {
    case 'function':
      return callFunction(context, scope, entry, application, expected);
    case 'intrinsic':
      return callIntrinsic(context, scope, entry.id, application, expected);
    case 'case':
      return buildCase(context, scope, entry, application, expected);
    case 'not': {
      const [operand, ...more] = application.arguments;
      if (!operand || more.length > 0) return wrongArity(context, scope, application, 'not', 1, []);
      const checked = argumentFor(context, scope, operand, { type: { kind: 'bool' }, who: 'The operand of `not`' });
      return { kind: 'unary', operator: 'not', operand: checked, type: { kind: 'bool' }, span: application.span };
    }
    case 'contract':
      return applyContract(context, scope, entry.contract, application);
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

function wrongArity(
  context: Context,
  scope: Scope,
  application: Application,
  name: string,
  arity: number,
  parameters: readonly string[],
): TypedExpression {
  checkRest(context, scope, application);
  const given = application.arguments.length;
  const many = `\`${name}\` takes ${arity} argument${arity === 1 ? '' : 's'}, but ${given} ${given === 1 ? 'is' : 'are'} given`;
  if (given > arity) {
    report(context, 'FS0003', application.span, {
      detail: `${many}.`,
      hint: 'Put parentheses around an argument that is itself a call.',
    });
  } else if (given === 0) {
    report(context, 'FS8251', application.span, {
      detail: `\`${name}\` is a function; here it stands as a value.`,
      hint: `Call it with ${arity === 1 ? 'its argument' : `its ${arity} arguments`}.`,
    });
  } else {
    const missing = parameters
      .slice(given)
      .map((each) => `\`${each}\``)
      .join(', ');
    report(context, 'FS8250', application.span, {
      detail: `${many}${missing ? `: ${missing} missing` : ''}.`,
      hint: 'Give all arguments at once, or define a function for the rest.',
    });
  }
  return errorExpression(application.span);
}

function callFunction(
  context: Context,
  scope: Scope,
  entry: FunctionEntry,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const { symbol, arity } = entry;
  if (application.arguments.length !== arity)
    return wrongArity(context, scope, application, symbol.name, arity, entry.parameterNames);
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

/** `f<int> x`. */
function giveTypes(
  context: Context,
  scope: Scope,
  application: Application,
  instantiation: readonly Type[],
  name: string,
): void {
  const given = application.typeArguments;
  if (given.length === 0) return;
  const types = given.map((each) => toType(context, scope, each));
  if (given.length > instantiation.length) {
    report(context, 'FS0033', application.head.span, {
      detail: `\`${name}\` takes ${instantiation.length} type arguments, but ${given.length} are given.`,
    });
    return;
  }
  for (const [at, type] of types.entries()) {
    const parameter = instantiation[at];
    if (parameter)
      conform(
        context,
        { ...errorExpression(given[at]?.span ?? application.span), type },
        { type: parameter, who: `Type argument ${at + 1} of \`${name}\`` },
      );
  }
}

function checkArguments(
  context: Context,
  scope: Scope,
  application: Application,
  type: Type,
  whoOf: (at: number) => string,
  expected: Expectation,
): { readonly given: readonly TypedExpression[]; readonly result: Type } {
  guideByResult(context, type, application.arguments.length, expected);
  let rest = type;
  const given = application.arguments.map((argument, at) => {
    const known = resolve(context.store, rest);
    if (known.kind !== 'function') return argumentFor(context, scope, argument, anything(context));
    rest = known.to;
    return argumentFor(context, scope, argument, { type: known.from, who: whoOf(at) });
  });
  return { given, result: rest };
}

/** A known expected type helps to solve a generic result (`None`, `Array.zeroCreate`), before the arguments are looked at. */
function guideByResult(context: Context, type: Type, arity: number, expected: Expectation): void {
  let result = type;
  for (let at = 0; at < arity; at++) {
    const known = resolve(context.store, result);
    if (known.kind !== 'function') return;
    result = known.to;
  }
  const [want, have] = [resolve(context.store, expected.type), resolve(context.store, result)];
  const isGuide =
    (have.kind === 'nominal' && want.kind === 'nominal' && have.declaration === want.declaration) ||
    (have.kind === 'array' && want.kind === 'array');
  if (!isGuide) return;
  const [inner, outer] =
    have.kind === 'array' && want.kind === 'array'
      ? [[have.element], [want.element]]
      : have.kind === 'nominal' && want.kind === 'nominal'
        ? [have.arguments, want.arguments]
        : [[], []];
  for (const [at, part] of inner.entries()) {
    const target = outer[at];
    if (target && resolve(context.store, part).kind === 'variable') unify(context.store, target, part);
  }
}

function callIntrinsic(
  context: Context,
  scope: Scope,
  id: IntrinsicId,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const scheme = schemeOf(id);
  if (id === 'ignore' && isArguments(context, scope, application)) return unitExpression(application.span);
  if (application.arguments.length !== scheme.arity)
    return wrongArity(context, scope, application, id, scheme.arity, []);
  if (id === 'Ptr.read' || id === 'Ptr.write') return callPointer(context, scope, id, application, expected);
  return callIntrinsicAs(context, scope, id, application, expected);
}

function callIntrinsicAs(
  context: Context,
  scope: Scope,
  id: IntrinsicId,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const scheme = schemeOf(id);
  const instance = instantiate(context, scheme.parameters, scheme.type);
  giveTypes(context, scope, application, instance.instantiation, id);
  const many = application.arguments.length > 1;
  const name = id.replace(/At$/, '');
  const { given, result } = checkArguments(
    context,
    scope,
    application,
    instance.type,
    (at) => (many ? `Argument ${at + 1} of \`${name}\`` : `\`${name}\``),
    expected,
  );
  const [first] = given;
  return {
    kind: 'intrinsic',
    intrinsic: id,
    instantiation: instance.instantiation,
    arguments: given,
    type: id === 'sqrt' && first ? rootOf(context, first) : result,
    span: application.span,
  };
}

/** `Ptr.read` and `Ptr.write` take a pointer, or a raw address of type `unativeint`. */
function callPointer(
  context: Context,
  scope: Scope,
  id: 'Ptr.read' | 'Ptr.write',
  application: Application,
  expected: Expectation,
): TypedExpression {
  const [first, ...rest] = application.arguments;
  if (!first) return errorExpression(application.span);
  const target = first.kind === 'checked' ? first.expression : infer(context, scope, first.syntax);
  const raw = resolve(context.store, target.type).kind === 'numeric';
  const given: readonly Argument[] = [{ kind: 'checked', expression: target }, ...rest];
  if (resolve(context.store, target.type).kind === 'address') {
    report(context, 'FS8273', target.span, {
      detail: `\`${id}\` needs to know how many elements lie behind the pointer, which \`nativeptr\` does not say.`,
      hint: "Declare it as `NativePtr<'T, region, access>`.",
    });
    return errorExpression(application.span);
  }
  return callIntrinsicAs(
    context,
    scope,
    raw ? (`${id}At` as const) : id,
    { ...application, arguments: given },
    expected,
  );
}

/** The unit of a square root is the root of the unit. */
function rootOf(context: Context, operand: TypedExpression): Type {
  const known = resolve(context.store, operand.type);
  if (known.kind !== 'numeric') return operand.type;
  const root = freshMeasure(context.store);
  const clash = unify(context.store, { ...known, measure: raise(root, 2) }, known);
  if (clash)
    report(context, 'FS0001', operand.span, {
      detail: `The square root of ${spell(context, known)} has no unit: a power is odd.`,
      hint: 'Take the unit off first: `float x`.',
    });
  return { ...known, measure: root };
}

function isArguments(context: Context, scope: Scope, application: Application): boolean {
  const [only] = application.arguments;
  if (only?.kind !== 'written') return false;
  const path = pathOf(only.syntax.kind === 'parenthesized' ? only.syntax.inner : only.syntax);
  if (path?.length !== 1) return false;
  const named = checkNamed(context, scope, path, only.syntax, 'ignored');
  return named.kind === 'entry' && named.entry.kind === 'arguments';
}

function applyContract(
  context: Context,
  scope: Scope,
  contract: 'requires' | 'ensures' | 'invariant' | 'assert',
  application: Application,
): TypedExpression {
  const { span } = application;
  const [only, ...more] = application.arguments;
  if (contract !== 'assert') {
    const place = contract === 'invariant' ? "a loop's body" : "a function's body";
    report(context, 'FS8263', span, {
      detail: `\`${contract}\` stands at the head of ${place}, before anything else.`,
      hint: 'Use `assert (…)` for a claim in the middle of the code.',
    });
    return errorExpression(span);
  }
  if (!only || more.length > 0) {
    report(context, 'FS8263', span, { detail: '`assert` takes one condition.', hint: 'Write `assert (…)`.' });
    return errorExpression(span);
  }
  const condition = argumentFor(context, scope, only, { type: { kind: 'bool' }, who: 'The condition of `assert`' });
  return { kind: 'contract', contract, condition, type: { kind: 'unit' }, span };
}
