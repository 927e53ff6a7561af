#!/usr/bin/env node
// In: the command line. Out: a command's result on standard output, progress and diagnostics on standard error, and the exit status of the contract.
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { InternalError } from '../base/never.ts';
import { ToolFailure } from '../base/tool-failure.ts';
import { audit } from './command-audit.ts';
import { build } from './command-build.ts';
import { check } from './command-check.ts';
import { doctor } from './command-doctor.ts';
import { explain } from './command-explain.ts';
import { exportGraph } from './command-psg.ts';
import { recheck } from './command-recheck.ts';
import { report } from './command-report.ts';
import { run } from './command-run.ts';
import { CommandFailure, type ExitCode, exitCodes } from './failure.ts';
import { version } from './load-package.ts';

/** A command yields its exit status. */
type Action<A extends readonly unknown[]> = (...parameters: A) => ExitCode | number | Promise<ExitCode | number>;

let exitStatus: number = exitCodes.ok;

function act<A extends readonly unknown[]>(action: Action<A>): (...parameters: A) => Promise<void> {
  return async (...parameters) => {
    exitStatus = await action(...parameters);
  };
}

function list(value: string, earlier: readonly string[] | undefined): readonly string[] {
  return [...(earlier ?? []), value];
}

function positive(value: string): number {
  if (!/^[1-9][0-9]{0,14}$/.test(value)) throw new InvalidArgumentError('It is a positive whole number.');
  return Number(value);
}

function makeCommand(): Command {
  const firefly = new Command('firefly')
    .description(
      'A proof-carrying compiler for a native F# dialect: every check is proved and elided, or kept as a guard and listed.',
    )
    .version(version())
    .option('--no-color', 'plain text (also NO_COLOR)')
    .option('--quiet', 'no progress')
    .exitOverride()
    .showSuggestionAfterError();
  const target = new Option('--target <target>', 'x86_64-linux, cortex-m33 or native; may be repeated').argParser(list);

  firefly
    .command('build [project]')
    .description('prove, compile, link and write evidence and report to DIR/<target>/')
    .addOption(target)
    .option('--out <dir>', 'output folder (default: out/ beside the project)')
    .option('--keep', 'also write the graph with its proofs (<name>.psg.json)')
    .option('--all-guards', 'keep every check as a guard, whatever is proved')
    .option('--fresh', 'do not use cached proofs')
    .option('--json', 'the result as JSON on standard output')
    .action(act(build));
  firefly
    .command('check [project]')
    .description('parse, types, regions, access and lifetimes; no solver')
    .option('--json', 'diagnostics as JSON on standard output')
    .action(act(check));
  firefly
    .command('run [project]')
    .description("build, then run natively or in QEMU; the exit status is the program's own")
    .addOption(new Option('--target <target>', 'one target'))
    .option('--out <dir>', 'output folder (default: out/ beside the project)')
    .option('--all-guards', 'keep every check as a guard')
    .option('--interpret', 'run the program in the interpreter instead; no image, no LLVM')
    .addOption(new Option('--fuel <steps>', 'with --interpret: end the run after so many steps').argParser(positive))
    .allowExcessArguments()
    .action(act(run));
  firefly
    .command('audit <evidence>')
    .description('the run-time checks that remain in a build, and why')
    .option('--json', 'as JSON')
    .action(act(audit));
  firefly
    .command('recheck <evidence>')
    .description(
      'check a build again without a solver: digests, certificates, rows and the image; 4 on a contradiction',
    )
    .option('--json', 'as JSON')
    .action(act(recheck));
  firefly
    .command('report <evidence...>')
    .description('reports from evidence records')
    .addOption(
      new Option('--format <format>', 'form of the report')
        .choices(['html', 'sarif', 'csv', 'junit', 'markdown'])
        .default('html'),
    )
    .option('--out <file>', 'file to write (html: report.html beside the record; others: standard output)')
    .action(act(report));
  firefly
    .command('psg [project]')
    .description('export the program semantic graph')
    .addOption(new Option('--format <format>', 'form of the export').choices(['json', 'gexf', 'text']).default('json'))
    .option('--around <definition>', 'only the neighbourhood of one definition')
    .option('--radius <edges>', 'size of that neighbourhood', '2')
    .addOption(new Option('--target <target>', 'with the proof hyperedges for this target'))
    .action(act(exportGraph));
  firefly
    .command('explain <code-or-place>')
    .description(
      'what a diagnostic means and how to mend it; or, for FILE:LINE, what is to be proved there and what is known',
    )
    .option('--project <project>', 'the program that the file belongs to (default: the file by itself)')
    .addOption(new Option('--target <target>', 'one target'))
    .action(act(explain));
  firefly
    .command('doctor')
    .description('the tools that are found and the command that installs the missing ones')
    .option('--json', 'as JSON')
    .action(act(doctor));
  return firefly;
}

/** Every failure is one message and one exit status; only our own bug shows a stack trace, under FIREFLY_DEBUG. */
function statusOf(failure: unknown): number {
  if (failure instanceof CommanderError) return failure.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (failure instanceof CommandFailure) return say(failure.exit, failure.message);
  if (failure instanceof ToolFailure) {
    return say(
      exitCodes.world,
      `${failure.message}${failure.detail.hint ? `\n  install or mend with: ${failure.detail.hint}` : ''}`,
    );
  }
  const message = failure instanceof Error ? failure.message : String(failure);
  const kind = failure instanceof InternalError ? 'internal error' : 'unexpected failure';
  if (process.env.FIREFLY_DEBUG && failure instanceof Error) process.stderr.write(`${failure.stack}\n`);
  return say(
    exitCodes.invalid,
    `${kind}: ${message}\n  This is a bug of firefly; no evidence of this run may be used. FIREFLY_DEBUG=1 shows where.`,
  );
}

function say(exit: ExitCode, message: string): ExitCode {
  process.stderr.write(`firefly: ${message}\n`);
  return exit;
}

try {
  await makeCommand().parseAsync();
} catch (failure) {
  exitStatus = statusOf(failure);
}
process.exitCode = exitStatus;
