// In: a record. Out: JUnit XML, one suite per kind and one test case per obligation. A dropped check with a proof or declaration passes; a check that stays, and code
// that is not reached, is `skipped` with the reason; a refused one fails. Whatever makes the record invalid is an error in a suite of its own.
import { obligationKinds } from '../obligations/kinds.ts';
import type { Evidence, EvidenceObligation } from './record.ts';
import { counterexampleText, placeText } from './remaining.ts';

interface Suite {
  readonly name: string;
  readonly cases: readonly string[];
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

export function exportJunit(evidence: Evidence): string {
  const suites = [
    ...invalidSuite(evidence),
    ...obligationKinds.flatMap((kind) =>
      suiteOf(
        kind,
        evidence.obligations.filter((row) => row.kind === kind),
      ),
    ),
  ];
  const sum = (count: (suite: Suite) => number): number => suites.reduce((total, suite) => total + count(suite), 0);
  const totals = counts({
    tests: sum(({ cases }) => cases.length),
    failures: sum(({ failures }) => failures),
    errors: sum(({ errors }) => errors),
    skipped: sum(({ skipped }) => skipped),
  });
  const name = escapeXml(`${evidence.subject.project} on ${evidence.subject.target}`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}" ${totals}>`,
    ...suites.flatMap(printSuite),
    '</testsuites>',
    '',
  ].join('\n');
}

function counts(numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ');
}

function printSuite({ name, cases, failures, errors, skipped }: Suite): readonly string[] {
  return [
    `  <testsuite name="${escapeXml(name)}" ${counts({ tests: cases.length, failures, errors, skipped })}>`,
    ...cases,
    '  </testsuite>',
  ];
}

function invalidSuite({ invalid }: Evidence): readonly Suite[] {
  if (invalid.length === 0) return [];
  const cases = invalid.map((problem, index) =>
    printCase({ classname: 'evidence', name: `validity ${index + 1}` }, `<error message="${escapeXml(problem)}"/>`),
  );
  return [{ name: 'evidence', cases, failures: 0, errors: cases.length, skipped: 0 }];
}

function suiteOf(kind: string, rows: readonly EvidenceObligation[]): readonly Suite[] {
  if (rows.length === 0) return [];
  const count = (...treatments: readonly EvidenceObligation['treatment'][]): number =>
    rows.filter(({ treatment }) => treatments.includes(treatment)).length;
  return [
    {
      name: kind,
      cases: rows.map(caseOf),
      failures: count('rejected'),
      errors: 0,
      skipped: count('guarded', 'absent'),
    },
  ];
}

function caseOf(row: EvidenceObligation): string {
  const attributes = {
    classname: row.function,
    name: `${placeText(row)} ${row.claim}`,
    file: row.source.file,
    line: String(row.source.line),
  };
  const counterexample = counterexampleText(row);
  const why = escapeXml(counterexample === null ? row.because : `${row.because} Counterexample: ${counterexample}`);
  switch (row.treatment) {
    case 'elided':
      return printCase(attributes, null);
    case 'guarded':
      return printCase(attributes, `<skipped message="checked at run time: ${why}"/>`);
    case 'absent':
      return printCase(attributes, `<skipped message="not reached: ${why}"/>`);
    case 'rejected':
      return printCase(attributes, `<failure message="${why}" type="${escapeXml(row.verdict)}"/>`);
  }
}

function printCase(attributes: Readonly<Record<string, string>>, outcome: string | null): string {
  const text = Object.entries(attributes)
    .map(([name, value]) => `${name}="${escapeXml(value)}"`)
    .join(' ');
  return outcome === null ? `    <testcase ${text}/>` : `    <testcase ${text}>${outcome}</testcase>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** For attribute values. Characters that XML 1.0 does not allow are replaced; line breaks and tabs are kept as references. */
export function escapeXml(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
    .replaceAll(/[\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');
}
