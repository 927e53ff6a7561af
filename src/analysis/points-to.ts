// In: one function or initialiser, and summaries of those it calls. Out: which storage each of its addresses may point at, and its own summary. Flow-insensitive
// inside a definition, one summary per function: storage is named as "made here", "reachable from parameter k", or static. Does not judge.
import { assertNever, never } from '../base/never.ts';
import type { Node, NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { holdsAddress, type Type } from '../psg/type.ts';

/** Storage: a node id (an array made here in the frame), `staticStorage`, what a parameter points at, or what is reachable from there through memory. */
export type Storage = number;
export const staticStorage: Storage = -1;

/** What parameter number `position` points at directly. */
export function parameterStorage(position: number): Storage {
  return -2 - 2 * position;
}

/** What lies in the memory that the parameter points at, at any depth. */
function contentsOfParameter(position: number): Storage {
  return -3 - 2 * position;
}

/** Whether the storage belongs to an argument. */
export function isOfParameter(storage: Storage): boolean {
  return storage <= -2;
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

/** An address is put where it can be found later. */
export type Keeping =
  | { readonly kind: 'return'; readonly site: NodeId; readonly pointees: ReadonlySet<Storage> }
  | {
      readonly kind: 'module';
      readonly site: NodeId;
      readonly pointees: ReadonlySet<Storage>;
      readonly through?: NodeId;
    }
  | {
      readonly kind: 'binding';
      readonly site: NodeId;
      readonly pointees: ReadonlySet<Storage>;
      readonly binding: NodeId;
    }
  | {
      readonly kind: 'memory';
      readonly site: NodeId;
      readonly pointees: ReadonlySet<Storage>;
      readonly into: ReadonlySet<Storage>;
      readonly through?: NodeId;
    };

export interface PointsTo {
  readonly keepings: readonly Keeping[];
}

type Sets = Map<number, Set<Storage>>;

/** Analyses a definition; `summaryOf` gives what is known of callees so far. */
export function findPointsTo(psg: Psg, definition: NodeId, summaryOf: (callee: NodeId) => Summary): PointsTo {
  const bindings: Sets = new Map();
  const contents: Sets = new Map();
  const start = psg.node(definition);
  let changed = true;
  const add = (sets: Sets, key: number, storages: Iterable<Storage>) => {
    const set = sets.get(key) ?? new Set<Storage>();
    sets.set(key, set);
    for (const storage of storages) {
      if (set.has(storage)) continue;
      set.add(storage);
      changed = true;
    }
  };
  let keepings: Keeping[] = [];
  const nothing: ReadonlySet<Storage> = new Set();
  const ofStatic: ReadonlySet<Storage> = new Set([staticStorage]);

  /** Everything reachable from the given storages through memory. */
  const closure = (storages: ReadonlySet<Storage>): ReadonlySet<Storage> => {
    const all = new Set(storages);
    for (const storage of all) for (const inner of contents.get(storage) ?? []) all.add(inner);
    return all;
  };
  const store = (site: NodeId, into: ReadonlySet<Storage>, pointees: ReadonlySet<Storage>, through?: NodeId) => {
    for (const target of into) add(contents, target, pointees);
    keepings.push({ kind: 'memory', site, pointees, into, ...(through === undefined ? {} : { through }) });
  };

  const walk = (id: NodeId): ReadonlySet<Storage> => {
    const node: Node = psg.node(id);
    switch (node.kind) {
      case 'function':
      case 'value':
      case 'binding':
        return never('definitions are not evaluated');
      case 'literal':
        return nothing;
      case 'text':
      case 'instance':
        return ofStatic;
      case 'global':
        return holdsAddress(node.type) ? ofStatic : nothing;
      case 'local':
        return bindings.get(node.binding) ?? nothing;
      case 'primitive':
      case 'service':
        for (const operand of node.operands) walk(operand);
        return nothing;
      case 'convert':
      case 'tag':
        walk(node.operand);
        return nothing;
      case 'length':
        walk(node.collection);
        return nothing;
      case 'register':
        walk(node.operand);
        return ofStatic;
      case 'weaken':
        return walk(node.operand);
      case 'field':
      case 'payload': {
        const whole = walk(node.operand);
        return holdsAddress(node.type) ? whole : nothing;
      }
      case 'aggregate':
      case 'case':
        return union(node.operands.map(walk));
      case 'array-literal': {
        const self: ReadonlySet<Storage> = node.region === 'stack' ? new Set([id]) : ofStatic;
        const elements = union(node.operands.map(walk));
        if (elements.size > 0) store(id, self, elements);
        return self;
      }
      case 'array-fill': {
        const self: ReadonlySet<Storage> = node.region === 'stack' ? new Set([id]) : ofStatic;
        const elements = walk(node.initial);
        if (elements.size > 0) store(id, self, elements);
        return self;
      }
      case 'element': {
        const collection = walk(node.collection);
        walk(node.index);
        if (!holdsAddress(node.type)) return nothing;
        const found = new Set<Storage>();
        for (const storage of collection) {
          for (const inner of contents.get(storage) ?? []) found.add(inner);
        }
        return found;
      }
      case 'set-element': {
        const collection = walk(node.collection);
        walk(node.index);
        const operand = walk(node.operand);
        if (holdsAddress(typeAt(psg, node.operand))) store(id, collection, operand);
        return nothing;
      }
      case 'slice':
        walk(node.first);
        walk(node.last);
        return walk(node.collection);
      case 'raw-read':
        walk(node.address);
        return nothing;
      case 'raw-write':
        walk(node.address);
        walk(node.operand);
        return nothing;
      case 'let':
        add(bindings, node.binding, walk(node.operand));
        return walk(node.body);
      case 'assign': {
        const operand = walk(node.operand);
        add(bindings, node.binding, operand);
        if (holdsAddress(typeAt(psg, node.operand)))
          keepings.push({ kind: 'binding', site: id, pointees: operand, binding: node.binding });
        return nothing;
      }
      case 'assign-global': {
        const operand = walk(node.operand);
        if (holdsAddress(typeAt(psg, node.operand)))
          keepings.push({ kind: 'module', site: id, pointees: closure(operand) });
        return nothing;
      }
      case 'sequence':
        return node.items.map(walk).at(-1) ?? nothing;
      case 'if':
        walk(node.condition);
        return union([walk(node.then), walk(node.otherwise)]);
      case 'while':
        for (const part of [node.condition, ...node.invariants, node.body]) walk(part);
        return nothing;
      case 'for':
        for (const part of [node.from, node.to, ...node.invariants, node.body]) walk(part);
        return nothing;
      case 'claim':
        walk(node.condition);
        return nothing;
      case 'match':
        walk(node.matched);
        return walk(node.body);
      case 'match-failure':
        return nothing;
      case 'call':
        return call(id, node.callee, node.operands.map(walk));
      default:
        return assertNever(node);
    }
  };

  const call = (site: NodeId, callee: NodeId, operands: readonly ReadonlySet<Storage>[]): ReadonlySet<Storage> => {
    const summary = summaryOf(callee);
    const storagesOf = (storage: Storage): ReadonlySet<Storage> => {
      if (!isOfParameter(storage)) return new Set([storage]);
      const direct = operands[Math.floor((-2 - storage) / 2)] ?? nothing;
      return (-2 - storage) % 2 === 0
        ? direct
        : closure(union([...direct].map((each) => contents.get(each) ?? nothing)));
    };
    for (const [storage, through] of summary.kept)
      keepings.push({ kind: 'module', site, pointees: storagesOf(storage), through });
    for (const [pair, through] of summary.stored) {
      const [stored, into] = pair.split(':').map(Number);
      store(site, storagesOf(into ?? staticStorage), storagesOf(stored ?? staticStorage), through);
    }
    const result = new Set<Storage>();
    for (const returned of summary.returned) for (const storage of storagesOf(returned)) result.add(storage);
    return result;
  };

  add(contents, staticStorage, ofStatic);
  if (start.kind === 'function') {
    for (const [position, parameter] of start.parameters.entries()) {
      if (!holdsAddress(typeAt(psg, parameter))) continue;
      add(bindings, parameter, [parameterStorage(position)]);
      if (!isNested(typeAt(psg, parameter))) continue;
      add(contents, parameterStorage(position), [contentsOfParameter(position)]);
      add(contents, contentsOfParameter(position), [contentsOfParameter(position)]);
    }
  }
  while (changed) {
    changed = false;
    keepings = [];
    if (start.kind === 'function') {
      for (const condition of start.requires) walk(condition);
      const result = walk(start.body);
      for (const { result: binding, condition } of start.ensures) {
        add(bindings, binding, result);
        walk(condition);
      }
      if (holdsAddress(start.result)) keepings.push({ kind: 'return', site: definition, pointees: result });
    } else if (start.kind === 'value') {
      const initial = walk(start.initial);
      if (holdsAddress(start.type)) keepings.push({ kind: 'module', site: definition, pointees: closure(initial) });
    }
  }
  return { keepings };
}

function union(sets: readonly ReadonlySet<Storage>[]): ReadonlySet<Storage> {
  const all = new Set<Storage>();
  for (const set of sets) for (const each of set) all.add(each);
  return all;
}

/** Whether the memory that a value of the type points at holds addresses itself. */
function isNested(type: Type): boolean {
  switch (type.kind) {
    case 'array':
    case 'span':
    case 'pointer':
    case 'address':
      return holdsAddress(type.element);
    case 'tuple':
      return type.items.some(isNested);
    case 'record':
      return type.fields.some((field) => isNested(field.type));
    case 'union':
      return type.cases.some((each) => each.fields.some((field) => isNested(field.type)));
    default:
      return false;
  }
}

function typeAt(psg: Psg, id: NodeId) {
  const node = psg.node(id);
  return node.kind === 'function' ? never('a function is no value') : node.type;
}
