// In: a valid record. Out: for each obligation the texts and links that the report shows for it, and the compact proof graph. No HTML.
import type { Evidence, EvidenceObligation } from '../evidence/record.ts';
import { remainingChecks } from '../evidence/remaining.ts';
import { replayText } from '../evidence/replay.ts';
import { type Column, columnOf } from '../evidence/summary.ts';
import type { GraphFact, GraphNode, GraphObligation, ProofGraph } from './proof-graph.ts';
import { type Standing, standingOf } from './standing.ts';
import { grouped, guardStateWord, methodWord, reasonWord, verdictMeaning } from './words.ts';

/** A link to another obligation of the same report. */
export interface ObligationLink {
  readonly number: number;
  readonly kind: string;
  readonly standing: Standing;
  readonly claim: string;
}

/** A place in a source that the report shows; `anchor` is null when it does not show it. */
export interface PlaceLink {
  readonly text: string;
  readonly anchor: string | null;
}

/** Text of an excerpt, line by line; `here` marks a line at one of the guard's addresses. */
export interface ExcerptLine {
  readonly text: string;
  readonly here: 'here' | '';
}

export interface ObligationView {
  /** 1-based position in the record: the short name used all over the report. */
  readonly number: number;
  readonly row: EvidenceObligation;
  readonly standing: Standing;
  readonly means: Column | null;
  /** Whether an engineer still has to look at it: a check runs, or the program is refused. */
  readonly remains: 'remains' | '';
  readonly place: PlaceLink;
  readonly sourceLine: string;
  readonly verdictMeaning: string;
  readonly method: string;
  readonly rlimit: string;
  readonly facts: readonly {
    readonly text: string;
    readonly reason: string;
    readonly place: PlaceLink;
    readonly rests: ObligationLink | null;
    readonly restsId: string | null;
  }[];
  readonly restedOnBy: readonly ObligationLink[];
  readonly counterexample: { readonly values: readonly (readonly [string, string])[]; readonly replay: string } | null;
  readonly guard: {
    readonly id: number;
    readonly addresses: readonly string[];
    readonly bytes: string;
    readonly state: string;
    readonly stateKey: string;
  } | null;
  readonly mlir: readonly ExcerptLine[];
  readonly machine: readonly ExcerptLine[];
}

/** `L<file>-<line>`, by the file's position in the record. */
export function lineAnchor(file: number, line: number): string {
  return `L${file + 1}-${line}`;
}

export function describeObligations(evidence: Evidence): readonly ObligationView[] {
  const remaining = new Set(remainingChecks(evidence));
  const links = linksOf(evidence);
  const byId = new Map(evidence.obligations.map((row, index) => [row.id, links[index]]));
  const dependents = dependentsOf(evidence, byId);
  const lines = evidence.sources.map((source) => source.text.split(/\r?\n/));
  const fileNumber = new Map(evidence.sources.map((source, index) => [source.path, index]));

  const placeLink = (place: EvidenceObligation['source']): PlaceLink => {
    const file = fileNumber.get(place.file);
    const shown = file !== undefined && place.line <= (lines[file]?.length ?? 0);
    return { text: `${place.file}:${place.line}:${place.column}`, anchor: shown ? lineAnchor(file, place.line) : null };
  };

  return evidence.obligations.map((row, index): ObligationView => {
    const file = fileNumber.get(row.source.file);
    return {
      number: index + 1,
      row,
      standing: standingOf(row),
      means: columnOf(row),
      remains: remaining.has(row) ? 'remains' : '',
      place: placeLink(row.source),
      sourceLine: (file === undefined ? '' : (lines[file]?.[row.source.line - 1] ?? '')).trim(),
      verdictMeaning: verdictMeaning[row.verdict],
      method: row.method === null ? 'none' : methodWord[row.method],
      rlimit: grouped(row.rlimit),
      facts: row.hypotheses.map((fact) => ({
        text: fact.text,
        reason: reasonWord[fact.reason],
        place: placeLink(fact.source),
        rests: fact.restsOn === null ? null : (byId.get(fact.restsOn) ?? null),
        restsId: fact.restsOn,
      })),
      restedOnBy: dependents.get(row.id) ?? [],
      counterexample: describeCounterexample(row),
      guard: row.guard && {
        id: row.guard.id,
        addresses: row.guard.addresses,
        bytes: grouped(row.guard.bytes),
        state: guardStateWord[row.guard.state],
        stateKey: row.guard.state,
      },
      mlir: excerptLines(row.excerpt.mlir, []),
      machine: excerptLines(row.excerpt.machine, row.guard?.addresses ?? []),
    };
  });
}

