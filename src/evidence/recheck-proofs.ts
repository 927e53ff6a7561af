// In: a record, the core graph, a certificate and the facts of the target. Out: what the checker confirms of the rows, and every contradiction. No solver.
// The checks of the program are derived from the graph again, so that a row that is missing is missed.
import { canonicalJson, digestBytes } from '../base/digest.ts';
import { checkCertificate, semantics, type Verdict } from '../checker/check.ts';
import type { TargetFacts } from '../checker/machine.ts';
import { type GraphPlaces, keyOf, placesOf } from './graph-places.ts';
import type { Evidence, EvidenceObligation } from './record.ts';

export interface RecheckedProofs {
  /** Proofs that were checked, and claims that they rest on. */
  readonly goals: number;
  readonly claims: number;
  /** Dropped checks that the checker confirms. */
  readonly confirmed: number;
  /** Dropped checks that it does not confirm, where the record says that the project allows it. */
  readonly allowed: number;
  /** Checks of a program that the checker does not follow: they are listed, not derived again. */
  readonly unfollowed: number;
  readonly problems: readonly string[];
}

type Accepted = Extract<Verdict, { readonly kind: 'accepted' }>;

export function recheckProofs(
  evidence: Evidence,
  graphText: string,
  certificateText: string,
  target: TargetFacts,
): RecheckedProofs {
  const { recheck } = evidence;
  const problems: string[] = [];
  const verdict = checkCertificate(graphText, target, certificateText);
  if (verdict.kind === 'refused' && recheck?.refused === null)
    problems.push(`the checker refuses the certificate: ${verdict.why}`);
  if (verdict.kind === 'accepted' && recheck && recheck.refused !== null)
    problems.push('the record says that the checker refused the certificate, but it does not');
  // without a certificate nothing is proved, but the checks of the program are still known
  const known =
    verdict.kind === 'accepted' ? verdict : checkCertificate(graphText, target, emptyFor(graphText, target));
  const named = evidence.obligations.filter(({ goal }) => goal !== null);
  const dropped = named.filter(({ treatment }) => treatment === 'elided');
  // where the checker did not follow the program, the record says so, and nothing is certified
  if (known.kind === 'refused' && recheck && recheck.refused !== null)
    return { ...nothing, allowed: dropped.length, unfollowed: named.length, problems };
  if (known.kind === 'refused')
    return { ...nothing, problems: [...problems, `the graph cannot be read: ${known.why}`] };
  const places = placesOf(graphText, evidence.sources);
  if (!places) return { ...nothing, problems: [...problems, 'the graph does not say where its nodes stand'] };
  if (verdict.kind === 'accepted' && recheck && (recheck.proofs !== known.proofs || recheck.claims !== known.claims))
    problems.push(
      `the certificate has ${known.proofs} proofs and ${known.claims} claims, the record says ${recheck.proofs} and ${recheck.claims}`,
    );
  problems.push(...rowProblems(evidence, known), ...missingRows(evidence.obligations, known, places));
  problems.push(...placeProblems(evidence.obligations, places));
  const confirmed = dropped.filter(({ goal }) => goal !== null && known.proved.has(goal)).length;
  return {
    goals: known.proofs,
    claims: known.claims,
    confirmed,
    allowed: dropped.length - confirmed,
    unfollowed: 0,
    problems,
  };
}

const nothing: Omit<RecheckedProofs, 'problems'> = { goals: 0, claims: 0, confirmed: 0, allowed: 0, unfollowed: 0 };

/** A certificate that proves nothing. */
function emptyFor(graphText: string, target: TargetFacts): string {
  return canonicalJson({
    format: 'firefly-certificate',
    semantics,
    psg: digestBytes(graphText),
    target,
    claims: [],
    proofs: [],
  });
}

/** Rows that say more, or less, than the checker. */
function rowProblems({ obligations, recheck }: Evidence, { checks }: Accepted): readonly string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const { id, kind, goal, certified, treatment, verdict } of obligations) {
    if (goal === null) continue;
    if (seen.has(goal)) problems.push(`two rows stand for the check ${goal}`);
    seen.add(goal);
    const state = checks.get(goal);
    if (state === undefined || goal.split(':')[0] !== kind) {
      problems.push(`${id} stands for the check ${goal}, which is no check of kind ${kind} of the program`);
      continue;
    }
    const isProved = state === 'proved';
    if (certified && !isProved) problems.push(`${id} is called certified, but the certificate does not prove it`);
    if (!certified && isProved && verdict === 'proved')
      problems.push(`${id} is called uncertified, but the certificate proves it`);
    if (treatment === 'elided' && !isProved && recheck?.policy !== 'optional')
      problems.push(`the check of ${id} was dropped, but the certificate does not prove it`);
  }
  return problems;
}

/** Checks of the program that no row stands for. Rows without a goal may stand for those that cannot fail as they are written. */
function missingRows(
  rows: readonly EvidenceObligation[],
  { checks }: Accepted,
  places: GraphPlaces,
): readonly string[] {
  const named = new Set(rows.map(({ goal }) => goal));
  const settled = new Map<string, number>();
  for (const { goal, kind, source } of rows) {
    const key = `${kind} ${keyOf(source)}`;
    if (goal === null) settled.set(key, (settled.get(key) ?? 0) + 1);
  }
  const problems: string[] = [];
  for (const [goal, state] of checks) {
    if (named.has(goal)) continue;
    const place = places.ofGoal(goal)?.place;
    const key = `${goal.split(':')[0]} ${place ? keyOf(place) : ''}`;
    const left = settled.get(key) ?? 0;
    if (state === 'evident' && left > 0) settled.set(key, left - 1);
    else
      problems.push(
        `the program has the check ${goal}${place ? ` at ${placeText(place)}` : ''}, and no row stands for it`,
      );
  }
  return problems;
}

/** Rows and facts that are shown where the graph has no such node. */
function placeProblems(rows: readonly EvidenceObligation[], places: GraphPlaces): readonly string[] {
  const problems: string[] = [];
  for (const { id, goal, source, function: definition, hypotheses } of rows) {
    const found = goal === null ? undefined : places.ofGoal(goal);
    const isRight = found
      ? keyOf(found.place) === keyOf(source) && found.definition === definition
      : places.isNode(source, definition);
    if (!isRight) problems.push(`${id} is not at ${placeText(source)} in ${definition}`);
    for (const fact of hypotheses)
      if (!places.isNode(fact.source)) problems.push(`fact ${fact.key} of ${id} is not at ${placeText(fact.source)}`);
  }
  return problems;
}

function placeText({ file, line, column }: EvidenceObligation['source']): string {
  return `${file}:${line}:${column}`;
}

/** Dropped checks that no certificate speaks about: types and declarations settle them, or Z3 alone proves them (lifetimes). */
export function uncheckedRows(rows: readonly EvidenceObligation[]): {
  readonly settled: number;
  readonly solver: number;
} {
  const dropped = rows.filter(({ goal, treatment }) => goal === null && treatment === 'elided');
  const settled = dropped.filter(({ method }) => method === 'type' || method === 'declared').length;
  return { settled, solver: dropped.length - settled };
}
