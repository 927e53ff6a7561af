// In: calls of functions and of the platform. Out: steps, and the routines that they enter: the conditions that a call claims, then the body with what it promises.
import { assertNever, never } from '../base/never.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import { asInteger, type Type } from '../psg/type.ts';
import { cutTo } from './arithmetic.ts';
import { Assembler, type Compilation } from './assembler.ts';
import { compileTest } from './compile-control.ts';
import { compilePoll } from './compile-interrupt.ts';
import { demandAlive, readCell } from './compile-memory.ts';
import { enter, leave, type Machine, makeFrame, pop, popMany, type Routine, reach, Stop } from './machine.ts';
import { integerOf, truthOf, type Value, type View, viewOf } from './value.ts';

export function compileCall(code: Assembler, node: NodeOf<'call'>): void {
  const { program } = code;
  const place = { subject: node.id, kind: 'requires', part: 0, span: node.span } as const;
  code.compile(...node.operands);
  code.emit((machine) => {
    const operands = popMany(machine, node.operands.length);
    program.observer.call?.(node.callee, operands, node.id, machine.frame);
    const conditions = program.conditionsOf(node.callee);
    if (conditions === undefined) enter(machine, makeFrame(program.bodyOf(node.callee), operands));
    else enter(machine, makeFrame(conditions, operands, { place, activation: machine.frame.activation }));
  });
}

/** What is claimed at each call, with the parameters bound to its operands; then the body takes the place of the conditions. */
export function compileConditions(program: Compilation, callee: NodeOf<'function'>): Routine {
  const code = new Assembler(program, callee.id, callee.parameters);
  callee.requires.forEach((condition, part) => {
    code.compile(condition);
    code.emit((machine) => {
      const holds = truthOf(pop(machine));
      const site = machine.frame.site ?? never('conditions are claimed at a call');
      reach(machine, { ...site, part }, { condition: holds }, holds);
    });
  });
  code.emit((machine) => {
    const operands = machine.frame.slots.slice(0, callee.parameters.length);
    leave(machine);
    enter(machine, makeFrame(program.bodyOf(callee.id), operands));
  });
  return code.routine;
}

export function compileBody(program: Compilation, callee: NodeOf<'function'>): Routine {
  const code = new Assembler(program, callee.id, callee.parameters);
  const { value: see, result: tell } = program.observer;
  if (see)
    code.emit(({ frame }) => {
      for (const [i, parameter] of callee.parameters.entries()) see(parameter, frame.slots[i], frame);
    });
  code.compile(callee.body);
  callee.ensures.forEach(({ result, condition }, part) => {
    const slot = code.slotOf(result);
    code.emit((machine) => {
      machine.frame.slots[slot] = machine.stack.at(-1);
    });
    const { span } = program.psg.node(condition);
    compileTest(code, condition, { subject: callee.id, kind: 'ensures', part, span });
  });
  code.emit((machine) => {
    const operands = machine.frame.slots.slice(0, callee.parameters.length);
    leave(machine);
    tell?.(callee.id, machine.stack.at(-1), operands);
  });
  return code.routine;
}

/** The initial value of a module-level value. */
export function compileInitial(program: Compilation, value: NodeOf<'value'>): Routine {
  const code = new Assembler(program, value.id, []);
  code.compile(value.initial);
  code.emit(leave);
  return code.routine;
}

export function compileService(code: Assembler, node: NodeOf<'service'>): void {
  code.compile(...node.operands);
  if (node.service === 'waitForInterrupt') compilePoll(code, 'waiting');
  const count = node.operands.length;
  const cut = asInteger(node.type) && cutTo(node.type, code.program.target);
  code.emit((machine) => {
    const answer = serve(machine, node, popMany(machine, count));
    machine.stack.push(cut && typeof answer === 'bigint' ? cut(answer) : answer);
  });
}

const byteType: Type = { kind: 'integer', bits: 8, signed: false };

function serve(machine: Machine, node: NodeOf<'service'>, operands: readonly Value[]): bigint | boolean | undefined {
  const { world } = machine;
  const [first] = operands;
  switch (node.service) {
    case 'writeBytes': {
      const { buffer, count } = transferred(node.id, operands);
      const at = (i: number) => readCell(machine, node.id, byteType, buffer, i);
      const bytes = Uint8Array.from({ length: Number(count) }, (_, i) => Number(integerOf(at(i))));
      return world.writeBytes(integerOf(first), bytes);
    }
    case 'readBytes': {
      const { buffer, count } = transferred(node.id, operands);
      const { bytes, answer } = world.readBytes(integerOf(first), count, buffer.length, node.id);
      for (let i = 0; i < bytes.length && i < buffer.length; i++) {
        const byte = bytes[i];
        if (buffer.storage.kind === 'memory')
          buffer.storage.cells[buffer.offset + i] = byte === undefined ? undefined : BigInt(byte);
      }
      return answer;
    }
    case 'isBehind': {
      const [a, b] = [viewOf(first), viewOf(operands[1])];
      // Views of different storage do not overlap: any answer is right.
      return a.storage === b.storage && a.offset > b.offset;
    }
    case 'exit':
      throw new Stop({ kind: 'exit', status: integerOf(first) });
    case 'now':
      return world.now(node.id);
    case 'sleep':
      world.sleep(integerOf(first));
      return undefined;
    case 'maskInterrupts':
    case 'restoreInterrupts':
      // the machine's own: critical sections are compiled without them
      return undefined;
    case 'nop':
    case 'waitForInterrupt':
      world.pause(node.service);
      return undefined;
    default:
      return assertNever(node.service);
  }
}

/** The buffer and the number of bytes of a transfer; `Platform.Bindings` requires that they fit. */
function transferred(node: NodeId, operands: readonly Value[]): { readonly buffer: View; readonly count: bigint } {
  const buffer = viewOf(operands[1]);
  const count = integerOf(operands[2]);
  if (count < 0n || count > BigInt(buffer.length)) never('a transfer stays within its buffer');
  if (buffer.storage.kind === 'device') never('a device is no buffer');
  demandAlive(buffer, node);
  return { buffer, count };
}
