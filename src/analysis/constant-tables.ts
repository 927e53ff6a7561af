// In: the graph. Out: the ranges of the elements of module-level tables that are never written: they lie in flash and no write of the program can reach them.
import type { Target } from '../memory/target.ts';
import type { NodeId } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import { nameOfType, type Type } from '../psg/type.ts';
import { type Effects, visit } from './effects.ts';
import { larger, smaller } from './linear.ts';
import { rangeOfType } from './machine.ts';
import type { Range } from './symbols.ts';

export function findConstantTables(psg: Psg, effects: Effects, target: Target): ReadonlyMap<NodeId, Range> {
  const written = findWrittenElements(psg, effects);
  const tables = new Map<NodeId, Range>();
  for (const id of psg.values) {
    const value = psg.expect(id, 'value');
    const initial = psg.node(value.initial);
    if (
      value.mutability !== 'immutable' ||
      value.region !== 'flash' ||
      initial.kind !== 'array-literal' ||
      initial.region !== 'flash'
    )
      continue;
    if (initial.type.kind !== 'array' || written.has(nameOfType(initial.type.element))) continue;
    if (!rangeOfType(initial.type.element, target)) continue;
    const elements: bigint[] = [];
    for (const operand of initial.operands) {
      const node = psg.node(operand);
      if (node.kind === 'literal' && typeof node.value === 'bigint') elements.push(node.value);
    }
    const [first] = elements;
    if (first === undefined || elements.length !== initial.operands.length) continue;
    tables.set(id, { low: elements.reduce(smaller, first), high: elements.reduce(larger, first) });
  }
  return tables;
}

/** Element types that some store of the program writes, through an array, span or pointer to them; platform reads write bytes. */
function findWrittenElements(psg: Psg, effects: Effects): ReadonlySet<string> {
  const written = new Set<string>();
  const add = (type: Type) => {
    if (type.kind === 'array' || type.kind === 'span' || type.kind === 'pointer') written.add(nameOfType(type.element));
  };
  for (const definition of [...psg.values, ...effects.reachable]) {
    visit(psg, definition, (node) => {
      if (node.kind === 'set-element') {
        const collection = psg.node(node.collection);
        if (collection.kind !== 'function') add(collection.type);
      } else if (node.kind === 'service' && node.service === 'readBytes') {
        written.add('uint8');
      }
    });
  }
  return written;
}
