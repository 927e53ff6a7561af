// In: polynomials over the names of one function, and a call. Out: the same in the words of the other side: of the caller, or of the function that is called.
import type { Graph, NodeId, NodeOf } from '../checker/graph.ts';
import { add, constant, factorsOf, multiply, type Polynomial, scale, subtract } from '../checker/polynomial.ts';
import { type Guess, lengthAtom, lengthOf, type Names, nameAtom, valueOf } from './guess.ts';

const noNames: Names = new Map();

/** The atom of a function's result. */
export const resultAtom = 'r0';

/** What the callee's parameters are at a call, by their atoms. */
export function argumentsAt(
  guess: Guess,
  call: NodeOf<'call'>,
  parameters: readonly NodeId[],
): ReadonlyMap<string, Polynomial> {
  const by = new Map<string, Polynomial>();
  for (const [i, parameter] of parameters.entries()) {
    const operand = call.operands[i];
    if (operand === undefined) continue;
    by.set(nameAtom(parameter), valueOf(guess, operand, noNames));
    by.set(lengthAtom(parameter), lengthOf(guess, operand, noNames));
  }
  return by;
}

/** The polynomial with its atoms replaced; undefined when one has no replacement. */
export function rewrite(polynomial: Polynomial, by: ReadonlyMap<string, Polynomial>): Polynomial | undefined {
  let sum: Polynomial = constant(0n);
  for (const [monomial, coefficient] of polynomial) {
    let product = constant(coefficient);
    for (const factor of factorsOf(monomial)) {
      const replacement = by.get(factor);
      if (!replacement) return undefined;
      product = multiply(product, replacement);
    }
    sum = add(sum, product);
  }
  return sum;
}

/** Atoms of module-level values stand for themselves. */
export function withGlobals(
  graph: Graph,
  polynomial: Polynomial,
  by: ReadonlyMap<string, Polynomial>,
): ReadonlyMap<string, Polynomial> {
  const all = new Map(by);
  for (const atom of [...polynomial.keys()].flatMap(factorsOf)) {
    const id = Number(atom.slice(1));
    if ((atom.startsWith('b') || atom.startsWith('l')) && graph.node(id).kind === 'value')
      all.set(atom, new Map([[atom, 1n]]));
  }
  return all;
}

/**
 * What a caller's atoms are inside of the function that it calls: each argument is an equation, solved for an atom that stands alone in it; and the name that the result
 * is given.
 */
export function wordsInside(guess: Guess, call: NodeOf<'call'>): ReadonlyMap<string, Polynomial> {
  const { parameters } = guess.graph.expect(call.callee, 'function');
  const words = new Map<string, Polynomial>();
  let rest = [...argumentsAt(guess, call, parameters)];
  for (let isNews = true; isNews; ) {
    isNews = false;
    const later: typeof rest = [];
    for (const [atom, value] of rest) {
      const solved = solve(atom, value, words);
      if (!solved) later.push([atom, value]);
      else if (!words.has(solved.atom)) {
        words.set(solved.atom, solved.value);
        isNews = true;
      }
    }
    rest = later;
  }
  for (const [id, operand] of guess.bound)
    if (operand === call.id) words.set(nameAtom(id), new Map([[resultAtom, 1n]]));
  return words;
}

interface Solved {
  readonly atom: string;
  readonly value: Polynomial;
}

/** `argument = value`, solved for the one atom of the value that has no word yet. */
function solve(argument: string, value: Polynomial, words: ReadonlyMap<string, Polynomial>): Solved | undefined {
  let known: Polynomial = new Map([[argument, 1n]]);
  let open: { readonly atom: string; readonly by: bigint } | undefined;
  for (const [monomial, coefficient] of value) {
    const replaced = rewrite(new Map([[monomial, coefficient]]), words);
    if (replaced) known = subtract(known, replaced);
    else if (open || factorsOf(monomial).length > 1) return undefined;
    else open = { atom: monomial, by: coefficient };
  }
  // a constant argument is no name for anything
  if (!open || (open.by !== 1n && open.by !== -1n)) return undefined;
  return { atom: open.atom, value: scale(known, open.by) };
}
