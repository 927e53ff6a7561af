// In: a definition. Out: the integers that bounds in it are likely to be, sorted: widening jumps to them. Any list is sound.
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { visit } from './effects.ts';

const most = 48;

export function thresholdsOf(psg: Psg, definitions: Iterable<NodeId>): readonly bigint[] {
  const found = new Set<bigint>([-1n, 0n, 1n]);
  const add = (value: bigint) => {
    if (found.size >= most) return;
    for (const near of [value, value - 1n, value + 1n]) {
      found.add(near);
      found.add(-near);
    }
  };
  for (const definition of definitions) {
    // the elements of a table bound nothing
    const elements = new Set<NodeId>();
    visit(psg, definition, (node) => {
      if (node.kind === 'array-literal') {
        for (const operand of node.operands) elements.add(operand);
        add(BigInt(node.operands.length));
      } else if (node.kind === 'array-fill') add(BigInt(node.length));
      else if (
        node.kind === 'literal' &&
        typeof node.value === 'bigint' &&
        node.type.kind !== 'float' &&
        !elements.has(node.id)
      )
        add(node.value);
    });
  }
  return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Lengths of arrays and their neighbours: few, and where counts that grow step by step are stopped. Sorted. */
export function lengthsOf(psg: Psg, definitions: Iterable<NodeId>): readonly bigint[] {
  const found = new Set<bigint>();
  for (const definition of definitions) {
    visit(psg, definition, (node) => {
      if (node.kind !== 'array-fill' && node.kind !== 'array-literal') return;
      const length = BigInt(node.kind === 'array-fill' ? node.length : node.operands.length);
      for (const near of [length - 1n, length]) if (found.size < most) found.add(near);
    });
  }
  return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
