// In: a valid record. Out: everything that the templates show, in the order in which they show it. No HTML, no files.
import { recordProblems } from '../evidence/consistency.ts';
import { type Evidence, evidenceSchema, type SummaryRow } from '../evidence/record.ts';
import { isCheckedAtRunTime, remainingChecks, removedChecks } from '../evidence/remaining.ts';
import { type Column, columns, summarise } from '../evidence/summary.ts';
import { describeObligations, lineAnchor, type ObligationView, proofGraphOf } from './describe-obligation.ts';
import type { ProofGraph } from './proof-graph.ts';
import { type SourceLine, viewSource } from './source-view.ts';
import { type Standing, standings } from './standing.ts';
import {
  assumptionClassWord,
  counted,
  grouped,
  meansHeading,
  outcomeWord,
  share,
  standingMeaning,
  theSentence,
} from './words.ts';

export interface SummaryLine {
  readonly kind: string;
  readonly total: string;
  readonly cells: readonly { readonly means: Column; readonly count: number; readonly text: string }[];
  /** Parts of a bar 1,000 units wide, in the order of the columns. */
  readonly bar: readonly BarPart[];
}

export interface BarPart {
  readonly means: Column;
  readonly x: number;
  readonly width: number;
  readonly label: string;
}

export interface FileView {
  readonly path: string;
  readonly number: number;
  readonly role: string;
  /** Lines in blocks that the browser may leave undrawn while they are out of view. */
  readonly blocks: readonly (readonly (SourceLine & { readonly anchor: string })[])[];
  readonly counts: readonly { readonly standing: Standing; readonly count: number }[];
}

/** The obligations of one function, in the order of the record. */
export interface FunctionGroup {
  readonly name: string;
  readonly file: string;
  readonly rows: readonly ObligationView[];
  readonly counts: readonly { readonly standing: Standing; readonly count: number }[];
}

const kindOrder = evidenceSchema.shape.obligations.element.shape.kind.options;
const noRows: SummaryRow = { total: 0, type: 0, interval: 0, z3: 0, assumed: 0, guarded: 0, rejected: 0, absent: 0 };

export type ReportView = ReturnType<typeof describeReport>;

export function describeReport(evidence: Evidence) {
  const rows = describeObligations(evidence);
  const viewOf = new Map(rows.map((view) => [view.row, view]));
  const graph: ProofGraph = proofGraphOf(evidence, rows);
  const { all = noRows, ...byKind } = summarise(evidence.obligations);
  const contradictions = recordProblems(evidence).filter((problem) => !evidence.invalid.includes(problem));
  const proved = all.type + all.interval + all.z3;
  const files = describeFiles(evidence, rows);
  return {
    evidence,
    rows,
    graph,
    contradictions,
    sentence: theSentence,
    outcome: outcomeWord[evidence.subject.outcome],
    /** Whether the sentence may be read as a claim about an image. */
    stands: evidence.invalid.length === 0 && contradictions.length === 0 && evidence.subject.outcome === 'linked',
    figures: {
      ...all,
      proved,
      provedShare: share(proved, all.total),
      running: evidence.obligations.filter(isCheckedAtRunTime).length,
      removed: removedChecks(evidence).length,
    },
    summary: kindOrder.flatMap((kind) => summaryLine(kind, byKind[kind])),
    overall: summaryLine('all', all)[0],
    meansColumns: columns.map((each) => ({ means: each, ...meansHeading[each] })),
    remaining: remainingChecks(evidence).flatMap((row) => viewOf.get(row) ?? []),
    userFiles: files.filter((file) => file.role !== 'prelude'),
    preludeFiles: files.filter((file) => file.role === 'prelude'),
    groups: groupByFunction(rows),
    legend: (['proved', 'assumed', 'guarded', 'rejected', 'absent'] as const).map((standing) => ({
      standing,
      meaning: standingMeaning[standing],
    })),
    choices: {
      kind: distinct(evidence.obligations.map((row) => row.kind)),
      verdict: distinct(evidence.obligations.map((row) => row.verdict)),
      treatment: distinct(evidence.obligations.map((row) => row.treatment)),
      means: columns.filter((each) => all[each] > 0),
      function: distinct(evidence.obligations.map((row) => row.function)),
    },
    assumptions: describeAssumptions(evidence, rows),
    resources: describeResources(evidence),
    inputs: evidence.subject.inputs,
    largestRlimit: grouped(evidence.reproduce.largestRlimit),
    counted,
    grouped,
  };
}