function linksOf(evidence: Evidence): readonly ObligationLink[] {
  return evidence.obligations.map((row, index) => ({
    number: index + 1,
    kind: row.kind,
    standing: standingOf(row),
    claim: row.claim,
  }));
}

function dependentsOf(
  evidence: Evidence,
  byId: ReadonlyMap<string, ObligationLink | undefined>,
): ReadonlyMap<string, readonly ObligationLink[]> {
  const found = new Map<string, ObligationLink[]>();
  for (const row of evidence.obligations) {
    const link = byId.get(row.id);
    if (!link) continue;
    for (const id of new Set(row.hypotheses.map((fact) => fact.restsOn))) {
      if (id === null) continue;
      const known = found.get(id);
      if (known) known.push(link);
      else found.set(id, [link]);
    }
  }
  return found;
}

function describeCounterexample(row: EvidenceObligation): ObligationView['counterexample'] {
  if (row.counterexample === null) return null;
  const { values, replay } = row.counterexample;
  return { values: Object.entries(values), replay: replayText(replay) };
}

/** Disassembly names an address at the start of a line, with or without `0x` and leading zeros. */
function excerptLines(text: string | null, addresses: readonly string[]): readonly ExcerptLine[] {
  if (text === null || text.trim() === '') return [];
  const marked = new Set(addresses.map((address) => BigInt(address)));
  return text
    .replace(/\s+$/, '')
    .split(/\r?\n/)
    .map((line) => {
      const address = /^\s*(?:0x)?([0-9a-f]{1,16}):?(?=\s)/.exec(line)?.[1];
      return { text: line, here: address !== undefined && marked.has(BigInt(`0x${address}`)) ? 'here' : '' };
    });
}

/** Facts by key and nodes by id, each once. */
export function proofGraphOf(evidence: Evidence, views: readonly ObligationView[]): ProofGraph {
  const facts: GraphFact[] = [];
  const factNumber = new Map<string, number>();
  const nodes: GraphNode[] = [];
  const nodeNumber = new Map<string, number>();
  for (const vertex of evidence.graph.vertices) {
    if (vertex.sort !== 'core') continue;
    nodeNumber.set(vertex.id, nodes.length);
    nodes.push({ label: vertex.label, line: vertex.line });
  }
  const incidences = new Map<string, { node: number; role: string }[]>();
  for (const edge of evidence.graph.edges.toSorted((a, b) => a.index - b.index)) {
    const node = nodeNumber.get(edge.target);
    if (node === undefined) continue;
    const known = incidences.get(edge.source);
    if (known) known.push({ node, role: edge.role });
    else incidences.set(edge.source, [{ node, role: edge.role }]);
  }
  const obligations = views.map((view): GraphObligation => {
    const { row } = view;
    return {
      kind: row.kind,
      claim: row.claim,
      standing: view.standing,
      place: view.place.text,
      facts: row.hypotheses.map((fact, index) => {
        const known = factNumber.get(fact.key);
        if (known !== undefined) return known;
        factNumber.set(fact.key, facts.length);
        const rests = view.facts[index]?.rests?.number ?? null;
        return (
          facts.push({
            text: fact.text,
            reason: reasonWord[fact.reason],
            place: `${fact.source.file}:${fact.source.line}`,
            rests,
          }) - 1
        );
      }),
      nodes: incidences.get(`o:${row.id}`) ?? incidences.get(row.id) ?? [],
    };
  });
  return { facts, nodes, obligations };
}
