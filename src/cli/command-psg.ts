// `firefly psg`: the program semantic graph as JSON or GEXF, whole or around one definition, with the proof hyperedges when a target is named.
import type { Command } from 'commander';
import { nearestName } from '../base/nearest.ts';
import { never } from '../base/never.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { buildGraph, proveGraph } from '../pipeline.ts';
import { memoryStore } from '../proofs/cache.ts';
import { type Around, exportGexf, exportJson } from '../psg/export.ts';
import { printGraph } from '../psg/print.ts';
import type { Psg } from '../psg/psg.ts';
import { startSession } from '../smt/session.ts';
import { chooseTargets } from './choose-targets.ts';
import { makeConsole } from './console.ts';
import { CommandFailure, type ExitCode, exitCodes } from './failure.ts';
import { findProject } from './find-project.ts';

export interface GraphOptions {
  readonly format: 'json' | 'gexf' | 'text';
  readonly around?: string;
  readonly radius: string;
  readonly target?: readonly string[];
}

export async function exportGraph(
  named: string | undefined,
  options: GraphOptions,
  command: Command,
): Promise<ExitCode> {
  const console = makeConsole(command);
  const { program } = findProject(named);
  console.show(program.problems);
  if (!program.value) return exitCodes.refused;
  const graph = await buildGraph(program.value, console.progress.watch);
  console.show(graph.problems);
  if (!graph.value || hasErrors(graph.problems)) return exitCodes.refused;
  const psg = graph.value;

  if (options.target) {
    const [definition] = chooseTargets(program.value.project, options.target);
    const solver = startSession();
    try {
      await proveGraph(
        psg,
        (definition ?? never('a target was asked for')).target,
        { solver, store: memoryStore(), ...program.value.project.proof },
        console.progress.watch,
      );
    } finally {
      await solver.close();
    }
  }
  const radius = Number(options.radius);
  if (!Number.isInteger(radius) || radius < 0)
    throw new CommandFailure(exitCodes.usage, `--radius ${options.radius}: give a whole number of edges, 0 or more.`);
  const around = options.around === undefined ? undefined : { centers: [definitionNamed(psg, options.around)], radius };
  process.stdout.write(textOf(psg, options.format, around));
  return exitCodes.ok;
}

function textOf(psg: Psg, format: GraphOptions['format'], around: Around | undefined): string {
  switch (format) {
    case 'json':
      return exportJson(psg, around);
    case 'gexf':
      return exportGexf(psg, around);
    case 'text':
      return printGraph(psg);
  }
}

function definitionNamed(psg: Psg, name: string) {
  const definitions = [...psg.nodesOf('function'), ...psg.nodesOf('value')];
  const found =
    definitions.find((each) => each.name === name) ?? definitions.find((each) => each.name.endsWith(`.${name}`));
  if (found) return found.id;
  const near = nearestName(
    name,
    definitions.map((each) => each.name),
  );
  throw new CommandFailure(
    exitCodes.usage,
    `there is no definition \`${name}\` in the graph.${near ? ` Did you mean \`${near}\`?` : ''}`,
  );
}
