// In: an unknown value and bounds that a fixpoint found for its integers. Out: the value with these bounds: ranges belong to the fresh symbols themselves
// (they hold whenever the value exists), differences to the state.
import type { Reason } from '../obligations/obligation.ts';
import type { NodeId } from '../psg/node.ts';
import { equals } from './formula.ts';
import { constantLinear, type Linear, linearOf, plus, scale } from './linear.ts';
import { addStatement, type State } from './state.ts';
import { entryOf, freshInteger, rangeFormula, unbounded } from './symbols.ts';
import { type Bounds, formulasOf, isNews, type Template } from './templates.ts';
import type { Value } from './value.ts';

/** The slots with their ranges: constants where a range has one value, else the same symbols, narrowed. Slots must be fresh symbols. */
export function narrowSlots(
  state: State,
  slots: readonly Linear[],
  bounds: Bounds,
  reason: Reason,
  about: NodeId,
): readonly Linear[] {
  return slots.map((slot, i) => {
    const high = bounds.uppers[2 * i];
    const negatedLow = bounds.uppers[2 * i + 1];
    const low = negatedLow === undefined ? undefined : -negatedLow;
    if (low !== undefined && low === high) return constantLinear(low);
    const symbol = slot.parts[0]?.symbol;
    if (symbol === undefined) return slot;
    const { table } = state;
    const entry = entryOf(table, symbol);
    const range = {
      low: low !== undefined && (entry.range.low === undefined || low > entry.range.low) ? low : entry.range.low,
      high: high !== undefined && (entry.range.high === undefined || high < entry.range.high) ? high : entry.range.high,
    };
    if (range.low === entry.range.low && range.high === entry.range.high) return slot;
    if (range.low !== undefined && range.high !== undefined && range.low > range.high) {
      state.domain.isEmpty = true;
      return slot;
    }
    const hadRange = entry.range.low !== undefined || entry.range.high !== undefined;
    const statement = { formula: rangeFormula(slot, range), reason, about };
    table.entries[symbol] = {
      ...entry,
      range,
      definitions: [...(hadRange ? entry.definitions.slice(1) : entry.definitions), statement],
    };
    return slot;
  });
}

/** The differences and congruences of the bounds, as statements. `own` slots come first. */
export function addRelations(
  state: State,
  templates: readonly Template[],
  slots: readonly Linear[],
  own: number,
  bounds: Bounds,
  reason: Reason,
  about: NodeId,
): void {
  for (const formula of formulasOf(templates, bounds, slots)) {
    if (isNews(state.domain, formula)) addStatement(state, { formula, reason, about });
  }
  for (const [i, congruence] of bounds.congruences.entries()) {
    const slot = slots[i];
    const symbol = slot?.parts[0]?.symbol;
    if (i >= own || !slot || symbol === undefined || congruence.modulus <= 1n) continue;
    state.domain.congruences.set(symbol, congruence);
    const turns = linearOf(freshInteger(state.table, undefined, unbounded, about));
    const multiple = plus(scale(turns, congruence.modulus), constantLinear(congruence.remainder));
    addStatement(state, { formula: equals(slot, multiple), reason, about });
  }
}

/** Puts new integers into a value, in the order of `integersOf`. */
export function withIntegers(value: Value, slots: readonly Linear[]): Value {
  const next = slots[Symbol.iterator]();
  return replace(value, () => next.next().value ?? constantLinear(0n));
}

function replace(value: Value, next: () => Linear): Value {
  switch (value.kind) {
    case 'integer':
      return { kind: 'integer', linear: next() };
    case 'collection':
      return { ...value, length: next() };
    case 'union':
      return { ...value, tag: next() };
    case 'aggregate':
      return { kind: 'aggregate', fields: value.fields.map((field) => replace(field, next)) };
    case 'boolean':
    case 'opaque':
      return value;
  }
}