/** No line for a kind that does not occur. */
function summaryLine(kind: string, row: SummaryRow | undefined): readonly SummaryLine[] {
  if (!row) return [];
  const cells = columns.map((each) => ({ means: each, count: row[each], text: grouped(row[each]) }));
  return [{ kind, total: grouped(row.total), cells, bar: barOf(row) }];
}

function barOf(row: SummaryRow): readonly BarPart[] {
  const parts: BarPart[] = [];
  let x = 0;
  for (const each of columns) {
    if (row[each] === 0) continue;
    const width = Math.round((100000 * row[each]) / row.total) / 100;
    parts.push({ means: each, x, width, label: `${grouped(row[each])} ${meansHeading[each].word}` });
    x = Math.round(100 * (x + width)) / 100;
  }
  return parts;
}

function countStandings(rows: readonly ObligationView[]): readonly { standing: Standing; count: number }[] {
  return standings
    .map((standing) => ({ standing, count: rows.filter((row) => row.standing === standing).length }))
    .filter(({ count }) => count > 0);
}

function describeFiles(evidence: Evidence, rows: readonly ObligationView[]): readonly FileView[] {
  const roles = new Map(evidence.subject.inputs.map((input) => [input.path, input.role]));
  const byFile = groupBy(rows, (row) => row.row.source.file);
  return evidence.sources.map((source, index) => {
    const own = byFile.get(source.path) ?? [];
    const places = own.map(({ number, standing, row }) => ({ number, standing, kind: row.kind, ...row.source }));
    return {
      path: source.path,
      number: index + 1,
      role: roles.get(source.path) ?? 'source',
      blocks: inBlocks(
        viewSource(source.text, places).map((line) => ({ ...line, anchor: lineAnchor(index, line.number) })),
      ),
      counts: countStandings(own),
    };
  });
}

const linesPerBlock = 40;

function inBlocks<T>(lines: readonly T[]): readonly (readonly T[])[] {
  const blocks: T[][] = [];
  for (let at = 0; at < lines.length; at += linesPerBlock) blocks.push(lines.slice(at, at + linesPerBlock));
  return blocks;
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const known = groups.get(keyOf(item));
    if (known) known.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function groupByFunction(rows: readonly ObligationView[]): readonly FunctionGroup[] {
  const groups = groupBy(rows, (row) => JSON.stringify([row.row.source.file, row.row.function]));
  return [...groups.values()].map((own) => ({
    name: own[0]?.row.function ?? '',
    file: own[0]?.row.source.file ?? '',
    rows: own,
    counts: countStandings(own),
  }));
}

function distinct<T extends string>(items: readonly T[]): readonly T[] {
  return [...new Set(items)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function describeAssumptions(evidence: Evidence, rows: readonly ObligationView[]) {
  const numbers = new Map(rows.map((row) => [row.row.id, row]));
  return evidence.assumptions.map((assumption) => ({
    ...assumption,
    classWord: assumptionClassWord[assumption.class],
    everyProof: assumption.usedBy.includes('*') ? 'every' : '',
    links: assumption.usedBy.filter((id) => id !== '*').map((id) => ({ id, view: numbers.get(id) ?? null })),
  }));
}

function describeResources(evidence: Evidence) {
  const resources = evidence.resources;
  if (resources === null) return null;
  const largest = Math.max(1, ...resources.sections.map((section) => section.bytes));
  return {
    sections: resources.sections.map((section) => ({
      ...section,
      text: grouped(section.bytes),
      width: Math.round((1000 * section.bytes) / largest) / 10,
    })),
    stack: resources.stack.map((entry) => ({
      ...entry,
      text: entry.bytes === null ? 'unbounded' : grouped(entry.bytes),
    })),
    guardBytes: grouped(resources.guardBytes),
  };
}
