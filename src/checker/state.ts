// What is known at a point of a definition: the values of mutable names and the facts of the path. A state is changed in place along one path; `fork` it before two.
import { any, type Formula, isNo, isTautology, isYes, no, not, sizeOf, textOf } from './formula.ts';
import type { NodeId } from './graph.ts';
import { anyMemory, type Memory, meetMemories } from './memory.ts';
import { merge, type Unknowns, type Value } from './value.ts';

/** Facts of a path, latest first; shared between states. */
interface Path {
  readonly fact: number;
  readonly before: Path | undefined;
  readonly depth: number;
}

export interface State {
  readonly unknowns: Unknowns;
  /** Mutable bindings and mutable module-level values. */
  readonly values: Map<NodeId, Value>;
  /** Classes of storage that claims speak of. */
  readonly followed: ReadonlySet<NodeId>;
  /** What storage holds, by class. */
  readonly memory: Map<NodeId, Memory>;
  path: Path | undefined;
}

export function emptyState(unknowns: Unknowns, followed: ReadonlySet<NodeId>): State {
  const memory = new Map([...followed].map((each) => [each, anyMemory()]));
  return { unknowns, values: new Map(), followed, memory, path: undefined };
}

export function fork(state: State): State {
  return { ...state, values: new Map(state.values), memory: new Map(state.memory) };
}

/** Makes `target` equal to `source`. */
export function become(target: State, source: State): void {
  if (target === source) return;
  target.values.clear();
  for (const [id, value] of source.values) target.values.set(id, value);
  target.memory.clear();
  for (const [id, memory] of source.memory) target.memory.set(id, memory);
  target.path = source.path;
}

/** The formula holds from here on. */
export function assume(state: State, formula: Formula): void {
  if (isYes(formula)) return;
  if (formula.kind === 'and') {
    for (const part of formula.parts) assume(state, part);
    return;
  }
  const fact = state.unknowns.add(formula, 'path');
  state.path = { fact, before: state.path, depth: (state.path?.depth ?? 0) + 1 };
}

/** Numbers of the facts that hold here, besides definitions. */
export function pathOf({ path }: Pick<State, 'path'>): ReadonlySet<number> {
  const facts = new Set<number>();
  for (let at = path; at; at = at.before) facts.add(at.fact);
  return facts;
}

/** Facts that are carried over the meeting of two paths, from each, and how large they may be; the finder of proofs could not use more. */
const mostCarried = 100;
const largestCarried = 10;

/** Where two paths meet: `target` becomes the state there. Returns the value of the whole. */
export function meet(
  target: State,
  condition: Formula,
  left: { readonly state: State; readonly value: Value },
  right: { readonly state: State; readonly value: Value },
): Value {
  const { unknowns, followed } = target;
  const common = commonPath(left.state.path, right.state.path);
  const onLeft = since(left.state, common);
  const onRight = since(right.state, common);
  if (onLeft.some(isNo) || onRight.some(isNo)) {
    const alive = onLeft.some(isNo) ? right : left;
    become(target, alive.state);
    return alive.value;
  }
  const name = sizeOf(condition) <= 2 ? condition : unknowns.shorten(condition, 2);
  const value = merge(name, left.value, right.value, unknowns);
  const values = new Map<NodeId, Value>();
  for (const [id, each] of left.state.values) {
    const other = right.state.values.get(id);
    if (other) values.set(id, merge(name, each, other, unknowns));
  }
  const memory = meetMemories(name, left.state.memory, right.state.memory, (id) => followed.has(id));
  become(target, { unknowns, values, followed, memory, path: common });
  // each fact by itself: it holds where its path was taken
  const carry = (fact: Formula, elsewhere: Formula) => {
    const here = { ...any(elsewhere, fact) };
    if (isTautology(here)) return;
    const claim = unknowns.claimOf.get(fact);
    if (claim) unknowns.claimOf.set(here, claim);
    assume(target, here);
  };
  for (const fact of onLeft) carry(fact, not(name));
  for (const fact of onRight) carry(fact, name);
  return value;
}

function commonPath(a: Path | undefined, b: Path | undefined): Path | undefined {
  let x = a;
  let y = b;
  while (x !== y) {
    if ((x?.depth ?? 0) >= (y?.depth ?? 0)) x = x?.before;
    else y = y?.before;
  }
  return x;
}

/** What has become known since a path, latest last. */
function since(state: State, common: Path | undefined): readonly Formula[] {
  const facts = new Map<string, Formula>();
  for (let at = state.path; at && at !== common; at = at.before) {
    const fact = state.unknowns.facts[at.fact] ?? no;
    if (isNo(fact)) return [no];
    if (facts.size < mostCarried && sizeOf(fact) <= largestCarried) facts.set(textOf(fact), fact);
  }
  return [...facts.values()].reverse();
}
