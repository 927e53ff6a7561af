// In: `use x = e` with what follows in its block, and `using e f`. Out: a `let` whose body is followed by the call of the value's `Dispose`.
import type { Application } from './application.ts';
import {
  type Context,
  createSymbol,
  demand,
  type Expectation,
  errorExpression,
  report,
  spell,
  unitExpression,
  unitType,
} from './check-context.ts';
import { withNames } from './check-control.ts';
import { afterwards } from './check-finally.ts';
import { functionOf } from './check-function.ts';
import { instantiateFunction } from './check-instantiate.ts';
import { checkValueBinding } from './check-let.ts';
import { refuseUsing } from './check-name.ts';
import type { Scope } from './check-scope.ts';
import { shapeOf } from './function-shape.ts';
import type { Binding, SyntaxExpression } from './syntax.ts';
import type { TypedExpression, TypedPattern } from './typed.ts';
import { resolve } from './unify.ts';

/** Among the members of a type; no program can write it behind a dot. */
export const disposeName = 'System.IDisposable.Dispose';

export function checkUse(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxExpression, { kind: 'let' }>,
  expected: Expectation,
): TypedExpression {
  const [binding, ...more] = syntax.bindings;
  if (!binding) return errorExpression(syntax.span);
  const isPlain =
    more.length === 0 && !syntax.isRecursive && !binding.isMutable && !functionOf(binding) && isName(binding);
  if (!isPlain)
    report(context, 'FS8205', binding.pattern.span, {
      detail: '`use` gives one name to one value.',
      hint: 'Write `use name = …`, and `let` for the parts of the value.',
    });
  for (const attribute of binding.attributes)
    report(context, 'FS0842', attribute.span, {
      detail: `\`${attribute.name}\` belongs to definitions at module level.`,
    });
  const { pattern, value, bound } = checkValueBinding(context, scope, binding, 'local');
  const { span } = binding.pattern;
  const symbol = pattern.kind === 'bind' ? pattern.symbol : createSymbol(context, '_', value.type, 'local', span);
  const read: TypedExpression = { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span };
  const last = isPlain ? disposalOf(context, scope, read) : undefined;
  const body = context.expression(withNames(scope, bound), syntax.body, expected);
  const whole = last ? afterwards(context, body, last, body.span) : body;
  const name: TypedPattern = { kind: 'bind', symbol, type: symbol.type, span };
  return { kind: 'let', pattern: name, value, body: whole, type: whole.type, span: syntax.span };
}

function isName({ pattern }: Binding): boolean {
  const inner = pattern.kind === 'typed' ? pattern.pattern : pattern;
  return inner.kind === 'name' || inner.kind === 'wildcard' || inner.kind === 'error';
}

/** The call of `Dispose`; nothing where the type is wrong, which has been said. */
function disposalOf(context: Context, scope: Scope, read: TypedExpression): TypedExpression | undefined {
  const { span } = read;
  const known = resolve(context.store, read.type);
  if (known.kind === 'error') return undefined;
  const member = known.kind === 'nominal' && scope.members.get(known.declaration)?.get(disposeName)?.[0];
  if (!member) {
    if (known.kind === 'variable')
      report(context, 'FS0072', span, {
        detail: 'It is used before its type is known.',
        hint: 'Annotate the value with its type.',
      });
    else
      report(context, 'FS0193', span, {
        detail: `The type ${spell(context, known)} does not implement \`System.IDisposable\`.`,
        hint: 'Write `let`, or give the type `interface System.IDisposable with member this.Dispose() = …`.',
      });
    return undefined;
  }
  const { type, instantiation } = instantiateFunction(context, member.entry);
  const [self = known] = shapeOf(context, type, 2).parameters;
  demand(context, span, { type: self, who: '`Dispose`' }, known);
  const given = [read, unitExpression(span)];
  return { kind: 'call', callee: member.entry.symbol, instantiation, arguments: given, type: unitType, span };
}

/** `using e f` is `use it = e` and `f it`. */
export function applyUsing(
  context: Context,
  scope: Scope,
  { arguments: given, span }: Application,
  expected: Expectation,
): TypedExpression {
  const [resource, action, ...more] = given;
  if (resource?.kind !== 'written' || action?.kind !== 'written' || more.length > 0) return refuseUsing(context, span);
  const name = { text: '``resource``', span: resource.syntax.span };
  const binding: Binding = {
    attributes: [],
    pattern: { kind: 'name', name, span: name.span },
    parameters: [],
    result: undefined,
    body: resource.syntax,
    isMutable: false,
    isInline: false,
    isPrivate: false,
    span: name.span,
  };
  // As a pipe, so that the function knows what it is given.
  const body: SyntaxExpression = {
    kind: 'infix',
    operator: { text: '|>', span: name.span },
    left: { kind: 'name', text: name.text, span: name.span },
    right: action.syntax,
    span: action.syntax.span,
  };
  return context.expression(
    scope,
    { kind: 'let', isRecursive: false, isUse: true, bindings: [binding], body, span },
    expected,
  );
}
