// In: `failwith "…"` and its kin. Out: a match that takes nothing, whose claim is that control never gets there.
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { add, type Frame, refuse, truth, typeIn, unit } from './frame.ts';

/** `subject`: the argument's name, of `invalidArg`. */
export function elaborateFailure(
  frame: Frame,
  { type: written, span }: TypedExpression,
  message: TypedExpression,
  subject?: TypedExpression,
): NodeId {
  const texts = [subject, message].flatMap((each) => (each ? [each] : [])).map(constantText);
  if (texts.some((text) => text === undefined)) {
    refuse(frame, {
      code: 'FS8252',
      span: message.span,
      title: 'Exceptions are outside the dialect.',
      detail: 'The message of a failure stands in the program: it is a constant.',
      hint: 'Print what is known with `printfn` before it.',
    });
    return unit(frame, span);
  }
  const match = frame.program.builder.reserve();
  const type = typeIn(frame, written);
  const body = add(frame, { kind: 'match-failure', type, match }, span);
  const matched = truth(frame, 'false', span);
  frame.program.builder.define(match, { kind: 'match', type, matched, body, message: texts.join(': ') }, span);
  return match;
}

function constantText(expression: TypedExpression): string | undefined {
  return expression.kind === 'constant' && typeof expression.value === 'string' ? expression.value : undefined;
}
