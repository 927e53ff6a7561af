// In: a syntax tree. Out: whether some path in it has more nodes than a limit. Needs no stack itself, since its trees may be deep.

/** Nodes on a path from a declaration to a leaf. What walks a tree recurs per node; this keeps it within the stack. */
const deepestPath = 1500;

interface Visit {
  readonly node: object;
  readonly depth: number;
}

export function isTooDeep(root: object): boolean {
  const open: Visit[] = [{ node: root, depth: 0 }];
  for (let visit = open.pop(); visit; visit = open.pop()) {
    const { node, depth } = visit;
    if (depth > deepestPath) return true;
    for (const [key, child] of Object.entries(node)) {
      if (key === 'span' || typeof child !== 'object' || child === null) continue;
      open.push({ node: child, depth: Array.isArray(child) ? depth : depth + 1 });
    }
  }
  return false;
}
