// A small evaluator of graphs, for tests only. Runs a program with given answers of the platform and tells what it sees on the way: the values that symbols
// of the analysis stand for, and each claim when control reaches it. A claim that fails stops the run, as a guard would.
import { assertNever, never } from '../../src/base/never.ts';
import { bitsOf, type Target } from '../../src/memory/target.ts';
import type { Node, NodeId, NodeOf } from '../../src/psg/node.ts';
import { operandsOf } from '../../src/psg/node.ts';
import type { Psg } from '../../src/psg/psg.ts';
import type { IntegerType, Type } from '../../src/psg/type.ts';

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

export class Stopped extends Error {}

const stepLimit = 20_000;

export function runProgram(psg: Psg, target: Target, answer: () => bigint, watcher: Watcher): Concrete {
  const globals = new Map<NodeId, Concrete>();
  let steps = 0;
  let depth = 0;

  const rangeOf = (type: IntegerType) => {
    const size = 1n << BigInt(bitsOf(type.bits, target));
    return type.signed ? { low: -(size >> 1n), size } : { low: 0n, size };
  };
  const wordOf = (type: Type): IntegerType =>
    type.kind === 'integer'
      ? type
      : type.kind === 'enum'
        ? type.underlying
        : { kind: 'integer', bits: 32, signed: false };
  const wrap = (value: bigint, type: Type): bigint => {
    const { low, size } = rangeOf(wordOf(type));
    const rest = (value - low) % size;
    return low + (rest < 0n ? rest + size : rest);
  };
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
      case 'instance':
      case 'register':
      case 'raw-read':
      case 'raw-write':
        return never(`'${node.kind}' is not run`);
      case 'literal':
        if (node.type.kind === 'float') return Number(node.value ?? 0n);
        return typeof node.value === 'bigint' ? wrap(node.value, node.type) : node.value;
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
        if (typeof operand === 'bigint') return node.type.kind === 'float' ? Number(operand) : wrap(operand, node.type);
        if (typeof operand === 'boolean') return operand ? 1n : 0n;
        return node.type.kind === 'float' ? operand : wrap(BigInt(Math.trunc(Number(operand))), node.type);
      }
      case 'call':
        return call(node, node.operands.map(at), activation);
      case 'service':
        node.operands.map(at);
        return node.type.kind === 'unit' ? undefined : wrap(answer(), node.type);
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
      case 'array-literal': {
        const cells = node.operands.map(at);
        return { cells, offset: 0, length: cells.length };
      }
      case 'array-fill': {
        const initial = at(node.initial);
        return { cells: Array.from({ length: node.length }, () => initial), offset: 0, length: node.length };
      }
      case 'length':
        return BigInt(collection(at(node.collection)).length);
      case 'element': {
        const { cells, offset, length } = collection(at(node.collection));
        const index = integer(at(node.index));
        reach(
          activation,
          node.id,
          'bounds',
          0,
          { index, extent: BigInt(length) },
          index >= 0n && index < BigInt(length),
        );
        return cells[offset + Number(index)];
      }
      case 'set-element': {
        const { cells, offset, length } = collection(at(node.collection));
        const index = integer(at(node.index));
        const operand = at(node.operand);
        reach(
          activation,
          node.id,
          'bounds',
          0,
          { index, extent: BigInt(length) },
          index >= 0n && index < BigInt(length),
        );
        cells[offset + Number(index)] = operand;
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
        reach(activation, node.id, 'exhaustive', 0, { matched }, matched);
        return at(node.body);
      }
      case 'match-failure':
        return never('no value gets past its match');
      default:
        return assertNever(node);
    }
  };

  const loop = (
    node: NodeOf<'while'> | NodeOf<'for'>,
    activation: Activation,
    test: () => boolean,
    step: () => void,
  ): undefined => {
    const inside = new Set([...below(node.id)].filter((id) => id !== node.id));
    if (node.kind === 'for') for (const outside of [...below(node.from), ...below(node.to)]) inside.delete(outside);
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
      evaluate(node.body, activation);
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
    if (++depth > 60) throw new Stopped('depth');
    const own: Activation = { definition: callee.id, bindings: new Map(), seen: new Map() };
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
    watcher.result?.(callee.id, result, operands);
    return result;
  };

  const primitive = (node: NodeOf<'primitive'>, operands: readonly Concrete[], activation: Activation): Concrete => {
    const [a, b] = operands;
    if (typeof a === 'bigint') return integerOperation(node, a, typeof b === 'bigint' ? b : 0n, activation);
    if (typeof a === 'number') return floatOperation(node, a, Number(b));
    const [p, q] = [boolean(a), b === true];
    switch (node.operator) {
      case 'not':
        return !p;
      case 'equal':
        return p === q;
      case 'not-equal':
        return p !== q;
      default:
        return never(`'${node.operator}' of booleans`);
    }
  };

  const floatOperation = (node: NodeOf<'primitive'>, a: number, b: number): Concrete => {
    switch (node.operator) {
      case 'add':
        return a + b;
      case 'subtract':
        return a - b;
      case 'multiply':
        return a * b;
      case 'divide':
        return a / b;
      case 'less':
        return a < b;
      case 'greater':
        return a > b;
      case 'equal':
        return a === b;
      default:
        return never(`'${node.operator}' of floats`);
    }
  };

  const integerOperation = (node: NodeOf<'primitive'>, a: bigint, b: bigint, activation: Activation): Concrete => {
    const of = (value: bigint) => wrap(value, node.type);
    switch (node.operator) {
      case 'add':
        return of(a + b);
      case 'subtract':
        return of(a - b);
      case 'multiply':
        return of(a * b);
      case 'divide':
      case 'remainder': {
        const type = wordOf(node.type);
        const { low } = rangeOf(type);
        const holds = b !== 0n && !(type.signed && a === low && b === -1n);
        reach(activation, node.id, 'division', 0, { dividend: a, divisor: b }, holds);
        return node.operator === 'divide' ? a / b : a % b;
      }
      case 'negate':
        return of(-a);
      case 'bit-and':
        return of(a & b);
      case 'bit-or':
        return of(a | b);
      case 'bit-xor':
        return of(a ^ b);
      case 'bit-not':
        return of(~a);
      case 'shift-left':
      case 'shift-right': {
        const bits = BigInt(bitsOf(wordOf(node.type).bits, target));
        const count = ((b % bits) + bits) % bits;
        return node.operator === 'shift-left' ? of(a << count) : a >> count;
      }
      case 'equal':
        return a === b;
      case 'not-equal':
        return a !== b;
      case 'less':
        return a < b;
      case 'less-or-equal':
        return a <= b;
      case 'greater':
        return a > b;
      case 'greater-or-equal':
        return a >= b;
      case 'minimum':
        return a < b ? a : b;
      case 'maximum':
        return a > b ? a : b;
      case 'absolute':
        return of(a < 0n ? -a : a);
      default:
        return never(`'${node.operator}' of integers`);
    }
  };

  for (const id of psg.values) {
    const node = psg.expect(id, 'value');
    const content = evaluate(node.initial, { definition: id, bindings: new Map(), seen: new Map() });
    globals.set(id, content);
    watcher.global?.(id, content);
  }
  return invoke(psg.expect(psg.entry, 'function'), []);
}
