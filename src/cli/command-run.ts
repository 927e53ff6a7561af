// `firefly run`: build for one target, then run natively or in QEMU; or run the program in the interpreter. The exit status is the program's own.
import { join } from 'node:path';
import type { Command } from 'commander';
import { runImage } from '../toolchain/run-image.ts';
import { chooseTargets } from './choose-targets.ts';
import { buildAll } from './command-build.ts';
import { makeConsole } from './console.ts';
import { CommandFailure, exitCodes } from './failure.ts';
import { findProject } from './find-project.ts';
import { interpret } from './interpret.ts';

export async function run(
  named: string | undefined,
  options: {
    readonly target?: string;
    readonly out?: string;
    readonly allGuards?: true;
    readonly interpret?: true;
    readonly fuel?: number;
  },
  command: Command,
): Promise<number> {
  const { program, folder } = findProject(named);
  const console = makeConsole(command);
  if (!program.value) {
    console.show(program.problems);
    return exitCodes.refused;
  }
  const [definition] = chooseTargets(program.value.project, options.target ? [options.target] : []);
  if (!definition) throw new CommandFailure(exitCodes.usage, 'the project names no target: add --target');
  if (options.interpret) {
    const out = options.out ?? join(folder, 'out');
    const guards = options.allGuards ? 'all' : 'as-proved';
    return interpret(program.value, definition, { out, fuel: options.fuel, guards }, console);
  }
  if (options.fuel !== undefined) throw new CommandFailure(exitCodes.usage, '--fuel belongs to --interpret');
  const { exit, builds } = await buildAll(
    named,
    {
      target: [definition.target.name],
      ...(options.out === undefined ? {} : { out: options.out }),
      ...(options.allGuards ? { allGuards: true } : {}),
    },
    console,
  );
  const elf = builds[0]?.build.elf;
  // An image whose evidence is invalid, or that a gate refuses, is not run.
  if (!elf || exit !== exitCodes.ok) return exit;
  return runImage(definition.runner, elf, command.args.slice(named === undefined ? 0 : 1));
}
