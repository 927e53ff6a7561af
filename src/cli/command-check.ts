// `firefly check`: parse, types, regions, access, lifetimes; no solver, nothing written.
import type { Command } from 'commander';
import { hasErrors, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { collectObligations } from '../obligations/collect.ts';
import { loadPredicates } from '../obligations/load-predicates.ts';
import { buildGraph } from '../pipeline.ts';
import { chooseTargets } from './choose-targets.ts';
import { makeConsole, printDiagnosticsAsJson } from './console.ts';
import { type ExitCode, exitCodes } from './failure.ts';
import { findProject } from './find-project.ts';

export async function check(
  named: string | undefined,
  options: { readonly json?: true },
  command: Command,
): Promise<ExitCode> {
  const console = makeConsole(command);
  const { program } = findProject(named);
  const problems = [...program.problems];
  if (program.value) {
    const { project } = program.value;
    const graph = await buildGraph(program.value, console.progress.watch);
    problems.push(...graph.problems);
    if (graph.value) {
      for (const { target } of chooseTargets(project, []))
        problems.push(...collectObligations(graph.value, target, loadPredicates()).problems);
    }
  }
  const sorted = sortDiagnostics(problems);
  console.show(sorted);
  if (options.json) printDiagnosticsAsJson(sorted);
  return hasErrors(sorted) || !program.value ? exitCodes.refused : exitCodes.ok;
}
