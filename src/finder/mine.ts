// In: the exported graph. Out: claims guessed from the program's text, for what the analysis does not see: sums that loops keep, lengths that are products,
// orders that comparisons suggest. None is believed before it is proved.
import type { Claim } from '../checker/claims.ts';
import type { Graph, NodeId } from '../checker/graph.ts';
import { lengthsOfArguments, reachOfFunctions } from './calls.ts';
import { boundsOfResults, ordersAt } from './comparisons.ts';
import { makeGuess } from './guess.ts';
import { relationsOf } from './relations.ts';

/** `functions`: those that can run; `open`: those with checks that are not proved yet. */
export function mine(graph: Graph, functions: readonly NodeId[], open: ReadonlySet<NodeId>): readonly Claim[] {
  const guess = makeGuess(graph);
  const claims = [...lengthsOfArguments(guess, functions), ...reachOfFunctions(guess, functions)];
  claims.push(...boundsOfResults(graph, functions));
  for (const id of functions) {
    if (!open.has(id)) continue;
    for (const node of graph.within(id)) {
      if (node.kind !== 'while' && node.kind !== 'for') continue;
      claims.push(...relationsOf(guess, node), ...ordersAt(guess, node, id));
    }
  }
  return claims;
}
