// In: an application of a compiler intrinsic with all its arguments. Out: the call, typed. `Ptr.read` and `Ptr.write` have two forms, and a square root has a unit of its own.
import type { Application, Argument } from './application.ts';
import { checkArguments, giveTypes } from './check-argument.ts';
import {
  type Context,
  conform,
  type Expectation,
  errorExpression,
  infer,
  report,
  spell,
  unitExpression,
} from './check-context.ts';
import { instantiate } from './check-instantiate.ts';
import { schemeOf } from './check-intrinsic.ts';
import { checkNamed, pathOf } from './check-name.ts';
import type { Scope } from './check-scope.ts';
import type { IntrinsicId } from './intrinsic.ts';
import { raise } from './measure.ts';
import type { Type } from './type.ts';
import type { TypedExpression } from './typed.ts';
import { freshMeasure, resolve, unify } from './unify.ts';

export function callIntrinsic(
  context: Context,
  scope: Scope,
  id: IntrinsicId,
  application: Application,
  expected: Expectation,
): TypedExpression {
  if (id === 'ignore' && isArguments(context, scope, application)) return unitExpression(application.span);
  if (id === 'enum') return callEnum(context, scope, application, expected);
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

/** Which enum must be known at once: nothing stands for it in the meantime. */
function callEnum(context: Context, scope: Scope, application: Application, expected: Expectation): TypedExpression {
  const call = conform(context, callIntrinsicAs(context, scope, 'enum', application, expected), expected);
  const known = resolve(context.store, call.type);
  if (known.kind === 'nominal' || known.kind === 'error') return call;
  report(context, 'FS0072', application.span, {
    detail: 'Which enum this number becomes is not known here.',
    hint: 'Write it: `enum<Mode> 1`.',
  });
  unify(context.store, call.type, { kind: 'error' });
  return errorExpression(application.span);
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
