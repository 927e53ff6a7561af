// In: local functions. Out: templates beside the program's own, whose captured values are parameters (lambda lifting); the body that follows sees them.
// Captured values are immutable: the checker sees to that.
import type { Symbol, TypedExpression, TypedFunction } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { elaborateExpression, type Frame, type Template } from './frame.ts';
import { mentionedSymbols } from './walk.ts';

export function elaborateLocalFunctions(
  frame: Frame,
  { functions, body }: Extract<TypedExpression, { kind: 'let-function' }>,
): NodeId {
  const outside = frame.locals;
  const locals = new Map(outside);
  const captures = capturesOf(frame, functions);
  for (const definition of functions) {
    const template: Template = {
      definition,
      name: `${frame.name}/${definition.symbol.name}`,
      captures,
      locals,
      substitution: frame.substitution,
    };
    locals.set(definition.symbol, template);
  }
  frame.locals = locals;
  const node = elaborateExpression(frame, body);
  frame.locals = outside;
  return node;
}

/** Local names of the enclosing function that the bodies read, directly or through the local functions that they call. */
function capturesOf(frame: Frame, functions: readonly TypedFunction[]): readonly Symbol[] {
  const captured = new Set<Symbol>();
  for (const symbol of mentionedSymbols(functions)) {
    if (frame.bindings.has(symbol)) captured.add(symbol);
    for (const through of frame.locals.get(symbol)?.captures ?? []) captured.add(through);
  }
  return [...captured];
}
