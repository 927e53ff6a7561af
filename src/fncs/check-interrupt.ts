// In: functions marked `[<Interrupt("…")>]`, and `Interrupt.critical (fun () -> …)`. Out: handlers with their names, critical sections as expressions. Which names exist is the
// target's matter, and which state is shared is found when all functions are known.
import type { Application } from './application.ts';
import { argumentsOf, attributeNamed } from './check-attribute.ts';
import { type Context, type Expectation, errorExpression, report, spell } from './check-context.ts';
import type { Scope } from './check-scope.ts';
import type { Binding, Name } from './syntax.ts';
import type { Type } from './type.ts';
import type { TypedExpression, TypedFunction } from './typed.ts';
import { resolve } from './unify.ts';

/** The interrupt that a function handles; undefined for other functions, and after a report. */
export function interruptOf(context: Context, { attributes }: Binding): TypedFunction['interrupt'] {
  const attribute = attributeNamed(attributes, 'Interrupt');
  const [name] = attribute ? argumentsOf(attribute) : [];
  if (!attribute || !name) return undefined;
  if (name.kind === 'literal' && name.value.kind === 'string') return { name: name.value.value, span: name.span };
  report(context, 'FS8280', name.span, {
    detail: 'The interrupt is named by a text.',
    hint: 'Write `[<Interrupt("SysTick")>]`.',
  });
  return undefined;
}

/** A handler takes nothing and gives nothing, and nobody is there to keep a promise that it asks for. */
export function checkHandler(
  context: Context,
  name: Name,
  known: { readonly parameters: readonly Type[]; readonly result: Type },
  body: TypedExpression,
): void {
  const [only, ...more] = known.parameters.map((each) => resolve(context.store, each));
  const result = resolve(context.store, known.result);
  if (only?.kind !== 'unit' || more.length > 0 || result.kind !== 'unit')
    report(context, 'FS8280', name.span, {
      detail: `The handler \`${name.text}\` is called by the hardware, with nothing, and gives nothing back${result.kind === 'unit' ? '' : `; this one gives ${spell(context, result)}`}.`,
      hint: `Write \`let ${name.text} () : unit = …\`.`,
    });
  const items = body.kind === 'sequence' ? body.items : [body];
  for (const item of items)
    if (item.kind === 'contract' && item.contract === 'requires')
      report(context, 'FS8280', item.span, {
        detail: 'Nobody establishes what a handler requires: the hardware calls it at any time.',
        hint: 'Test the condition in the handler.',
      });
}

export function refuseHandler(context: Context, name: string, span: TypedExpression['span']): TypedExpression {
  report(context, 'FS8280', span, {
    detail: `\`${name}\` is an interrupt handler: only the hardware calls it.`,
    hint: 'Put what both need into a function of its own.',
  });
  return errorExpression(span);
}

/** `Interrupt.critical (fun () -> body)`. */
export function applyCritical(
  context: Context,
  scope: Scope,
  application: Application,
  expected: Expectation,
): TypedExpression {
  const { span } = application;
  const [only, ...more] = application.arguments;
  const written = only?.kind === 'written' ? only.syntax : undefined;
  const lambda = written?.kind === 'parenthesized' ? written.inner : written;
  const parameter = lambda?.kind === 'lambda' ? lambda.parameters[0]?.pattern : undefined;
  const takesUnit =
    parameter?.kind === 'wildcard' || (parameter?.kind === 'literal' && parameter.value.kind === 'unit');
  if (lambda?.kind !== 'lambda' || lambda.parameters.length !== 1 || more.length > 0 || !takesUnit) {
    report(context, 'FS8281', span, {
      detail: 'A critical section is written where it stands.',
      hint: 'Write `Interrupt.critical (fun () -> …)`.',
    });
    return errorExpression(span);
  }
  const body = context.expression(scope, lambda.body, expected);
  return { kind: 'critical', body, type: body.type, span };
}
