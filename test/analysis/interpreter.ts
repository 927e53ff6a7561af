// A small evaluator of graphs, for tests only. Runs a program with given answers of the platform and tells what it sees on the way: the values that symbols
// of the analysis stand for, and each claim when control reaches it. A claim that fails stops the run, as a guard would.
import { assertNever, never } from '../../src/base/never.ts';
import { mayRead, mayWrite, regionTraits } from '../../src/memory/region.ts';
import type { Target } from '../../src/memory/target.ts';
import { accessWidth } from '../../src/obligations/memory-map.ts';
import type { Node, NodeId, NodeOf, PlatformService } from '../../src/psg/node.ts';
import { operandsOf } from '../../src/psg/node.ts';
import type { Psg } from '../../src/psg/psg.ts';
import type { Type } from '../../src/psg/type.ts';
import {
  booleanOperation,
  convert,
  divides,
  floatOfBits,
  floatOperation,
  integerOperation,
  wrap,
} from './concrete-arithmetic.ts';

export interface Collection {
  readonly cells: Concrete[];
  readonly offset: number;
  readonly length: number;
}

export type Concrete =
  | bigint
  | boolean
  | number
  | undefined
  | Collection
  | { readonly fields: readonly Concrete[]; readonly tag?: number };

/** What has been seen in one activation of a definition: `<about> <holder> <path>` → value. */
export interface Activation {
  readonly definition: NodeId;
  readonly bindings: Map<NodeId, Concrete>;
  readonly seen: Map<string, bigint | boolean>;
  /** Cells of the arrays in its frame that are still alive. */
  readonly made: Concrete[][];
}

export interface Watcher {
  /** Control is at a claim; `roles` are concrete. */
  readonly claim?: (
    subject: NodeId,
    kind: string,
    part: number,
    roles: Readonly<Record<string, bigint | boolean>>,
    activation: Activation,
  ) => void;
  readonly call?: (callee: NodeId, operands: readonly Concrete[]) => void;
  readonly result?: (callee: NodeId, result: Concrete, operands: readonly Concrete[]) => void;
  readonly global?: (value: NodeId, content: Concrete) => void;
}

/** The world outside: what a service gives, or a `load` from a register or a raw address. `readBytes` may write the elements of its buffer. */
export type Answer = (what: PlatformService | 'load', operands: readonly Concrete[]) => bigint;

export interface RunOptions {
  readonly stepLimit?: number;
  readonly depthLimit?: number;
  /** `claims`: activations do not record the values that are seen, which is much faster. */
  readonly observe?: 'values' | 'claims';
}

export class Stopped extends Error {}

