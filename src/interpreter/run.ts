// In: a frozen graph, a target, a world. Out: how the program, or a call of one of its functions, ends. The reference meaning of docs/language.md: total,
// deterministic, every check evaluated whether it is proved or not. Knows nothing of proofs, of machine code, or of how storage is laid out.
import { never } from '../base/never.ts';
import type { Target } from '../memory/target.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Compilation } from './assembler.ts';
import { compileBody, compileConditions, compileInitial } from './compile-call.ts';
import { compileExpression } from './compile-expression.ts';
import {
  type ClaimPlace,
  type Limits,
  type Machine,
  makeFrame,
  type Observer,
  type Outcome,
  type Routine,
  runFrame,
  Stop,
} from './machine.ts';
import type { Value } from './value.ts';
import type { World } from './world.ts';

export interface RunOptions {
  readonly limits: Limits;
  readonly observer?: Observer;
}

/** Initialises the module-level values in program order, then calls the entry point. */
export function runProgram(psg: Psg, target: Target, world: World, options: RunOptions): Outcome {
  const run = makeRun(psg, target, world, options);
  return run.outcomeOf(() => {
    for (const id of psg.values) run.initialise(id);
    run.machine.masked = 0;
    // The program's arguments cannot be read.
    const { parameters } = psg.expect(psg.entry, 'function');
    return run.call(
      psg.entry,
      parameters.map(() => undefined),
    );
  });
}

export interface Situation {
  readonly callee: NodeId;
  readonly operands: readonly Value[];
  /** The call that the conditions of the function are claimed at; without one they are not claimed. */
  readonly site?: ClaimPlace;
  /** Module-level values that have another content than their initial one. */
  readonly globals: ReadonlyMap<NodeId, Value>;
}

/** Initialises the module-level values, gives some of them other contents, then calls one function. */
export function runFunction(
  psg: Psg,
  target: Target,
  world: World,
  situation: Situation,
  options: RunOptions,
): Outcome {
  const run = makeRun(psg, target, world, options);
  return run.outcomeOf(() => {
    for (const id of psg.values) run.initialise(id);
    for (const [id, content] of situation.globals) run.machine.globals.set(id, content);
    run.machine.masked = 0;
    return run.call(situation.callee, situation.operands, situation.site);
  });
}

function makeRun(psg: Psg, target: Target, world: World, { limits, observer = {} }: RunOptions) {
  const compiled = compilation(psg, target, observer);
  const fuel = { left: limits.fuel };
  const bottom = makeFrame({ definition: psg.entry, steps: [], bindings: new Map(), parameters: 0 }, []);
  const machine: Machine = {
    world,
    observer,
    globals: new Map(),
    stack: [],
    frames: [],
    depthLimit: limits.depth,
    lent: [],
    frame: bottom,
    at: 0,
    // until the module-level values are initialised
    masked: 1,
    interrupted: undefined,
  };
  return {
    machine,
    initialise(id: NodeId): void {
      const content = runFrame(machine, makeFrame(compileInitial(compiled, psg.expect(id, 'value')), []), fuel);
      machine.globals.set(id, content);
      observer.global?.(id, content);
    },
    call(callee: NodeId, operands: readonly Value[], site?: ClaimPlace): Value {
      const conditions = site && compiled.conditionsOf(callee);
      const frame = conditions
        ? makeFrame(conditions, operands, { place: site, activation: bottom.activation })
        : makeFrame(compiled.bodyOf(callee), operands);
      return runFrame(machine, frame, fuel);
    },
    outcomeOf(run: () => Value): Outcome {
      try {
        return { kind: 'returned', value: run() };
      } catch (stop) {
        if (stop instanceof Stop) return stop.outcome;
        throw stop;
      }
    },
  };
}

function compilation(psg: Psg, target: Target, observer: Observer): Compilation {
  const bodies = new Map<NodeId, Routine>();
  const conditions = new Map<NodeId, Routine>();
  const failing = new Set(psg.nodesOf('match-failure').map(({ match }) => match));
  const program: Compilation = {
    psg,
    target,
    observer,
    compile: compileExpression,
    bodyOf(callee) {
      const routine = bodies.get(callee) ?? compileBody(program, psg.expect(callee, 'function'));
      bodies.set(callee, routine);
      return routine;
    },
    conditionsOf(callee) {
      const node = psg.expect(callee, 'function');
      if (node.requires.length === 0) return undefined;
      const routine = conditions.get(callee) ?? compileConditions(program, node);
      conditions.set(callee, routine);
      return routine;
    },
    mayFail: (match) => failing.has(match),
  };
  return program;
}

/** The status with which a program ends: 0 where its entry point gives none. */
export function statusOf(outcome: Extract<Outcome, { kind: 'returned' | 'exit' }>): bigint {
  if (outcome.kind === 'exit') return outcome.status;
  const { value } = outcome;
  if (value === undefined) return 0n;
  return typeof value === 'bigint' ? value : never('a program ends with a number');
}
