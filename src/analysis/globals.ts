// In: module-level values and what is known of them. Out: their values as a definition sees them.
import type { NodeId, NodeOf } from '../psg/node.ts';
import { addRelations, narrowSlots, withNarrowed } from './narrow.ts';
import type { Run } from './run.ts';
import { slotsOf, unfold } from './slots.ts';
import type { State } from './state.ts';
import { makeTemplates, measure } from './templates.ts';
import { unknownOf, type Value } from './value.ts';

/** The value of a module-level value where it is read. */
export function readGlobal(run: Run, state: State, id: NodeId): Value {
  const node = run.psg.expect(id, 'value');
  // a handler may have run since the last reading
  if (node.sharing === 'interrupts' && run.section === 'open') state.globals.delete(id);
  const known = node.mutability === 'mutable' ? state.globals.get(id) : run.constants.get(id);
  if (known) return known;
  const value = unknownGlobal(run, state, node);
  if (node.mutability === 'mutable') state.globals.set(id, value);
  else run.constants.set(id, value);
  return value;
}

/** Any value that the module-level value can have, at any time. */
export function unknownGlobal(run: Run, state: State, node: NodeOf<'value'>): Value {
  const name = node.name.split('.').at(-1);
  const naming = { table: run.table, target: run.target, about: node.id };
  const value = unknownOf(node.type, name, naming);
  if (run.knowledge.readEarly.has(node.id)) return value;
  const bounds = run.knowledge.globals.get(node.id);
  if (!bounds) {
    // not initialised on any path found so far: this point is not reached yet
    state.domain.isEmpty = true;
    return value;
  }
  const whole = unfold(value, name, naming);
  const slots = narrowSlots(state, slotsOf(whole, run.target), bounds, 'interval', node.id);
  addRelations(state, makeTemplates(slots.length, 0), slots, slots.length, bounds, 'interval', node.id);
  return withNarrowed(whole, slots);
}

/** Where a critical section begins, a handler may have run since the last reading. */
export function forgetShared(run: Run, state: State): void {
  for (const id of [...state.globals.keys()])
    if (run.psg.expect(id, 'value').sharing === 'interrupts') state.globals.delete(id);
}

/** Assigns a module-level value, and reports what it can hold. */
export function writeGlobal(run: Run, state: State, id: NodeId, value: Value): void {
  state.globals.set(id, value);
  reportGlobal(run, state, id, value);
}

export function reportGlobal(run: Run, state: State, id: NodeId, value: Value): void {
  if (state.domain.isEmpty) return;
  const slots = slotsOf(value, run.target);
  run.findings.global(id, measure(state.domain, makeTemplates(slots.length, 0), slots, slots.length));
}

/** After a call or inside a loop: the given module-level values may have changed. */
export function forgetGlobals(run: Run, state: State, globals: Iterable<NodeId>): void {
  for (const id of globals) {
    if (!state.globals.has(id)) continue;
    state.globals.set(id, unknownGlobal(run, state, run.psg.expect(id, 'value')));
  }
}
