// In: values. Out: their integers as numbered slots, as many for every value of a type: integers, lengths, tags, and the payloads of every case of a union.
// A payload's slot counts only where its case is the value's: its guard says so.
import type { Type } from '../psg/type.ts';
import { always, and, equals, type Formula } from './formula.ts';
import { constantLinear, type Linear } from './linear.ts';
import { rangeOfType } from './machine.ts';
import { type Naming, payloadOf, type Value } from './value.ts';

export interface Slot {
  /** `absent`: the value never has that case. `unknown`: nothing is known of that payload. */
  readonly at: Linear | 'absent' | 'unknown';
  readonly guard: Formula;
  /** By the type, whatever the value is: values of one type agree. */
  readonly place: 'plain' | 'payload';
}

export function plainSlot(linear: Linear): Slot {
  return { at: linear, guard: always, place: 'plain' };
}

/** Whether the slot is no payload: results are related to such slots of the arguments only. */
export function isPlain(slot: Slot): boolean {
  return slot.place === 'plain';
}

/** The slots of a value, in the type's order. */
export function slotsOf(value: Value, target: Naming['target']): readonly Slot[] {
  const slots: Slot[] = [];
  collect(value, always, 'plain', target, slots);
  return slots;
}

function collect(value: Value, guard: Formula, place: Slot['place'], target: Naming['target'], into: Slot[]): void {
  switch (value.kind) {
    case 'integer':
      into.push({ at: value.linear, guard, place });
      return;
    case 'collection':
      into.push({ at: value.length, guard, place });
      return;
    case 'aggregate':
      for (const field of value.fields) collect(field, guard, place, target, into);
      return;
    case 'union':
      into.push({ at: value.tag, guard, place });
      for (const [tag, each] of value.type.cases.entries()) {
        const inside = and(guard, equals(value.tag, constantLinear(BigInt(tag))));
        const payload = value.payloads.get(tag);
        for (const [i, field] of each.fields.entries()) {
          const known = payload?.[i];
          if (known) collect(known, inside, 'payload', target, into);
          else {
            const at = value.others === 'closed' ? 'absent' : 'unknown';
            for (let rest = countSlots(field.type, target); rest > 0; rest--)
              into.push({ at, guard: inside, place: 'payload' });
          }
        }
      }
      return;
    case 'boolean':
    case 'opaque':
      return;
  }
}

function countSlots(type: Type, target: Naming['target']): number {
  if (rangeOfType(type, target)) return 1;
  switch (type.kind) {
    case 'string':
    case 'array':
    case 'span':
    case 'pointer':
      return 1;
    case 'tuple':
      return type.items.reduce((sum, item) => sum + countSlots(item, target), 0);
    case 'record':
      return type.fields.reduce((sum, field) => sum + countSlots(field.type, target), 0);
    case 'union':
      return type.cases.reduce(
        (sum, each) => each.fields.reduce((inner, field) => inner + countSlots(field.type, target), sum),
        1,
      );
    default:
      return 0;
  }
}

/** The same value with every payload made, so that each slot has a symbol. */
export function unfold(value: Value, source: string | undefined, naming: Naming, path = ''): Value {
  switch (value.kind) {
    case 'aggregate':
      return {
        kind: 'aggregate',
        fields: value.fields.map((field, i) => unfold(field, source, naming, `${path}.${i}`)),
      };
    case 'union': {
      const payloads = new Map<number, readonly Value[]>();
      for (const [tag, each] of value.type.cases.entries()) {
        const types = each.fields.map((field) => field.type);
        const fields = payloadOf(value, tag, types, source, naming, path);
        payloads.set(
          tag,
          fields.map((field, i) => unfold(field, source, naming, `${path}.payload.${tag}.${i}`)),
        );
      }
      return { ...value, payloads, others: 'closed' };
    }
    default:
      return value;
  }
}

/** Puts new integers into an unfolded value, in the order of its slots. A case with an absent slot is one that the value never has. */
export function withSlots(value: Value, slots: Iterable<Slot['at']>): Value {
  const next = slots[Symbol.iterator]();
  return replace(value, () => next.next().value ?? 'absent').value;
}

interface Replaced {
  readonly value: Value;
  readonly isAbsent: boolean;
}

function replace(value: Value, next: () => Slot['at']): Replaced {
  switch (value.kind) {
    case 'integer': {
      const at = next();
      return typeof at === 'string'
        ? { value, isAbsent: at === 'absent' }
        : { value: { kind: 'integer', linear: at }, isAbsent: false };
    }
    case 'collection': {
      const at = next();
      return typeof at === 'string'
        ? { value, isAbsent: at === 'absent' }
        : { value: { ...value, length: at }, isAbsent: false };
    }
    case 'union': {
      const at = next();
      const payloads = new Map<number, readonly Value[]>();
      for (const [number, fields] of value.payloads) {
        const replaced = fields.map((field) => replace(field, next));
        if (!replaced.some(({ isAbsent }) => isAbsent))
          payloads.set(
            number,
            replaced.map((each) => each.value),
          );
      }
      return { value: { ...value, tag: typeof at === 'string' ? value.tag : at, payloads }, isAbsent: at === 'absent' };
    }
    case 'aggregate': {
      const replaced = value.fields.map((field) => replace(field, next));
      return {
        value: { kind: 'aggregate', fields: replaced.map((each) => each.value) },
        isAbsent: replaced.some(({ isAbsent }) => isAbsent),
      };
    }
    case 'boolean':
    case 'opaque':
      return { value, isAbsent: false };
  }
}
