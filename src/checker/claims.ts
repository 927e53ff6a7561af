// Claims of a certificate about places of the program: what holds at a loop's head, at a function's entry, of its result, of a module-level value at all times.
// Nobody has to believe them: each is proved wherever its place is reached, and only then used.
import { expectArray, expectInteger, expectNumber, expectText, listOf, Malformed, objectOf } from './decode.ts';
import { all, any, equal, type Formula, not, notPositive, within } from './formula.ts';
import type { NodeId } from './graph.ts';
import { add, constant, multiply, type Polynomial, scale } from './polynomial.ts';
import type { Slot, Unknowns } from './value.ts';

/** Which integer is meant: slot number `slot` of a name's value, now or before the loop; or the counter and the ends of a `for`. */
export type Root =
  | { readonly kind: 'name' | 'before'; readonly id: NodeId; readonly slot: number }
  | { readonly kind: 'result'; readonly slot: number }
  | { readonly kind: 'counter' | 'from' | 'to' };

/** `factor` times the product of the roots. */
export interface ClaimTerm {
  readonly factor: bigint;
  readonly roots: readonly Root[];
}

export const places = ['loop', 'entry', 'result', 'value'] as const;

/** Σ terms + constant ≤ 0; with a modulus above 0, the sum is a multiple of it. */
export interface Claim {
  readonly place: (typeof places)[number];
  /** The loop, function or module-level value. */
  readonly node: NodeId;
  readonly terms: readonly ClaimTerm[];
  readonly constant: bigint;
  readonly modulus: bigint;
}

function readRoot(rest: readonly unknown[]): Root {
  const [kind, id, slot] = rest;
  switch (expectText(kind)) {
    case 'name':
      return { kind: 'name', id: expectNumber(id), slot: expectNumber(slot) };
    case 'before':
      return { kind: 'before', id: expectNumber(id), slot: expectNumber(slot) };
    case 'result':
      return { kind: 'result', slot: expectNumber(id) };
    case 'counter':
      return { kind: 'counter' };
    case 'from':
      return { kind: 'from' };
    case 'to':
      return { kind: 'to' };
    default:
      throw new Malformed('no such root');
  }
}

/** Products grow fast; no claim needs large ones. */
const mostRoots = 4;
const longestProduct = 256;

function readTerm(value: unknown): ClaimTerm {
  const [factor, ...roots] = expectArray(value);
  if (roots.length > mostRoots) throw new Malformed('a term of a claim has too many factors');
  return { factor: expectInteger(factor), roots: roots.map((root) => readRoot(expectArray(root))) };
}

const claimOf = objectOf({
  place: (value) => places.find((each) => each === value),
  node: expectNumber,
  terms: listOf(readTerm),
  constant: expectInteger,
  modulus: expectInteger,
});

export function readClaim(value: unknown): Claim {
  const { place, modulus, ...rest } = claimOf(value);
  if (!place || modulus < 0n) throw new Malformed('a claim has a place and a modulus of at least 0');
  return { place, modulus, ...rest };
}

/** The slot that a root names at some point; undefined where there is none. */
export type FindSlot = (root: Root) => Slot | undefined;

interface Stated {
  readonly form: Polynomial;
  /** Where every slot that it speaks of means something. */
  readonly guard: Formula;
}

function state(claim: Claim, find: FindSlot): Stated {
  let form = constant(claim.constant);
  const guards: Formula[] = [];
  for (const { factor, roots } of claim.terms) {
    let product = constant(1n);
    for (const root of roots) {
      const slot = find(root);
      if (!slot) throw new Malformed(`the claim at ${claim.place} ${claim.node} speaks of what is not there`);
      if (product.size * slot.polynomial.size > longestProduct) throw new Malformed('a product of a claim is too long');
      product = multiply(product, slot.polynomial);
      guards.push(slot.guard);
    }
    form = add(form, product, factor);
  }
  return { form, guard: all(...guards) };
}

/** What may be used of a claim. */
export function useOf(claim: Claim, find: FindSlot, unknowns: Unknowns): Formula {
  const { form, guard } = state(claim, find);
  const isMultiple = claim.modulus > 0n;
  const held = isMultiple ? equal(form, scale(unknowns.make(undefined), claim.modulus)) : notPositive(form);
  const formula = any(not(guard), held);
  unknowns.claimOf.set(formula, claim);
  return formula;
}

/** What must be impossible for a claim to hold. */
export function failureOf(claim: Claim, find: FindSlot, unknowns: Unknowns): Formula {
  const { form, guard } = state(claim, find);
  if (claim.modulus === 0n) return all(guard, not(notPositive(form)));
  const rest = unknowns.make(undefined);
  const multiple = add(rest, unknowns.make(undefined), claim.modulus);
  return all(guard, within(rest, 1n, claim.modulus - 1n), equal(form, multiple));
}
