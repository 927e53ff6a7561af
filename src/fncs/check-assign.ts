// In: `target <- value`. Out: the assignment, or why the target cannot change. Records are values: a field changes only inside a mutable place.
import {
  type Context,
  conform,
  type Expectation,
  errorExpression,
  infer,
  report,
  spell,
  unitType,
} from './check-context.ts';
import type { Scope } from './check-scope.ts';
import type { SyntaxExpression } from './syntax.ts';
import type { Symbol, TypedExpression } from './typed.ts';
import { resolve } from './unify.ts';

export function checkAssign(
  context: Context,
  scope: Scope,
  syntax: Extract<SyntaxExpression, { kind: 'assign' }>,
  expected: Expectation,
): TypedExpression {
  const target = infer(context, scope, syntax.target);
  if (resolve(context.store, target.type).kind === 'error' || !isPlace(context, target)) {
    infer(context, scope, syntax.value);
    return conform(context, { ...errorExpression(syntax.span), type: unitType }, expected);
  }
  const value = context.expression(scope, syntax.value, { type: target.type, who: 'The assigned place' });
  return conform(context, { kind: 'assign', target, value, type: unitType, span: syntax.span }, expected);
}

/** Whether the target may change; reports why not. */
function isPlace(context: Context, target: TypedExpression): boolean {
  switch (target.kind) {
    case 'symbol':
      return isMutableName(context, target);
    case 'index':
      return isWritableElement(context, target.target);
    case 'field': {
      const type = resolve(context.store, target.target.type);
      const field =
        type.kind === 'nominal' && type.declaration.body.kind === 'record'
          ? type.declaration.body.fields[target.index]
          : undefined;
      if (field && !field.isMutable) {
        report(context, 'FS0005', target.span, {
          detail: `The field \`${field.name}\` of ${spell(context, type)} is not mutable.`,
          hint: `Declare it \`mutable ${field.name}: …\`, or build a copy: \`{ r with ${field.name} = … }\`.`,
        });
        return false;
      }
      return isPlace(context, target.target);
    }
    case 'register':
      report(context, 'FS0027', target.span, {
        detail: 'A register is a pointer; the arrow would replace the pointer.',
        hint: 'Write `NativePtr.set register 0 value` or `Ptr.write register value`.',
      });
      return false;
    case 'length':
      report(context, 'FS0027', target.span, { detail: 'The length of a collection never changes.' });
      return false;
    default:
      report(context, 'FS0027', target.span, {
        detail: 'This is not a place that can be assigned.',
        hint: 'Places are `let mutable` names, elements `a.[i]`, and mutable fields of these.',
      });
      return false;
  }
}

function isMutableName(context: Context, target: Extract<TypedExpression, { kind: 'symbol' }>): boolean {
  const { symbol } = target;
  if (symbol.isMutable) return true;
  const isParameter = symbol.place === 'parameter';
  report(context, 'FS0027', target.span, {
    detail: `\`${symbol.name}\` is ${isParameter ? 'a parameter' : 'not mutable'}.`,
    hint: isParameter
      ? `Copy it first: \`let mutable ${symbol.name} = ${symbol.name}\`.`
      : isLetBound(symbol)
        ? `Declare it with \`let mutable ${symbol.name} = …\`.`
        : `Copy it first: \`let mutable ${symbol.name} = ${symbol.name}\`.`,
    related: [{ span: symbol.span, text: `\`${symbol.name}\` is bound here` }],
  });
  return false;
}

function isLetBound({ span }: Symbol): boolean {
  return /\blet\s+(private\s+)?$/.test(span.file.text.slice(Math.max(0, span.start - 40), span.start));
}

function isWritableElement(context: Context, collection: TypedExpression): boolean {
  const type = resolve(context.store, collection.type);
  if (type.kind === 'string') {
    report(context, 'FS0027', collection.span, {
      detail: 'The bytes of a string never change.',
      hint: 'Write into a `Span<byte>` and view it with `String.ofBytes`.',
    });
    return false;
  }
  if (type.kind === 'span' && type.access === 'readOnly') {
    report(context, 'FS8002', collection.span, {
      detail: `This is ${spell(context, type)}: its elements may be read only.`,
      hint: 'Take a `Span` where elements are written.',
    });
    return false;
  }
  return true;
}
