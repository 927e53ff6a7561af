// In: a model that breaks a claim. Out: its values under source names, the claim's own variables first. Chooses what to show, adds nothing.
import type { Fact, Obligation } from '../obligations/obligation.ts';
import type { Model } from '../smt/evaluate.ts';
import { symbolsOf, type Term } from '../smt/term.ts';
import type { Counterexample } from './verdict.ts';

/** More values than this explain nothing. */
const most = 12;

/** Null when no variable of claim or facts has a source name. Of several values of one name (before and after an assignment) the claim's is shown. */
export function counterexampleOf(
  obligation: Obligation,
  claim: Term,
  facts: readonly Fact[],
  model: Model,
): Counterexample | null {
  const shown = new Map<string, string>();
  for (const term of [claim, ...facts.map((fact) => fact.term)]) {
    for (const symbol of symbolsOf(term).keys()) {
      const name = obligation.sourceNames.get(symbol);
      const value = model.get(symbol);
      if (name !== undefined && value !== undefined && !shown.has(name) && shown.size < most)
        shown.set(name, value.toString());
    }
  }
  return shown.size === 0 ? null : Object.fromEntries(shown);
}
