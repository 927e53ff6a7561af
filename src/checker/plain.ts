// In: a function. Out: whether a call of it is nothing but its result: short, without loops, effects or recursion. What such a call yields can be read off its body,
// where a call stands; of other calls only claims and contracts are known.
import type { Graph, Node, NodeId } from './graph.ts';

/** How many nodes a body may have, with those that it calls. */
const longest = 60;

/** Changes nothing, and comes to an end. */
function isPlainNode(graph: Graph, node: Node): boolean {
  switch (node.kind) {
    case 'literal':
    case 'local':
    case 'global':
    case 'primitive':
    case 'convert':
    case 'call':
    case 'aggregate':
    case 'field':
    case 'case':
    case 'tag':
    case 'payload':
    case 'length':
    case 'element':
    case 'weaken':
    case 'if':
    case 'match':
    case 'match-failure':
      return true;
    case 'let':
      return graph.expect(node.binding, 'binding').mutability === 'immutable';
    default:
      return false;
  }
}

/** Whether calls of the function are looked into. Contracts are none of it: a call proves and uses them as any other. */
export function findPlain(graph: Graph): (callee: NodeId) => boolean {
  const sizes = new Map<NodeId, number>();
  const sizeOf = (callee: NodeId): number => {
    const known = sizes.get(callee);
    if (known !== undefined) return known;
    // until it is known: a function that gets back to itself is not plain
    sizes.set(callee, longest + 1);
    const nodes = graph.within(graph.expect(callee, 'function').body);
    if (nodes.length > longest || !nodes.every((node) => isPlainNode(graph, node))) return longest + 1;
    const size = nodes.reduce((sum, node) => sum + (node.kind === 'call' ? sizeOf(node.callee) : 0), nodes.length);
    sizes.set(callee, size);
    return size;
  };
  return (callee) => sizeOf(callee) <= longest;
}
