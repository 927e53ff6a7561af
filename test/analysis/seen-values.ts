// In: what a run in the interpreter comes by. Out: for each activation, the values that symbols of the analysis stand for: `<about> <holder> <path>` → value.
import type { Activation, Frame } from '../../src/interpreter/machine.ts';
import { isView, type Value } from '../../src/interpreter/value.ts';
import { type NodeId, type NodeOf, operandsOf } from '../../src/psg/node.ts';
import type { Psg } from '../../src/psg/psg.ts';

export class SeenValues {
  readonly #psg: Psg;
  readonly #seen = new WeakMap<Activation, Map<string, bigint | boolean>>();
  readonly #globals = new Map<NodeId, Value>();
  readonly #inside = new Map<NodeId, ReadonlySet<NodeId>>();

  constructor(psg: Psg) {
    this.#psg = psg;
  }

  readonly observer = {
    value: (node: NodeId, value: Value, { activation }: Frame): void => this.#see(activation, node, node, value),
    meet: (node: NodeId, frame: Frame): void => this.#seeAll(frame, node),
    /** What the last turn of a loop has seen is no longer so. */
    head: (loop: NodeId, frame: Frame): void => {
      const inside = this.#insideOf(loop);
      const seen = this.of(frame.activation);
      for (const key of seen.keys()) if (inside.has(Number(key.split(' ')[0]) as NodeId)) seen.delete(key);
      this.#seeAll(frame, loop);
    },
    global: (value: NodeId, content: Value): void => {
      this.#globals.set(value, content);
    },
  };

  of(activation: Activation): Map<string, bigint | boolean> {
    const known = this.#seen.get(activation) ?? new Map<string, bigint | boolean>();
    this.#seen.set(activation, known);
    return known;
  }

  #see(activation: Activation, about: NodeId, holder: NodeId, value: Value, path = ''): void {
    const key = `${about} ${holder} ${path}`;
    if (typeof value === 'bigint' || typeof value === 'boolean') this.of(activation).set(key, value);
    else if (isView(value)) this.of(activation).set(`${key}.Length`, BigInt(value.length));
    else if (typeof value === 'object') {
      if (value.tag !== undefined) this.of(activation).set(`${key}.tag`, BigInt(value.tag));
      else for (const [i, field] of value.fields.entries()) this.#see(activation, about, holder, field, `${path}.${i}`);
    }
  }

  #seeAll({ activation, routine, slots }: Frame, about: NodeId): void {
    for (const [binding, slot] of routine.bindings) this.#see(activation, about, binding, slots[slot]);
    for (const [global, content] of this.#globals) this.#see(activation, about, global, content);
  }

  #insideOf(loop: NodeId): ReadonlySet<NodeId> {
    const known = this.#inside.get(loop);
    if (known) return known;
    const node = this.#psg.node(loop) as NodeOf<'while'> | NodeOf<'for'>;
    const inside = this.#below(loop);
    inside.delete(loop);
    if (node.kind === 'for')
      for (const outside of [...this.#below(node.from), ...this.#below(node.to)]) inside.delete(outside);
    this.#inside.set(loop, inside);
    return inside;
  }

  #below(id: NodeId): Set<NodeId> {
    const all = new Set<NodeId>();
    const stack = [id];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (all.has(at)) continue;
      all.add(at);
      for (const { role, node } of operandsOf(this.#psg.node(at)))
        if (!['callee', 'value', 'match'].includes(role)) stack.push(node);
    }
    return all;
  }
}
