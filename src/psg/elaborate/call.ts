// In: a call of a defined function. Out: a `call` of the instance for its type arguments; captured values of a local function come first, `()` is not passed.
import { never } from '../../base/never.ts';
import type { Span } from '../../base/source.ts';
import type { Symbol, TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { add, bindAll, elaborateExpression, type Frame, type Template, typeIn } from './frame.ts';
import { elaborateArgument } from './type.ts';

type Call = Extract<TypedExpression, { kind: 'call' }>;

export function elaborateCall(frame: Frame, expression: Call): NodeId {
  const { callee, span } = expression;
  const template =
    frame.locals.get(callee) ?? frame.program.functions.get(callee) ?? never(`function ${callee.name} is defined`);
  const captured = template.captures.map((symbol) =>
    elaborateExpression(frame, { kind: 'symbol', symbol, instantiation: [], type: symbol.type, span }),
  );
  const target = frame.program.instanceOf(
    template,
    expression.instantiation.map((type) => elaborateArgument(type, frame.substitution)),
  );
  const call = (operands: readonly NodeId[]): NodeId =>
    add(
      frame,
      { kind: 'call', type: typeIn(frame, expression.type), callee: target, operands: [...captured, ...operands] },
      span,
    );

  const written = expression.arguments;
  if (written.every((argument) => argument.type.kind !== 'unit' || argument.kind === 'constant')) {
    return call(
      written
        .filter((argument) => argument.type.kind !== 'unit')
        .map((argument) => elaborateExpression(frame, argument)),
    );
  }
  // An argument of type unit with an effect is evaluated in its turn, but not passed.
  const bound = bindAll(
    frame,
    written.map((argument) => elaborateExpression(frame, argument)),
    span,
  );
  return bound.wrap(
    call(
      written.flatMap((argument, at) =>
        argument.type.kind === 'unit' ? [] : [(bound.reads[at] ?? never('one read per argument'))()],
      ),
    ),
  );
}

/** A call of a library function without type parameters: constructs that mean one. */
export function callLibrary(frame: Frame, name: string, operands: readonly NodeId[], span: Span): NodeId {
  const template = frame.program.functionNamed(name) ?? never(`the library defines ${name}`);
  const callee = frame.program.instanceOf(template, []);
  return add(frame, { kind: 'call', type: typeIn(frame, template.definition.body.type), callee, operands }, span);
}

/** The parameters that an instance of the template has, in order: captures first, none of type unit. */
export function parametersOf(template: Template): readonly Symbol[] {
  return [...template.captures, ...template.definition.parameters.filter((symbol) => symbol.type.kind !== 'unit')];
}
