// In: expressions of the exported graph. Out: polynomials that they are likely to be equal to: without wrapping, without effects, names read as they stand.
// Only for guessing claims: nothing that rests on it is believed before it is proved.
import type { Graph, Node, NodeId } from '../checker/graph.ts';
import { add, constant, multiply, type Polynomial, scale, shift, subtract, unknown } from '../checker/polynomial.ts';

/** Values of names that are not to stand for themselves. */
export type Names = ReadonlyMap<NodeId, Polynomial>;

/** The atom of a name's value. */
export function nameAtom(id: NodeId): string {
  return `b${id}`;
}

/** The atom of the length of what a name stands for. */
export function lengthAtom(id: NodeId): string {
  return `l${id}`;
}

/** The atom of an expression that is not looked into. */
function nodeAtom(id: NodeId): string {
  return `n${id}`;
}

export interface Guess {
  readonly graph: Graph;
  /** The expression that an immutable name was bound to. */
  readonly bound: ReadonlyMap<NodeId, NodeId>;
}

export function makeGuess(graph: Graph): Guess {
  const bound = new Map<NodeId, NodeId>();
  for (const node of graph.nodes) {
    if (node.kind === 'let' && graph.expect(node.binding, 'binding').mutability === 'immutable')
      bound.set(node.binding, node.operand);
  }
  return { graph, bound };
}

const deepest = 12;

export function valueOf(guess: Guess, id: NodeId, names: Names, depth = 0): Polynomial {
  const { graph, bound } = guess;
  const node = graph.node(id);
  const at = (each: NodeId | undefined) => (each === undefined ? constant(0n) : valueOf(guess, each, names, depth + 1));
  if (depth > deepest) return unknown(nodeAtom(id));
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'bigint' ? constant(node.value) : unknown(nodeAtom(id));
    case 'local': {
      const known = names.get(node.binding);
      if (known) return known;
      const operand = bound.get(node.binding);
      const value = operand === undefined ? undefined : valueOf(guess, operand, names, depth + 1);
      // a name for what is not looked into: certificates can speak of names only
      return value && !isBare(value) ? value : unknown(nameAtom(node.binding));
    }
    case 'global':
      return names.get(node.value) ?? unknown(nameAtom(node.value));
    case 'convert':
      return at(node.operand);
    case 'let':
      return at(node.body);
    case 'length':
      return lengthOf(guess, node.collection, names, depth + 1);
    case 'primitive':
      return primitive(node, at);
    default:
      return unknown(nodeAtom(id));
  }
}

function isBare(value: Polynomial): boolean {
  return [...value.keys()].some((monomial) => monomial.split('*').some((factor) => factor.startsWith('n')));
}

function primitive(
  node: Extract<Node, { readonly kind: 'primitive' }>,
  at: (id: NodeId | undefined) => Polynomial,
): Polynomial {
  const [first, second] = node.operands;
  switch (node.operator) {
    case 'add':
      return add(at(first), at(second));
    case 'subtract':
      return subtract(at(first), at(second));
    case 'negate':
      return scale(at(first), -1n);
    case 'multiply':
      return multiply(at(first), at(second));
    default:
      return unknown(nodeAtom(node.id));
  }
}

/** The length of what an expression yields. */
export function lengthOf(guess: Guess, id: NodeId, names: Names, depth = 0): Polynomial {
  const { graph, bound } = guess;
  const node = graph.node(id);
  if (depth > deepest) return unknown(nodeAtom(id));
  switch (node.kind) {
    case 'local': {
      const operand = bound.get(node.binding);
      const length = operand === undefined ? undefined : lengthOf(guess, operand, names, depth + 1);
      return length && !isBare(length) ? length : unknown(lengthAtom(node.binding));
    }
    case 'global': {
      const { initial, mutability } = graph.expect(node.value, 'value');
      return mutability === 'immutable' ? lengthOf(guess, initial, names, depth + 1) : unknown(lengthAtom(node.value));
    }
    case 'weaken':
      return lengthOf(guess, node.operand, names, depth + 1);
    case 'let':
      return lengthOf(guess, node.body, names, depth + 1);
    case 'slice': {
      const [first, last] = [node.first, node.last].map((each) => valueOf(guess, each, names, depth + 1));
      return shift(subtract(last ?? constant(0n), first ?? constant(0n)), 1n);
    }
    case 'array-literal':
      return constant(BigInt(node.operands.length));
    case 'array-fill':
      return constant(BigInt(node.length));
    default:
      return unknown(nodeAtom(id));
  }
}
