// In: a definition. Out: the scope of each storage that its addresses may point at: the stretch of time in which it lives, with the scope around it.
// A function is seen once, with its arguments' storage as unknowns. Does not judge.
import { never } from '../base/never.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { type Blocks, findBlocks } from './blocks.ts';
import { isOfParameter, parameterOf, type Storage, staticStorage } from './storage.ts';

/** Scopes nest: each lies within those around it. */
export type Scope =
  /** From before the first instruction of the program to its end. */
  | { readonly kind: 'static' }
  /** The call of a function: from before its frame is there until after it is gone. What the result points at is used then. */
  | { readonly kind: 'call' }
  /** The frame of the function, or of a module-level value's initialiser. */
  | { readonly kind: 'frame' }
  /** One execution of a loop's body; `number` counts the loops of the definition from 0. */
  | { readonly kind: 'loop'; readonly loop: NodeId; readonly number: number; readonly around: Scope }
  /** Storage that an argument points at (`direct`), or that is reachable from there through memory. Its ends are not known here; it encloses the call. */
  | {
      readonly kind: 'argument';
      readonly parameter: NodeId;
      readonly position: number;
      readonly depth: 'direct' | 'contents';
    };

/** The scopes of one definition. */
export interface Scopes {
  /** The loops around each node. */
  readonly blocks: Blocks;
  readonly ofStorage: (storage: Storage) => Scope;
  /** The innermost scope around a binding. */
  readonly ofBinding: (binding: NodeId) => Scope;
}

export function findScopes(psg: Psg, definition: NodeId): Scopes {
  const blocks = findBlocks(psg, definition);
  const loops = [...blocks.keys()].filter((id) => isLoop(psg, id));
  const numbers = new Map(loops.map((loop, number) => [loop, number]));
  const inside = (around: readonly NodeId[]): Scope =>
    around.reduce<Scope>(
      (outer, loop) => ({ kind: 'loop', loop, number: numbers.get(loop) ?? never('a loop is met'), around: outer }),
      { kind: 'frame' },
    );
  return {
    blocks,
    ofStorage(storage) {
      if (storage === staticStorage) return { kind: 'static' };
      if (!isOfParameter(storage))
        return inside(
          blocks.get(storage as NodeId) ?? never('an array of this definition stands in one of its blocks'),
        );
      const { position, depth } = parameterOf(storage);
      const { parameters } = psg.expect(definition, 'function');
      return {
        kind: 'argument',
        parameter: parameters[position] ?? never('a parameter has its binding'),
        position,
        depth,
      };
    },
    // a parameter stands in no block: it belongs to the frame
    ofBinding: (binding) => inside(blocks.get(binding) ?? []),
  };
}

function isLoop(psg: Psg, id: NodeId): boolean {
  const { kind } = psg.node(id);
  return kind === 'while' || kind === 'for';
}
