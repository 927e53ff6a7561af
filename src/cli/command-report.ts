// `firefly report`: reports in several forms, from records alone.
import { basename, dirname, join, resolve } from 'node:path';
import { exportCsv } from '../evidence/export-csv.ts';
import { exportJunit } from '../evidence/export-junit.ts';
import { exportMarkdown } from '../evidence/export-markdown.ts';
import { exportSarif } from '../evidence/export-sarif.ts';
import type { Evidence } from '../evidence/record.ts';
import { renderReport } from '../reports/render-report.ts';
import { CommandFailure, type ExitCode, exitCodes } from './failure.ts';
import { readRecord } from './read-record.ts';
import { writeFile } from './write-output.ts';

export type ReportFormat = 'html' | 'sarif' | 'csv' | 'junit' | 'markdown';

const exporters: Readonly<Record<ReportFormat, (evidence: Evidence) => string | Promise<string>>> = {
  html: renderReport,
  sarif: exportSarif,
  csv: exportCsv,
  junit: exportJunit,
  markdown: exportMarkdown,
};

export async function report(
  paths: readonly string[],
  options: { readonly format: ReportFormat; readonly out?: string },
): Promise<ExitCode> {
  if (options.out !== undefined && paths.length > 1)
    throw new CommandFailure(
      exitCodes.usage,
      '--out takes one record; leave it out to write each report beside its record.',
    );
  let exit: ExitCode = exitCodes.ok;
  for (const named of paths) {
    const { evidence, path } = readRecord(named);
    const text = await exporters[options.format](evidence);
    if (options.out === undefined && options.format !== 'html') process.stdout.write(text);
    else {
      const file = options.out ?? join(dirname(path), 'report.html');
      writeFile(dirname(resolve(file)), basename(file), text);
      process.stdout.write(`${file}\n`);
    }
    if (evidence.invalid.length > 0) exit = exitCodes.invalid;
  }
  return exit;
}
