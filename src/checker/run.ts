// The shape of one walk over a definition: what it reads and reports, and what a check does to the state.
import type { Claim } from './claims.ts';
import { Malformed } from './decode.ts';
import type { Effects } from './effects.ts';
import { type Formula, not } from './formula.ts';
import type { Graph, NodeId, Type } from './graph.ts';
import type { TargetFacts } from './machine.ts';
import type { Polynomial } from './polynomial.ts';
import { assume, pathOf, type State } from './state.ts';
import { type Unknowns, unknownOf, type Value } from './value.ts';

/** Something to be proved: that `failure` contradicts the facts of the path and the definitions. */
export interface Goal {
  /** `kind:node:part` of a check, or the place of a claim and where it is to hold. */
  readonly key: string;
  readonly sort: 'check' | 'claim';
  readonly unknowns: Unknowns;
  /** Facts that may be used besides the definitions. */
  readonly path: () => ReadonlySet<number>;
  /** Only facts below this number are known yet. */
  readonly known: number;
  readonly failure: Formula;
  /** The claim that is to hold. */
  readonly claim: Claim | undefined;
}

/** `scope`: names and their values where the goal stands; for those who explain proofs. It is read at once or not at all. */
export type Report = (goal: Goal, scope: () => Iterable<readonly [NodeId, Value]>) => void;

export interface Walk {
  readonly graph: Graph;
  readonly target: TargetFacts;
  readonly effects: Effects;
  readonly claimsAt: (place: Claim['place'], node: NodeId) => readonly Claim[];
  /** Claims about what the arrays of a class hold. */
  readonly contentsOf: (of: NodeId) => readonly Claim[];
  /** Classes of storage whose elements are followed. */
  readonly followed: ReadonlySet<NodeId>;
  readonly report: Report;
  readonly unknowns: Unknowns;
  /** Values of immutable bindings. */
  readonly locals: Map<NodeId, Value>;
  /** Values of immutable module-level values. */
  readonly constants: Map<NodeId, Value>;
  /**
   * `code`: what the definition runs. `condition`: a claim's condition, which is not evaluated once the claim is proved; so nothing is learnt from a call in it
   * that may never return. `contract`: a callee's `requires`, looked at from a call: its own checks are goals of the callee. `thought`: an execution that another
   * walk covers, looked at again. `past`: one that has come to its end, so that its checks have been passed.
   */
  readonly mode: 'code' | 'condition' | 'contract' | 'thought' | 'past';
  /** `critical`: no interrupt handler runs meanwhile. */
  readonly section: 'open' | 'critical';
  /** Tells goals of one node in several contracts apart. */
  readonly context: string;
  /** Evaluations that may still be made: conditions are looked at where they are asked, and a program could make that grow without end. */
  readonly steps: { left: number };
  /** The walk over an expression; here, so that its parts need not import each other. */
  readonly evaluate: (walk: Walk, state: State, id: NodeId) => Value;
}

/** Asks for a proof that the formula holds. */
export function ask(walk: Walk, state: State, key: string, sort: Goal['sort'], failure: Formula, claim?: Claim): void {
  if (walk.mode === 'thought' || walk.mode === 'past') return;
  const { unknowns } = walk;
  // the state goes on: only its last fact is kept of what it is now
  const { path } = state;
  const known = unknowns.facts.length;
  walk.report(
    { key: `${key}${walk.context}`, sort, unknowns, path: () => pathOf({ path }), known, failure, claim },
    () => [...walk.locals, ...state.values],
  );
}

/** Which facts a proof of the goal may use: definitions, and those of its path, as far as they are known there. */
export function usableIn({ unknowns, path, known }: Goal): (fact: number) => boolean {
  const here = path();
  return (fact) => fact < known && (unknowns.isDefinition[fact] === true || here.has(fact));
}

/**
 * A check of the program: a goal, and true from here on. Inside a contract that is looked at from elsewhere it is neither: a contract that is proved is not
 * evaluated there, so that nothing has checked it, and what its own definition proves of it may rest on what is being asked here.
 */
export function check(walk: Walk, state: State, key: string, formula: Formula): void {
  if (walk.mode === 'contract' || walk.mode === 'thought') return;
  askCheck(walk, state, key, formula);
  assume(state, formula);
}

/** A goal whose guard does not stand here: nothing is known afterwards. */
export function askCheck(walk: Walk, state: State, key: string, formula: Formula): void {
  if (walk.mode === 'contract' || walk.mode === 'thought') return;
  ask(walk, state, key, 'check', not(formula));
}

export function integerAt(walk: Walk, state: State, id: NodeId): Polynomial {
  return expectInteger(walk, walk.evaluate(walk, state, id), walk.graph.typeAt(id));
}

export function expectInteger(walk: Walk, value: Value, type: Type): Polynomial {
  const known = value.kind === 'integer' ? value : unknownOf(type, walk.unknowns);
  if (known.kind !== 'integer') throw new Malformed('an integer is expected');
  return known.polynomial;
}

/** The condition of a claim that stands in this definition. */
export function conditionAt(walk: Walk, state: State, id: NodeId): Formula {
  return truthAt(walk.mode === 'code' ? { ...walk, mode: 'condition' } : walk, state, id);
}

export function truthAt(walk: Walk, state: State, id: NodeId): Formula {
  const value = walk.evaluate(walk, state, id);
  return value.kind === 'truth' ? value.formula : walk.unknowns.makeTruth();
}
