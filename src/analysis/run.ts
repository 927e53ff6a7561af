// The shape of one symbolic run over a definition: what it reads, what it reports. Types and small accessors only; the walk itself is in `walk….ts`.
import { never } from '../base/never.ts';
import type { Claim } from '../checker/claims.ts';
import type { Target } from '../memory/target.ts';
import type { ObligationId } from '../obligations/obligation.ts';
import type { ClaimKind, NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Type } from '../psg/type.ts';
import type { Term } from '../smt/term.ts';
import type { Place } from './arithmetic.ts';
import type { Arrays } from './arrays.ts';
import type { Effects } from './effects.ts';
import type { Formula, RoleValue } from './formula.ts';
import { sourceNameOf } from './source-name.ts';
import { noteStatement, type State } from './state.ts';
import type { SymbolTable } from './symbols.ts';
import type { Bounds } from './templates.ts';
import type { Value } from './value.ts';

/** A claim that stands at a node; `check` is over role names. */
export interface Check {
  readonly id: ObligationId;
  readonly part: number;
  readonly check: Term;
}

/** The claims of a kind at a node, by part. */
export interface Checks {
  readonly at: (subject: NodeId, kind: ClaimKind) => readonly Check[];
}

/** What is known of definitions from all places of the program. Absent: never called, never assigned (or not yet found). */
export interface Knowledge {
  /** By function: bounds of the integers in its arguments. */
  readonly parameters: Map<NodeId, Bounds>;
  /** By function: bounds of the integers in its result, with those of its arguments as partners. */
  readonly results: Map<NodeId, Bounds>;
  /** By module-level value: bounds of the integers in it, over all its assignments. */
  readonly globals: Map<NodeId, Bounds>;
  /** By node that makes an array: bounds of the integers in its elements, whenever they are read. */
  readonly contents: Map<NodeId, Bounds>;
  /** Module-level values that an initialiser before them may read: nothing is known of them. */
  readonly readEarly: ReadonlySet<NodeId>;
}

export type Question = 'claim' | 'entry' | 'kept';

/** Receives every question as it comes up, once per walk. */
export interface Recorder {
  readonly ask: (
    run: Run,
    check: Check,
    question: Question,
    state: State,
    roles: ReadonlyMap<string, RoleValue>,
  ) => void;
  /** Control is where the program asks what is known. */
  readonly facts?: (run: Run, node: NodeId, state: State) => void;
  /** What holds at a loop's head, for others to prove in their own way. */
  readonly propose?: (claims: readonly Claim[]) => void;
}

/** Receives what a walk finds out about other definitions. */
export interface Findings {
  readonly parameters: (callee: NodeId, bounds: Bounds) => void;
  readonly result: (bounds: Bounds) => void;
  readonly global: (value: NodeId, bounds: Bounds) => void;
  readonly contents: (array: NodeId, bounds: Bounds) => void;
}

/** The bounds of a loop that were found last, and from where; to which bounds widening could jump then. */
export interface LoopHint {
  readonly start: Bounds;
  readonly bounds: Bounds;
  readonly thresholds: readonly bigint[];
}

export interface Condition {
  readonly formula: Formula;
  readonly whenTrue: State;
  readonly whenFalse: State;
}

export interface Run {
  readonly psg: Psg;
  readonly target: Target;
  readonly effects: Effects;
  readonly arrays: Arrays;
  readonly checks: Checks;
  readonly knowledge: Knowledge;
  readonly findings: Findings;
  /** The function or module-level value. */
  readonly definition: NodeId;
  /** `critical`: no interrupt handler runs meanwhile, so that what it shares stays as it is. */
  readonly section: 'open' | 'critical';
  readonly table: SymbolTable;
  /** Values of immutable bindings, parameters included. */
  readonly locals: Map<NodeId, Value>;
  /** Values of immutable module-level values, as this definition sees them. */
  readonly constants: Map<NodeId, Value>;
  /** By loop of this definition: the bounds found last, and from where. A first guess for the next time. */
  readonly loops: Map<NodeId, LoopHint>;
  /** Bounds to which widening jumps. */
  readonly thresholds: readonly bigint[];
  /** Absent while a fixpoint is being sought and while another definition's contract is evaluated. */
  readonly recorder: Recorder | undefined;
  readonly evaluate: (run: Run, state: State, id: NodeId) => Value;
  readonly evaluateCondition: (run: Run, state: State, id: NodeId) => Condition;
}

export function withoutRecorder(run: Run): Run {
  return run.recorder ? { ...run, recorder: undefined } : run;
}

export function placeOf(run: Run, state: State, about: NodeId): Place {
  return {
    table: run.table,
    domain: state.domain,
    about,
    source: sourceNameOf(run.psg, about),
    note: (formula) => {
      if (formula.kind !== 'constant') noteStatement(state, { formula, reason: 'interval', about });
    },
  };
}

/** The type of an expression, binding or module-level value. */
export function typeOfNode(run: Run, id: NodeId): Type {
  const node = run.psg.node(id);
  return node.kind === 'function' ? never('a function is no value') : node.type;
}
