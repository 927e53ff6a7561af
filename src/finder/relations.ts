// In: a loop. Out: sums of its variables that no execution of its body changes, such as `i + j − k`: the null space of what the body's paths add to each of them.
// Guesses: wrapping is not looked at, and a variable that a path changes in an unknown way takes part in no sum.
import type { Claim, ClaimTerm, Root } from '../checker/claims.ts';
import type { Graph, NodeId, NodeOf } from '../checker/graph.ts';
import { type Polynomial, subtract, unknown } from '../checker/polynomial.ts';
import { type Guess, nameAtom, valueOf } from './guess.ts';
import { nullSpace } from './null-space.ts';

type LoopNode = NodeOf<'while'> | NodeOf<'for'>;

/** Values of the variables at a point of a path. */
type Path = Map<NodeId, Polynomial>;

const mostPaths = 48;
const mostVariables = 8;

/** What each way through a loop's body adds to each of its variables; the last is the counter of a `for`. */
export interface LoopChanges {
  readonly loop: LoopNode;
  readonly columns: readonly NodeId[];
  readonly counter: NodeId | undefined;
  /** By path and variable. */
  readonly changes: readonly (readonly Polynomial[])[];
}

/** Undefined when there are too many paths. */
export function changesOf(guess: Guess, loop: LoopNode): LoopChanges | undefined {
  const { graph } = guess;
  const variables = integersAssignedIn(graph, loop).slice(0, mostVariables);
  const counter = loop.kind === 'for' ? loop.binding : undefined;
  const start: Path = new Map(variables.map((id) => [id, unknown(nameAtom(id))]));
  const paths = follow({ guess, fresh: 0 }, loop.body, [start]);
  const columns = [...variables, ...(counter === undefined ? [] : [counter])];
  if (!paths) return undefined;
  const step = loop.kind === 'for' && loop.direction === 'down' ? -1n : 1n;
  const changes = paths.map((path) =>
    columns.map((id) =>
      id === counter ? new Map([['', step]]) : subtract(path.get(id) ?? unknown(nameAtom(id)), unknown(nameAtom(id))),
    ),
  );
  return { loop, columns, counter, changes };
}

export function relationsOf({ loop, columns, counter, changes }: LoopChanges): readonly Claim[] {
  const rows: bigint[][] = [];
  for (const path of changes) {
    for (const monomial of new Set(path.flatMap((change) => [...change.keys()])))
      rows.push(path.map((change) => change.get(monomial) ?? 0n));
  }
  return nullSpace(rows, columns.length).flatMap((vector) => {
    if (vector.filter((factor) => factor !== 0n).length < 2) return [];
    const terms = vector.flatMap((factor, i) => sinceBefore(factor, columns[i] ?? -1, counter));
    const negated = terms.map((term) => ({ ...term, factor: -term.factor }));
    const claim = { place: 'loop', node: loop.id, constant: 0n, modulus: 0n } as const;
    return [
      { ...claim, terms },
      { ...claim, terms: negated },
    ];
  });
}

/** factor · (now − before) */
export function sinceBefore(factor: bigint, id: NodeId, counter: NodeId | undefined): readonly ClaimTerm[] {
  if (factor === 0n) return [];
  const [now, before]: readonly [Root, Root] =
    id === counter
      ? [{ kind: 'counter' }, { kind: 'from' }]
      : [
          { kind: 'name', id, slot: 0 },
          { kind: 'before', id, slot: 0 },
        ];
  return [
    { factor, roots: [now] },
    { factor: -factor, roots: [before] },
  ];
}

/** Integer variables that exist before the loop and are assigned in it. */
export function integersAssignedIn(graph: Graph, loop: LoopNode): readonly NodeId[] {
  const assigned = new Set<NodeId>();
  const inside = new Set<NodeId>();
  for (const node of graph.within(loop.id)) {
    if (node.kind === 'assign') assigned.add(node.binding);
    if (node.kind === 'let') inside.add(node.binding);
  }
  return [...assigned].filter((id) => !inside.has(id) && graph.typeAt(id).kind === 'integer').sort((a, b) => a - b);
}

interface Walk {
  readonly guess: Guess;
  fresh: number;
}

/** All ways through a node; undefined when there are too many. */
function follow(walk: Walk, id: NodeId, paths: readonly Path[]): readonly Path[] | undefined {
  const { guess } = walk;
  const node = guess.graph.node(id);
  switch (node.kind) {
    case 'let':
      return followAll(walk, [node.operand, node.body], paths);
    case 'sequence':
      return followAll(walk, node.items, paths);
    case 'match':
      return follow(walk, node.body, paths);
    case 'if': {
      const tested = follow(walk, node.condition, paths);
      if (!tested) return undefined;
      const left = follow(
        walk,
        node.then,
        tested.map((path) => new Map(path)),
      );
      const right = follow(walk, node.otherwise, tested);
      const both = left && right && [...left, ...right];
      return both && both.length <= mostPaths ? distinct(both) : undefined;
    }
    case 'match-failure':
      return [];
    case 'assign': {
      const after = follow(walk, node.operand, paths);
      return after?.map((path) =>
        path.has(node.binding) ? new Map(path).set(node.binding, valueOf(guess, node.operand, path)) : path,
      );
    }
    case 'while':
    case 'for': {
      const changed = integersAssignedIn(guess.graph, node);
      walk.fresh++;
      return paths.map((path) => {
        const next = new Map(path);
        for (const each of changed) if (next.has(each)) next.set(each, unknown(`h${walk.fresh}_${each}`));
        return next;
      });
    }
    default:
      return paths;
  }
}

function followAll(walk: Walk, ids: readonly NodeId[], paths: readonly Path[]): readonly Path[] | undefined {
  let at: readonly Path[] | undefined = paths;
  for (const id of ids) at = at && follow(walk, id, at);
  return at;
}

function distinct(paths: readonly Path[]): readonly Path[] {
  const seen = new Map<string, Path>();
  for (const path of paths) {
    const text = [...path].map(([id, value]) => `${id}:${[...value].join(' ')}`).join(';');
    seen.set(text, path);
  }
  return [...seen.values()];
}
