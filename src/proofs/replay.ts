// In: an open claim with a solver's model. Out: what a run in the interpreter from the model's values shows. `real` only where the very claim fails in a run that
// begins as a program can: module-level values as the program makes them, arguments that the types allow and that satisfy `requires`, a system that keeps its promises.
import type { Outcome, Roles } from '../interpreter/machine.ts';
import { runFunction, runProgram } from '../interpreter/run.ts';
import type { Target } from '../memory/target.ts';
import type { Obligation, ObligationId } from '../obligations/obligation.ts';
import type { NodeId, NodeOf } from '../psg/node.ts';
import type { Psg } from '../psg/psg.ts';
import type { Solver } from '../smt/query.ts';
import { apply } from '../smt/term.ts';
import { openCache, type Store } from './cache.ts';
import { counterexampleOf } from './counterexample.ts';
import { type ReplayModel, replayModel } from './replay-model.ts';
import { valueFor } from './replay-values.ts';
import { modelledWorld } from './replay-world.ts';
import type { Answer, Counterexample } from './verdict.ts';

export type Replay =
  /** The claim fails in a run of the program, or in a call of its function; with these values. */
  | { readonly kind: 'real'; readonly run: 'program' | 'call'; readonly roles: Roles }
  /** It does not, and what is known at the head of this loop is weak enough to allow it. */
  | { readonly kind: 'possibly-spurious'; readonly loop: NodeId }
  | { readonly kind: 'not-replayed'; readonly why: string };

/** Enough for what a model of small numbers leads to; counted, so that the answer is the same on every machine. */
const limits = { fuel: 200_000, depth: 200 };

export interface Replayed {
  readonly replay: Replay;
  /** The values that the run began from, under source names; none where nothing that matters has a name. */
  readonly counterexample: Counterexample;
}

export interface ReplayOptions {
  readonly solver: Solver;
  readonly store: Store;
  readonly rlimit: number;
}

/**
 * One for each claim that is unknown and has a counterexample. The solver is asked once more, with all that is known on the way to the claim: facts about other
 * things do not help a proof, but they decide whether a run gets there.
 */
export async function replayAll(
  psg: Psg,
  target: Target,
  obligations: readonly Obligation[],
  answers: ReadonlyMap<ObligationId, Answer>,
  { solver, store, rlimit }: ReplayOptions,
): Promise<ReadonlyMap<ObligationId, Replayed>> {
  const cache = openCache(store, solver, target);
  const replays = new Map<ObligationId, Replayed>();
  for (const obligation of obligations) {
    const answer = answers.get(obligation.id);
    if (answer?.verdict !== 'unknown' || answer.why !== 'counterexample') continue;
    let last: Replayed = {
      replay: notReplayed('no values could be found'),
      counterexample: answer.counterexample ?? {},
    };
    for (const question of obligation.questions) {
      const { facts, stands } = question.context?.() ?? { facts: question.facts, stands: new Map() };
      const usable = facts.filter(({ restsOn }) => restsOn !== obligation.id);
      const assertions = [
        ...usable.map(({ term }, i) => ({ name: `f${i}`, term })),
        { name: 'claim', term: apply('not', question.claim) },
      ];
      const { reply } = await cache.ask({ assertions, rlimit });
      if (reply.kind !== 'sat') continue;
      const counterexample = counterexampleOf(obligation, question.claim, usable, reply.model);
      last = {
        replay: replay(psg, target, obligation, replayModel(stands, reply.model)),
        counterexample: counterexample ?? answer.counterexample ?? {},
      };
      if (last.replay.kind === 'real') break;
    }
    replays.set(obligation.id, last);
  }
  cache.flush();
  return replays;
}

function notReplayed(why: string): Replay {
  return { kind: 'not-replayed', why };
}

