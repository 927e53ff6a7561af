// Claims of a certificate about places of the program: what holds at a loop's head, at a function's entry and return, of a module-level value or of arrays at all times.
// Nobody has to believe them: each is proved wherever its place is reached, and only then used.
import { floorShare } from './arithmetic.ts';
import { expectArray, expectInteger, expectNumber, expectText, listOf, Malformed, objectOf } from './decode.ts';
import { all, any, atMost, below, equal, type Formula, not, notPositive, yes } from './formula.ts';
import type { NodeId } from './graph.ts';
import { add, constant, multiply, type Polynomial, same, scale, shift } from './polynomial.ts';
import type { Slot, Unknowns } from './value.ts';

/** Which integer is meant: slot number `slot` of a name's value, now or before the loop; or the counter and the ends of a `for`. */
export type Root =
  | { readonly kind: 'name' | 'before'; readonly id: NodeId; readonly slot: number }
  | { readonly kind: 'result'; readonly slot: number }
  /** Slot number `slot` of the element that the claim speaks of, and its index. */
  | { readonly kind: 'element'; readonly slot: number }
  | { readonly kind: 'index' | 'counter' | 'from' | 'to' };

/** `factor` times the product of the roots. */
export interface ClaimTerm {
  readonly factor: bigint;
  readonly roots: readonly Root[];
}

/** `contents`: every element of the arrays of a class, at all times. */
export const places = ['loop', 'entry', 'result', 'value', 'contents'] as const;

/** Σ terms + constant */
interface Sum {
  readonly terms: readonly ClaimTerm[];
  readonly constant: bigint;
}

/** The elements that the root's length counts, from index `from` to before `to`; of these, with a step, those whose index is `phase` more than a multiple of it. */
export interface Over {
  readonly view: Root;
  readonly from: Sum;
  readonly to: Sum;
  readonly step: bigint;
  readonly phase: bigint;
}

/** Σ terms + constant ≤ 0; with a modulus above 0, the sum is a multiple of it. */
export interface Claim {
  readonly place: (typeof places)[number];
  /** The loop, function or module-level value; of contents, the node that makes the array. */
  readonly node: NodeId;
  /** The claim speaks of each of these elements. */
  readonly over?: Over | undefined;
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
    case 'element':
      return { kind: kind === 'result' ? kind : 'element', slot: expectNumber(id) };
    case 'index':
      return { kind: 'index' };
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

const sumShape = { terms: listOf(readTerm), constant: expectInteger };

const overOf = objectOf({
  view: (value) => readRoot(expectArray(value)),
  from: objectOf(sumShape),
  to: objectOf(sumShape),
  step: expectInteger,
  phase: expectInteger,
});

const claimOf = objectOf({
  place: (value) => places.find((each) => each === value),
  node: expectNumber,
  over: (value) => (value === undefined ? undefined : overOf(value)),
  ...sumShape,
  modulus: expectInteger,
});

export function readClaim(value: unknown): Claim {
  const { place, modulus, over, ...rest } = claimOf(value);
  if (!place || modulus < 0n) throw new Malformed('a claim has a place and a modulus of at least 0');
  if (over && (over.step < 1n || place === 'value' || place === 'contents'))
    throw new Malformed('a claim about elements stands where a view is in scope, and has a positive step');
  return { place, modulus, over, ...rest };
}

/** All roots that a claim names, without the view that it is over. */
export function rootsOf({ terms, over }: Claim): readonly Root[] {
  return [terms, over?.from.terms ?? [], over?.to.terms ?? []].flat().flatMap(({ roots }) => roots);
}

/** The slot that a root names at some point; undefined where there is none. */
export type FindSlot = (root: Root) => Slot | undefined;

interface Stated {
  readonly form: Polynomial;
  /** Where every slot that it speaks of means something. */
  readonly guard: Formula;
}

function state(sum: Sum, find: FindSlot): Stated {
  let form = constant(sum.constant);
  const guards: Formula[] = [];
  for (const { factor, roots } of sum.terms) {
    let product = constant(1n);
    for (const root of roots) {
      const slot = find(root);
      if (!slot) throw new Malformed('a claim speaks of what is not there');
      if (product.size * slot.polynomial.size > longestProduct) throw new Malformed('a product of a claim is too long');
      product = multiply(product, slot.polynomial);
      guards.push(slot.guard);
    }
    form = add(form, product, factor);
  }
  return { form, guard: all(...guards) };
}

/** What may be used of a claim. */
export function useOf(claim: Claim, find: FindSlot, unknowns: Unknowns, where: Formula = yes): Formula {
  const { form, guard } = unknowns.about('m', claim.node, () => state(claim, find));
  const isMultiple = claim.modulus > 0n;
  const turns = () => unknowns.about('m', claim.node, () => unknowns.make(undefined));
  const held = isMultiple ? equal(form, scale(turns(), claim.modulus)) : notPositive(form);
  // an object of its own, even where it is plainly false: it is known by whose claim it is
  const formula = { ...any(not(guard), not(where), held) };
  unknowns.claimOf.set(formula, claim);
  return formula;
}

/** What must be impossible for a claim to hold. */
export function failureOf(claim: Claim, find: FindSlot, unknowns: Unknowns, where: Formula = yes): Formula {
  const { form, guard } = unknowns.about('m', claim.node, () => state(claim, find));
  if (claim.modulus === 0n) return all(guard, where, not(notPositive(form)));
  const [rest, turns] = unknowns.about('m', claim.node, () => [
    // what is not even is odd
    claim.modulus === 2n ? constant(1n) : unknowns.make({ low: 1n, high: claim.modulus - 1n }),
    unknowns.make(undefined),
  ]);
  return all(guard, where, equal(form, add(rest, turns, claim.modulus)));
}

/** Whether an index, counted from the start of the view, is one of those that a claim is over. */
export function isOver(
  over: Over,
  length: Slot,
  index: Polynomial,
  find: FindSlot,
  unknowns: Unknowns,
  role: 'fact' | 'goal',
): Formula {
  const [from, to] = [state(over.from, find), state(over.to, find)];
  const isInside = all(atMost(constant(0n), index), below(index, length.polynomial));
  const isWhole = same(from.form, constant(0n)) && same(to.form, length.polynomial);
  const isChosen = isWhole ? yes : all(atMost(from.form, index), below(index, to.form));
  const behind = shift(index, -over.phase);
  const multiple = scale(floorShare(behind, over.step, unknowns), over.step);
  // it is never below the multiple: where this is not the case, it is above
  const isMultiple = role === 'fact' ? atMost(behind, multiple) : equal(behind, multiple);
  return all(length.guard, from.guard, to.guard, isInside, isChosen, over.step > 1n ? isMultiple : yes);
}
