// In: a definition. Out: for each array made and each mutable binding in it, the chain of loop bodies around it: storage made in a loop's body is made anew at
// every execution of that body.
import type { NodeId } from '../psg/node.ts';
import { operandsOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';

/** Loop nodes from the outermost to the innermost around a node. */
export type Blocks = ReadonlyMap<NodeId, readonly NodeId[]>;

export function findBlocks(psg: Psg, definition: NodeId): Blocks {
  const blocks = new Map<NodeId, readonly NodeId[]>();
  const enter = (id: NodeId, around: readonly NodeId[]): void => {
    if (blocks.has(id)) return;
    blocks.set(id, around);
    const node = psg.node(id);
    switch (node.kind) {
      case 'let':
        blocks.set(node.binding, around);
        break;
      case 'while': {
        const inside = [...around, id];
        for (const part of [node.condition, ...node.invariants, node.body]) enter(part, inside);
        return;
      }
      case 'for': {
        enter(node.from, around);
        enter(node.to, around);
        const inside = [...around, id];
        blocks.set(node.binding, inside);
        for (const part of [...node.invariants, node.body]) enter(part, inside);
        return;
      }
      default:
        break;
    }
    for (const { role, node: operand } of operandsOf(node)) {
      if (role === 'callee' || role === 'value' || role === 'match' || role === 'binding') continue;
      enter(operand, around);
    }
  };
  enter(definition, []);
  return blocks;
}

/** Whether what lives in `outer` lives at least as long as what lives in `inner`. */
export function encloses(outer: readonly NodeId[], inner: readonly NodeId[]): boolean {
  return outer.every((loop, i) => inner[i] === loop);
}
