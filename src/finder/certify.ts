// In: the exported graph, claims that somebody proposes, and the checks that are wanted. Out: a certificate for as many of them as proofs are found for.
// Works backwards: a proof is sought for each check with all claims at hand; the claims that it used are proved next; a claim that fails is dropped.
// Untrusted: nothing here is believed before the checker has read the certificate.
import { checkOf, deriveGoals, type Program, proves, readProgram } from '../checker/check.ts';
import type { Claim } from '../checker/claims.ts';
import { Malformed } from '../checker/decode.ts';
import { type Formula, isNo, textOf as textOfFormula } from '../checker/formula.ts';
import type { Graph, NodeId } from '../checker/graph.ts';
import { type TargetFacts, wordOf } from '../checker/machine.ts';
import { type Goal, usableIn } from '../checker/run.ts';
import { elementOf } from '../checker/storage.ts';
import type { Unknowns } from '../checker/value.ts';
import { certificateText, serialised } from './certificate-text.ts';
import { coreOf, ringsOf, type Width } from './cone.ts';
import { effortsFor, type Kind, ofCore } from './effort.ts';
import { mine } from './mine.ts';
import { findProof, type Proof } from './search.ts';
import { trim } from './trim.ts';

export interface Wanted {
  readonly graphText: string;
  readonly target: TargetFacts;
  readonly proposals: readonly Claim[];
  /** Keys `kind:node:part`. */
  readonly checks: ReadonlySet<string>;
}

/** A proof, with the facts that it uses by what they say. */
interface Sketch {
  readonly facts: readonly Formula[];
  readonly proof: Proof;
}

interface Room {
  readonly wanted: Wanted;
  readonly program: Program;
  /** Proofs found so far, by goal. */
  readonly sketches: Map<string, Sketch>;
  /** Goals without a proof; with fewer claims they have none either. */
  readonly hopeless: Set<string>;
  readonly names: Map<Claim, string>;
  /** Claims that are guessed, and claims that failed before. */
  readonly guesses: Set<object>;
  /** Claims that were guessed here. */
  readonly mined: Set<object>;
  /** Of these, the ones that are seldom right. */
  readonly wild: Set<object>;
  /** Goals without a proof from what is no guess. */
  plainlyHopeless: ReadonlySet<string>;
  /** Systems that may still be solved: for guessed claims, and for all else. */
  readonly left: { guesses: number; others: number };
}

/** A program that the checker does not follow to its end (contracts that call each other too deeply) gets a certificate of nothing. */
export function certify(wanted: Wanted): string {
  try {
    return seekAll(wanted);
  } catch (error) {
    if (!(error instanceof Malformed || error instanceof RangeError)) throw error;
    return certificateText(wanted, [], []);
  }
}

function seekAll(wanted: Wanted): string {
  const program = readProgram(wanted.graphText, wanted.target);
  const room: Room = {
    wanted,
    program,
    sketches: new Map(),
    hopeless: new Set(),
    names: new Map(),
    guesses: new Set(),
    mined: new Set(),
    wild: new Set(),
    plainlyHopeless: new Set(),
    left: { guesses: 4 * mostSolved, others: solvedFor(wanted) },
  };
  const proposals = gatherContents(program, wanted.proposals);
  const first = settle(room, proposals);
  if (first.open.size === 0) return write(room, first.claims);
  // more claims may help where the analysis saw too little; what it saw and what was not proved is a guess then
  const { graph, effects } = program;
  const sure = proposals.filter((claim) => !first.failed.has(claim));
  const { likely, wild } = mine(graph, effects, definitionsOf(graph, effects.reachable, first.open), proposals);
  const mined = [...likely, ...wild];
  for (const claim of mined) room.mined.add(claim);
  for (const claim of wild) room.wild.add(claim);
  for (const claim of [...mined, ...first.failed]) room.guesses.add(claim);
  room.plainlyHopeless = new Set(room.hopeless);
  room.hopeless.clear();
  room.left.others = solvedFor(wanted);
  const sketches = new Map(room.sketches);
  const second = settle(room, [...sure, ...first.failed, ...mined]);
  if (second.open.size < first.open.size) return write(room, second.claims);
  return write({ ...room, sketches }, first.claims);
}

