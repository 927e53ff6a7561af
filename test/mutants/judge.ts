// In: a program, a target, a solver. Out: what the compiler says of each of its checks, and what a run in the interpreter shows of that. Certifies and links nothing:
// a proof that has no certificate must be true as well.
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { checkProgram } from '../../src/fncs/check.ts';
import { loadPrelude } from '../../src/fncs/load-prelude.ts';
import { parseFile } from '../../src/fncs/parse.ts';
import { runProgram } from '../../src/interpreter/run.ts';
import type { World } from '../../src/interpreter/world.ts';
import type { Target } from '../../src/memory/target.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import type { Obligation } from '../../src/obligations/obligation.ts';
import type { Program } from '../../src/pipeline.ts';
import type { Store } from '../../src/proofs/cache.ts';
import { discharge } from '../../src/proofs/discharge.ts';
import type { Verdict } from '../../src/proofs/verdict.ts';
import { elaborate } from '../../src/psg/elaborate.ts';
import type { NodeId } from '../../src/psg/node.ts';
import type { Psg } from '../../src/psg/psg.ts';
import { evaluate } from '../../src/smt/evaluate.ts';
import type { Solver } from '../../src/smt/query.ts';

/** Far fewer steps than a build takes: a proof that needs more is lost, which is never unsound. */
const rlimit = 200_000;
/** Steps of the interpreter: many mutants never end. */
const stepLimit = 60_000;
const prelude = loadPrelude().map(parseFile);
const predicates = loadPredicates();

interface Judged {
  readonly obligation: Obligation;
  readonly verdict: Verdict;
}

export interface Proved {
  readonly graph: Psg;
  readonly target: Target;
  /** `<kind> <subject> <part>` → the obligation there. */
  readonly byPlace: ReadonlyMap<string, Judged>;
  /** A view of storage that is gone: such a program has no run. */
  readonly isRefused: boolean;
}

/** Undefined when the program does not compile. */
export async function prove(
  program: Program,
  target: Target,
  solver: Solver,
  store: Store,
): Promise<Proved | undefined> {
  const graph = compile(program);
  if (!graph) return undefined;
  const { value: obligations, problems } = collectObligations(graph, target, predicates);
  const answers = await discharge(obligations, graph, target, { solver, store, rlimit });
  const byPlace = new Map(
    obligations.map((obligation, i) => {
      const verdict = answers[i]?.verdict;
      if (!verdict) throw new Error('every obligation has an answer');
      return [placeOf(obligation.kind, obligation.subject, obligation.part), { obligation, verdict }];
    }),
  );
  const isDangling = [...byPlace.values()].some(
    ({ obligation, verdict }) => obligation.kind === 'lifetime' && verdict !== 'proved',
  );
  return { graph, target, byPlace, isRefused: hasErrors(problems) || isDangling };
}

/** As the pipeline does it, but the library is parsed once for all programs. */
function compile({ sources }: Program): Psg | undefined {
  const files = [...prelude, ...sources.map(parseFile)];
  const checked = checkProgram(files.map(({ value }) => value));
  const last = sources.at(-1);
  if (!last || hasErrors([...files.flatMap(({ problems }) => problems), ...checked.problems])) return undefined;
  return elaborate(checked.value, { file: last, start: 0, end: 0 }).value;
}

function placeOf(kind: string, subject: NodeId, part: number): string {
  return `${kind} ${subject} ${part}`;
}

/** How many checks of each definition and kind are not proved. */
export function openChecks({ graph, byPlace }: Proved): ReadonlyMap<string, number> {
  const open = new Map<string, number>();
  for (const { obligation, verdict } of byPlace.values()) {
    if (verdict !== 'unknown' && verdict !== 'refuted') continue;
    const definition = graph.node(obligation.definition);
    const key = `${obligation.kind} in ${'name' in definition ? definition.name : ''}`;
    open.set(key, (open.get(key) ?? 0) + 1);
  }
  return open;
}

/** How much a proof of the program has to think of: the most facts that any of its questions has. */
export function effortOf({ byPlace }: Proved): number {
  const sizes = [...byPlace.values()].flatMap(({ obligation }) =>
    obligation.questions.map(({ facts }) => facts.length),
  );
  return Math.max(8, ...sizes);
}

export interface Run {
  /** What the compiler said and the run shows to be false. */
  readonly wrong: readonly string[];
  /** Reached claims whose obligation is proved: what the run confirms. */
  readonly confirmed: number;
  /** The place where a check failed and ended the run. */
  readonly failed: string | undefined;
}

/** One run, to its end, to the first check that fails, or to the limit of steps. */
export function run({ graph, target, byPlace }: Proved, world: World, fuel = stepLimit): Run {
  const wrong = new Set<string>();
  let confirmed = 0;
  const outcome = runProgram(graph, target, world, {
    limits: { fuel, depth: 60 },
    observer: {
      claim({ subject, kind, part }, roles) {
        const place = placeOf(kind, subject, part);
        const judged = byPlace.get(place);
        if (!judged) {
          wrong.add(`${place}: the compiler has no such check`);
          return;
        }
        const { obligation, verdict } = judged;
        if (verdict === 'unknown' || verdict === 'assumed') return;
        const values = Object.entries(roles);
        const says = () =>
          `${obligation.id} (${obligation.text}) is ${verdict}; a run has ${values.map(([role, value]) => `${role} = ${value}`).join(', ')}`;
        if (verdict === 'unreachable') {
          wrong.add(says());
          return;
        }
        confirmed++;
        const holds = evaluate(obligation.check, new Map(values));
        if (holds !== (verdict === 'proved')) wrong.add(says());
      },
    },
  });
  const failed =
    outcome.kind === 'claim-failed'
      ? placeOf(outcome.claim.kind, outcome.claim.subject, outcome.claim.part)
      : outcome.kind === 'dangling'
        ? `lifetime ${outcome.node} 0`
        : undefined;
  // The interpreter's own reading of the claims decides whether a run goes on: it must agree with the predicate's.
  if (failed !== undefined && byPlace.get(failed)?.verdict === 'proved' && wrong.size === 0)
    wrong.add(`${failed}: proved, and the interpreter stops there`);
  return { wrong: [...wrong], confirmed, failed };
}
