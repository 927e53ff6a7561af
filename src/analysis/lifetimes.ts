// In: the graph. Out: every place where an address is kept, and whether what it points at outlives the holder. Static outlives all, a frame outlives what its
// callees hold, storage made in a loop's body lives for one execution of the body. Each function is judged once, with its parameters' storage as unknowns.
import { never } from '../base/never.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { type Blocks, encloses } from './blocks.ts';
import type { Effects } from './effects.ts';
import { complaintOf, hintOf, textOf } from './lifetime-words.ts';
import { findPointsTo } from './points-to.ts';
import { findScopes, type Scope, type Scopes } from './scopes.ts';
import { isOfParameter, type Keeping, noSummary, type Storage, type Summary, staticStorage } from './storage.ts';

/** Storage that an address may point at; `array`: the node that makes it, when it is made in this definition. */
export interface Pointee {
  readonly scope: Scope;
  readonly array: NodeId | undefined;
}

/** One place where an address is kept. */
export interface Holder {
  readonly definition: NodeId;
  /** Tells the holders of one definition apart; in evaluation order. */
  readonly number: number;
  readonly kind: Keeping['kind'];
  /** The node that the reader is shown. For a function's result and a module-level value, the expression that yields it. */
  readonly site: NodeId;
  /** The expression that yields the address. */
  readonly from: NodeId;
  /** What keeps it: a function (its result), a module-level value, a binding, or an expression that yields memory. */
  readonly into: NodeId;
  /** What the address may point at. Empty: it points at nothing. */
  readonly pointees: readonly Pointee[];
  /** Where what keeps it may live. Empty: there is no place that keeps it. */
  readonly holders: readonly Pointee[];
  /** The claim, in words. */
  readonly text: string;
  /** The node in the called function that keeps it. */
  readonly through: NodeId | undefined;
  /** Why it is illegal, and the array whose storage ends too early. */
  readonly illegal: { readonly because: string; readonly pointee: NodeId } | undefined;
  /** What to do instead. */
  readonly hint: string;
}

export interface Lifetimes {
  /** By the node that keeps: a function (its result), a module-level value, an assignment, a store, a call, an array of addresses. */
  readonly holders: ReadonlyMap<NodeId, readonly Holder[]>;
}

export function findLifetimes(psg: Psg, effects: Effects): Lifetimes {
  const definitions = [...psg.values, ...effects.reachable];
  const summaries = new Map<NodeId, Summary>();
  const summaryOf = (callee: NodeId) => summaries.get(callee) ?? noSummary;
  const found = new Map<NodeId, readonly Keeping[]>();
  let dirty = new Set(definitions);
  while (dirty.size > 0) {
    const next = new Set<NodeId>();
    // callees come later: the other way round, summaries are mostly there when they are needed
    for (const definition of definitions.toReversed()) {
      if (!dirty.has(definition)) continue;
      const { keepings } = findPointsTo(psg, definition, summaryOf);
      found.set(definition, keepings);
      const summary = summarise(keepings);
      if (isSame(summary, summaryOf(definition))) continue;
      summaries.set(definition, summary);
      for (const caller of effects.callers.get(definition) ?? []) next.add(caller);
    }
    dirty = next;
  }
  const holders = new Map<NodeId, Holder[]>();
  for (const definition of definitions) {
    const scopes = findScopes(psg, definition);
    for (const [number, keeping] of (found.get(definition) ?? []).entries()) {
      const list = holders.get(keeping.site) ?? [];
      list.push({ definition, number, ...judge(psg, keeping, scopes) });
      holders.set(keeping.site, list);
    }
  }
  return { holders };
}

function summarise(keepings: readonly Keeping[]): Summary {
  const returned = new Set<Storage>();
  const kept = new Map<Storage, NodeId>();
  const stored = new Map<string, NodeId>();
  for (const keeping of keepings) {
    const site = ('through' in keeping ? keeping.through : undefined) ?? keeping.site;
    for (const pointee of keeping.pointees) {
      if (keeping.kind === 'return' && pointee < 0) returned.add(pointee);
      if (!isOfParameter(pointee)) continue;
      if (keeping.kind === 'module' || (keeping.kind === 'memory' && keeping.into.has(staticStorage))) {
        if (!kept.has(pointee)) kept.set(pointee, site);
      }
      if (keeping.kind !== 'memory') continue;
      for (const target of keeping.into) {
        if (isOfParameter(target) && !stored.has(`${pointee}:${target}`)) stored.set(`${pointee}:${target}`, site);
      }
    }
  }
  return { returned, kept, stored };
}

function isSame(a: Summary, b: Summary): boolean {
  return a.returned.size === b.returned.size && a.kept.size === b.kept.size && a.stored.size === b.stored.size;
}

function judge(psg: Psg, keeping: Keeping, scopes: Scopes): Omit<Holder, 'definition' | 'number'> {
  const wrong = [...keeping.pointees].find(
    (pointee) => pointee >= 0 && !outlives(pointee as NodeId, keeping, scopes.blocks),
  ) as NodeId | undefined;
  const node = psg.node(keeping.site);
  const from = keeping.kind === 'return' ? tailOf(psg, keeping.from) : keeping.from;
  return {
    kind: keeping.kind,
    site: node.kind === 'function' || node.kind === 'value' ? from : keeping.site,
    from,
    ...holdersOf(keeping, scopes),
    pointees: pointeesOf(keeping.pointees, scopes),
    text: textOf(psg, keeping),
    through: 'through' in keeping ? keeping.through : undefined,
    illegal: wrong === undefined ? undefined : { because: complaintOf(psg, keeping, wrong), pointee: wrong },
    hint: hintOf(keeping),
  };
}

function pointeesOf(storages: ReadonlySet<Storage>, { ofStorage }: Scopes): readonly Pointee[] {
  return [...storages].map((storage) => ({
    scope: ofStorage(storage),
    array: storage >= 0 ? (storage as NodeId) : undefined,
  }));
}

function holdersOf(keeping: Keeping, scopes: Scopes): Pick<Holder, 'into' | 'holders'> {
  const alone = (scope: Scope): readonly Pointee[] => [{ scope, array: undefined }];
  switch (keeping.kind) {
    case 'return':
      return { into: keeping.site, holders: alone({ kind: 'call' }) };
    case 'module':
      return { into: keeping.holder, holders: alone({ kind: 'static' }) };
    case 'binding':
      return { into: keeping.binding, holders: alone(scopes.ofBinding(keeping.binding)) };
    case 'memory':
      return { into: keeping.holder, holders: pointeesOf(keeping.into, scopes) };
  }
}

/** Whether an array made in the frame outlives the holder. */
function outlives(pointee: NodeId, keeping: Keeping, blocks: Blocks): boolean {
  const own = blocks.get(pointee) ?? never('an array of this definition stands in one of its blocks');
  switch (keeping.kind) {
    case 'return':
    case 'module':
      return false;
    case 'binding':
      return encloses(own, blocks.get(keeping.binding) ?? []);
    case 'memory':
      return [...keeping.into].every(
        (target: Storage) => target >= 0 && encloses(own, blocks.get(target as NodeId) ?? []),
      );
  }
}

/** The expression whose value a body yields. */
function tailOf(psg: Psg, id: NodeId): NodeId {
  const node = psg.node(id);
  switch (node.kind) {
    case 'let':
    case 'match':
      return tailOf(psg, node.body);
    case 'sequence':
      return tailOf(psg, node.items.at(-1) ?? never('a sequence is never empty'));
    default:
      return id;
  }
}
