// In: sequences, `yield`, and statements that stand where a sequence may end. Out: the statements of a sequence in place of a loop over it, with the loop's body
// where they yield: nothing of the sequence is left when the program runs. What sequence it is must be known.
import { never } from '../../base/never.ts';
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId } from '../node.ts';
import { unitType } from '../type.ts';
import { findFunction } from './apply.ts';
import { enterExpansion } from './call.ts';
import { inOrder } from './fill-array.ts';
import {
  add,
  condition,
  conjunction,
  elaborateExpression,
  type Frame,
  type Generation,
  readBinding,
  truth,
  typeOfNode,
  unit,
  wrapLets,
} from './frame.ts';
import { refuseSequence, refuseUnknown } from './function-value.ts';
import { childrenOf } from './walk.ts';

type Of<K extends TypedExpression['kind']> = Extract<TypedExpression, { kind: K }>;
type Span = TypedExpression['span'];

/** The statements of a sequence, as a loop over it has them. */
export function expandSequence(
  frame: Frame,
  sequence: TypedExpression,
  running: readonly NodeId[],
  take: Generation['yield'],
): NodeId {
  const { span } = sequence;
  const found = findFunction(frame, sequence);
  if (found.value.kind === 'chosen') {
    // a parameter: its call has been refused
    const isGiven = sequence.kind === 'symbol' && sequence.symbol.place === 'parameter';
    if (!isGiven || !frame.program.problems.some(({ code }) => code === 'FS8285')) refuseUnknown(frame, span);
    return unit(frame, span);
  }
  if (frame.expansions.left === 0) {
    refuseSequence(frame, span, 'This loop goes over sequences within sequences: they would be written out too often.');
    return unit(frame, span);
  }
  frame.expansions.left -= 1;
  const { template, captured } = found.value;
  const { inside, lets } = enterExpansion(frame, { template, instantiation: [], captured, given: [], span });
  inside.generation = { running, yield: take };
  inside.position = undefined;
  const statements = elaborateExpression(inside, template.definition.body);
  return wrapLets(frame, [...found.lets, ...lets], statements);
}

export function elaborateYield(frame: Frame, { value }: Of<'yield'>): NodeId {
  const generation = frame.generation ?? never('a sequence is expanded where it is looped over');
  return generation.yield(elaborateExpression(frame, value));
}

/** Ends the loop around it, when its turn is over. */
export function elaborateLeave(frame: Frame, { span }: TypedExpression): NodeId {
  const binding = frame.leaving ?? never('the library leaves loops over sequences only');
  return add(frame, { kind: 'assign', type: unitType, binding, operand: truth(frame, 'false', span) }, span);
}

/** Statements in order; what stands behind a `yield` is left out once the sequence has ended. */
export function elaborateStatements(frame: Frame, items: readonly TypedExpression[], span: Span): NodeId {
  const nodes = inOrder(frame, items);
  const last = nodes.at(-1);
  if (last === undefined) return unit(frame, span);
  const ends = items.map((item) => runningIn(frame, item));
  const sequence = (list: readonly NodeId[]): NodeId =>
    list.length === 1
      ? (list[0] ?? last)
      : add(frame, { kind: 'sequence', type: typeOfNode(frame, last), items: list }, span);
  if (ends.slice(0, -1).every((each) => each.length === 0)) return sequence(nodes);
  let rest: NodeId[] = [];
  nodes.toReversed().forEach((node, back) => {
    const running = ends[nodes.length - 1 - back] ?? [];
    if (rest.length > 0 && running.length > 0) {
      const test = conjunction(
        frame,
        running.map((each) => readBinding(frame, each, span)),
        span,
      );
      rest = [condition(frame, test, sequence(rest), unit(frame, span), span)];
    }
    rest = [node, ...rest];
  });
  return sequence(rest);
}

/** The truths that a statement of a sequence depends on when it yields, so that the sequence may end with it. */
export function runningIn(frame: Frame, statement: TypedExpression): readonly NodeId[] {
  const running = frame.generation?.running ?? [];
  return running.length > 0 && yields(statement) ? running : [];
}

function yields(statement: TypedExpression): boolean {
  if (statement.kind === 'yield') return true;
  // these are places of their own
  if (statement.kind === 'generate' || statement.kind === 'lambda') return false;
  return childrenOf(statement).some(yields);
}

/** Whether a loop's body leaves it. */
export function leaves(body: TypedExpression): boolean {
  if (body.kind === 'intrinsic' && body.intrinsic === 'Platform.Service.leave') return true;
  if (body.kind === 'for-each' && body.collection.type.kind === 'sequence') return leaves(body.collection);
  return childrenOf(body).some(leaves);
}