/** Claims about contents, one for all arrays of a class: the weakest of those that are proposed for each of them. */
function gatherContents({ graph, target, effects }: Program, proposals: readonly Claim[]): readonly Claim[] {
  const { storage } = effects;
  const arrays = new Map<NodeId, number>();
  for (const { id } of graph.nodes) {
    const made = storage.classOf(id);
    const isMade = ['array-literal', 'array-fill'].includes(graph.node(id).kind);
    if (made !== undefined && isMade) arrays.set(made, (arrays.get(made) ?? 0) + 1);
  }
  const gathered = new Map<string, { readonly claim: Claim; readonly count: number }>();
  for (const claim of proposals) {
    if (claim.place !== 'contents') continue;
    const node = storage.classOf(claim.node);
    if (node === undefined || isOfWord(graph, target, claim)) continue;
    const key = JSON.stringify([node, ...claim.terms.flatMap(({ factor, roots }) => [`${factor}`, roots])]);
    const known = gathered.get(key);
    const constant = known && known.claim.constant < claim.constant ? known.claim.constant : claim.constant;
    gathered.set(key, { claim: { ...claim, node, constant }, count: (known?.count ?? 0) + 1 });
  }
  const common = [...gathered.values()].filter(({ claim, count }) => count >= (arrays.get(claim.node) ?? 0));
  return [...common.map(({ claim }) => claim), ...proposals.filter(({ place }) => place !== 'contents')];
}

/** Whether the type of the elements says it already. */
function isOfWord(graph: Graph, target: TargetFacts, { node, terms, constant }: Claim): boolean {
  const type = elementOf(graph.typeAt(node));
  const word = type && wordOf(type, target);
  return word !== undefined && (terms[0]?.factor === 1n ? -constant >= word.high : constant <= word.low);
}

/** Functions that hold one of the checks. */
function definitionsOf(graph: Graph, functions: readonly NodeId[], checks: ReadonlySet<string>): ReadonlySet<NodeId> {
  const nodes = new Set([...checks].map((check) => Number(check.split(':')[1])));
  return new Set(functions.filter((id) => graph.within(id).some((node) => nodes.has(node.id))));
}

interface Settled {
  /** Claims that proofs use, all of them proved. */
  readonly claims: readonly Claim[];
  /** Checks without a proof. */
  readonly open: ReadonlySet<string>;
  /** Claims that were used and could not be proved. */
  readonly failed: ReadonlySet<Claim>;
}

/** Drops claims until those that are used are proved. */
function settle(room: Room, proposals: readonly Claim[]): Settled {
  let claims = proposals;
  const failed = new Set<Claim>();
  for (const claim of claims) if (!room.names.has(claim)) room.names.set(claim, `${room.names.size}`);
  for (;;) {
    const round = runRound(room, claims);
    const kept = claims.filter((claim) => !round.failed.has(claim));
    for (const claim of claims) if (round.failed.has(claim)) failed.add(claim);
    const needed = kept.length < claims.length ? kept : kept.filter((claim) => round.used.has(claim));
    if (needed.length === claims.length) return { claims, open: round.open, failed };
    claims = needed;
  }
}

/** Goals are named by the claim itself, because its number at its place changes when others go. */
function nameOf(room: Room, goal: Goal): string {
  return goal.claim ? `${goal.key.replace(/#\d+/, '#')} ${room.names.get(goal.claim)}` : goal.key;
}

interface Round {
  readonly open: ReadonlySet<string>;
  readonly used: ReadonlySet<object>;
  readonly failed: ReadonlySet<object>;
}

