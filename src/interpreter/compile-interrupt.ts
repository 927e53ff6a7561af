// In: critical sections, and the places where an interrupt handler may come in between. Out: steps. Before a reading and after a writing of module-level state, before a critical section, and where the program waits
// for one; elsewhere nobody could tell the difference. Handlers do not interrupt each other here.
import type { NodeOf } from '../psg/node.ts';
import type { Assembler } from './assembler.ts';
import { enter, makeFrame, pop } from './machine.ts';

export function compileCritical(code: Assembler, node: NodeOf<'critical'>): void {
  compilePoll(code);
  code.emit((machine) => {
    machine.masked++;
  });
  code.compile(node.body);
  code.emit((machine) => {
    machine.masked--;
  });
}

/** The world may let a handler run here. */
export function compilePoll(code: Assembler, where: 'between' | 'waiting' = 'between'): void {
  const { psg, bodyOf } = code.program;
  if (psg.interrupts.length === 0) return;
  code.emit((machine) => {
    const which = machine.masked === 0 ? machine.world.interrupt?.(psg.interrupts.length, where) : undefined;
    const handler = which === undefined ? undefined : psg.interrupts[which];
    if (handler === undefined) {
      machine.stack.push(undefined);
      return;
    }
    machine.masked++;
    machine.interrupted = machine.frame;
    enter(machine, makeFrame(bodyOf(handler), [undefined]));
  });
  code.emit((machine) => {
    pop(machine);
    if (machine.interrupted !== machine.frame) return;
    machine.interrupted = undefined;
    machine.masked--;
  });
}
