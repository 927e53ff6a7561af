// In: the graph. Out: every place where an address is kept, and whether what it points at outlives the holder. Static outlives all, a frame outlives what its
// callees hold, storage made in a loop's body lives for one execution of the body. Each function is judged once, with its parameters' storage as unknowns.
import { never } from '../base/never.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { type Blocks, encloses, findBlocks } from './blocks.ts';
import type { Effects } from './effects.ts';
import {
  findPointsTo,
  isOfParameter,
  type Keeping,
  noSummary,
  type Storage,
  type Summary,
  staticStorage,
} from './points-to.ts';
import { sourceNameOf } from './source-name.ts';

/** One place where an address is kept. */
export interface Holder {
  /** The node that keeps. For a function's result, the expression that yields it. */
  readonly site: NodeId;
  readonly isLegal: boolean;
  /** The claim, in words. */
  readonly text: string;
  readonly because: string;
  /** For an illegal one: the array whose storage ends too early, or the node in the callee that keeps it. */
  readonly pointee: NodeId | undefined;
  readonly through: NodeId | undefined;
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
    const blocks = findBlocks(psg, definition);
    for (const keeping of found.get(definition) ?? []) {
      const list = holders.get(keeping.site) ?? [];
      list.push(judge(psg, keeping, blocks));
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

function judge(psg: Psg, keeping: Keeping, blocks: Blocks): Holder {
  const through = 'through' in keeping ? keeping.through : undefined;
  const wrong = [...keeping.pointees].find(
    (pointee) => pointee >= 0 && !outlives(pointee as NodeId, keeping, blocks),
  ) as NodeId | undefined;
  const node = psg.node(keeping.site);
  return {
    site: node.kind === 'function' ? tailOf(psg, node.body) : keeping.site,
    hint: hintOf(keeping),
    isLegal: wrong === undefined,
    text: textOf(psg, keeping),
    because: wrong === undefined ? reasonOf(keeping) : complaint(psg, keeping, wrong),
    pointee: wrong,
    through,
  };
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

/** The name that an array was given, or its source. */
function nameOf(psg: Psg, pointee: NodeId): string {
  for (const { user, role } of psg.users(pointee)) {
    const node = psg.node(user);
    if (node.kind === 'let' && role === 'operand') return `\`${psg.expect(node.binding, 'binding').name}\``;
  }
  const source = sourceNameOf(psg, pointee);
  return source === undefined ? 'made here' : `\`${source}\``;
}

function complaint(psg: Psg, keeping: Keeping, pointee: NodeId): string {
  const name = nameOf(psg, pointee);
  switch (keeping.kind) {
    case 'return':
      return `The array ${name} is gone when the function returns, and the result still points at it.`;
    case 'module':
      return `The array ${name} is gone when its function returns, and a module-level value still points at it.`;
    case 'binding':
      return `The array ${name} is made anew at every execution of the loop's body, and \`${sourceNameOf(psg, keeping.binding) ?? 'a binding'}\`, made before the loop, would still point at it.`;
    case 'memory':
      return `The array ${name} is gone before the array that its address is stored in.`;
  }
}

function hintOf(keeping: Keeping): string {
  switch (keeping.kind) {
    case 'return':
      return 'Let the caller make the array and pass it in as a Span, or make it a module-level value.';
    case 'module':
      return 'Make the array a module-level value: it then lives as long as the program.';
    case 'binding':
    case 'memory':
      return 'Make the array before the loop or in the caller, so that it lives as long as what keeps its address.';
  }
}

function textOf(psg: Psg, keeping: Keeping): string {
  switch (keeping.kind) {
    case 'return':
      return 'what the result points at outlives the function';
    case 'module':
      return keeping.through === undefined
        ? 'what the module-level value points at is never gone'
        : 'what the argument points at is never gone, because the called function keeps it';
    case 'binding':
      return `what ${sourceNameOf(psg, keeping.binding) ?? 'the binding'} points at lives as long as it does`;
    case 'memory':
      return 'what the stored address points at lives as long as the array that holds it';
  }
}

function reasonOf(keeping: Keeping): string {
  const all = [...keeping.pointees];
  if (all.every((pointee) => pointee === staticStorage)) return 'It points at static storage, which is never gone.';
  if (all.some(isOfParameter)) return "It points at an argument's storage, which each call is checked for.";
  return 'The storage belongs to the same block or to one around it.';
}