function runRound(room: Room, claims: readonly Claim[]): Round {
  const checks: Goal[] = [];
  const byClaim = new Map<object, Goal[]>();
  deriveGoals(room.program, claims, (goal) => {
    if (goal.claim) byClaim.set(goal.claim, [...(byClaim.get(goal.claim) ?? []), goal]);
    else if (room.wanted.checks.has(checkOf(goal.key))) checks.push(goal);
  });
  const failed = new Set<object>();
  const open = new Set<string>();
  // what is said of contents is used wherever an element is read, without being named
  const used = new Set<object>(claims.filter(({ place }) => place === 'contents'));
  const queue = [...claims.flatMap((claim) => (used.has(claim) ? (byClaim.get(claim) ?? []) : [])), ...checks];
  for (let goal = queue.shift(); goal; goal = queue.shift()) {
    if (goal.claim && failed.has(goal.claim)) continue;
    const proved = prove(room, goal, failed);
    if (!proved) {
      if (goal.claim) failed.add(goal.claim);
      else open.add(checkOf(goal.key));
    }
    for (const claim of proved ?? []) {
      if (used.has(claim)) continue;
      used.add(claim);
      queue.push(...(byClaim.get(claim) ?? []));
    }
  }
  return { used, failed, open };
}

/** The claims that a proof of the goal uses; undefined when none is found. */
function prove(room: Room, goal: Goal, failed: ReadonlySet<object>): readonly object[] | undefined {
  const name = nameOf(room, goal);
  if (isNo(goal.failure)) {
    // a claim without a way to fail needs no proof; a check gets one of no cases
    if (!goal.claim) room.sketches.set(name, { facts: [], proof: ['split', 0] });
    return [];
  }
  const { unknowns } = goal;
  const claimsIn = (facts: readonly Formula[]) => facts.flatMap((fact) => unknowns.claimOf.get(fact) ?? []);
  const sketch = room.sketches.get(name);
  const again = sketch && place(goal, sketch);
  if (sketch && again && proves(goal, again, serialised(sketch.proof)))
    return claimsIn(again.map((fact) => unknowns.facts[fact] ?? goal.failure));
  if (room.hopeless.has(name)) return undefined;
  const found = seek(room, goal, name, failed);
  if (!found) {
    room.hopeless.add(name);
    return undefined;
  }
  const facts = found.facts.map((fact) => unknowns.facts[fact] ?? goal.failure);
  room.sketches.set(name, { facts, proof: found.proof });
  return claimsIn(facts);
}

/** Solved systems for all goals of a program, once without and once with guesses: enough for every program of the corpus, and an end for those that are not. */
const mostSolved = 24_000;

/** A large program has its share for each check. */
function solvedFor({ checks }: Wanted): number {
  return Math.max(mostSolved, 60 * checks.size);
}