function replay(psg: Psg, target: Target, obligation: Obligation, model: ReplayModel): Replay {
  if (obligation.kind === 'lifetime' || obligation.kind === 'region-match')
    return notReplayed('no value at run time plays a role in it');
  const definition = psg.node(obligation.definition);
  const isCall = definition.kind === 'function' && definition.id !== psg.entry && takesArguments(psg, definition);
  const outcome = isCall
    ? callFrom(psg, target, definition, obligation, model)
    : runFrom(psg, target, obligation, model);
  if (outcome.kind === 'none') return notReplayed(outcome.why);
  if (isFailureOf(obligation, outcome)) return { kind: 'real', run: isCall ? 'call' : 'program', roles: outcome.roles };
  const why = whyNot(psg, obligation, outcome);
  if (why !== undefined) return notReplayed(why);
  const loop = weakLoop(psg, obligation, model);
  if (loop !== undefined) return { kind: 'possibly-spurious', loop };
  return notReplayed('the run from these values does not fail the claim');
}

function takesArguments(psg: Psg, { parameters }: NodeOf<'function'>): boolean {
  return parameters.some((parameter) => psg.expect(parameter, 'binding').type.kind !== 'unit');
}

type Failure = Extract<Outcome, { kind: 'claim-failed' }>;
type Ran = Outcome | { readonly kind: 'none'; readonly why: string };

function runFrom(psg: Psg, target: Target, { definition }: Obligation, model: ReplayModel): Ran {
  const { world, observer } = modelledWorld(psg, target, definition, model);
  return runProgram(psg, target, world, { limits, observer });
}

function callFrom(
  psg: Psg,
  target: Target,
  callee: NodeOf<'function'>,
  { definition }: Obligation,
  model: ReplayModel,
): Ran {
  const operands = callee.parameters.map((parameter) =>
    valueFor(psg.expect(parameter, 'binding').type, model, { about: parameter, holder: parameter }, target),
  );
  const missing = operands.find((operand) => operand.kind === 'none');
  if (missing) return missing;
  const { world, observer } = modelledWorld(psg, target, definition, model);
  const situation = {
    callee: callee.id,
    operands: operands.map((operand) => (operand.kind === 'value' ? operand.value : undefined)),
    site: { subject: callee.id, kind: 'requires', part: 0, span: callee.span },
    globals: new Map(),
  } as const;
  return runFunction(psg, target, world, situation, { limits, observer });
}

function isFailureOf({ subject, kind, part }: Obligation, outcome: Ran): outcome is Failure {
  if (outcome.kind !== 'claim-failed') return false;
  const { claim } = outcome;
  return claim.subject === subject && claim.kind === kind && claim.part === part;
}

/** Why a run says nothing; undefined when it came to its end or to another check. */
function whyNot(psg: Psg, { definition }: Obligation, outcome: Ran): string | undefined {
  switch (outcome.kind) {
    case 'claim-failed':
      return outcome.claim.kind === 'requires' &&
        outcome.claim.subject === definition &&
        psg.node(definition).kind === 'function'
        ? 'the values that could be made do not satisfy `requires`'
        : undefined;
    case 'out-of-fuel':
      return `the run from these values does not end within ${limits.fuel} steps`;
    case 'too-deep':
      return `the run from these values goes deeper than ${limits.depth} calls`;
    case 'unsupported':
      return `the interpreter does not run ${outcome.why}`;
    case 'stopped':
    case 'none':
      return outcome.why;
    case 'dangling':
      return 'the run uses storage after its end';
    case 'returned':
    case 'exit':
      return undefined;
  }
}

/** The loop whose head leaves most open: the innermost around the claim that the model has a value from, else the last one before it. */
function weakLoop(psg: Psg, { subject }: Obligation, model: ReplayModel): NodeId | undefined {
  const { span } = psg.node(subject);
  const loops = model.sources.flatMap((id) => {
    const node = psg.node(id);
    return (node.kind === 'while' || node.kind === 'for') && node.span.file === span.file ? [node] : [];
  });
  const around = loops.filter((loop) => loop.span.start <= span.start && span.end <= loop.span.end);
  const innermost = around.toSorted((a, b) => b.span.start - a.span.start || a.span.end - b.span.end)[0];
  const last = loops.toSorted((a, b) => b.span.start - a.span.start || a.id - b.id)[0];
  return (innermost ?? last)?.id;
}
