// In: functions and their calls. Out: guesses of what holds when they are called: how the length of an argument hangs together with the other arguments, and that
// what the function reads lies within it.
import type { Claim, ClaimTerm, Root } from '../checker/claims.ts';
import type { Graph, NodeId, NodeOf } from '../checker/graph.ts';
import {
  add,
  constant,
  factorsOf,
  keyOf,
  multiply,
  type Polynomial,
  scale,
  shift,
  subtract,
} from '../checker/polynomial.ts';
import { type Guess, lengthAtom, lengthOf, type Names, nameAtom, valueOf } from './guess.ts';
import { rewrite, wordsInside } from './translate.ts';

const noNames: Names = new Map();

function isCollection(graph: Graph, id: NodeId): boolean {
  return ['array', 'span', 'string', 'pointer'].includes(graph.typeAt(id).kind);
}

/** A claim `polynomial ≤ 0` about parameters; undefined when it speaks of something else. */
function claimOf(callee: NodeId, polynomial: Polynomial, parameters: readonly NodeId[]): Claim | undefined {
  const roots = new Map<string, Root>();
  for (const id of parameters) {
    roots.set(nameAtom(id), { kind: 'name', id, slot: 0 });
    roots.set(lengthAtom(id), { kind: 'name', id, slot: 0 });
  }
  const terms: ClaimTerm[] = [];
  for (const [monomial, factor] of polynomial) {
    if (monomial === '') continue;
    const named = factorsOf(monomial).flatMap((each) => roots.get(each) ?? []);
    if (named.length !== factorsOf(monomial).length || named.length > 2) return undefined;
    terms.push({ factor, roots: named });
  }
  if (terms.length === 0) return undefined;
  return { place: 'entry', node: callee, terms, constant: polynomial.get('') ?? 0n, modulus: 0n };
}

/** Lengths of parameters as polynomials over the others, by what calls pass; chains of calls are followed for a few rounds. */
export function lengthsOfArguments(guess: Guess, functions: readonly NodeId[]): readonly Claim[] {
  const { graph } = guess;
  const found = new Map<string, Claim>();
  /** By parameter: a polynomial that its length equals where it is called. */
  const lengths = new Map<NodeId, Polynomial>();
  const calls = functions.flatMap((id) =>
    graph.within(id).filter((node): node is NodeOf<'call'> => node.kind === 'call'),
  );
  for (let round = 0; round < 3; round++) {
    for (const call of calls) {
      const { parameters } = graph.expect(call.callee, 'function');
      const back = wordsInside(guess, call);
      for (const [i, parameter] of parameters.entries()) {
        const operand = call.operands[i];
        if (operand === undefined || !isCollection(graph, parameter)) continue;
        const length = expand(lengthOf(guess, operand, noNames), lengths);
        const own = new Map([...back].filter(([, value]) => !value.has(lengthAtom(parameter))));
        const wanted = rewrite(length, own);
        if (!wanted || isPlain(wanted)) continue;
        lengths.set(parameter, wanted);
        for (const sign of [1n, -1n]) {
          const claim = claimOf(
            call.callee,
            scale(subtract(new Map([[lengthAtom(parameter), 1n]]), wanted), sign),
            parameters,
          );
          if (claim) found.set(`${call.callee} ${keyOf(scale(wanted, sign))} ${parameter}`, claim);
        }
      }
    }
  }
  return [...found.values()];
}

/** A length that the analysis finds by itself. */
function isPlain(length: Polynomial): boolean {
  return length.size <= 1 && [...length].every(([monomial, by]) => by === 1n && factorsOf(monomial).length <= 1);
}

/** Lengths of the caller's own parameters, where they are known. */
function expand(length: Polynomial, lengths: ReadonlyMap<NodeId, Polynomial>): Polynomial {
  const by = new Map([...lengths].map(([id, value]) => [lengthAtom(id), value] as const));
  let sum: Polynomial = constant(0n);
  for (const [monomial, coefficient] of length) {
    let product = constant(coefficient);
    for (const factor of factorsOf(monomial)) product = multiply(product, by.get(factor) ?? new Map([[factor, 1n]]));
    sum = add(sum, product);
  }
  return sum;
}

/** That the greatest index which a function reads or writes in an argument lies within it, in terms of the other arguments. */
export function reachOfFunctions(guess: Guess, functions: readonly NodeId[]): readonly Claim[] {
  const { graph } = guess;
  const found = new Map<string, Claim>();
  for (const id of functions) {
    const callee = graph.node(id);
    if (callee.kind !== 'function') continue;
    const counters = countersIn(guess, id);
    for (const node of graph.within(id)) {
      if (node.kind !== 'element' && node.kind !== 'set-element') continue;
      const index = greatest(valueOf(guess, node.index, noNames), counters);
      const beyond = subtract(shift(index, 1n), lengthOf(guess, node.collection, noNames));
      const claim = claimOf(id, beyond, callee.parameters);
      if (claim) found.set(`${id} ${keyOf(beyond)}`, claim);
    }
  }
  return [...found.values()];
}

/** By counter: the last value that it takes. */
function countersIn(guess: Guess, id: NodeId): ReadonlyMap<string, Polynomial> {
  const counters = new Map<string, Polynomial>();
  for (const node of guess.graph.within(id)) {
    if (node.kind !== 'for') continue;
    const last = valueOf(guess, node.direction === 'up' ? node.to : node.from, noNames);
    counters.set(nameAtom(node.binding), last);
  }
  return counters;
}

/** The index with its counters at their ends; factors beside a counter are taken to be positive. */
function greatest(index: Polynomial, counters: ReadonlyMap<string, Polynomial>): Polynomial {
  let at = index;
  for (let round = 0; round < 3; round++) {
    let sum: Polynomial = constant(0n);
    for (const [monomial, coefficient] of at) {
      let product = constant(coefficient);
      for (const factor of factorsOf(monomial)) {
        const last = coefficient > 0n ? counters.get(factor) : undefined;
        product = multiply(product, last ?? new Map([[factor, 1n]]));
      }
      sum = add(sum, product);
    }
    at = sum;
  }
  return at;
}
