// What the compilation of one routine needs at hand: the graph, its code so far, labels, and the slots of its bindings.
import { never } from '../base/never.ts';
import type { Target } from '../memory/target.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Type } from '../psg/type.ts';
import type { Observer, Routine, Step } from './machine.ts';

/** The whole program: compiled function by function, when it is first called. */
export interface Compilation {
  readonly psg: Psg;
  readonly target: Target;
  readonly observer: Observer;
  /** Adds the steps that leave an expression's value on the stack. */
  readonly compile: (code: Assembler, id: NodeId) => void;
  readonly bodyOf: (callee: NodeId) => Routine;
  /** The conditions that a call of a function claims; undefined when there are none. */
  readonly conditionsOf: (callee: NodeId) => Routine | undefined;
  /** Whether some rule of the match may find that no rule took the value. */
  readonly mayFail: (match: NodeId) => boolean;
}

/** A place in the code that is known when the routine is complete. */
export interface Label {
  at: number;
}

export class Assembler {
  readonly #routine: Routine;
  #slots: number;
  readonly program: Compilation;

  constructor(program: Compilation, definition: NodeId, parameters: readonly NodeId[]) {
    this.program = program;
    this.#routine = {
      definition,
      steps: [],
      bindings: new Map(parameters.map((parameter, slot) => [parameter, slot])),
      parameters: parameters.length,
    };
    this.#slots = parameters.length;
  }

  get routine(): Routine {
    return this.#routine;
  }

  /** Adds the steps that leave the expressions' values on the stack, in this order. */
  compile(...ids: readonly NodeId[]): void {
    for (const id of ids) this.program.compile(this, id);
  }

  emit(step: Step): void {
    this.#routine.steps.push(step);
  }

  /** The slot of a binding; each binding has one of its own. */
  slotOf(binding: NodeId): number {
    const known = this.#routine.bindings.get(binding);
    if (known !== undefined) return known;
    const slot = this.freshSlot();
    this.#routine.bindings.set(binding, slot);
    return slot;
  }

  freshSlot(): number {
    return this.#slots++;
  }

  /** A label that is put later. */
  label(): Label {
    return { at: -1 };
  }

  put(label: Label): void {
    label.at = this.#routine.steps.length;
  }

  typeOf(id: NodeId): Type {
    const node = this.program.psg.node(id);
    return node.kind === 'function' ? never('a function is no value') : node.type;
  }
}
