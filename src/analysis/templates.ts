// In: integer unknowns ("slots") of a loop head, a function's entry or its result. Out: bounds of each and of differences between them, found at several
// places and joined, widened and compared. The bounds hold only once a fixpoint has been checked; that is the callers' duty.
import { type Congruence, congruenceOf, type Domain, joinCongruence, upper } from './domain.ts';
import { atMost, type Formula } from './formula.ts';
import { addScaled, constantLinear, type Linear, larger, zero } from './linear.ts';

/** `Σ ±slot ≤ bound`. Slots are numbered: first the own ones, then their partners. */
export type Template = readonly Term[];

export interface Term {
  readonly slot: number;
  readonly factor: 1n | -1n;
}

export interface Bounds {
  /** By template; undefined: unbounded. */
  readonly uppers: readonly (bigint | undefined)[];
  /** By own slot. */
  readonly congruences: readonly Congruence[];
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

function formOf(template: Template, slots: readonly Linear[]): Linear {
  let form = zero;
  for (const { slot, factor } of template) form = addScaled(form, slots[slot] ?? zero, factor);
  return form;
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
  slots: readonly Linear[],
  own: number,
  worth?: Bounds,
): Bounds {
  return {
    uppers: templates.map((template, i) => {
      if (worth && worth.uppers[i] === undefined) return undefined;
      const bound = upper(domain, formOf(template, slots), template.length > 2 ? 2 : 1);
      return template.length === 1 || bound === undefined || bound < greatestDifference ? bound : undefined;
    }),
    congruences: slots.slice(0, own).map((slot) => congruenceOf(domain, slot)),
  };
}

export function joinBounds(a: Bounds, b: Bounds): Bounds {
  return {
    uppers: a.uppers.map((bound, i) => {
      const other = b.uppers[i];
      return bound === undefined || other === undefined ? undefined : larger(bound, other);
    }),
    congruences: a.congruences.map((congruence, i) => {
      const other = b.congruences[i];
      return other ? joinCongruence(congruence, other) : congruence;
    }),
  };
}

export function sameBounds(a: Bounds, b: Bounds): boolean {
  return (
    a.uppers.every((bound, i) => bound === b.uppers[i]) &&
    a.congruences.every(({ modulus, remainder }, i) => {
      const other = b.congruences[i];
      return other !== undefined && modulus === other.modulus && remainder === other.remainder;
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
      if (bound === undefined || bound === old.uppers[i]) return bound;
      return patience > 0 ? thresholds.find((threshold) => threshold >= bound) : undefined;
    }),
    congruences: grown.congruences,
  };
}

/** The bounds as formulas over the slots, without the empty ones. */
export function formulasOf(
  templates: readonly Template[],
  bounds: Bounds,
  slots: readonly Linear[],
): readonly Formula[] {
  const formulas: Formula[] = [];
  for (const [i, template] of templates.entries()) {
    const bound = bounds.uppers[i];
    if (bound === undefined) continue;
    formulas.push(atMost(formOf(template, slots), constantLinear(bound)));
  }
  return formulas;
}

/** Whether a template's bound says more than the domain knows already. */
export function isNews(domain: Domain, formula: Formula): boolean {
  if (formula.kind !== 'at-most-zero') return formula.kind !== 'constant' || !formula.value;
  const known = upper(domain, formula.linear, 0);
  return known === undefined || known > 0n;
}
