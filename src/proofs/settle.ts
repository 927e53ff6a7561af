// In: one question (facts and a claim). Out: what is known about it after ranges and solver. Every doubt is `unknown`.
// Invariant: `proved` only when facts ∧ ¬claim cannot be satisfied while the same facts can.
import type { Fact, Question } from '../obligations/obligation.ts';
import { evaluate, type Model } from '../smt/evaluate.ts';
import { completeModel, type Query, type Reply } from '../smt/query.ts';
import { apply, type Term } from '../smt/term.ts';
import { boxOf, provedByBox } from './box.ts';
import { coneOf, mostFacts } from './cone.ts';

export type Finding =
  | { readonly kind: 'proved'; readonly by: 'interval' | 'z3'; readonly hypotheses: readonly Fact[] }
  | { readonly kind: 'refuted'; readonly hypotheses: readonly Fact[] }
  | { readonly kind: 'unreachable'; readonly hypotheses: readonly Fact[] }
  /** `model` makes all `facts` true and the claim false; null when there is none to show. */
  | { readonly kind: 'unknown'; readonly why: string; readonly model: Model | null; readonly facts: readonly Fact[] };

export interface Asker {
  ask(query: Query): Promise<Reply>;
  readonly rlimit: number;
}

const claimName = 'claim';

export async function settle(question: Question, asker: Asker): Promise<Finding> {
  const { facts, claim } = question;
  const cone = coneOf(facts, claim);
  const sources = provedByBox(boxOf(cone.map((fact) => fact.term)), claim);
  if (sources) {
    const used = cone.filter((_fact, index) => sources.has(index));
    return nonVacuous(cone, used, { kind: 'proved', by: 'interval', hypotheses: used }, asker);
  }
  const narrow = await settleWith(cone, claim, asker);
  // The contradiction of a dead path may lie in facts that share nothing with the claim.
  const wide = facts.slice(0, mostFacts);
  if (wide.length <= cone.length) return narrow;
  if (narrow.kind === 'refuted') {
    const alive = await ask(wide, undefined, asker);
    return alive.kind === 'unsat' ? { kind: 'unreachable', hypotheses: inCore(wide, alive.core) } : narrow;
  }
  if (narrow.kind !== 'unknown') return narrow;
  const second = await settleWith(wide, claim, asker);
  return second.kind === 'unknown' && second.model === null ? narrow : second;
}

async function settleWith(facts: readonly Fact[], claim: Term, asker: Asker): Promise<Finding> {
  const failing = await ask(facts, apply('not', claim), asker);
  switch (failing.kind) {
    case 'none':
      return unknown(failing.why, facts);
    case 'unsat': {
      const used = inCore(facts, failing.core);
      return nonVacuous(facts, used, { kind: 'proved', by: 'z3', hypotheses: used }, asker);
    }
    case 'unknown': {
      const holding = await ask(facts, claim, asker);
      if (holding.kind !== 'unsat') return unknown(failing.why, facts);
      const used = inCore(facts, holding.core);
      return nonVacuous(facts, used, { kind: 'refuted', hypotheses: used }, asker);
    }
    case 'sat': {
      const holding = await ask(facts, claim, asker);
      if (holding.kind === 'unsat') return { kind: 'refuted', hypotheses: inCore(facts, holding.core) };
      return { kind: 'unknown', why: 'counterexample', model: failing.model, facts };
    }
  }
}

/** The finding, if the facts can be true together; `unreachable`, if they cannot; else `unknown`. */
async function nonVacuous(
  facts: readonly Fact[],
  used: readonly Fact[],
  finding: Finding,
  asker: Asker,
): Promise<Finding> {
  const isAll = used.length === facts.length;
  for (const some of isAll ? [facts] : [facts, used]) {
    // What is used must be shown; about the rest, products and quotients for the most part, asking longer is seldom worth it.
    const patience = isAll || some === used ? asker.rlimit : Math.ceil(asker.rlimit / 8);
    const reply = await ask(some, undefined, { ...asker, rlimit: patience });
    if (reply.kind === 'sat') return finding;
    if (reply.kind === 'unsat') return { kind: 'unreachable', hypotheses: inCore(some, reply.core) };
    if (reply.kind === 'none') return unknown(reply.why, facts);
  }
  return unknown('the facts are not shown to be satisfiable', facts);
}

function unknown(why: string, facts: readonly Fact[]): Finding {
  return { kind: 'unknown', why, model: null, facts };
}

/** Names in the query are positions: keys of facts stay out of the solver. */
async function ask(facts: readonly Fact[], extra: Term | undefined, asker: Asker): Promise<Reply> {
  const assertions = facts.map(({ term }, index) => ({ name: `fact-${index}`, term }));
  const query = {
    assertions: extra ? [...assertions, { name: claimName, term: extra }] : assertions,
    rlimit: asker.rlimit,
  };
  const reply = await asker.ask(query);
  if (reply.kind !== 'sat') return reply;
  const model = completeModel(query, reply.model);
  // A model that falsifies what was asserted is no answer. Where our evaluator is silent (division by zero) the solver's word stands.
  const broken = query.assertions.some(({ term }) => evaluate(term, model) === false);
  return broken ? { kind: 'none', why: 'solver error: the model does not satisfy the query' } : { ...reply, model };
}

function inCore(facts: readonly Fact[], core: readonly string[]): readonly Fact[] {
  const names = new Set(core);
  return facts.filter((_fact, index) => names.has(`fact-${index}`));
}
