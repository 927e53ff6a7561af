// In: calls of functions of C. Out: steps that ask the world what C does; where the world does not know, the run ends. C may write, at every call, to any element of an array that it
// was ever given to write to.
import type { NodeOf } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import { cutTo, floatOfBits } from './arithmetic.ts';
import type { Assembler, Compilation } from './assembler.ts';
import { type Machine, popMany, Stop } from './machine.ts';
import { isView, type Value } from './value.ts';

type FromBits = (bits: bigint) => Value;

export function compileForeign(code: Assembler, node: NodeOf<'foreign'>): void {
  const { id, symbol, operands } = node;
  const { target } = code.program;
  const result = fromBits(node.type, target);
  const given = operands.map((operand) => writableElement(code.typeOf(operand)));
  const elements = given.map((element) => element && fromBits(element, target));
  code.compile(...operands);
  code.emit((machine) => {
    const { world, lent } = machine;
    for (const [at, value] of popMany(machine, operands.length).entries()) {
      const decode = elements[at];
      if (decode && isView(value)) lent.push({ view: value, decode });
    }
    const answer = world.foreign?.(symbol, id);
    if (!answer) throw new Stop({ kind: 'unsupported', node: id, why: `\`${symbol}\`, a function of C` });
    writeLent(machine, answer.left);
    machine.stack.push(result(answer.result));
  });
}

/** Element after element, in the order in which the arrays were given. */
function writeLent({ lent }: Machine, left: (element: number) => bigint | undefined): void {
  let element = 0;
  for (const { view, decode } of lent) {
    const { storage, offset, length } = view;
    if (storage.kind !== 'memory' || storage.state !== 'alive') continue;
    for (let at = 0; at < length; at++) {
      const bits = left(element++);
      if (bits !== undefined) storage.cells[offset + at] = decode(bits);
    }
  }
}

function writableElement(type: Type): Type | undefined {
  switch (type.kind) {
    case 'array':
      return type.element;
    case 'span':
    case 'pointer':
      return type.access === 'readOnly' ? undefined : type.element;
    default:
      return undefined;
  }
}

function fromBits(type: Type, target: Compilation['target']): FromBits {
  if (type.kind === 'unit') return () => undefined;
  if (type.kind === 'boolean') return (bits) => bits !== 0n;
  if (type.kind === 'float') return (bits) => floatOfBits(bits, type.bits);
  return cutTo(type, target);
}
