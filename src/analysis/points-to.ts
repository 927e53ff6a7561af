// In: one function or initialiser, and summaries of those it calls. Out: which storage each of its addresses may point at, and its own summary. Flow-insensitive
// inside a definition, one summary per function: storage is named as "made here", "reachable from parameter k", or static. Does not judge.
import { assertNever, never } from '../base/never.ts';
import type { Node, NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { holdsAddress, type Type } from '../psg/type.ts';
import {
  contentsOfParameter,
  isOfParameter,
  type Keeping,
  parameterOf,
  parameterStorage,
  type Storage,
  type Summary,
  staticStorage,
} from './storage.ts';

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
  const store = (keeping: Omit<Extract<Keeping, { kind: 'memory' }>, 'kind'>) => {
    for (const target of keeping.into) add(contents, target, keeping.pointees);
    keepings.push({ kind: 'memory', ...keeping });
  };
  const fill = (site: NodeId, into: ReadonlySet<Storage>, pointees: ReadonlySet<Storage>) => {
    if (pointees.size > 0) store({ site, from: site, pointees, holder: site, into });
    return into;
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
      case 'foreign':
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
        return fill(id, self, union(node.operands.map(walk)));
      }
      case 'array-fill': {
        const self: ReadonlySet<Storage> = node.region === 'stack' ? new Set([id]) : ofStatic;
        return fill(id, self, walk(node.initial));
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
        if (holdsAddress(typeAt(psg, node.operand)))
          store({ site: id, from: node.operand, pointees: operand, holder: node.collection, into: collection });
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
          keepings.push({
            kind: 'binding',
            site: id,
            from: node.operand,
            pointees: operand,
            binding: node.binding,
          });
        return nothing;
      }
      case 'assign-global': {
        const operand = walk(node.operand);
        if (holdsAddress(typeAt(psg, node.operand)))
          keepings.push({
            kind: 'module',
            site: id,
            from: node.operand,
            pointees: closure(operand),
            holder: node.value,
          });
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
      case 'critical':
        return walk(node.body);
      case 'claim':
        walk(node.condition);
        return nothing;
      case 'match':
        walk(node.matched);
        return walk(node.body);
      case 'facts':
      case 'match-failure':
        return nothing;
      case 'call':
        return call(id, node.callee, node.operands, node.operands.map(walk));
      default:
        return assertNever(node);
    }
  };

  const call = (
    site: NodeId,
    callee: NodeId,
    operands: readonly NodeId[],
    found: readonly ReadonlySet<Storage>[],
  ): ReadonlySet<Storage> => {
    const summary = summaryOf(callee);
    const operandOf = (storage: Storage) =>
      operands[parameterOf(storage).position] ?? never('a call has all arguments');
    const storagesOf = (storage: Storage): ReadonlySet<Storage> => {
      if (!isOfParameter(storage)) return new Set([storage]);
      const { position, depth } = parameterOf(storage);
      const direct = found[position] ?? nothing;
      return depth === 'direct' ? direct : closure(union([...direct].map((each) => contents.get(each) ?? nothing)));
    };
    for (const [storage, through] of summary.kept) {
      const from = operandOf(storage);
      keepings.push({ kind: 'module', site, from, pointees: storagesOf(storage), holder: through, through });
    }
    for (const [pair, through] of summary.stored) {
      const [stored = staticStorage, into = staticStorage] = pair.split(':').map(Number);
      store({
        site,
        from: operandOf(stored),
        pointees: storagesOf(stored),
        holder: operandOf(into),
        into: storagesOf(into),
        through,
      });
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
      if (holdsAddress(start.result))
        keepings.push({ kind: 'return', site: definition, from: start.body, pointees: result });
    } else if (start.kind === 'value') {
      const initial = walk(start.initial);
      if (holdsAddress(start.type)) {
        const pointees = closure(initial);
        keepings.push({ kind: 'module', site: definition, from: start.initial, pointees, holder: definition });
      }
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
