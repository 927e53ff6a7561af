// In: obligations with their facts. Out: one answer each, in the same order. The only place that mints certificates.
// Answers depend on the obligations, the target and `rlimit`, not on the number of workers or the order; a warm cache changes `cached` only.
import { digestBytes } from '../base/digest.ts';
import { never } from '../base/never.ts';
import type { Target } from '../memory/target.ts';
import type { Fact, Obligation, ObligationId } from '../obligations/obligation.ts';
import type { Psg } from '../psg/psg.ts';
import type { Solver } from '../smt/query.ts';
import { type Cache, openCache, type Store } from './cache.ts';
import { type Certificate, mint } from './certificate.ts';
import { decisionText, proofText } from './certificate-text.ts';
import { circlesOf } from './circles.ts';
import { counterexampleOf } from './counterexample.ts';
import { type Finding, settle } from './settle.ts';
import type { Answer, Method } from './verdict.ts';

/** Solver steps per query when the project does not say. */
export const defaultRlimit = 3_000_000;

export interface DischargeOptions {
  readonly solver: Solver;
  readonly store: Store;
  /** Steps per query, a positive integer. */
  readonly rlimit?: number;
  /** Called after each answer; for progress only. */
  readonly watch?: (done: number, total: number) => void;
}

interface Room {
  readonly psg: Psg;
  readonly target: Target;
  readonly cache: Cache;
  readonly rlimit: number;
  readonly solverVersion: string;
  readonly byId: ReadonlyMap<ObligationId, Obligation>;
}

/** Obligations at work at one time: enough for every worker, few enough to keep memory small. */
const atOnce = 16;

export async function discharge(
  obligations: readonly Obligation[],
  psg: Psg,
  target: Target,
  options: DischargeOptions,
): Promise<readonly Answer[]> {
  const byId = new Map(obligations.map((each) => [each.id, each]));
  if (byId.size !== obligations.length) never('obligation ids are unique');
  const cache = openCache(options.store, options.solver, target);
  const rlimit = options.rlimit ?? defaultRlimit;
  const room: Room = { psg, target, cache, rlimit, solverVersion: options.solver.version, byId };
  let done = 0;
  const answers = await inOrder(obligations, async (obligation) => {
    const answer = await judge(obligation, new Set(), room);
    done += 1;
    options.watch?.(done, obligations.length);
    return answer;
  });
  const broken = await breakCircles(obligations, answers, room);
  cache.flush();
  return broken;
}

