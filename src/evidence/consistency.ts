// In: a record. Out: why it must not be relied on, one sentence each: rows that contradict themselves, totals that do not add up, guards that are lost.
// Used when a record is written and again when one is read: it needs nothing but the record.
import { cweOf } from '../obligations/kinds.ts';
import type { Evidence, EvidenceObligation } from './record.ts';
import { columnOf, summaryProblems } from './summary.ts';

export function recordProblems(record: Evidence): readonly string[] {
  return [
    ...rowProblems(record.obligations),
    ...summaryProblems(record.obligations, record.summary),
    ...countProblems(record),
    ...guardProblems(record),
    ...certificateProblems(record),
    ...referenceProblems(record),
  ];
}

function rowProblems(rows: readonly EvidenceObligation[]): string[] {
  const problems: string[] = [];
  const byId = new Map<string, EvidenceObligation>();
  for (const row of rows) {
    if (byId.has(row.id)) problems.push(`two obligations have the id ${row.id}`);
    byId.set(row.id, row);
  }
  for (const row of rows) {
    if (!row.id.startsWith(`${row.kind}:${row.function}:`))
      problems.push(`${row.id} is not the id of a ${row.kind} in ${row.function}`);
    if (row.cwe !== cweOf[row.kind]) problems.push(`${row.id} is of ${cweOf[row.kind]}, not of ${row.cwe}`);
    if (row.treatment === 'elided') {
      if (columnOf(row) === null)
        problems.push(`the check of ${row.id} was dropped with verdict ${row.verdict} by ${row.method ?? 'no method'}`);
      if (row.certificate === null) problems.push(`the check of ${row.id} was dropped without a certificate`);
      if (row.guard !== null) problems.push(`the check of ${row.id} was dropped, but it has guard ${row.guard.id}`);
    }
    if (row.treatment === 'guarded' && row.guard === null)
      problems.push(`${row.id} is to be guarded, but has no guard`);
    if (row.verdict === 'proved' && row.certificate === null && (row.goal === null || row.certified))
      problems.push(`${row.id} is called proved without a certificate`);
    for (const { restsOn, key } of row.hypotheses) {
      if (restsOn !== null && !byId.has(restsOn))
        problems.push(`fact ${key} of ${row.id} rests on ${restsOn}, which is not in the record`);
      const rested = restsOn === null ? undefined : byId.get(restsOn);
      // Unreachable code holds a trap in its place: what comes after it is never run.
      if (row.treatment === 'elided' && rested?.treatment === 'absent' && rested.verdict !== 'unreachable')
        problems.push(`the proof of ${row.id} rests on the check of ${restsOn}, which is not in the image`);
    }
  }
  return problems;
}

/** What names something that is not in the record, or is counted otherwise. */
function referenceProblems({ assumptions, graph, obligations, reproduce }: Evidence): string[] {
  const problems: string[] = [];
  const ids = new Set(obligations.map(({ id }) => id));
  for (const { id, usedBy } of assumptions)
    for (const user of usedBy)
      if (user !== '*' && !ids.has(user))
        problems.push(`the assumption ${id} is said to serve ${user}, which is not in the record`);
  const vertices = new Set(graph.vertices.map(({ id }) => id));
  for (const { source, target } of graph.edges)
    if (!vertices.has(source) || !vertices.has(target))
      problems.push(`the record's graph has an edge from ${source} to ${target}, but not both ends`);
  const largest = Math.max(0, ...obligations.filter(({ verdict }) => verdict === 'proved').map(({ rlimit }) => rlimit));
  if (reproduce.largestRlimit !== largest)
    problems.push(`the largest proof is said to take ${reproduce.largestRlimit} steps, the rows say ${largest}`);
  return problems;
}

function countProblems({ psg, obligations }: Evidence): string[] {
  const problems: string[] = [];
  const kinds = new Set([...Object.keys(psg.obligationsByKind), ...obligations.map(({ kind }) => kind)]);
  for (const kind of kinds) {
    const stated = psg.obligationsByKind[kind as EvidenceObligation['kind']] ?? 0;
    const rows = obligations.filter((row) => row.kind === kind).length;
    if (stated !== rows) problems.push(`the graph has ${stated} obligations of kind ${kind}, the record ${rows}`);
  }
  return problems;
}

function certificateProblems({ recheck, obligations }: Evidence): string[] {
  const problems: string[] = [];
  const named = obligations.filter(({ goal }) => goal !== null);
  const certified = named.filter((row) => row.certified);
  const uncertified = named.filter((row) => row.verdict === 'proved' && !row.certified);
  if (obligations.some((row) => row.certified && row.goal === null))
    problems.push('a row is called certified, but names nothing that the checker could confirm');
  if (!recheck) {
    if (named.length > 0) problems.push('rows name goals of a certificate, but the record has none');
    return problems;
  }
  if (recheck.certified !== certified.length || recheck.uncertified !== uncertified.length)
    problems.push(
      `${recheck.certified} proofs are counted as certified and ${recheck.uncertified} as not, the rows give ${certified.length} and ${uncertified.length}`,
    );
  if (recheck.refused !== null && certified.length > 0)
    problems.push('the checker refused the certificate, but rows rest on it');
  if (recheck.policy === 'required') {
    for (const row of uncertified)
      if (row.treatment === 'elided') problems.push(`the check of ${row.id} was dropped without the checker's consent`);
  }
  return problems;
}

function guardProblems({ guards, obligations, subject, resources }: Evidence): string[] {
  const problems: string[] = [];
  const held = obligations.flatMap(({ guard }) => guard ?? []);
  const ids = new Set(held.map(({ id }) => id));
  if (ids.size !== held.length) problems.push('two obligations share a guard');
  if (held.length !== guards.emitted)
    problems.push(`${guards.emitted} guards were emitted, ${held.length} are in the rows`);
  if (guards.missing > 0) problems.push(`${guards.missing} guards are missing from the image`);
  if (guards.unexplainedTraps > 0) problems.push(`${guards.unexplainedTraps} traps of the image are unexplained`);
  if (subject.outcome === 'linked') {
    if (subject.elf === null || resources === null)
      problems.push('the image is linked, but the record does not describe it');
    if (guards.present + guards.removedByBackend + guards.missing !== guards.emitted)
      problems.push(
        `of ${guards.emitted} emitted guards, ${guards.present} are present, ${guards.removedByBackend} removed, ${guards.missing} missing`,
      );
    for (const state of ['present', 'removed-by-backend', 'missing'] as const) {
      const stated = {
        present: guards.present,
        'removed-by-backend': guards.removedByBackend,
        missing: guards.missing,
      }[state];
      const rows = held.filter((guard) => guard.state === state).length;
      if (rows !== stated) problems.push(`${stated} guards are counted as ${state}, the rows give ${rows}`);
    }
  } else if (subject.elf !== null && subject.outcome === 'refused') {
    problems.push('the program was refused, yet an image was linked');
  }
  return problems;
}
