// `firefly run --interpret`: runs the graph instead of an image, by the reference meaning of the language. Needs no LLVM; asks the solver only for the number that
// the guard of a failed check has in the image.
import { join } from 'node:path';
import process from 'node:process';
import { emit } from '../alex/emit.ts';
import { refuseRefuted } from '../alex/refusals.ts';
import type { TargetDefinition } from '../alex/target-definition.ts';
import { assertNever, never } from '../base/never.ts';
import { startOf } from '../base/source.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Outcome } from '../interpreter/machine.ts';
import { runProgram, statusOf } from '../interpreter/run.ts';
import { collectObligations } from '../obligations/collect.ts';
import { loadPredicates } from '../obligations/load-predicates.ts';
import { buildGraph, type Program, proveGraph } from '../pipeline.ts';
import type { Psg } from '../psg/psg.ts';
import { startSession } from '../smt/session.ts';
import { openFileStore } from '../toolchain/file-store.ts';
import type { Console } from './console.ts';
import { CommandFailure, exitCodes } from './failure.ts';
import { guardLine } from './guard-line.ts';
import { hostWorld } from './host-world.ts';

export interface InterpretOptions {
  readonly out: string;
  /** Steps; without, as many as it takes. */
  readonly fuel: number | undefined;
  readonly guards: 'as-proved' | 'all';
}

/** Far more calls than the stack of a board holds. */
const depth = 200_000;
/** What an image exits with when a guard fails. */
const guardStatus = 70;

export async function interpret(
  program: Program,
  definition: TargetDefinition,
  options: InterpretOptions,
  console: Console,
): Promise<number> {
  const graph = await buildGraph(program, console.progress.watch);
  console.show(graph.problems);
  if (!graph.value || hasErrors(graph.problems)) return exitCodes.refused;
  const psg = graph.value;
  // What no check at run time could stand for is settled before.
  const { problems } = collectObligations(psg, definition.target, loadPredicates());
  console.show(problems);
  if (hasErrors(problems)) return exitCodes.refused;
  console.progress.end();
  const outcome = runProgram(psg, definition.target, hostWorld(), {
    limits: { fuel: options.fuel ?? Number.POSITIVE_INFINITY, depth },
  });
  switch (outcome.kind) {
    case 'returned':
    case 'exit':
      return Number(BigInt.asUintN(8, statusOf(outcome)));
    case 'claim-failed':
      return reportFailure(program, psg, definition, outcome, options, console);
    case 'out-of-fuel':
      throw new CommandFailure(exitCodes.world, `the run was ended after ${options.fuel} steps (--fuel).`);
    case 'too-deep':
      throw new CommandFailure(
        exitCodes.world,
        `more than ${depth} calls are active; the stack of an image is smaller.`,
      );
    case 'unsupported': {
      const { span } = psg.node(outcome.node);
      const { line, column } = startOf(span);
      throw new CommandFailure(
        exitCodes.world,
        `${span.file.path}:${line}:${column}: the interpreter does not run ${outcome.why}.`,
      );
    }
    case 'dangling':
      return never('a program that uses storage after its end is refused');
    case 'stopped':
      return never('the world of the command line does not stop a run');
    default:
      return assertNever(outcome);
  }
}

/** The same line and status as the image's: its guards are numbered when it is emitted, and which of them are left depends on the proofs. */
async function reportFailure(
  program: Program,
  psg: Psg,
  definition: TargetDefinition,
  { claim, roles }: Extract<Outcome, { kind: 'claim-failed' }>,
  options: InterpretOptions,
  console: Console,
): Promise<number> {
  const solver = startSession();
  try {
    const { obligations, answers } = await proveGraph(
      psg,
      definition.target,
      { solver, store: openFileStore(join(options.out, '.firefly-cache')), ...program.project.proof },
      console.progress.watch,
    );
    const answerOf = new Map(answers.map((answer) => [answer.obligation, answer]));
    const refused = refuseRefuted(psg, obligations, answerOf);
    console.progress.end();
    console.show(refused);
    if (hasErrors(refused)) return exitCodes.refused;
    const { optimization } = program.project;
    const { guards } = emit({ psg, definition, obligations, answers: answerOf, optimization, guards: options.guards });
    const failed = obligations.find(
      ({ subject, kind, part }) => subject === claim.subject && kind === claim.kind && part === claim.part,
    );
    const guard = guards.find(({ obligation }) => obligation === failed?.id);
    if (!guard) return never(`${failed?.id ?? claim.kind} fails in the interpreter, and the image has no guard for it`);
    process.stderr.write(guardLine(guard, roles));
    return guardStatus;
  } finally {
    await solver.close();
  }
}
