// In: the exported graph. Out: claims guessed from the program's text, for what the analysis does not see: sums that loops keep, lengths that are products,
// orders that comparisons suggest. None is believed before it is proved.
import type { Claim } from '../checker/claims.ts';
import type { Effects } from '../checker/effects.ts';
import type { Graph, NodeId } from '../checker/graph.ts';
import { lengthsOfArguments, reachOfFunctions } from './calls.ts';
import { boundsOfResults, limitsOfNames, ordersAt, ordersOfVariables } from './comparisons.ts';
import { claimsAboutElements } from './contents.ts';
import { limitsOfGlobals } from './globals.ts';
import { makeGuess } from './guess.ts';
import { needsOf } from './needs.ts';
import { relationsOf } from './relations.ts';

/** `open`: functions with checks that are not proved yet; `known`: claims that are likely to hold. */
export function mine(
  graph: Graph,
  effects: Effects,
  open: ReadonlySet<NodeId>,
  known: readonly Claim[],
): readonly Claim[] {
  const guess = makeGuess(graph);
  const functions = effects.reachable;
  const claims = [...lengthsOfArguments(guess, functions), ...reachOfFunctions(guess, functions)];
  const needs = needsOf(guess, functions);
  claims.push(...boundsOfResults(graph, functions), ...limitsOfNames(guess, needs.names));
  claims.push(...limitsOfGlobals(guess, effects, needs.names));
  claims.push(...claimsAboutElements(guess, effects, needs.elements, known));
  for (const id of functions) {
    if (!open.has(id)) continue;
    for (const node of graph.within(id)) {
      if (node.kind !== 'while' && node.kind !== 'for') continue;
      claims.push(...relationsOf(guess, node), ...ordersAt(guess, node, id), ...ordersOfVariables(guess, node, id));
    }
  }
  return claims;
}