function seek(
  room: Room,
  goal: Goal,
  name: string,
  failed: ReadonlySet<object>,
): { readonly facts: readonly number[]; readonly proof: Proof } | undefined {
  const { unknowns } = goal;
  // what rests on a claim that has just failed would have to be proved once more
  const isLost = (fact: number) => failed.has(unknowns.claimOf.get(formulaOf(fact)) ?? goal);
  const conesOf = (width: Width, from?: ReadonlySet<string>) =>
    ringsOf(goal, width, from).map((ring) => ring.filter((fact) => !isLost(fact)));
  const formulaOf = (fact: number) => unknowns.facts[fact] ?? goal.failure;
  const core = coreOf(goal.failure);
  const cones = {
    narrow: conesOf('narrow'),
    wide: conesOf('wide'),
    core: core ? conesOf('narrow', core) : [],
  };
  const sortOf = (fact: number): 'facts' | 'elements' | 'guesses' | 'wild' => {
    const claim = unknowns.claimOf.get(formulaOf(fact)) ?? goal;
    if (room.wild.has(claim)) return 'wild';
    if (room.guesses.has(claim)) return 'guesses';
    return unknowns.ofElements.has(fact) ? 'elements' : 'facts';
  };
  const purse = goal.claim && room.mined.has(goal.claim) ? 'guesses' : 'others';
  const tried = new Map<string, number>();
  const efforts = effortsFor(kindOf(room, purse, name), goal.claim);
  for (const { width, rings, most, few, ...widths } of core ? [ofCore, ...efforts] : efforts) {
    const near = cones[width].slice(0, rings).flat();
    const numbers = (['facts', 'elements', 'guesses', 'wild'] as const).flatMap((sort) =>
      near.filter((fact) => sortOf(fact) === sort).slice(0, widths[sort]),
    );
    if (few !== undefined && numbers.length > few) continue;
    const text = numbers.join(' ');
    // more of the same helps only where there was not enough
    const before = tried.get(text);
    if (before !== undefined && before >= most) continue;
    const facts = [...numbers.map(formulaOf), goal.failure];
    const budget = { left: Math.min(most, room.left[purse]) };
    const given = budget.left;
    const proof = findProof(facts, budget);
    room.left[purse] -= given - budget.left;
    tried.set(text, budget.left > 0 ? Number.POSITIVE_INFINITY : most);
    if (!proof) continue;
    const trimmed = trim(facts, proof, 1);
    const kept = trimmed.kept.slice(0, -1).map((at) => numbers[at] ?? -1);
    if (proves(goal, kept, serialised(trimmed.proof))) return { facts: kept, proof: trimmed.proof };
  }
  return undefined;
}

function kindOf(room: Room, purse: keyof Room['left'], name: string): Kind {
  if (purse === 'guesses') return 'guessed';
  if (room.plainlyHopeless.has(name)) return 'retried';
  return room.guesses.size > 0 ? 'again' : 'first';
}

/** By text: the facts of a definition that say it, in their order. Grows with the facts. */
interface Texts {
  readonly facts: Map<string, number[]>;
  size: number;
}

const textsIn = new WeakMap<Unknowns, Texts>();

function indexOf(unknowns: Unknowns): Texts['facts'] {
  const texts = textsIn.get(unknowns) ?? { facts: new Map<string, number[]>(), size: 0 };
  textsIn.set(unknowns, texts);
  for (; texts.size < unknowns.facts.length; texts.size++) {
    const fact = unknowns.facts[texts.size];
    if (!fact) continue;
    const text = textOf(fact);
    const list = texts.facts.get(text);
    if (list) list.push(texts.size);
    else texts.facts.set(text, [texts.size]);
  }
  return texts.facts;
}

/** The facts of a sketch where they stand now. */
function place(goal: Goal, sketch: Sketch): readonly number[] | undefined {
  const index = indexOf(goal.unknowns);
  const isUsable = usableIn(goal);
  const places: number[] = [];
  for (const fact of sketch.facts) {
    const at = index.get(textOf(fact))?.findLast(isUsable);
    if (at === undefined) return undefined;
    places.push(at);
  }
  return places;
}

const texts = new WeakMap<Formula, string>();

function textOf(formula: Formula): string {
  const known = texts.get(formula) ?? textOfFormula(formula);
  texts.set(formula, known);
  return known;
}

/** The certificate over the claims that proofs use, with the numbers that facts have then. */
function write(room: Room, claims: readonly Claim[]): string {
  const proofs: string[] = [];
  deriveGoals(room.program, claims, (goal) => {
    const sketch = room.sketches.get(nameOf(room, goal));
    const facts = sketch && place(goal, sketch);
    if (!sketch || !facts) return;
    const proof = serialised(sketch.proof);
    // one wrong proof would cost the whole certificate
    if (proves(goal, facts, proof)) proofs.push(JSON.stringify({ goal: goal.key, facts, proof }));
  });
  return certificateText(room.wanted, claims, proofs);
}
