// In: integer unknowns ("slots") of a loop head, a function's entry or its result. Out: bounds of each and of differences between them, found at several
// places and joined, widened and compared. The bounds hold only once a fixpoint has been checked; that is the callers' duty.
import { type Congruence, congruenceOf, type Domain, joinCongruence, upper } from './domain.ts';
import { always, and, atMost, type Formula } from './formula.ts';
import { addScaled, constantLinear, type Linear, larger, zero } from './linear.ts';
import type { Slot } from './slots.ts';

/** `Σ ±slot ≤ bound`. Slots are numbered: first the own ones, then their partners. */
export type Template = readonly Term[];

export interface Term {
  readonly slot: number;
  readonly factor: 1n | -1n;
}

export type Bound = bigint | undefined | 'none';

export interface Bounds {
  /** By template; undefined: unbounded; `none`: no value has been seen (a case that is never built). */
  readonly uppers: readonly Bound[];
  /** By own slot. */
  readonly congruences: readonly (Congruence | 'none')[];
}

const ownLimit = 10;
const partnerLimit = 20;

function plusSlot(slot: number): Term {
  return { slot, factor: 1n };
}

function minusSlot(slot: number): Term {
  return { slot, factor: -1n };
}

/**
 * Templates over `own` slots that vary and `partners` that do not. The ranges come first: for slot i its upper bound is number 2i, the negated lower bound
 * 2i + 1. Beyond the limits only the ranges are kept.
 */
export function makeTemplates(own: number, partners: number): readonly Template[] {
  const templates: Template[] = [];
  for (let i = 0; i < own; i++) templates.push([plusSlot(i)], [minusSlot(i)]);
  if (own > ownLimit) return templates;
  for (let i = 0; i < own; i++) {
    for (let j = 0; j < own; j++) if (i !== j) templates.push([plusSlot(i), minusSlot(j)]);
    for (let j = own; j < own + Math.min(partners, partnerLimit); j++) {
      templates.push([plusSlot(i), minusSlot(j)], [plusSlot(j), minusSlot(i)]);
    }
  }
  return templates;
}

const summandLimit = 4;
const sumPartnerLimit = 4;

/** Sums of two own slots, alone or against a third slot: positions that share out a whole, as in a merge. */
export function makeSumTemplates(own: number, partners: number): readonly Template[] {
  if (own > summandLimit) return [];
  const templates: Template[] = [];
  for (let i = 0; i < own; i++) {
    for (let j = i + 1; j < own; j++) {
      templates.push([plusSlot(i), plusSlot(j)], [minusSlot(i), minusSlot(j)]);
      for (let k = 0; k < own + Math.min(partners, sumPartnerLimit); k++) {
        if (k === i || k === j) continue;
        templates.push([plusSlot(i), plusSlot(j), minusSlot(k)], [minusSlot(i), minusSlot(j), plusSlot(k)]);
      }
    }
  }
  return templates;
}

function formOf(template: Template, slots: readonly Slot[]): Slot['at'] {
  let form: Linear = zero;
  let isUnknown = false;
  for (const { slot, factor } of template) {
    const at = slots[slot]?.at ?? 'unknown';
    if (at === 'absent') return 'absent';
    if (at === 'unknown') isUnknown = true;
    else form = addScaled(form, at, factor);
  }
  return isUnknown ? 'unknown' : form;
}

/** Differences above this say nothing that ranges do not say; they are dropped. */
const greatestDifference = 1n << 30n;

/**
 * The bounds that hold in a domain for the given values of the slots. Templates that are unbounded in `worth` are not looked at: joined with it they would be
 * unbounded anyway.
 */
export function measure(
  domain: Domain,
  templates: readonly Template[],
  slots: readonly Slot[],
  own: number,
  worth?: Bounds,
): Bounds {
  return {
    uppers: templates.map((template, i) => {
      if (worth && worth.uppers[i] === undefined) return undefined;
      const form = formOf(template, slots);
      if (form === 'absent') return 'none';
      if (form === 'unknown') return undefined;
      const bound = upper(domain, form, template.length > 2 ? 2 : 1);
      return template.length === 1 || bound === undefined || bound < greatestDifference ? bound : undefined;
    }),
    congruences: slots.slice(0, own).map(({ at }) => {
      if (at === 'absent') return 'none';
      return at === 'unknown' ? { modulus: 1n, remainder: 0n } : congruenceOf(domain, at);
    }),
  };
}

export function joinBounds(a: Bounds, b: Bounds): Bounds {
  return {
    uppers: a.uppers.map((bound, i) => {
      const other = b.uppers[i];
      if (bound === 'none' || other === 'none') return bound === 'none' ? other : bound;
      return bound === undefined || other === undefined ? undefined : larger(bound, other);
    }),
    congruences: a.congruences.map((congruence, i) => {
      const other = b.congruences[i] ?? 'none';
      if (congruence === 'none' || other === 'none') return congruence === 'none' ? other : congruence;
      return joinCongruence(congruence, other);
    }),
  };
}

export function sameBounds(a: Bounds, b: Bounds): boolean {
  return (
    a.uppers.every((bound, i) => bound === b.uppers[i]) &&
    a.congruences.every((own, i) => {
      const other = b.congruences[i] ?? 'none';
      if (own === 'none' || other === 'none') return own === other;
      return own.modulus === other.modulus && own.remainder === other.remainder;
    })
  );
}

/** Whether everything that `inner` allows is allowed by `outer`. */
export function isWithinBounds(inner: Bounds, outer: Bounds): boolean {
  return sameBounds(joinBounds(inner, outer), outer);
}

/**
 * Bounds that grew jump to the next threshold, and to "unbounded" once `patience` is used up: so every chain ends. `thresholds` are sorted.
 */
export function widen(old: Bounds, grown: Bounds, patience: number, thresholds: readonly bigint[]): Bounds {
  return {
    uppers: grown.uppers.map((bound, i) => {
      if (bound === undefined || bound === 'none' || bound === old.uppers[i]) return bound;
      // the first value of a slot is no growth
      if (old.uppers[i] === 'none') return bound;
      return patience > 0 ? thresholds.find((threshold) => threshold >= bound) : undefined;
    }),
    congruences: grown.congruences,
  };
}

/** What a bound says of the slots: `relation`, where `guard` holds. */
export interface Guarded {
  readonly relation: Formula;
  readonly guard: Formula;
}

/** The bounds as formulas over the slots, without the empty ones. */
export function formulasOf(templates: readonly Template[], bounds: Bounds, slots: readonly Slot[]): readonly Guarded[] {
  const formulas: Guarded[] = [];
  for (const [i, template] of templates.entries()) {
    const bound = bounds.uppers[i];
    const form = formOf(template, slots);
    if (typeof bound !== 'bigint' || form === 'absent' || form === 'unknown') continue;
    const guard = and(...template.map(({ slot }) => slots[slot]?.guard ?? always));
    formulas.push({ relation: atMost(form, constantLinear(bound)), guard });
  }
  return formulas;
}

/** Whether a template's bound says more than the domain knows already. */
export function isNews(domain: Domain, formula: Formula): boolean {
  if (formula.kind !== 'at-most-zero') return formula.kind !== 'constant' || !formula.value;
  const known = upper(domain, formula.linear, 0);
  return known === undefined || known > 0n;
}
