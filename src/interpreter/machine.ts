// The machine that runs compiled steps: an operand stack, frames of its own (the host's stack is not used, so that depth is counted), fuel, and the ways in which
// a run ends. What the steps do is in the `compile-….ts` files.
import { never } from '../base/never.ts';
import type { Span } from '../base/source.ts';
import type { ClaimKind, NodeId } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import type { Storage, Value, View } from './value.ts';
import type { World } from './world.ts';

/** A claim at the node whose execution needs it; `part` tells several of one kind at one node apart. */
export interface ClaimPlace {
  readonly subject: NodeId;
  readonly kind: ClaimKind;
  readonly part: number;
  /** The place that a failing guard prints. */
  readonly span: Span;
}

export type Roles = Readonly<Record<string, bigint | boolean>>;

/** How a run ends. */
export type Outcome =
  | { readonly kind: 'returned'; readonly value: Value }
  /** By the service `exit`. */
  | { readonly kind: 'exit'; readonly status: bigint }
  | { readonly kind: 'claim-failed'; readonly claim: ClaimPlace; readonly roles: Roles }
  /** An array is used whose storage has ended; such programs are refused (FS8101). */
  | { readonly kind: 'dangling'; readonly node: NodeId }
  | { readonly kind: 'out-of-fuel' }
  | { readonly kind: 'too-deep' }
  /** What the interpreter does not do; never a silent guess. */
  | { readonly kind: 'unsupported'; readonly node: NodeId; readonly why: string }
  /** The world that was given ends the run. */
  | { readonly kind: 'stopped'; readonly why: string };

/** Ends a run. */
export class Stop extends Error {
  readonly #outcome: Outcome;

  constructor(outcome: Outcome) {
    super(outcome.kind);
    this.#outcome = outcome;
  }

  get outcome(): Outcome {
    return this.#outcome;
  }
}

/** One execution of a definition, to tell them apart: an object of its own. */
export interface Activation {
  readonly definition: NodeId;
}

/** Sees what happens; may throw `Stop`. What is absent costs nothing. */
export interface Observer {
  /** Control is at a claim, before it is tested. */
  readonly claim?: (place: ClaimPlace, roles: Roles, frame: Frame) => void;
  readonly call?: (callee: NodeId, operands: readonly Value[], site: NodeId, frame: Frame) => void;
  readonly result?: (callee: NodeId, result: Value, operands: readonly Value[]) => void;
  /** A module-level value has this content from now on. */
  readonly global?: (value: NodeId, content: Value) => void;
  /** A node has been evaluated. */
  readonly value?: (node: NodeId, value: Value, frame: Frame) => void;
  /** Two paths have met behind an `if`. */
  readonly meet?: (node: NodeId, frame: Frame) => void;
  /** Control is at the head of a loop, before its test. */
  readonly head?: (loop: NodeId, frame: Frame) => void;
  /** An element without content is read (cells that are undefined: only a caller of `runFunction`, or a world, makes such): what it holds from now on. */
  readonly fresh?: (reader: NodeId, type: Type, frame: Frame) => Value;
}

export interface Frame {
  readonly routine: Routine;
  /** What is bound: `routine.bindings` says where. */
  readonly slots: Value[];
  /** Storage that ends with the frame, or with the turn of the loop that made it. */
  readonly made: Storage[];
  /** For each loop that is running, how much of `made` is older than its turn. */
  readonly turns: number[];
  /** Its own; the conditions of a contract belong to that of their caller. */
  readonly activation: Activation;
  /** The call that runs this frame's conditions; undefined in a body. */
  readonly site: ClaimPlace | undefined;
  /** Where the frame goes on after a call. */
  at: number;
}

export type Step = (machine: Machine) => void;

/** Compiled code: a function's body, the conditions at its calls, or the initial value of a module-level value. */
export interface Routine {
  readonly definition: NodeId;
  readonly steps: Step[];
  readonly bindings: Map<NodeId, number>;
  /** Number of bindings that are given by a call. */
  readonly parameters: number;
}

export interface Limits {
  /** Steps; `Infinity` for none. A step takes bounded time. */
  readonly fuel: number;
  /** Calls that are active at once. */
  readonly depth: number;
}

export interface Machine {
  readonly world: World;
  readonly observer: Observer;
  readonly globals: Map<NodeId, Value>;
  readonly stack: Value[];
  readonly frames: Frame[];
  readonly depthLimit: number;
  /** Arrays that functions of C were given to write to, and what the bits that C leaves there mean. */
  readonly lent: { readonly view: View; readonly decode: (bits: bigint) => Value }[];
  frame: Frame;
  at: number;
  /** Critical sections and handlers that are running: while there are any, no handler begins. */
  masked: number;
  /** Waits while a handler runs. */
  interrupted: Frame | undefined;
}

export function pop(machine: Machine): Value {
  if (machine.stack.length === 0) never('each step finds its operands');
  return machine.stack.pop();
}

/** The last `count` operands, in the order in which they were pushed. */
export function popMany(machine: Machine, count: number): Value[] {
  return count === 0 ? [] : machine.stack.splice(machine.stack.length - count);
}

export function makeFrame(
  routine: Routine,
  operands: readonly Value[],
  site?: { readonly place: ClaimPlace; readonly activation: Activation },
): Frame {
  return {
    routine,
    slots: [...operands],
    made: [],
    turns: [],
    activation: site?.activation ?? { definition: routine.definition },
    site: site?.place,
    at: 0,
  };
}

/** Goes on in a new frame; the present one waits. */
export function enter(machine: Machine, frame: Frame): void {
  if (machine.frames.length >= machine.depthLimit) throw new Stop({ kind: 'too-deep' });
  machine.frame.at = machine.at;
  machine.frames.push(machine.frame);
  machine.frame = frame;
  machine.at = 0;
}

/** Back to the frame that waits. Storage made in this one ends. */
export function leave(machine: Machine): void {
  endStorage(machine.frame, 0);
  machine.frame = machine.frames.pop() ?? never('a frame was entered from another');
  machine.at = machine.frame.at;
}

export function endStorage(frame: Frame, from: number): void {
  for (let i = frame.made.length - 1; i >= from; i--) {
    const storage = frame.made[i];
    if (storage?.kind === 'memory') storage.state = 'ended';
  }
  frame.made.length = Math.min(frame.made.length, from);
}

/** Comes to a claim: told to the observer, then tested. */
export function reach(machine: Machine, claim: ClaimPlace, roles: Roles, value: boolean): void {
  machine.observer.claim?.(claim, roles, machine.frame);
  if (!value) throw new Stop({ kind: 'claim-failed', claim, roles });
}

/** Runs until the first frame is left, and yields what it leaves on the stack. */
export function runFrame(machine: Machine, frame: Frame, fuel: { left: number }): Value {
  const bottom = machine.frame;
  enter(machine, frame);
  while (machine.frame !== bottom) {
    if (fuel.left <= 0) throw new Stop({ kind: 'out-of-fuel' });
    fuel.left--;
    const step = machine.frame.routine.steps[machine.at++] ?? never('a routine ends by leaving');
    step(machine);
  }
  return pop(machine);
}
