// In: an unknown value and bounds that a fixpoint found for its integers. Out: the value with these bounds: ranges belong to the fresh symbols themselves
// (they hold whenever the value exists), differences to the state.
import type { Reason } from '../obligations/obligation.ts';
import type { NodeId } from '../psg/node.ts';
import { equals, implies } from './formula.ts';
import { constantLinear, linearOf, plus, scale } from './linear.ts';
import { isPlain, type Slot, withSlots } from './slots.ts';
import { addStatement, type State } from './state.ts';
import { entryOf, freshInteger, rangeFormula, unbounded } from './symbols.ts';
import { type Bound, type Bounds, formulasOf, isNews, type Template } from './templates.ts';
import type { Value } from './value.ts';

/**
 * The slots with their ranges: constants where a range has one value, else the same symbols, narrowed. Slots must be fresh symbols. A payload's symbol stands
 * for nothing where its case is not the value's; there it may be anything in the range.
 */
export function narrowSlots(
  state: State,
  slots: readonly Slot[],
  bounds: Bounds,
  reason: Reason,
  about: NodeId,
): readonly Slot[] {
  return slots.map((slot, i) => {
    const high = endOf(bounds.uppers[2 * i]);
    const negatedLow = endOf(bounds.uppers[2 * i + 1]);
    const low = negatedLow === undefined ? undefined : -negatedLow;
    if (low !== undefined && low === high) return { ...slot, at: constantLinear(low) };
    if (typeof slot.at === 'string') return slot;
    // no such case has been built anywhere
    if (bounds.uppers[2 * i] === 'none' && !isPlain(slot)) return { ...slot, at: 'absent' };
    const symbol = slot.at.parts[0]?.symbol;
    if (symbol === undefined) return slot;
    const { table } = state;
    const entry = entryOf(table, symbol);
    const range = {
      low: low !== undefined && (entry.range.low === undefined || low > entry.range.low) ? low : entry.range.low,
      high: high !== undefined && (entry.range.high === undefined || high < entry.range.high) ? high : entry.range.high,
    };
    if (range.low === entry.range.low && range.high === entry.range.high) return slot;
    if (range.low !== undefined && range.high !== undefined && range.low > range.high) {
      if (isPlain(slot)) state.domain.isEmpty = true;
      return slot;
    }
    const hadRange = entry.range.low !== undefined || entry.range.high !== undefined;
    const statement = { formula: rangeFormula(slot.at, range), reason, about };
    table.entries[symbol] = {
      ...entry,
      range,
      definitions: [...(hadRange ? entry.definitions.slice(1) : entry.definitions), statement],
    };
    return slot;
  });
}

function endOf(bound: Bound): bigint | undefined {
  return bound === 'none' ? undefined : bound;
}

/** The differences and congruences of the bounds, as statements. `own` slots come first. */
export function addRelations(
  state: State,
  templates: readonly Template[],
  slots: readonly Slot[],
  own: number,
  bounds: Bounds,
  reason: Reason,
  about: NodeId,
): void {
  for (const { relation, guard } of formulasOf(templates, bounds, slots)) {
    if (isNews(state.domain, relation)) addStatement(state, { formula: implies(guard, relation), reason, about });
  }
  for (const [i, congruence] of bounds.congruences.entries()) {
    const slot = slots[i];
    if (i >= own || !slot || typeof slot.at === 'string' || congruence === 'none' || congruence.modulus <= 1n) continue;
    const symbol = slot.at.parts[0]?.symbol;
    if (symbol === undefined || !isPlain(slot)) continue;
    state.domain.congruences.set(symbol, congruence);
    const turns = linearOf(freshInteger(state.table, undefined, unbounded, about));
    const multiple = plus(scale(turns, congruence.modulus), constantLinear(congruence.remainder));
    addStatement(state, { formula: equals(slot.at, multiple), reason, about });
  }
}

/** Puts narrowed slots into an unfolded value. */
export function withNarrowed(value: Value, slots: readonly Slot[]): Value {
  return withSlots(
    value,
    slots.map(({ at }) => at),
  );
}
