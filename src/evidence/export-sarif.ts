// In: a record. Out: SARIF 2.1.0 with the checks that remain as results: refused ones as errors, run-time checks as warnings. What is proved is no result.
// A record that is not valid is a failed invocation with one notification per reason.
import type { ObligationKind } from '../obligations/kinds.ts';
import { cweOf, obligationKinds } from '../obligations/kinds.ts';
import type { Evidence, EvidenceObligation } from './record.ts';
import { counterexampleText, guardText, remainingChecks } from './remaining.ts';

const titles: Readonly<Record<ObligationKind, string>> = {
  bounds: 'An index lies within its array, span, string or pointer extent.',
  slice: 'A slice lies within its collection.',
  division: 'A division is defined.',
  'memory-map': 'A raw address lies in the memory map of the target.',
  'access-kind': 'An access is permitted where it goes.',
  'region-match': 'A pointer points to the region that its type names.',
  lifetime: 'What a pointer points to outlives its holder.',
  assert: 'An assertion holds.',
  requires: 'The requirement of a called function holds.',
  ensures: 'A function keeps what it ensures.',
  invariant: 'A loop invariant holds.',
  exhaustive: 'A match takes every value.',
  failure: 'A failure is not reached.',
  overflow: 'A checked result fits its type.',
};

export function exportSarif(evidence: Evidence): string {
  const remaining = remainingChecks(evidence);
  const kinds = obligationKinds.filter((kind) => remaining.some((row) => row.kind === kind));
  const firefly = evidence.tool.find(({ name }) => name === 'firefly');
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'firefly',
            ...(firefly ? { version: firefly.version } : {}),
            rules: kinds.map(ruleOf),
          },
        },
        automationDetails: { id: `firefly/${evidence.subject.project}/${evidence.subject.target}/` },
        invocations: [
          {
            executionSuccessful: evidence.invalid.length === 0,
            toolExecutionNotifications: evidence.invalid.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { PROJECT: { description: { text: 'The folder of the project.' } } },
        results: remaining.map((row) => resultOf(row, kinds.indexOf(row.kind))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf(kind: ObligationKind): unknown {
  return {
    id: `firefly/${kind}`,
    name: kind,
    shortDescription: { text: titles[kind] },
    defaultConfiguration: { level: 'warning' },
    properties: { tags: cweOf[kind].split('/').map((cwe) => `external/cwe/${cwe.toLowerCase()}`) },
  };
}

function resultOf(row: EvidenceObligation, ruleIndex: number): unknown {
  const { source } = row;
  const counterexample = counterexampleText(row);
  const what = row.treatment === 'rejected' ? 'refused' : `checked at run time (${guardText(row) ?? 'no guard'})`;
  const sentences = [
    `Not proved: ${row.claim}.`,
    row.because,
    ...(counterexample === null ? [] : [`Counterexample: ${counterexample}.`]),
    `It is ${what}.`,
  ];
  return {
    ruleId: `firefly/${row.kind}`,
    ruleIndex,
    level: row.treatment === 'rejected' ? 'error' : 'warning',
    message: { text: sentences.join(' ') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(source.file), uriBaseId: 'PROJECT' },
          region: {
            startLine: source.line,
            startColumn: source.column,
            endLine: source.endLine,
            endColumn: source.endColumn,
          },
        },
        logicalLocations: [{ fullyQualifiedName: row.function, kind: 'function' }],
      },
    ],
    partialFingerprints: { 'obligation/v1': row.id, 'content/v1': row.contentHash },
    ...(row.waiver === null ? {} : { suppressions: [{ kind: 'external', justification: row.waiver }] }),
    properties: {
      verdict: row.verdict,
      treatment: row.treatment,
      ...(row.guard ? { guard: row.guard.id, addresses: row.guard.addresses } : {}),
    },
  };
}
