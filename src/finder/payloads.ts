// In: limits that indices need of what a case holds (`Some at`). Out: guesses that loops which assign the variable keep them, and that a parameter respects them: within 0 and
// the limit wherever the value is of that case.
import type { Claim, ClaimTerm, Root } from '../checker/claims.ts';
import type { Graph, NodeId, Type } from '../checker/graph.ts';
import { scale } from '../checker/polynomial.ts';
import { namesAt, slotCount, termsOf } from './comparisons.ts';
import { type Guess, lengthAtom, nameAtom } from './guess.ts';
import type { PayloadLimit } from './needs.ts';

/** The number of the payload among the value's integers: the tag comes first, then what the cases hold, in their order. */
function slotOf(type: Type, tag: number, index: number): number | undefined {
  if (type.kind !== 'union') return undefined;
  const fields = type.cases[tag] ?? [];
  const own = fields[index];
  if (!own || slotCount(own) !== 1) return undefined;
  const before = [...type.cases.slice(0, tag).flat(), ...fields.slice(0, index)];
  return before.reduce((sum, each) => sum + slotCount(each), 1);
}

export function limitsOfPayloads({ graph }: Guess, limits: readonly PayloadLimit[]): readonly Claim[] {
  return limits.flatMap(({ around, name, tag, index, upper }): readonly Claim[] => {
    const definition = graph.node(around);
    const slot = slotOf(graph.typeAt(name), tag, index);
    if (definition.kind !== 'function' || slot === undefined) return [];
    const own: Root = { kind: 'name', id: name, slot };
    return placesOf(graph, around, name).flatMap(({ place, node, names }): readonly Claim[] => {
      const at = { place, node, modulus: 0n } as const;
      const least: Claim = { ...at, terms: [{ factor: -1n, roots: [own] }], constant: 0n };
      const roots = new Map<string, Root>();
      for (const id of names) {
        roots.set(nameAtom(id), { kind: 'name', id, slot: 0 });
        roots.set(lengthAtom(id), { kind: 'name', id, slot: 0 });
      }
      const terms: readonly ClaimTerm[] | undefined = termsOf(scale(upper, -1n), roots);
      if (!terms) return [least];
      return [least, { ...at, terms: [{ factor: 1n, roots: [own] }, ...terms], constant: -(upper.get('') ?? 0n) }];
    });
  });
}

interface Place {
  readonly place: 'entry' | 'loop';
  readonly node: NodeId;
  readonly names: readonly NodeId[];
}

function placesOf(graph: Graph, around: NodeId, name: NodeId): readonly Place[] {
  const definition = graph.expect(around, 'function');
  const entry: readonly Place[] =
    definition.parameters.includes(name) && around !== graph.entry
      ? [{ place: 'entry', node: around, names: definition.parameters }]
      : [];
  const loops = graph
    .within(around)
    .filter(({ kind }) => kind === 'while' || kind === 'for')
    .filter(({ id }) => graph.within(id).some((node) => node.kind === 'assign' && node.binding === name))
    // a variable that is made inside begins anew each time
    .filter(({ id }) => !graph.within(id).some((node) => node.kind === 'let' && node.binding === name));
  return [...entry, ...loops.map(({ id }): Place => ({ place: 'loop', node: id, names: namesAt(graph, id, around) }))];
}
