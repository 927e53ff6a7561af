// In: a program that reads commands of three bytes, and commands. Out: what the interpreter, and the image of a target, make of them, as one text each.
import { emit } from '../../src/alex/emit.ts';
import type { TargetDefinition } from '../../src/alex/target-definition.ts';
import type { Guard } from '../../src/alex/treatment.ts';
import { guardLine } from '../../src/cli/guard-line.ts';
import type { Outcome } from '../../src/interpreter/machine.ts';
import { runProgram, statusOf } from '../../src/interpreter/run.ts';
import { closedWorld } from '../../src/interpreter/world.ts';
import { collectObligations } from '../../src/obligations/collect.ts';
import { loadPredicates } from '../../src/obligations/load-predicates.ts';
import type { Obligation } from '../../src/obligations/obligation.ts';
import { proveGraph } from '../../src/pipeline.ts';
import { memoryStore } from '../../src/proofs/cache.ts';
import type { Psg } from '../../src/psg/psg.ts';
import type { Solver } from '../../src/smt/query.ts';
import { link } from '../../src/toolchain/link.ts';
import { lower } from '../../src/toolchain/lower.ts';
import { captureImage } from '../../src/toolchain/run-image.ts';

/** What a run shows: status, standard output, standard error. */
export interface Shown {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Built {
  readonly graph: Psg;
  readonly definition: TargetDefinition;
  readonly elf: Uint8Array;
  readonly guards: readonly Guard[];
  readonly obligations: readonly Obligation[];
}

const predicates = loadPredicates();

/** With a solver, checks that are proved are dropped as a build drops them; without, every check is kept and no proof is needed. */
export async function buildImage(
  graph: Psg,
  definition: TargetDefinition,
  optimization: 'speed' | 'size',
  solver: Solver | undefined,
): Promise<Built> {
  const { target } = definition;
  const { obligations, answers } = solver
    ? await proveGraph(
        graph,
        target,
        { solver, store: memoryStore(), rlimit: 200_000, certificates: 'required' },
        (_stage, run) => run(() => {}),
      )
    : { obligations: collectObligations(graph, target, predicates).value, answers: [] };
  const byId = new Map(answers.map((answer) => [answer.obligation, answer]));
  const kept = solver ? 'as-proved' : 'all';
  const { mlir, guards } = emit({ psg: graph, definition, obligations, answers: byId, optimization, guards: kept });
  const { object } = await lower({ mlir, target, cpu: definition.cpu, optimization });
  const elf = await link({ object, script: definition.linkerScript, flags: definition.linkerFlags, libraries: [] });
  return { graph, definition, elf, guards, obligations };
}

/** Steps for one command: far more than any function takes that ends. */
const fuel = 300_000;

export interface Interpreted {
  readonly outcome: Outcome;
  readonly shown: Shown;
}

export function interpretCommands({ graph, definition, guards, obligations }: Built, input: Uint8Array): Interpreted {
  const world = closedWorld(input);
  const limits = { fuel: fuel * (1 + input.length / 3), depth: 200 };
  const outcome = runProgram(graph, definition.target, world, { limits });
  const stdout = Buffer.from(world.written(1)).toString('latin1');
  switch (outcome.kind) {
    case 'returned':
    case 'exit':
      return { outcome, shown: { status: Number(BigInt.asUintN(8, statusOf(outcome))), stdout, stderr: '' } };
    case 'claim-failed': {
      const { subject, kind, part } = outcome.claim;
      const failed = obligations.find((each) => each.subject === subject && each.kind === kind && each.part === part);
      const guard = guards.find(({ obligation }) => obligation === failed?.id);
      const stderr = guard ? guardLine(guard, outcome.roles) : `no guard for ${kind} at ${subject}`;
      return { outcome, shown: { status: 70, stdout, stderr } };
    }
    default:
      return { outcome, shown: { status: -1, stdout, stderr: outcome.kind } };
  }
}

export async function runCommands({ definition, elf }: Built, input: Uint8Array): Promise<Shown> {
  const { status, stdout, stderr } = await captureImage(definition.runner, elf, [], input);
  return { status, stdout: Buffer.from(stdout).toString('latin1'), stderr };
}
