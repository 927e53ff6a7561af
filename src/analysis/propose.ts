// In: what fixpoints found. Out: claims about loops, functions and module-level values in the vocabulary of certificates. Proposals only: whoever uses them proves them.
import type { Claim, ClaimTerm, Root } from '../checker/claims.ts';
import type { NodeId } from '../psg/node.ts';
import type { SymbolId } from './linear.ts';
import type { Run } from './run.ts';
import { type Slot, slotsOf } from './slots.ts';
import type { State } from './state.ts';
import type { Bounds, Template } from './templates.ts';
import type { Value } from './value.ts';

type Place = Claim['place'];

/** A numbered slot and the root that names it for the checker; undefined where nothing does. */
export type Roots = readonly (Root | undefined)[];

/** Bounds of templates over slots, as claims. Bounds that say nothing are left out. */
export function claimsOf(
  place: Place,
  node: NodeId,
  templates: readonly Template[],
  bounds: Bounds,
  roots: Roots,
): readonly Claim[] {
  const claims: Claim[] = [];
  for (const [i, template] of templates.entries()) {
    const bound = bounds.uppers[i];
    if (typeof bound !== 'bigint' || isImplied(template, bound, bounds)) continue;
    const terms = termsOf(template, roots);
    if (terms) claims.push({ place, node, terms, constant: -bound, modulus: 0n });
  }
  for (const [slot, congruence] of bounds.congruences.entries()) {
    const root = roots[slot];
    if (!root || congruence === 'none' || congruence.modulus <= 1n) continue;
    const terms = [{ factor: 1n, roots: [root] }];
    claims.push({ place, node, terms, constant: -congruence.remainder, modulus: congruence.modulus });
  }
  return claims;
}

function termsOf(template: Template, roots: Roots): readonly ClaimTerm[] | undefined {
  const terms: ClaimTerm[] = [];
  for (const { slot, factor } of template) {
    const root = roots[slot];
    if (!root) return undefined;
    terms.push({ factor, roots: [root] });
  }
  return terms;
}

/** Whether the ranges of the slots give the bound of a difference already. */
function isImplied(template: Template, bound: bigint, bounds: Bounds): boolean {
  if (template.length < 2) return false;
  let most = 0n;
  for (const { slot, factor } of template) {
    const end = bounds.uppers[2 * slot + (factor > 0n ? 0 : 1)];
    if (typeof end !== 'bigint') return false;
    most += end;
  }
  return most <= bound;
}

/** The roots of the slots of named values, in order. */
export function rootsOfNames(
  names: readonly { readonly id: NodeId; readonly value: Value }[],
  target: Run['target'],
): Roots {
  return names.flatMap(({ id, value }) =>
    slotsOf(value, target).map((_slot, slot): Root => ({ kind: 'name', id, slot })),
  );
}

/** Names of the unknowns that are exactly the value of a slot in scope. What the loop assigns has its value before the loop. */
export function namesOfSymbols(run: Run, entry: State, assigned: ReadonlySet<NodeId>): ReadonlyMap<SymbolId, Root> {
  const names = new Map<SymbolId, Root>();
  const add = (id: NodeId, value: Value) => {
    const kind = assigned.has(id) ? 'before' : 'name';
    for (const [slot, { at, place }] of slotsOf(value, run.target).entries()) {
      if (typeof at === 'string' || place !== 'plain' || at.constant !== 0n || at.parts.length !== 1) continue;
      const [part] = at.parts;
      if (part?.factor === 1n && !names.has(part.symbol)) names.set(part.symbol, { kind, id, slot });
    }
  };
  for (const [id, value] of run.locals) add(id, value);
  for (const [id, value] of entry.bindings) add(id, value);
  for (const [id, value] of run.constants) add(id, value);
  for (const [id, value] of entry.globals) add(id, value);
  return names;
}

export function rootOfSlot(slot: Slot, names: ReadonlyMap<SymbolId, Root>): Root | undefined {
  if (typeof slot.at === 'string' || slot.at.constant !== 0n || slot.at.parts.length !== 1) return undefined;
  const [part] = slot.at.parts;
  return part?.factor === 1n ? names.get(part.symbol) : undefined;
}
