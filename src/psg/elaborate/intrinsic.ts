// In: a call of a compiler intrinsic. Out: the node kind that it means. The table of signatures is `fncs/intrinsic.ts`.
import { assertNever, never } from '../../base/never.ts';
import type { TypedExpression } from '../../fncs/typed.ts';
import type { NodeId, PlatformService, PrimitiveOperator } from '../node.ts';
import { nameOfType, unitType, wordType } from '../type.ts';
import { constantLength, zeroOf } from './constant.ts';
import { elaborateFailure } from './failure.ts';
import { add, elaborateExpression, type Frame, number, refuse, typeIn, unit } from './frame.ts';
import { elaborateLeave } from './generate.ts';

type Intrinsic = Extract<TypedExpression, { kind: 'intrinsic' }>;

export function elaborateIntrinsic(frame: Frame, expression: Intrinsic): NodeId {
  const { span } = expression;
  const argument = (at: number): TypedExpression =>
    expression.arguments[at] ?? never(`${expression.intrinsic} has all its arguments`);
  const node = (at: number): NodeId => elaborateExpression(frame, argument(at));
  const type = () => typeIn(frame, expression.type);
  const lengthOf = (): NodeId => add(frame, { kind: 'length', type: wordType, collection: node(0) }, span);
  const primitive = (operator: PrimitiveOperator): NodeId =>
    add(
      frame,
      { kind: 'primitive', type: type(), operator, operands: expression.arguments.map((_, at) => node(at)) },
      span,
    );
  const service = (name: PlatformService): NodeId =>
    add(frame, { kind: 'service', type: type(), service: name, operands: servicesArguments(frame, expression) }, span);

  switch (expression.intrinsic) {
    case 'Array.zeroCreate':
    case 'NativePtr.stackalloc':
      return fillZero(frame, expression, argument(0));
    case 'Array.create': {
      const length = constantLength(frame, argument(0));
      return add(frame, { kind: 'array-fill', type: type(), length, initial: node(1), region: frame.storage }, span);
    }
    case 'Array.length':
    case 'Span.length':
    case 'String.length':
    case 'NativePtr.length':
      return lengthOf();
    case 'Span.ofArray':
    case 'String.bytes':
    case 'String.ofBytes':
      return add(frame, { kind: 'weaken', type: type(), operand: node(0) }, span);
    case 'NativePtr.get':
      return add(frame, { kind: 'element', type: type(), collection: node(0), index: node(1) }, span);
    case 'NativePtr.set':
      return add(
        frame,
        { kind: 'set-element', type: unitType, collection: node(0), index: node(1), operand: node(2) },
        span,
      );
    case 'NativePtr.read':
    case 'Ptr.read':
      return add(
        frame,
        { kind: 'element', type: type(), collection: node(0), index: number(frame, wordType, 0, span) },
        span,
      );
    case 'NativePtr.write':
    case 'Ptr.write':
      return add(
        frame,
        {
          kind: 'set-element',
          type: unitType,
          collection: node(0),
          index: number(frame, wordType, 0, span),
          operand: node(1),
        },
        span,
      );
    case 'Ptr.readAt':
      return add(frame, { kind: 'raw-read', type: type(), address: node(0) }, span);
    case 'Ptr.writeAt':
      return add(frame, { kind: 'raw-write', type: unitType, address: node(0), operand: node(1) }, span);
    case 'Platform.Service.writeBytes':
      return service('writeBytes');
    case 'Platform.Service.readBytes':
      return service('readBytes');
    case 'Platform.Service.isBehind':
      return service('isBehind');
    case 'Platform.Service.exit':
      return service('exit');
    case 'Platform.Service.now':
      return service('now');
    case 'Platform.Service.sleep':
      return service('sleep');
    case 'Platform.Service.zero':
      return zeroOf(frame, type(), span) ?? never('numbers have a zero');
    case 'Platform.Service.leave':
      return elaborateLeave(frame, expression);
    case 'Proof.facts':
      return add(frame, { kind: 'facts', type: unitType }, span);
    case 'failwith':
    case 'invalidOp':
      return elaborateFailure(frame, expression, argument(0));
    case 'invalidArg':
      return elaborateFailure(frame, expression, argument(1), argument(0));
    case 'Cpu.nop':
      return service('nop');
    case 'Cpu.waitForInterrupt':
      return service('waitForInterrupt');
    case 'min':
      return primitive('minimum');
    case 'max':
      return primitive('maximum');
    case 'abs':
      return primitive('absolute');
    case 'sqrt':
      return primitive('square-root');
    case 'ignore':
      return add(frame, { kind: 'sequence', type: unitType, items: [node(0), unit(frame, span)] }, span);
    case 'fst':
      return add(frame, { kind: 'field', type: type(), operand: node(0), index: 0 }, span);
    case 'snd':
      return add(frame, { kind: 'field', type: type(), operand: node(0), index: 1 }, span);
    case 'int':
    case 'uint':
    case 'nativeint':
    case 'unativeint':
    case 'int8':
    case 'int16':
    case 'int32':
    case 'int64':
    case 'uint8':
    case 'uint16':
    case 'uint32':
    case 'uint64':
    case 'byte':
    case 'sbyte':
    case 'char':
    case 'float32':
    case 'float':
    case 'enum':
      return add(frame, { kind: 'convert', type: type(), operand: node(0) }, span);
    case 'Checked.int':
    case 'Checked.nativeint':
    case 'Checked.unativeint':
    case 'Checked.int16':
    case 'Checked.int32':
    case 'Checked.int64':
    case 'Checked.uint16':
    case 'Checked.uint32':
    case 'Checked.uint64':
    case 'Checked.byte':
    case 'Checked.sbyte':
      return add(frame, { kind: 'convert', type: type(), operand: node(0), overflow: 'checked' }, span);
    default:
      return assertNever(expression.intrinsic);
  }
}

/** Arguments of a service, without the `()` of those that take nothing. */
function servicesArguments(frame: Frame, expression: Intrinsic): readonly NodeId[] {
  return expression.arguments
    .filter((each) => each.type.kind !== 'unit')
    .map((each) => elaborateExpression(frame, each));
}

function fillZero(frame: Frame, expression: Intrinsic, length: TypedExpression): NodeId {
  const { span } = expression;
  const type = typeIn(frame, expression.type);
  if (type.kind !== 'array' && type.kind !== 'pointer') return never('storage is an array or a pointer');
  const initial = zeroOf(frame, type.element, span);
  if (initial === undefined) {
    refuse(frame, {
      code: 'FS8294',
      span,
      title: 'No zero value.',
      detail: `Elements of type ${nameOfType(type.element)} have no zero value.`,
      hint: 'Use Array.create with an initial element.',
    });
  }
  return add(
    frame,
    {
      kind: 'array-fill',
      type,
      length: constantLength(frame, length),
      initial: initial ?? unit(frame, span),
      region: frame.storage,
    },
    span,
  );
}
