// In: a record. Out: a page of Markdown: the summary table, what remains to be checked, resources and assumptions. For reviews and release notes.
import type { Evidence, SummaryRow } from './record.ts';
import { counterexampleText, guardText, placeText, remainingChecks } from './remaining.ts';
import { columns } from './summary.ts';

export function exportMarkdown(evidence: Evidence): string {
  const { subject, invalid } = evidence;
  return `${[
    `# ${escapeMarkdown(subject.project)} ${escapeMarkdown(subject.version)} on ${escapeMarkdown(subject.target)}`,
    ...(invalid.length > 0 ? ['> **This record is not valid.**', list(invalid.map(escapeMarkdown))] : []),
    `Board ${escapeMarkdown(subject.board)}, ${subject.outcome}${subject.elf ? `, \`${subject.elf.file}\` sha256 \`${subject.elf.sha256}\`` : ''}.`,
    '## Obligations',
    table(
      ['kind', 'total', ...columns],
      Object.entries(evidence.summary).map(([kind, row]) => [kind, ...numbers(row)]),
    ),
    '## Checks that remain',
    remaining(evidence),
    ...resources(evidence),
    '## Assumptions',
    list(evidence.assumptions.map(({ text, mitigation }) => `${escapeMarkdown(text)} *${escapeMarkdown(mitigation)}*`)),
  ].join('\n\n')}\n`;
}

function numbers(row: SummaryRow): readonly string[] {
  return [String(row.total), ...columns.map((column) => String(row[column]))];
}

function remaining(evidence: Evidence): string {
  const rows = remainingChecks(evidence);
  if (rows.length === 0) return 'None.';
  return table(
    ['place', 'kind', 'claim', 'why', 'counterexample', 'check'],
    rows.map((row) => [
      placeText(row),
      row.kind,
      row.claim,
      row.because,
      counterexampleText(row) ?? '',
      row.treatment === 'rejected' ? 'refused' : (guardText(row) ?? ''),
    ]),
  );
}

function resources({ resources, guards }: Evidence): readonly string[] {
  if (!resources) return [];
  return [
    '## Resources',
    list([
      `${guards.present} guards present, ${guards.removedByBackend} removed by LLVM, ${guards.missing} missing; ${guards.unexplainedTraps} unexplained traps; ${resources.guardBytes} bytes of guards`,
      ...resources.stack.map(({ entry, bytes, path, why }) =>
        bytes === null
          ? `stack from ${escapeMarkdown(entry)}: no bound (${escapeMarkdown(why ?? '')})`
          : `stack from ${escapeMarkdown(entry)}: at most ${bytes} bytes (${path.map(escapeMarkdown).join(' → ')})`,
      ),
      ...resources.sections.map(
        ({ name, address, bytes }) => `section ${escapeMarkdown(name)}: ${bytes} bytes at ${address}`,
      ),
    ]),
  ];
}

function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}

/** Text that shows as it is: on one line, with Markdown's and HTML's marks escaped. */
export function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_[\]<>|~#]/g, (mark) => `\\${mark}`);
}