export function runProgram(
  psg: Psg,
  target: Target,
  answer: Answer,
  watcher: Watcher,
  { stepLimit = 20_000, depthLimit = 60, observe = 'values' }: RunOptions = {},
): Concrete {
  const globals = new Map<NodeId, Concrete>();
  const ended = new WeakSet<Concrete[]>();
  let steps = 0;
  let depth = 0;

  const subtree = new Map<NodeId, ReadonlySet<NodeId>>();
  const below = (id: NodeId): ReadonlySet<NodeId> => {
    const known = subtree.get(id);
    if (known) return known;
    const all = new Set<NodeId>();
    const stack = [id];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (all.has(at)) continue;
      all.add(at);
      for (const { role, node } of operandsOf(psg.node(at)))
        if (!['callee', 'value', 'match'].includes(role)) stack.push(node);
    }
    subtree.set(id, all);
    return all;
  };

  const see = (activation: Activation, about: NodeId, holder: NodeId, value: Concrete, path = ''): void => {
    if (observe === 'claims') return;
    const key = `${about} ${holder} ${path}`;
    if (typeof value === 'bigint' || typeof value === 'boolean') activation.seen.set(key, value);
    else if (value !== undefined && typeof value === 'object') {
      if ('cells' in value) activation.seen.set(`${key}.Length`, BigInt(value.length));
      else if (value.tag === undefined)
        for (const [i, field] of value.fields.entries()) see(activation, about, holder, field, `${path}.${i}`);
      else activation.seen.set(`${key}.tag`, BigInt(value.tag));
    }
  };
  const seeBindings = (activation: Activation, about: NodeId) => {
    if (observe === 'claims') return;
    for (const [binding, value] of activation.bindings) see(activation, about, binding, value);
    for (const [global, value] of globals) see(activation, about, global, value);
  };
  const reach = (
    activation: Activation,
    subject: NodeId,
    kind: string,
    part: number,
    roles: Readonly<Record<string, bigint | boolean>>,
    holds: boolean,
  ) => {
    watcher.claim?.(subject, kind, part, roles, activation);
    if (!holds) throw new Stopped(`${kind} at ${subject}`);
  };
  const integer = (value: Concrete): bigint => (typeof value === 'bigint' ? value : never('an integer'));
  const boolean = (value: Concrete): boolean => (typeof value === 'boolean' ? value : never('a boolean'));
  const collection = (value: Concrete): Collection =>
    value !== undefined && typeof value === 'object' && 'cells' in value ? value : never('a collection');
  const typeAt = (id: NodeId): Type => {
    const node = psg.node(id);
    return node.kind === 'function' ? never('a function is no value') : node.type;
  };
  /** What the platform gives as a value of a type; wider answers are cut. */
  const given = (what: PlatformService | 'load', operands: readonly Concrete[], type: Type): Concrete => {
    if (type.kind === 'unit') return undefined;
    const value = answer(what, operands);
    if (type.kind === 'boolean') return (value & 1n) === 1n;
    return type.kind === 'float' ? floatOfBits(value, type.bits) : wrap(value, type, target);
  };
  /** The storage of an array that is made here; it ends with the activation, or with the turn of the loop that made it. */
  const make = (node: NodeOf<'array-fill'> | NodeOf<'array-literal'>, cells: Concrete[], activation: Activation) => {
    if (node.region === 'stack') activation.made.push(cells);
    return { cells, offset: 0, length: cells.length };
  };
  const end = (activation: Activation, from: number) => {
    for (const cells of activation.made.splice(from)) ended.add(cells);
  };
  /** The claims of an access; gives the place of the element in its cells. */
  const place = (node: NodeOf<'element'> | NodeOf<'set-element'>, whole: Collection, index: bigint, a: Activation) => {
    const holds = index >= 0n && index < BigInt(whole.length);
    reach(a, node.id, 'bounds', 0, { index, extent: BigInt(whole.length) }, holds);
    if (ended.has(whole.cells)) reach(a, node.id, 'lifetime', 0, {}, false);
    return whole.offset + Number(index);
  };
  const isVolatile = (id: NodeId): boolean => {
    const type = typeAt(id);
    return type.kind === 'pointer' && regionTraits[type.region].volatile;
  };

  const evaluate = (id: NodeId, activation: Activation): Concrete => {
    if (++steps > stepLimit) throw new Stopped('steps');
    const node = psg.node(id);
    const value = evaluateNode(node, activation);
    see(activation, id, id, value);
    return value;
  };

  const evaluateNode = (node: Node, activation: Activation): Concrete => {
    const at = (id: NodeId) => evaluate(id, activation);
    switch (node.kind) {
      case 'function':
      case 'value':
      case 'binding':
        return never(`'${node.kind}' is not run`);
      case 'literal':
        if (typeof node.value !== 'bigint') return node.value;
        return node.type.kind === 'float'
          ? floatOfBits(node.value, node.type.bits)
          : wrap(node.value, node.type, target);
      case 'text': {
        const bytes = [...new TextEncoder().encode(node.text)].map(BigInt);
        return { cells: bytes, offset: 0, length: bytes.length };
      }
      case 'local':
        return activation.bindings.get(node.binding);
      case 'global':
        return globals.get(node.value);
      case 'primitive':
        return primitive(node, node.operands.map(at), activation);
      case 'convert': {
        const operand = at(node.operand);
        return typeof operand === 'bigint' || typeof operand === 'number'
          ? convert(operand, node.type, target)
          : never('a number is converted');
      }
      case 'call':
        return call(node, node.operands.map(at), activation);
      case 'service':
        if (node.service === 'exit') {
          node.operands.map(at);
          throw new Stopped('exit');
        }
        return given(node.service, node.operands.map(at), node.type);
      case 'aggregate':
        return { fields: node.operands.map(at) };
      case 'case':
        return { tag: node.tag, fields: node.operands.map(at) };
      case 'field':
      case 'payload': {
        const whole = at(node.operand);
        return whole !== undefined && typeof whole === 'object' && 'fields' in whole
          ? whole.fields[node.index]
          : never('a whole');
      }
      case 'tag': {
        const whole = at(node.operand);
        return whole !== undefined && typeof whole === 'object' && 'fields' in whole
          ? BigInt(whole.tag ?? 0)
          : never('a union');
      }
      case 'array-literal':
        return make(node, node.operands.map(at), activation);
      case 'array-fill': {
        const initial = at(node.initial);
        return make(
          node,
          Array.from({ length: node.length }, () => initial),
          activation,
        );
      }
      case 'instance':
        return undefined;
      case 'register': {
        at(node.operand);
        const type = typeAt(node.operand);
        const register = type.kind === 'descriptor' ? type.registers[node.index] : undefined;
        const length = register?.count ?? never('registers belong to descriptors');
        return { cells: Array.from({ length }, () => 0n), offset: 0, length };
      }
      case 'raw-read': {
        rawAccess(node, integer(at(node.address)), node.type, activation);
        return given('load', [], node.type);
      }
      case 'raw-write': {
        const address = integer(at(node.address));
        at(node.operand);
        rawAccess(node, address, typeAt(node.operand), activation);
        return undefined;
      }
      case 'length':
        return BigInt(collection(at(node.collection)).length);
      case 'element': {
        const whole = collection(at(node.collection));
        const index = place(node, whole, integer(at(node.index)), activation);
        return isVolatile(node.collection) ? given('load', [], node.type) : whole.cells[index];
      }
      case 'set-element': {
        const whole = collection(at(node.collection));
        const index = integer(at(node.index));
        const operand = at(node.operand);
        whole.cells[place(node, whole, index, activation)] = operand;
        return undefined;
      }
      case 'slice': {
        const { cells, offset, length } = collection(at(node.collection));
        const first = integer(at(node.first));
        const last = integer(at(node.last));
        const holds = first >= 0n && first <= last + 1n && last < BigInt(length);
        reach(activation, node.id, 'slice', 0, { first, last, extent: BigInt(length) }, holds);
        return { cells, offset: offset + Number(first), length: Number(last - first + 1n) };
      }
      case 'weaken':
        return at(node.operand);
      case 'let': {
        activation.bindings.set(node.binding, at(node.operand));
        return at(node.body);
      }
      case 'assign':
        activation.bindings.set(node.binding, at(node.operand));
        return undefined;
      case 'assign-global': {
        const content = at(node.operand);
        globals.set(node.value, content);
        watcher.global?.(node.value, content);
        return undefined;
      }
      case 'sequence':
        return node.items.map(at).at(-1);
      case 'if': {
        const value = boolean(at(node.condition)) ? at(node.then) : at(node.otherwise);
        seeBindings(activation, node.id);
        return value;
      }
      case 'while':
        return loop(
          node,
          activation,
          () => boolean(at(node.condition)),
          () => undefined,
        );
      case 'for': {
        const from = integer(at(node.from));
        const to = integer(at(node.to));
        const step = node.direction === 'up' ? 1n : -1n;
        activation.bindings.set(node.binding, from);
        const isIn = () => (integer(activation.bindings.get(node.binding)) - to) * step <= 0n;
        return loop(node, activation, isIn, () =>
          activation.bindings.set(node.binding, integer(activation.bindings.get(node.binding)) + step),
        );
      }
      case 'claim': {
        const condition = boolean(at(node.condition));
        reach(activation, node.id, 'assert', 0, { condition }, condition);
        return undefined;
      }
      case 'match': {
        const matched = boolean(at(node.matched));
        // the guard is the failure behind all rules
        watcher.claim?.(node.id, 'exhaustive', 0, { matched }, activation);
        return at(node.body);
      }
      case 'match-failure':
        throw new Stopped(`no rule of the match ${node.match} takes the value`);
      default:
        return assertNever(node);
    }
  };

  const insideOf = (node: NodeOf<'while'> | NodeOf<'for'>): ReadonlySet<NodeId> => {
    const inside = new Set([...below(node.id)].filter((id) => id !== node.id));
    if (node.kind === 'for') for (const outside of [...below(node.from), ...below(node.to)]) inside.delete(outside);
    return inside;
  };

  const loop = (
    node: NodeOf<'while'> | NodeOf<'for'>,
    activation: Activation,
    test: () => boolean,
    step: () => void,
  ): undefined => {
    const inside = observe === 'values' ? insideOf(node) : new Set<NodeId>();
    for (;;) {
      if (++steps > stepLimit) throw new Stopped('steps');
      for (const key of activation.seen.keys())
        if (inside.has(Number(key.split(' ')[0]) as NodeId)) activation.seen.delete(key);
      seeBindings(activation, node.id);
      if (!test()) return undefined;
      for (const [part, invariant] of node.invariants.entries()) {
        const condition = boolean(evaluate(invariant, activation));
        reach(activation, node.id, 'invariant', part, { condition }, condition);
      }
      const before = activation.made.length;
      evaluate(node.body, activation);
      end(activation, before);
      step();
    }
  };

  const call = (node: NodeOf<'call'>, operands: readonly Concrete[], activation: Activation): Concrete => {
    const callee = psg.expect(node.callee, 'function');
    watcher.call?.(callee.id, operands);
    const shadowed = new Map(activation.bindings);
    for (const [i, parameter] of callee.parameters.entries()) shadowed.set(parameter, operands[i]);
    const there: Activation = { ...activation, bindings: shadowed };
    for (const [part, requirement] of callee.requires.entries()) {
      const condition = boolean(evaluate(requirement, there));
      reach(activation, node.id, 'requires', part, { condition }, condition);
    }
    return invoke(callee, operands);
  };

  const invoke = (callee: NodeOf<'function'>, operands: readonly Concrete[]): Concrete => {
    if (++depth > depthLimit) throw new Stopped('depth');
    const own: Activation = { definition: callee.id, bindings: new Map(), seen: new Map(), made: [] };
    for (const [i, parameter] of callee.parameters.entries()) {
      own.bindings.set(parameter, operands[i]);
      see(own, parameter, parameter, operands[i]);
    }
    const result = evaluate(callee.body, own);
    for (const [part, ensured] of callee.ensures.entries()) {
      own.bindings.set(ensured.result, result);
      const condition = boolean(evaluate(ensured.condition, own));
      reach(own, callee.id, 'ensures', part, { condition }, condition);
    }
    depth--;
    end(own, 0);
    watcher.result?.(callee.id, result, operands);
    return result;
  };

  const primitive = (node: NodeOf<'primitive'>, operands: readonly Concrete[], activation: Activation): Concrete => {
    const { operator, type } = node;
    const [a, b] = operands;
    if (typeof a === 'number') return floatOperation(operator, a, Number(b), type);
    if (typeof a === 'boolean') return booleanOperation(operator, a, b === true);
    const [dividend, divisor] = [integer(a), b === undefined ? 0n : integer(b)];
    if (operator === 'divide' || operator === 'remainder') {
      const holds = divides(dividend, divisor, type, target);
      reach(activation, node.id, 'division', 0, { dividend, divisor }, holds);
    }
    return integerOperation(operator, dividend, divisor, type, target);
  };

  const rawAccess = (
    node: NodeOf<'raw-read'> | NodeOf<'raw-write'>,
    address: bigint,
    type: Type,
    activation: Activation,
  ): void => {
    const width = accessWidth(type, target);
    const { ranges } = target.memoryMap;
    const isMapped = ranges.some(
      ({ start, size, widths }) =>
        width !== undefined &&
        widths.includes(width) &&
        start <= address &&
        address + BigInt(width) <= start + size &&
        address % BigInt(width) === 0n,
    );
    reach(activation, node.id, 'memory-map', 0, { address }, isMapped);
    const permits = node.kind === 'raw-read' ? mayRead : mayWrite;
    const isPermitted = ranges.some(
      ({ start, size, access }) => permits(access) && start <= address && address < start + size,
    );
    reach(activation, node.id, 'access-kind', 0, { address }, isPermitted);
  };

  for (const id of psg.values) {
    const node = psg.expect(id, 'value');
    const content = evaluate(node.initial, { definition: id, bindings: new Map(), seen: new Map(), made: [] });
    globals.set(id, content);
    watcher.global?.(id, content);
  }
  return invoke(psg.expect(psg.entry, 'function'), []);
}
