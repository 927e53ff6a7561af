// In: the global options and the streams. Out: how diagnostics and progress are shown.
import process from 'node:process';
import type { Command } from 'commander';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { diagnosticsToJson, renderDiagnostics } from '../diagnostics/render.ts';
import { makeProgress, type Progress, progressStyle } from './progress.ts';

export interface Console {
  readonly progress: Progress;
  /** Shows diagnostics on standard error. */
  readonly show: (problems: readonly Diagnostic[]) => void;
}

/** `--quiet` and `--no-color` may stand before or after the command's name. */
export function makeConsole(command: Command): Console {
  const { quiet, color } = command.optsWithGlobals<{ quiet?: true; color?: boolean }>();
  const style = process.env.NO_COLOR || color === false || process.stderr.isTTY !== true ? 'plain' : 'colour';
  const progress = makeProgress(progressStyle(process.stderr, quiet ? 'quiet' : 'normal'));
  return {
    progress,
    show: (problems) => {
      progress.end();
      if (problems.length > 0) process.stderr.write(`${renderDiagnostics(problems, style).trimEnd()}\n`);
    },
  };
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 1)}\n`);
}

export function printDiagnosticsAsJson(problems: readonly Diagnostic[]): void {
  printJson({ accepted: !hasErrors(problems), diagnostics: diagnosticsToJson(problems) });
}
