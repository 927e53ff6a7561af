// The words of the analysis of what points where: storage, what callers must know of a function, and the places where an address is kept. No analysis.
import type { NodeId } from '../psg/node.ts';

/** Storage: a node id (an array made here in the frame), `staticStorage`, what a parameter points at, or what is reachable from there through memory. */
export type Storage = number;
export const staticStorage: Storage = -1;

/** What parameter number `position` points at directly. */
export function parameterStorage(position: number): Storage {
  return -2 - 2 * position;
}

/** What lies in the memory that the parameter points at, at any depth. */
export function contentsOfParameter(position: number): Storage {
  return -3 - 2 * position;
}

/** Whether the storage belongs to an argument. */
export function isOfParameter(storage: Storage): boolean {
  return storage <= -2;
}

/** Which parameter's storage it is, and whether the parameter points at it itself or only through memory. */
export function parameterOf(storage: Storage): { readonly position: number; readonly depth: 'direct' | 'contents' } {
  const position = Math.floor((-2 - storage) / 2);
  return { position, depth: storage === parameterStorage(position) ? 'direct' : 'contents' };
}

/** What callers must know, in terms of the storage of parameters. */
export interface Summary {
  /** What the result may point at. */
  readonly returned: ReadonlySet<Storage>;
  /** What must be static: it is kept in a module-level value or array. By the node that keeps it. */
  readonly kept: ReadonlyMap<Storage, NodeId>;
  /** Pairs `stored:into`: an address of the first is stored in the second. By the node that stores it. */
  readonly stored: ReadonlyMap<string, NodeId>;
}

export const noSummary: Summary = { returned: new Set(), kept: new Map(), stored: new Map() };

/** What every place where an address is kept says. */
interface Kept {
  /** The node whose execution keeps; for a function's result and a module-level value's initial value, the definition. */
  readonly site: NodeId;
  /** The expression that yields the address; an array that is made with addresses in it, for its elements. */
  readonly from: NodeId;
  readonly pointees: ReadonlySet<Storage>;
}

/** An address is put where it can be found later. `through`: the node in a called function that puts it there. */
export type Keeping =
  | (Kept & { readonly kind: 'return' })
  /** `holder`: the module-level value, or `through`. */
  | (Kept & { readonly kind: 'module'; readonly holder: NodeId; readonly through?: NodeId })
  | (Kept & { readonly kind: 'binding'; readonly binding: NodeId })
  /** `holder`: the expression that yields the memory that keeps, or `through`. */
  | (Kept & {
      readonly kind: 'memory';
      readonly holder: NodeId;
      readonly into: ReadonlySet<Storage>;
      readonly through?: NodeId;
    });
