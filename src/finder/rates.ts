// In: a loop. Out: guesses of how much faster one of its variables can grow than another: where each turn adds at most 255 to a sum and 1 to a position, the sum is at most 255 times as
// far from where it began; and that what only grows is not below that. Wrapping is not looked at.
import type { Claim, ClaimTerm } from '../checker/claims.ts';
import type { Graph, NodeId } from '../checker/graph.ts';
import { factorsOf, type Polynomial } from '../checker/polynomial.ts';
import type { Guess } from './guess.ts';
import { type LoopChanges, sinceBefore } from './relations.ts';

interface Interval {
  readonly low: bigint;
  readonly high: bigint;
}

const mostClaims = 24;

export function ratesOf(guess: Guess, { loop, columns, changes, counter }: LoopChanges): readonly Claim[] {
  const ranges = changes.map((path) => path.map((change) => rangeOf(guess, change)));
  const claims: Claim[] = [];
  const offer = (terms: readonly ClaimTerm[]) => {
    if (claims.length < mostClaims) claims.push({ place: 'loop', node: loop.id, terms, constant: 0n, modulus: 0n });
  };
  for (const [x, grown] of columns.entries()) {
    const isCounter = grown === counter;
    if (!isCounter && ranges.every((path) => (path[x]?.low ?? -1n) >= 0n)) offer(sinceBefore(-1n, grown, counter));
    if (!isCounter && ranges.every((path) => (path[x]?.high ?? 1n) <= 0n)) offer(sinceBefore(1n, grown, counter));
    for (const [y, measure] of columns.entries()) {
      if (x === y) continue;
      const steps = ranges.map((path) => ({ own: path[x], other: constantOf(path[y]) }));
      const greatest = rateOf(steps.map(({ own, other }) => ({ own: own?.high, other })));
      const least = rateOf(steps.map(({ own, other }) => ({ own: own && -own.low, other })));
      // equal rates are sums that the loop keeps
      if (greatest !== undefined && least !== undefined && greatest === -least) continue;
      if (greatest !== undefined)
        offer([...sinceBefore(1n, grown, counter), ...sinceBefore(-greatest, measure, counter)]);
      if (least !== undefined) offer([...sinceBefore(-1n, grown, counter), ...sinceBefore(-least, measure, counter)]);
    }
  }
  return claims;
}

/** The least whole rate r with `own ≤ r · other` on every path; `other` grows by a number that is known, or stands still. */
function rateOf(steps: readonly { readonly own: bigint | undefined; readonly other: bigint | undefined }[]) {
  let rate: bigint | undefined;
  for (const { own, other } of steps) {
    if (own === undefined || other === undefined || other < 0n) return undefined;
    if (other === 0n) {
      if (own > 0n) return undefined;
      continue;
    }
    const here = own >= 0n ? (own + other - 1n) / other : -(-own / other);
    if (rate === undefined || here > rate) rate = here;
  }
  return rate;
}

function constantOf(range: Interval | undefined): bigint | undefined {
  return range && range.low === range.high ? range.low : undefined;
}

function rangeOf(guess: Guess, change: Polynomial): Interval | undefined {
  let [low, high] = [0n, 0n];
  for (const [monomial, factor] of change) {
    const [atom, ...others] = factorsOf(monomial);
    const range = atom === undefined ? { low: 1n, high: 1n } : others.length === 0 && rangeOfAtom(guess, atom);
    if (!range) return undefined;
    low += factor * (factor > 0n ? range.low : range.high);
    high += factor * (factor > 0n ? range.high : range.low);
  }
  return { low, high };
}

/** What a byte, a character or a mask allows. */
function rangeOfAtom(guess: Guess, atom: string): Interval | undefined {
  const id = Number(atom.slice(1));
  if (atom.startsWith('n')) return rangeOfNode(guess, id);
  const operand = atom.startsWith('b') ? guess.bound.get(id) : undefined;
  return operand === undefined ? undefined : rangeOfNode(guess, operand);
}

function rangeOfNode({ graph }: Guess, id: NodeId): Interval | undefined {
  const node = graph.node(id);
  if (node.kind === 'convert') return rangeOfNode({ graph, bound: new Map() }, node.operand);
  if (node.kind === 'primitive' && node.operator === 'bit-and') {
    const masks = node.operands.flatMap((each) => literalAt(graph, each) ?? []);
    const least = masks.filter((mask) => mask >= 0n).sort((a, b) => Number(a - b))[0];
    return least === undefined ? undefined : { low: 0n, high: least };
  }
  if (node.kind === 'function' || node.kind === 'literal') return undefined;
  const { type } = node;
  if (type.kind !== 'integer' || typeof type.bits !== 'number' || type.bits > 16) return undefined;
  const bits = BigInt(type.bits);
  return type.isSigned
    ? { low: -(2n ** (bits - 1n)), high: 2n ** (bits - 1n) - 1n }
    : { low: 0n, high: 2n ** bits - 1n };
}

function literalAt(graph: Graph, id: NodeId): bigint | undefined {
  const node = graph.node(id);
  return node.kind === 'literal' && typeof node.value === 'bigint' ? node.value : undefined;
}
