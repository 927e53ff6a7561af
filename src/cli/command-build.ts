// `firefly build`: everything; writes `DIR/<target>/`.
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Diagnostic, hasErrors, placeOf } from '../diagnostics/diagnostic.ts';
import { diagnosticsToJson } from '../diagnostics/render.ts';
import { buildGraph, buildTarget, type Program, type TargetBuild } from '../pipeline.ts';
import { memoryStore } from '../proofs/cache.ts';
import { startSession } from '../smt/session.ts';
import { openFileStore } from '../toolchain/file-store.ts';
import { chooseTargets } from './choose-targets.ts';
import { type Console, makeConsole, printJson } from './console.ts';
import { type ExitCode, exitCodes } from './failure.ts';
import { findProject } from './find-project.ts';
import { libraryVersions, toolVersions } from './tool-versions.ts';
import { writeOutput } from './write-output.ts';

export interface BuildOptions {
  readonly target?: readonly string[];
  readonly out?: string;
  readonly keep?: true;
  readonly allGuards?: true;
  readonly fresh?: true;
  readonly json?: true;
}

export interface BuildResult {
  readonly exit: ExitCode;
  readonly builds: readonly { readonly folder: string; readonly build: TargetBuild }[];
}

export async function build(named: string | undefined, options: BuildOptions, command: Command): Promise<ExitCode> {
  const console = makeConsole(command);
  const result = await buildAll(named, options, console);
  for (const { folder, build: each } of result.builds)
    if (!options.json) process.stdout.write(`${summaryLine(each)}\n  ${join(folder, 'report.html')}\n`);
  return result.exit;
}

/** Builds every target; the worst exit status counts. */
export async function buildAll(
  named: string | undefined,
  options: BuildOptions,
  console: Console,
): Promise<BuildResult> {
  const { program, folder } = findProject(named);
  console.show(program.problems);
  if (!program.value) return refuse(options, program.problems);
  const definitions = chooseTargets(program.value.project, options.target ?? []);
  const tools = await toolVersions();
  const builds: { folder: string; build: TargetBuild }[] = [];
  const solver = startSession();
  let exit: ExitCode = exitCodes.ok;
  // The targets share the program: what is wrong with it is said once.
  const shown = new Set<string>();
  try {
    for (const definition of definitions) {
      console.progress.about(definition.target.name);
      // Each target gets a graph of its own to hang its proofs on; the core nodes and the digest are the same.
      const graph = await buildGraph(program.value, console.progress.watch);
      if (builds.length === 0) console.show(graph.problems);
      if (!graph.value || hasErrors(graph.problems)) return refuse(options, graph.problems);
      const out = join(options.out ?? join(folder, 'out'), definition.target.name);
      const each = await buildTarget(
        program.value,
        graph.value,
        {
          definition,
          solver,
          store: options.fresh
            ? memoryStore()
            : openFileStore(join(options.out ?? join(folder, 'out'), '.firefly-cache')),
          guards: options.allGuards ? 'all' : 'as-proved',
          tools: [...tools, ...(await libraryVersions(definition.libraries))],
          command: commandLine(program.value, definition.target.name, options),
        },
        console.progress.watch,
      );
      console.show(unseen(each.problems, shown));
      const kept = options.keep
        ? [[`${program.value.project.name}.psg.json`, `${JSON.stringify(graph.value.export(), jsonValue)}\n`] as const]
        : [];
      writeOutput(out, new Map([...each.files, ...kept]));
      if (each.failure)
        process.stderr.write(
          `firefly: ${each.failure.message}\n  ${each.failure.detail.hint ?? ''}\n  Proofs, MLIR, evidence and report are written; there is no image.\n`,
        );
      for (const why of each.evidence.invalid) process.stderr.write(`firefly: evidence invalid: ${why}\n`);
      exit = worse(exit, exitOf(program.value, each));
      builds.push({ folder: out, build: each });
    }
  } finally {
    console.progress.end();
    await solver.close();
  }
  if (options.json) printJson({ exit, targets: builds.map(({ folder: out, build: each }) => describe(out, each)) });
  return { exit, builds };
}

/** The diagnostics that no earlier target has brought up. */
function unseen(problems: readonly Diagnostic[], shown: Set<string>): readonly Diagnostic[] {
  return problems.filter((problem) => {
    const key = `${placeOf(problem)} ${problem.code} ${problem.detail}`;
    return !shown.has(key) && shown.add(key);
  });
}

function refuse(options: BuildOptions, problems: Parameters<typeof diagnosticsToJson>[0]): BuildResult {
  if (options.json) printJson({ exit: exitCodes.refused, targets: [], diagnostics: diagnosticsToJson(problems) });
  return { exit: exitCodes.refused, builds: [] };
}

/** What was proved, in one line. */
function summaryLine({ evidence }: TargetBuild): string {
  const all = evidence.summary.all;
  const proved = all ? all.type + all.interval + all.z3 : 0;
  const { target, board, outcome } = evidence.subject;
  const rest = all
    ? `${all.guarded} guarded, ${all.assumed} assumed, ${all.rejected} rejected, ${all.absent} absent`
    : '';
  return `${target} (${board}): ${outcome}; ${all?.total ?? 0} checks: ${proved} proved and elided, ${rest}`;
}

function describe(folder: string, { evidence, files, problems }: TargetBuild): unknown {
  return {
    target: evidence.subject.target,
    board: evidence.subject.board,
    outcome: evidence.subject.outcome,
    folder,
    files: [...files.keys()].filter((name) => !name.startsWith('certificates/')),
    summary: evidence.summary,
    guards: evidence.guards,
    invalid: evidence.invalid,
    diagnostics: diagnosticsToJson(problems),
  };
}

function exitOf(program: Program, { evidence, problems, failure }: TargetBuild): ExitCode {
  if (evidence.invalid.length > 0) return exitCodes.invalid;
  if (hasErrors(problems)) return exitCodes.refused;
  if (failure) return exitCodes.world;
  const open = program.project.proof.require.filter((kind) =>
    evidence.obligations.some((each) => each.kind === kind && each.verdict !== 'proved'),
  );
  for (const kind of open)
    process.stderr.write(`firefly: [proof] require: not every \`${kind}\` obligation is proved (see firefly audit)\n`);
  return open.length > 0 ? exitCodes.refused : exitCodes.ok;
}

function worse(a: ExitCode, b: ExitCode): ExitCode {
  return a > b ? a : b;
}

function commandLine(program: Program, target: string, options: BuildOptions): string {
  const what = program.projectFile?.path ?? program.sources[0]?.path ?? '';
  return ['firefly build', what, `--target ${target}`, ...(options.allGuards ? ['--all-guards'] : []), '--fresh'].join(
    ' ',
  );
}

/** Big integers as decimal strings; spans as places, without the file's text. */
function jsonValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'object' && value !== null && 'file' in value && 'start' in value && 'end' in value) {
    const { file, start, end } = value as { file: { path: string }; start: number; end: number };
    return { file: file.path, start, end };
  }
  return value;
}
