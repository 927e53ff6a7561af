// In: limits that indices need of module-level variables. Out: guesses that they hold wherever functions are entered and left, and at the heads of loops: what the
// variable is between two calls, though not at every moment.
import type { Claim, ClaimTerm, Root } from '../checker/claims.ts';
import type { Effects } from '../checker/effects.ts';
import type { Graph, NodeId } from '../checker/graph.ts';
import { constant, keyOf, type Polynomial, scale } from '../checker/polynomial.ts';
import { namesAt, termsOf } from './comparisons.ts';
import { type Guess, lengthAtom, nameAtom } from './guess.ts';
import { isBare, type Limit } from './needs.ts';
import { argumentsAt, resultAtom, rewrite, withGlobals, wordsInside } from './translate.ts';

const mostLimits = 200;

export function limitsOfGlobals(guess: Guess, effects: Effects, limits: readonly Limit[]): readonly Claim[] {
  const { graph } = guess;
  const variables = limits.filter(({ name }) => isVariable(graph, name));
  const claims = new Map<string, Claim>();
  const touched = new Map<NodeId, Set<NodeId>>();
  for (const limit of spread(guess, effects, variables)) {
    for (const claim of claimsOf(graph, effects, limit)) claims.set(keyOfClaim(claim), claim);
    touched.set(limit.around, (touched.get(limit.around) ?? new Set()).add(limit.name));
  }
  for (const limit of initialsOf(graph, effects, variables))
    for (const claim of claimsOf(graph, effects, limit))
      if (claim.place === 'entry') claims.set(keyOfClaim(claim), claim);
  // an index is not negative either
  for (const [around, names] of touched)
    for (const name of names)
      for (const claim of claimsOf(graph, effects, { around, name, upper: undefined }))
        claims.set(keyOfClaim(claim), claim);
  return [...claims.values()];
}

function keyOfClaim(claim: Claim): string {
  return JSON.stringify(claim, (_key, value) => (typeof value === 'bigint' ? `${value}` : value));
}

function isVariable(graph: Graph, id: NodeId): boolean {
  const node = graph.node(id);
  return node.kind === 'value' && node.mutability === 'mutable' && node.type.kind === 'integer';
}

/** What the variables are when the program's own code starts. */
function initialsOf(graph: Graph, effects: Effects, limits: readonly Limit[]): readonly Limit[] {
  const started = graph.within(graph.entry).flatMap((node) => (node.kind === 'call' ? [node.callee] : []));
  return started.flatMap((around) =>
    effects.reachable.includes(around)
      ? [...new Set(limits.map(({ name }) => name))].flatMap((name) => {
          const initial = graph.node(graph.expect(name, 'value').initial);
          const isNumber = initial.kind === 'literal' && typeof initial.value === 'bigint';
          return isNumber ? [{ around, name, upper: constant(BigInt(initial.value ?? 0)) }] : [];
        })
      : [],
  );
}

/** The limits in the words of callers, and of functions that assign the variable. */
function spread(guess: Guess, effects: Effects, first: readonly Limit[]): readonly Limit[] {
  const { graph } = guess;
  const limits = new Map<string, Limit>();
  const calls = effects.reachable.flatMap((around) =>
    graph.within(around).flatMap((call) => (call.kind === 'call' ? [{ around, call }] : [])),
  );
  const queue: Limit[] = [];
  const add = (around: NodeId, name: NodeId, upper: Polynomial | undefined) => {
    const key = upper && `${around} ${name} ${keyOf(upper)}`;
    if (!upper || key === undefined || isBare(upper) || limits.has(key) || limits.size >= mostLimits) return;
    limits.set(key, { around, name, upper });
    queue.push({ around, name, upper });
  };
  for (const { around, name, upper } of first) add(around, name, upper);
  for (let limit = queue.shift(); limit; limit = queue.shift()) {
    const { name, upper } = limit;
    for (const { around, call } of calls) {
      if (call.callee === limit.around) {
        const { parameters } = graph.expect(call.callee, 'function');
        add(around, name, rewrite(upper, withGlobals(graph, upper, argumentsAt(guess, call, parameters))));
      }
      if (around === limit.around && effects.assignedBy(call.callee).has(name))
        add(call.callee, name, rewrite(upper, withGlobals(graph, upper, wordsInside(guess, call))));
    }
  }
  return [...limits.values()];
}

interface Wanted {
  readonly around: NodeId;
  readonly name: NodeId;
  /** Absent: at least 0. */
  readonly upper: Polynomial | undefined;
}

function claimsOf(graph: Graph, effects: Effects, { around, name, upper }: Wanted): readonly Claim[] {
  const definition = graph.node(around);
  if (definition.kind !== 'function') return [];
  const own: Root = { kind: 'name', id: name, slot: 0 };
  const claimAt = (place: 'entry' | 'result' | 'loop', node: NodeId, names: readonly NodeId[]): readonly Claim[] => {
    const roots = new Map<string, Root>([[resultAtom, { kind: 'result', slot: 0 }]]);
    if (place !== 'result') roots.delete(resultAtom);
    for (const id of names) {
      roots.set(nameAtom(id), { kind: 'name', id, slot: 0 });
      roots.set(lengthAtom(id), { kind: 'name', id, slot: 0 });
    }
    if (!upper) {
      const terms: readonly ClaimTerm[] = [{ factor: -1n, roots: [own] }];
      return [{ place, node, terms, constant: 0n, modulus: 0n }];
    }
    const terms = termsOf(scale(upper, -1n), roots);
    if (!terms) return [];
    const all = [{ factor: 1n, roots: [own] }, ...terms];
    return [{ place, node, terms: all, constant: -(upper.get('') ?? 0n), modulus: 0n }];
  };
  const claims: Claim[] = [];
  if (around !== graph.entry && !graph.interrupts.includes(around))
    claims.push(...claimAt('entry', around, definition.parameters));
  if (effects.assignedBy(around).has(name)) claims.push(...claimAt('result', around, definition.parameters));
  for (const loop of graph.within(around)) {
    const isLoop = loop.kind === 'while' || loop.kind === 'for';
    if (isLoop && effects.assignedIn([loop.id]).has(name))
      claims.push(...claimAt('loop', loop.id, namesAt(graph, loop.id, around)));
  }
  return claims;
}