async function inOrder<A, B>(items: readonly A[], run: (item: A) => Promise<B>): Promise<readonly B[]> {
  const results = new Map<number, B>();
  const work = items.entries();
  const worker = async () => {
    for (const [index, item] of work) results.set(index, await run(item));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return items.map((_item, index) => results.get(index) ?? never('every item was run'));
}

/** Members of a circle are judged again without the facts that close it, until no circle is left. */
async function breakCircles(
  obligations: readonly Obligation[],
  first: readonly Answer[],
  room: Room,
): Promise<readonly Answer[]> {
  const barred = new Map<ObligationId, Set<ObligationId>>();
  let answers = first;
  for (let circles = circlesOf(answers); circles.length > 0; circles = circlesOf(answers)) {
    const again = new Set<ObligationId>();
    for (const circle of circles) {
      for (const member of circle) {
        const bars = barred.get(member) ?? new Set();
        for (const each of circle) bars.add(each);
        barred.set(member, bars);
        again.add(member);
      }
    }
    const old = new Map(answers.map((each) => [each.obligation, each]));
    answers = await inOrder(obligations, async (obligation) => {
      const known = old.get(obligation.id) ?? never('every obligation has an answer');
      const bars = barred.get(obligation.id);
      return bars && again.has(obligation.id) ? withoutCircle(known, await judge(obligation, bars, room)) : known;
    });
  }
  return answers;
}

function withoutCircle(before: Answer, after: Answer): Answer {
  const spent = { rlimit: before.rlimit + after.rlimit, cached: before.cached && after.cached };
  if (after.verdict !== 'unknown') return { ...after, ...spent };
  return { ...after, ...spent, counterexample: null, why: 'its proof would rest on itself' };
}

async function judge(obligation: Obligation, barred: ReadonlySet<ObligationId>, room: Room): Promise<Answer> {
  if (obligation.decided) return decide(obligation, obligation.decided, room);
  if (obligation.questions.length === 0) never(`obligation ${obligation.id} has a question`);
  let rlimit = 0;
  let asked = 0;
  let stored = 0;
  const asker = {
    rlimit: room.rlimit,
    ask: async (query: Parameters<Cache['ask']>[0]) => {
      const { reply, from } = await room.cache.ask(query);
      asked += 1;
      if (from === 'store') stored += 1;
      if (reply.kind !== 'none') rlimit += reply.rlimit;
      return reply;
    },
  };
  const usable = (fact: Fact) => {
    if (fact.restsOn !== undefined && !room.byId.has(fact.restsOn))
      never(`fact ${fact.key} rests on an obligation that exists`);
    return fact.restsOn === undefined || (fact.restsOn !== obligation.id && !barred.has(fact.restsOn));
  };
  const findings: Finding[] = [];
  for (const question of obligation.questions) {
    const finding = await settle({ ...question, facts: question.facts.filter(usable) }, asker);
    findings.push(finding);
    // Nothing a later question says can make the claim proved again.
    if (finding.kind !== 'proved') break;
  }
  return { ...conclude(obligation, findings, room), rlimit, cached: asked > 0 && stored === asked };
}

type Conclusion = Omit<Answer, 'rlimit' | 'cached'>;

function conclude(obligation: Obligation, findings: readonly Finding[], room: Room): Conclusion {
  const nothing = {
    obligation: obligation.id,
    method: null,
    hypotheses: [],
    certificate: null,
    counterexample: null,
    why: null,
  };
  const last = findings.at(-1) ?? never('an obligation has a question');
  const question = obligation.questions[findings.length - 1] ?? never('a finding has its question');
  switch (last.kind) {
    case 'proved':
      return prove(obligation, findings, room);
    case 'unknown':
      return {
        ...nothing,
        verdict: 'unknown',
        why: last.why,
        counterexample: last.model && counterexampleOf(obligation, question.claim, last.facts, last.model),
      };
    case 'refuted':
      // The claim fails whenever it is reached only where the first question says so; a broken induction step says less.
      if (question.name === 'kept') return { ...nothing, verdict: 'unknown', why: 'the loop does not keep it' };
      // that a failure is reached is what it is for
      if (obligation.kind === 'failure' || isFallThrough(obligation, room))
        return { ...nothing, verdict: 'unknown', why: 'nothing known here keeps control from it' };
      return { ...nothing, verdict: 'refuted', method: 'z3', hypotheses: last.hypotheses };
    case 'unreachable':
      // A loop that never comes round: the claim was proved at its entry only.
      if (question.name === 'kept')
        return {
          ...nothing,
          verdict: 'unknown',
          why: 'the loop never comes round, so nothing is shown about keeping it',
        };
      return { ...nothing, verdict: 'unreachable', method: 'z3', hypotheses: last.hypotheses };
  }
}

/** Behind all rules of a match, where no test of theirs can be asked again: the claim is that control never gets there. */
function isFallThrough({ kind, subject }: Obligation, { psg }: Room): boolean {
  if (kind !== 'exhaustive') return false;
  const matched = psg.node(psg.expect(subject, 'match').matched);
  return matched.kind === 'literal' && matched.value === false;
}

function prove(obligation: Obligation, findings: readonly Finding[], room: Room): Conclusion {
  const proofs = findings.map((finding, index) => {
    const question = obligation.questions[index] ?? never('a finding has its question');
    return finding.kind === 'proved' ? { ...question, ...finding } : never('every question is proved');
  });
  if (proofs.length !== obligation.questions.length) never('every question is answered');
  const used = new Map(proofs.flatMap((proof) => proof.hypotheses).map((fact) => [fact.key, fact]));
  const method = methodOf(proofs, [...used.values()], room);
  return {
    obligation: obligation.id,
    verdict: 'proved',
    method,
    hypotheses: [...used.values()],
    certificate: certify(
      obligation,
      room,
      proofText(obligation, room.psg, room.target, method, room.solverVersion, proofs),
    ),
    counterexample: null,
    why: null,
  };
}

function methodOf(proofs: readonly { readonly by: 'interval' | 'z3' }[], used: readonly Fact[], room: Room): Method {
  if (proofs.every((proof) => proof.by === 'interval')) return 'interval';
  const isInvariant = ({ reason, restsOn }: Fact) =>
    reason === 'loop' ||
    (reason === 'contract' && restsOn !== undefined && room.byId.get(restsOn)?.kind === 'invariant');
  return used.some(isInvariant) ? 'z3+invariant' : 'z3';
}

function decide(obligation: Obligation, decided: NonNullable<Obligation['decided']>, room: Room): Answer {
  const { verdict, method, because } = decided;
  return {
    obligation: obligation.id,
    verdict,
    method,
    hypotheses: [],
    certificate:
      verdict === 'refuted'
        ? null
        : certify(obligation, room, decisionText(obligation, room.psg, room.target, method, because)),
    counterexample: null,
    why: null,
    rlimit: 0,
    cached: false,
  };
}

function certify(obligation: Obligation, room: Room, text: string): Certificate {
  return mint(
    { psgDigest: room.psg.digest, target: room.target.name, obligation: obligation.id },
    digestBytes(text),
    text,
  );
}
