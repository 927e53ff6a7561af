// In: reads and writes of elements, and what is known of the arrays that they may concern. Out: the value that is read; a finding for each array that may be written.
// Each array has one summary for all its elements and all times: bounds of their integers.
import type { NodeId, NodeOf } from '../psg/node.ts';
import type { Type } from '../psg/type.ts';
import { addRelations, narrowSlots, withNarrowed } from './narrow.ts';
import { type Run, typeOfNode } from './run.ts';
import { slotsOf, unfold } from './slots.ts';
import { sourceNameOf } from './source-name.ts';
import type { State } from './state.ts';
import { type Bounds, joinBounds, makeTemplates, measure } from './templates.ts';
import { unknownOf, type Value } from './value.ts';

/** Any element that the view can show. */
export function readElement(run: Run, state: State, node: NodeOf<'element'>): Value {
  const name = sourceNameOf(run.psg, node.id);
  const naming = { table: run.table, target: run.target, about: node.id };
  const value = unknownOf(node.type, name, naming);
  // what a pointer shows may change by itself
  const arrays = typeOfNode(run, node.collection).kind === 'pointer' ? undefined : run.arrays(node.collection);
  // no array at all: nobody calls this
  if (!arrays || arrays.size === 0) return value;
  let bounds: Bounds | undefined;
  for (const array of arrays) {
    const known = run.knowledge.contents.get(array);
    if (known) bounds = bounds ? joinBounds(bounds, known) : known;
  }
  if (!bounds) {
    // no such array has been made on any path found so far
    state.domain.isEmpty = true;
    return value;
  }
  const whole = unfold(value, name, naming);
  const slots = narrowSlots(state, slotsOf(whole, run.target), bounds, 'interval', node.id);
  addRelations(state, makeTemplates(slots.length, 0), slots, slots.length, bounds, 'interval', node.id);
  return withNarrowed(whole, slots);
}

/** The value may become an element of what the view shows. */
export function reportElement(run: Run, state: State, view: NodeId, value: Value): void {
  if (state.domain.isEmpty) return;
  const arrays = run.arrays(view);
  if (!arrays || arrays.size === 0) return;
  const slots = slotsOf(value, run.target);
  const bounds = measure(state.domain, makeTemplates(slots.length, 0), slots, slots.length);
  for (const array of arrays) run.findings.contents(array, bounds);
}

/** The platform may write anything. */
export function reportAnything(run: Run, state: State, view: NodeId): void {
  const type: Type = typeOfNode(run, view);
  if (!('element' in type)) return;
  const naming = { table: run.table, target: run.target, about: view };
  reportElement(run, state, view, unfold(unknownOf(type.element, undefined, naming), undefined, naming));
}
