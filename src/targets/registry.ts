// In: names of a target and a board as a user writes them. Out: the target's definition. The one list of targets.
import type { TargetDefinition } from '../alex/target-definition.ts';
import { cortexM33 } from './cortex-m33/target.ts';
import { x86Linux } from './x86_64-linux/target.ts';

const all: readonly TargetDefinition[] = [x86Linux, ...cortexM33];

/** Other names of a target: what a build machine is, and LLVM triples. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['native', 'x86_64-linux'],
  ['x86_64-unknown-linux-gnu', 'x86_64-linux'],
  ['x86_64-unknown-none-elf', 'x86_64-linux'],
  ['thumbv8m.main-none-eabi', 'cortex-m33'],
  ['thumbv8m.main-none-eabihf', 'cortex-m33'],
  ['thumbv8m.main-unknown-none-eabihf', 'cortex-m33'],
]);

/** The target of a name, on its default board or the named one; `undefined` when there is none such. */
export function findTarget(name: string, board?: string): TargetDefinition | undefined {
  const wanted = aliases.get(name) ?? name;
  return all.find(({ target }) => target.name === wanted && (board === undefined || target.board === board));
}

export const targetNames: readonly string[] = [...new Set(all.map(({ target }) => target.name)), ...aliases.keys()];

/** Boards of a target, the default first. */
export function boardNames(name: string): readonly string[] {
  const wanted = aliases.get(name) ?? name;
  return all.filter(({ target }) => target.name === wanted).map(({ target }) => target.board);
}
