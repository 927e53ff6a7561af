// `firefly explain <code>`: what a diagnostic means, with a failing and a mended example. `firefly explain FILE:LINE`: see `explain-place.ts`.
import type { Command } from 'commander';
import { nearestName } from '../base/nearest.ts';
import { catalogue } from '../diagnostics/catalogue.ts';
import { explainPlace, placeIn } from './explain-place.ts';
import { CommandFailure, type ExitCode, exitCodes } from './failure.ts';
import { explanationOf } from './load-package.ts';

export function explain(
  code: string,
  options: { readonly target?: string; readonly project?: string },
  command: Command,
): ExitCode | Promise<ExitCode> {
  const place = placeIn(code);
  if (place) return explainPlace(place, options, command);
  const known = code.toUpperCase();
  const page = /^FS\d{4}$/.test(known) ? explanationOf(known) : undefined;
  if (page === undefined) {
    const near = nearestName(known, Object.keys(catalogue));
    throw new CommandFailure(
      exitCodes.usage,
      `there is no diagnostic \`${code}\`.${near ? ` Did you mean ${near}?` : ''}`,
    );
  }
  process.stdout.write(`${page.trimEnd()}\n`);
  return exitCodes.ok;
}
