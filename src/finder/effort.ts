// How much is done for the proof of a goal: which facts are taken, and how many systems are solved. What is likely to need little comes first.
import type { Claim } from '../checker/claims.ts';
import type { Width } from './cone.ts';

export interface Effort {
  /** `core`: narrow, around what every way to fail speaks of. */
  readonly width: Width | 'core';
  readonly rings: number;
  readonly facts: number;
  /** How many facts about elements, and how many guesses, come on top. */
  readonly elements: number;
  readonly guesses: number;
  /** And how many guesses that are seldom right. */
  readonly wild: number;
  /** Solved systems. */
  readonly most: number;
  /** Only where no more facts than these are near: then much is worth while. */
  readonly few?: number;
}

/** Before all others, where the goal has a core. */
export const ofCore: Effort = {
  width: 'core',
  rings: 6,
  facts: 60,
  elements: 20,
  guesses: 0,
  wild: 0,
  most: 60,
};

/** Near facts first, and what needs no guess. */
const plain: readonly Effort[] = [
  { width: 'narrow', rings: 4, facts: 80, elements: 20, guesses: 0, wild: 0, most: 60 },
  { width: 'wide', rings: 3, facts: 60, elements: 20, guesses: 0, wild: 0, most: 60 },
  { width: 'narrow', rings: 30, facts: 200, elements: 60, guesses: 0, wild: 0, most: 200 },
  { width: 'wide', rings: 6, facts: 120, elements: 40, guesses: 0, wild: 0, most: 200 },
  { width: 'wide', rings: 20, facts: 240, elements: 80, guesses: 0, wild: 0, most: 300 },
];
const daring: readonly Effort[] = [
  { width: 'narrow', rings: 4, facts: 90, elements: 40, guesses: 80, wild: 0, most: 200 },
  { width: 'wide', rings: 4, facts: 90, elements: 40, guesses: 80, wild: 0, most: 200 },
  { width: 'narrow', rings: 4, facts: 90, elements: 40, guesses: 80, wild: 80, most: 200 },
  { width: 'wide', rings: 20, facts: 240, elements: 80, guesses: 200, wild: 100, most: 300 },
];
/** Most guesses are wrong: little is spent on each. */
const lean: readonly Effort[] = [
  { width: 'narrow', rings: 4, facts: 80, elements: 40, guesses: 80, wild: 0, most: 120 },
  { width: 'wide', rings: 4, facts: 60, elements: 40, guesses: 80, wild: 0, most: 120 },
  { width: 'narrow', rings: 30, facts: 120, elements: 60, guesses: 80, wild: 0, most: 600, few: 70 },
  { width: 'wide', rings: 20, facts: 240, elements: 80, guesses: 200, wild: 100, most: 250 },
];

/** What holds of all elements takes more cases: which of the stores it was, and on which path. */
const thorough: readonly Effort[] = [
  { width: 'narrow', rings: 6, facts: 90, elements: 60, guesses: 80, wild: 0, most: 300 },
  { width: 'narrow', rings: 20, facts: 140, elements: 80, guesses: 120, wild: 0, most: 900 },
  { width: 'wide', rings: 20, facts: 240, elements: 80, guesses: 200, wild: 100, most: 300 },
];

/** That a variable is not negative or not beyond something is what most proofs begin with: whatever is known may be tried. */
const hopeful: readonly Effort[] = [
  ...lean,
  { width: 'narrow', rings: 30, facts: 240, elements: 80, guesses: 200, wild: 0, most: 1500 },
  { width: 'wide', rings: 20, facts: 240, elements: 80, guesses: 200, wild: 0, most: 3000 },
];

/** `retried`: a check, or a claim that is no guess, that had no proof before there were guesses. */
export type Kind = 'first' | 'again' | 'retried' | 'guessed';

export function effortsFor(kind: Kind, claim: Claim | undefined): readonly Effort[] {
  switch (kind) {
    case 'first':
      return plain;
    case 'again':
      return [...plain, ...daring];
    case 'retried':
      return daring;
    case 'guessed':
      if (claim?.over) return thorough;
      return claim && isLimit(claim) ? hopeful : lean;
  }
}

/** `0 ≤ x`, or x compared with one other. */
function isLimit({ place, terms, constant }: Claim): boolean {
  const isSmall = constant === 0n || constant === 1n;
  return (
    place === 'loop' &&
    isSmall &&
    terms.length <= 2 &&
    terms.every(({ roots }) => roots.length === 1 && roots[0]?.kind === 'name')
  );
}
