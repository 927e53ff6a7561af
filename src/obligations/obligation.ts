// An obligation: a claim at a place, with the facts known there. The vocabulary that obligations, proofs, alex and evidence share.
import type { NodeId } from '../psg/node.ts';
import type { Term } from '../smt/term.ts';
import type { ObligationKind } from './kinds.ts';

declare const obligationIdBrand: unique symbol;
/** Stable over edits elsewhere: `<kind>:<enclosing definition>:<shape of the claim, 8 hex digits>:<ordinal>`; no line numbers. */
export type ObligationId = string & { readonly [obligationIdBrand]: true };

/** Why a fact holds. */
export type Reason =
  | 'type' // the type's range, a length ≥ 0, a literal's value
  | 'definition' // a name or a result equals its defining expression
  | 'path' // a test on the way here
  | 'interval' // found by the abstract interpretation
  | 'loop' // holds at the loop's head, by fixpoint
  | 'guard' // a check that was passed before on every path here
  | 'contract' // a `requires` of this function, an `ensures` of a called one, an `invariant`
  | 'map' // the target's memory map or a descriptor
  | 'scope'; // nesting of lifetimes

/** A term that is true whenever control reaches the obligation. */
export interface Fact {
  /** Unique within the build; the name in SMT queries and in the graph. */
  readonly key: string;
  readonly term: Term;
  readonly reason: Reason;
  /** Where it comes from; for the report. */
  readonly about: NodeId;
  /** The obligation whose claim this fact is: the proof rests on that one's proof or guard. */
  readonly restsOn?: ObligationId;
  /** What the term says, where its symbols stand for nothing that the source names. */
  readonly words?: string;
}

/** One logical question: do the facts imply the claim? An invariant has two (entry, kept). */
export interface Question {
  readonly name: 'claim' | 'entry' | 'kept';
  readonly facts: readonly Fact[];
  /** The obligation's `check` with every role replaced by the term that the analyser found for it. */
  readonly claim: Term;
  /** All that is known where it is asked, for the replay of a counterexample; made when it is wanted. */
  readonly context?: () => Context;
}

/**
 * A role of the claim and what plays it. A machine value: the value of a node, the length of the collection that a node yields, or the exact result of an operation,
 * before it is cut to its type. Or an end of the scope of what a node points at or is; no machine knows it.
 */
export interface Role {
  readonly role: string;
  readonly node: NodeId;
  readonly of: 'value' | 'length' | 'exact' | 'opens' | 'closes';
}

/**
 * What a symbol of a question stands for: the integer or boolean at `path` (`.Length`, `.1`, `.tag`, or nothing) in the value of `holder`, as it was when control
 * last came from `about`: the start of a function or loop, the end of an `if`, or the holder itself.
 */
export interface Stand {
  readonly about: NodeId;
  readonly holder: NodeId;
  readonly path: string;
}

/** Every fact on the way to a claim, those about other things included; SMT symbol → what it stands for, where that is a value of the program. */
export interface Context {
  readonly facts: readonly Fact[];
  readonly stands: ReadonlyMap<string, Stand>;
}

export interface Obligation {
  readonly id: ObligationId;
  readonly kind: ObligationKind;
  /** The node whose execution needs the claim. Alex asks for the obligation by this node, kind and `part`. */
  readonly subject: NodeId;
  /** Tells several obligations of one kind at one node apart (`requires` number 2 of a call). */
  readonly part: number;
  /** What the claim speaks about (`index`, `extent`, `divisor`, …). `requires` at a call: the condition node belongs to the callee, read with its parameters bound to the arguments. */
  readonly roles: readonly Role[];
  /**
   * The claim over role names: the predicate of `smt/obligations/<kind>.smt2` applied to its roles. One term, three readings: proved (as the
   * questions' claims), guarded (alex lowers this very term; exact over mathematical integers), printed (`text`).
   */
  readonly check: Term;
  /** The enclosing function or module-level value. */
  readonly definition: NodeId;
  /** The claim in source names, printed from the predicate. */
  readonly text: string;
  readonly questions: readonly Question[];
  /** SMT symbol → source name, for counterexamples. */
  readonly sourceNames: ReadonlyMap<string, string>;
  /** `decided` when types, declarations or the memory map settle the claim without a solver. */
  readonly decided?: {
    readonly verdict: 'proved' | 'assumed' | 'refuted';
    readonly method: 'type' | 'declared';
    readonly because: string;
  };
}

/**
 * The node whose place the reader is shown: what is written in the source for it. `ensures` and `invariant` stand at their own condition, the lifetime of what a
 * definition yields at the expression that yields it, all else at its subject.
 */
export function shownAt({ kind, roles, subject }: Obligation): NodeId {
  const nodeOf = (role: string) => roles.find((each) => each.role === role)?.node;
  switch (kind) {
    case 'ensures':
    case 'invariant':
      return nodeOf('condition') ?? subject;
    case 'lifetime':
      return (nodeOf('holder-opens') === subject ? nodeOf('pointee-opens') : undefined) ?? subject;
    default:
      return subject;
  }
}
