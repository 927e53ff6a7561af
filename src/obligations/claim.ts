// What each obligation kind says about a node: the claim before anything is known of its values. Types, and the claim's making from its predicate.
import type { Lifetimes } from '../analysis/lifetimes.ts';
import type { Target } from '../memory/target.ts';
import type { Node, NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { instantiate } from '../smt/predicate.ts';
import { simplify } from '../smt/simplify.ts';
import { symbol, type Term } from '../smt/term.ts';
import type { ObligationKind } from './kinds.ts';
import type { Predicates } from './load-predicates.ts';
import type { Obligation, Question, Role } from './obligation.ts';

/** What the kinds' files read. */
export interface Room {
  readonly psg: Psg;
  readonly target: Target;
  readonly predicates: Predicates;
  readonly lifetimes: Lifetimes;
  /** By definition: what the keys of its facts begin with. */
  readonly prefixes: ReadonlyMap<NodeId, string>;
}

export interface Claim {
  readonly kind: ObligationKind;
  readonly part: number;
  readonly roles: readonly Role[];
  readonly check: Term;
  /** The claim in source names; made from `check` when absent. */
  readonly text?: string;
  readonly decided?: NonNullable<Obligation['decided']>;
  /** The question, where it does not depend on the values that a walk finds. */
  readonly asked?: { readonly question: Question; readonly sourceNames: ReadonlyMap<string, string> };
}

/** The claims of one kind at a node. */
export type FindClaims = (node: Node, room: Room) => readonly Claim[];

/** The predicate of a kind over its roles; parameters that no role plays are given as terms. */
export function checkOf(room: Room, kind: ObligationKind, given: Readonly<Record<string, Term>> = {}): Term {
  const predicate = room.predicates[kind];
  const terms = new Map(predicate.parameters.map(({ name, sort }) => [name, given[name] ?? symbol(name, sort)]));
  return simplify(instantiate(predicate, terms));
}
