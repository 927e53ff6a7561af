// In: the exported graph. Out: claims guessed from the program's text, for what the analysis does not see: sums that loops keep, lengths that are products,
// orders that comparisons suggest. None is believed before it is proved.
import type { Claim } from '../checker/claims.ts';
import type { Effects } from '../checker/effects.ts';
import type { Graph, NodeId } from '../checker/graph.ts';
import { lengthsOfArguments, reachOfFunctions } from './calls.ts';
import { boundsOfResults, limitsOfNames, ordersAt, ordersOfVariables } from './comparisons.ts';
import { claimsAboutElements } from './contents.ts';
import { distinctClaims } from './distinct-claims.ts';
import { limitsOfGlobals } from './globals.ts';
import { makeGuess } from './guess.ts';
import { needsOf } from './needs.ts';
import { limitsOfPayloads } from './payloads.ts';
import { ratesOf } from './rates.ts';
import { changesOf, relationsOf } from './relations.ts';

export interface Mined {
  readonly likely: readonly Claim[];
  /** Of pairs that nothing in the program compares: seldom right, and then needed. */
  readonly wild: readonly Claim[];
}

/** `open`: functions with checks that are not proved yet; `known`: claims that are likely to hold. */
export function mine(graph: Graph, effects: Effects, open: ReadonlySet<NodeId>, known: readonly Claim[]): Mined {
  const guess = makeGuess(graph);
  const functions = effects.reachable;
  const wild: Claim[] = [];
  const claims = [...lengthsOfArguments(guess, functions), ...reachOfFunctions(guess, functions)];
  const needs = needsOf(guess, functions);
  claims.push(...boundsOfResults(graph, functions), ...limitsOfNames(guess, needs.names));
  claims.push(...limitsOfPayloads(guess, needs.payloads));
  claims.push(...limitsOfGlobals(guess, effects, needs.names));
  claims.push(...claimsAboutElements(guess, effects, needs.elements, known));
  // what a call gives may be what is missing
  const near = new Set([...open, ...[...open].flatMap((id) => [...(needs.results.get(id) ?? [])])]);
  for (const id of functions) {
    if (!near.has(id)) continue;
    for (const node of graph.within(id)) {
      if (node.kind !== 'while' && node.kind !== 'for') continue;
      const changes = changesOf(guess, node);
      if (changes) claims.push(...relationsOf(changes), ...ratesOf(guess, changes));
      claims.push(...ordersAt(guess, node, id));
      wild.push(...ordersOfVariables(guess, node, id));
    }
  }
  return { likely: distinctClaims(claims, known), wild: distinctClaims(wild, [...known, ...claims]) };
}
