// In: the facts of a question and its claim. Out: the facts that share symbols with the claim, directly or through other facts. Leaves out, adds nothing.
import type { Fact } from '../obligations/obligation.ts';
import { symbolsOf, type Term } from '../smt/term.ts';

/** More facts than this are never asked about at once: the nearest ones are kept. Fewer facts can only lose a proof. */
export const mostFacts = 600;

/** In the facts' own order. Facts without symbols (`false` on a dead path) always belong to it. */
export function coneOf(facts: readonly Fact[], claim: Term): readonly Fact[] {
  const symbols = facts.map((fact) => [...symbolsOf(fact.term).keys()]);
  const users = new Map<string, number[]>();
  for (const [index, names] of symbols.entries()) {
    for (const name of names) {
      const known = users.get(name);
      if (known) known.push(index);
      else users.set(name, [index]);
    }
  }
  const kept = new Set<number>();
  for (const [index, names] of symbols.entries()) if (names.length === 0) kept.add(index);
  const reached = new Set(symbolsOf(claim).keys());
  // A set is walked in insertion order, also over what is added on the way: breadth first.
  for (const name of reached) {
    for (const index of users.get(name) ?? []) {
      if (kept.size >= mostFacts) break;
      if (kept.has(index)) continue;
      kept.add(index);
      for (const next of symbols[index] ?? []) reached.add(next);
    }
  }
  return facts.filter((_fact, index) => kept.has(index));
}
