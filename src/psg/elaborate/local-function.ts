// In: local functions. Out: templates beside the program's own, whose captured values are parameters (lambda lifting); the body that follows sees them.
// Captured values are immutable: the checker sees to that.
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { elaborateExpression, type Frame, type Template } from './frame.ts';
import { capturesOf, keyIn } from './function-value.ts';

type LocalFunctions = Extract<TypedExpression, { kind: 'let-function' }>;

export function elaborateLocalFunctions(frame: Frame, expression: LocalFunctions): NodeId {
  return withLocalFunctions(frame, expression, () => elaborateExpression(frame, expression.body));
}

export function withLocalFunctions<T>(frame: Frame, { functions }: LocalFunctions, inside: () => T): T {
  const outside = frame.locals;
  const locals = new Map(outside);
  const captures = capturesOf(frame, functions);
  for (const definition of functions) {
    const template: Template = {
      definition,
      form: 'function',
      key: keyIn(frame, definition),
      name: `${frame.name}/${definition.symbol.name}`,
      captures,
      locals,
      substitution: frame.substitution,
    };
    locals.set(definition.symbol, template);
  }
  frame.locals = locals;
  const result = inside();
  frame.locals = outside;
  return result;
}
