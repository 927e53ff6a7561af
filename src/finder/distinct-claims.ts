// In: claims that several guessers propose. Out: each of them once. The same claim under two names would be proved twice, and stand in each proof's way twice.
import type { Claim } from '../checker/claims.ts';

/** The claims that are neither among `known` nor said before, in their order. */
export function distinctClaims(claims: readonly Claim[], known: readonly Claim[]): readonly Claim[] {
  const seen = new Set(known.map(textOf));
  return claims.filter((claim) => {
    const text = textOf(claim);
    const isNew = !seen.has(text);
    seen.add(text);
    return isNew;
  });
}

function textOf({ place, node, over, terms, constant, modulus }: Claim): string {
  const sums = terms.map(({ factor, roots }) => write([factor, roots.map(write).sort()])).sort();
  return write([place, node, over, sums, constant, modulus]);
}

function write(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => (typeof each === 'bigint' ? `${each}n` : each)) ?? '';
}
