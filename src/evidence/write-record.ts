// In: what every stage of one build for one target found. Out: its evidence record. Pure; reads no file.
// The record is always made; what keeps it from being relied on is listed in `invalid`, and the command line then exits 4.

import type { Emission } from '../alex/emit.ts';
import type { Guard, Treatment } from '../alex/treatment.ts';
import { digestBytes, digestOf } from '../base/digest.ts';
import type { Target } from '../memory/target.ts';
import { cweOf, obligationKinds } from '../obligations/kinds.ts';
import { type Fact, type Obligation, type ObligationId, shownAt } from '../obligations/obligation.ts';
import { phraseFact, phraseStably } from '../obligations/phrase.ts';
import { Certificate } from '../proofs/certificate.ts';
import type { Bundle } from '../proofs/countersign.ts';
import { goalOf, needsCertificate } from '../proofs/goal.ts';
import type { Replay } from '../proofs/replay.ts';
import type { Answer } from '../proofs/verdict.ts';
import type { Psg } from '../psg/psg.ts';
import { listAssumptions } from './assumptions.ts';
import { recordProblems } from './consistency.ts';
import { machineCodeOf } from './machine-excerpt.ts';
import { proofNeighbourhood } from './proof-neighbourhood.ts';
import { reasonOf } from './reasons.ts';
import type { ReconciledGuard, Reconciliation } from './reconcile.ts';
import type { Evidence, EvidenceObligation } from './record.ts';
import { recordReplay } from './replay.ts';
import { spanPlace } from './span-place.ts';
import type { StackDepth } from './stack-depth.ts';
import { summarise } from './summary.ts';

/** A text that the build read. Its digest enters the record; the text of program and prelude as well. */
export interface SourceInput {
  readonly path: string;
  readonly text: string;
  readonly role: Evidence['subject']['inputs'][number]['role'];
}

export type ToolVersion = Evidence['tool'][number];

export interface RecordInput {
  readonly project: { readonly name: string; readonly version: string };
  readonly target: Target;
  /** After `linkProofs`. */
  readonly psg: Psg;
  readonly obligations: readonly Obligation[];
  readonly answers: ReadonlyMap<ObligationId, Answer>;
  /** The certificate, under its name and with the graph's in the output folder. */
  readonly certified?: {
    readonly bundle: Bundle;
    readonly policy: 'required' | 'optional';
    readonly files: { readonly certificate: string; readonly graph: string };
  };
  readonly emission: Pick<Emission, 'mlir' | 'guards' | 'treatments' | 'excerpts'>;
  readonly outcome: Evidence['subject']['outcome'];
  /** The image, under its name in the output folder. */
  readonly elf: { readonly file: string; readonly bytes: Uint8Array } | undefined;
  /** What reading the image back gave; `disassembly` is the text of `llvm-objdump -d`. */
  readonly linked:
    | { readonly reconciliation: Reconciliation; readonly stack: readonly StackDepth[]; readonly disassembly: string }
    | undefined;
  readonly inputs: readonly SourceInput[];
  readonly tools: readonly ToolVersion[];
  readonly command: string;
  readonly waivers?: ReadonlyMap<ObligationId, string>;
  /** What running the program from a counterexample's values showed. */
  readonly replays?: ReadonlyMap<ObligationId, Replay>;
  /** What earlier stages found that makes the record invalid. */
  readonly problems?: readonly string[];
}

/** Longest MLIR excerpt in lines. */
const longestExcerpt = 40;

export function recordEvidence(input: RecordInput): Evidence {
  const { psg, target, emission, elf, linked, obligations, outcome } = input;
  const context = makeContext(input);
  const rows = obligations.map((obligation) => recordObligation(obligation, context));
  const reconciled = linked?.reconciliation.guards ?? [];
  const countOf = (state: ReconciledGuard['state']): number =>
    reconciled.filter((guard) => guard.state === state).length;
  const { nodes, edges } = psg.size;
  const record: Evidence = {
    schemaVersion: 1,
    invalid: [],
    subject: {
      project: input.project.name,
      version: input.project.version,
      target: target.name,
      board: target.board,
      outcome,
      elf: elf ? { file: elf.file, sha256: digestBytes(elf.bytes) } : null,
      inputs: input.inputs.map(({ path, text, role }) => ({ path, sha256: digestBytes(text), role })),
    },
    tool: [...input.tools],
    psg: {
      digest: psg.digest,
      nodes,
      edges,
      obligationsByKind: countByKind(obligations),
    },
    obligations: rows,
    recheck: recordRecheck(input, rows),
    assumptions: [...listAssumptions({ psg, target, obligations, rows, outcome })],
    guards: {
      emitted: emission.guards.length,
      present: countOf('present'),
      removedByBackend: countOf('removed-by-backend'),
      missing: countOf('missing'),
      unexplainedTraps: linked?.reconciliation.unexplainedTraps ?? 0,
      allowedTraps: [...(linked?.reconciliation.allowedTraps ?? [])],
    },
    resources: linked
      ? {
          sections: [...linked.reconciliation.sections],
          stack: linked.stack.map(({ entry, bytes, path, why }) => ({ entry, bytes, path: [...path], why })),
          guardBytes: reconciled.reduce((sum, guard) => sum + guard.bytes, 0),
        }
      : null,
    summary: summarise(rows),
    sources: recordedSources(input.inputs, rows),
    graph: proofNeighbourhood(psg, new Map(obligations.map(({ id, text }) => [id, text]))),
    reproduce: {
      command: input.command,
      largestRlimit: Math.max(0, ...rows.filter(({ verdict }) => verdict === 'proved').map(({ rlimit }) => rlimit)),
    },
  };
  const problems = [...(input.problems ?? []), ...inputProblems(input), ...recordProblems(record)];
  return { ...record, invalid: [...new Set(problems)] };
}

/** The program's own files, and those of the prelude that a row names. */
function recordedSources(inputs: readonly SourceInput[], rows: readonly EvidenceObligation[]): Evidence['sources'] {
  const named = new Set(
    rows.flatMap(({ source, hypotheses }) => [source.file, ...hypotheses.map((each) => each.source.file)]),
  );
  return inputs
    .filter(({ path, role }) => role === 'source' || (role === 'prelude' && named.has(path)))
    .map(({ path, text }) => ({ path, text }));
}

interface Context {
  readonly input: RecordInput;
  readonly mlirLines: readonly string[];
  readonly guards: ReadonlyMap<ObligationId, Guard>;
  readonly reconciled: ReadonlyMap<number, ReconciledGuard>;
  /** Machine code that came from a place, where debug information tells it. */
  readonly machine: (place: EvidenceObligation['source']) => string | null;
}

function makeContext(input: RecordInput): Context {
  return {
    input,
    mlirLines: input.emission.mlir.split('\n'),
    guards: new Map(input.emission.guards.map((guard) => [guard.obligation, guard])),
    reconciled: new Map(input.linked?.reconciliation.guards.map((guard) => [guard.id, guard])),
    machine: input.elf && input.linked ? machineCodeOf(input.elf.bytes, input.linked.disassembly) : () => null,
  };
}

function recordObligation(obligation: Obligation, context: Context): EvidenceObligation {
  const { input } = context;
  const { psg, answers, emission, linked, target } = input;
  const { id, kind, text, sourceNames } = obligation;
  const answer = answers.get(id);
  // A missing treatment is reported by `inputProblems`; the row then claims the least.
  const treatment: Treatment = emission.treatments.get(id) ?? 'guarded';
  const definition = psg.node(obligation.definition);
  const name = definition.kind === 'function' || definition.kind === 'value' ? definition.name : '';
  const guard = context.guards.get(id);
  const reconciled = guard ? context.reconciled.get(guard.id) : undefined;
  const certificate =
    answer && Certificate.covers(answer.certificate, psg.digest, target.name, id) ? answer.certificate : null;
  const verdict = answer?.verdict ?? 'unknown';
  const method = answer?.method ?? null;
  const hypotheses = answer?.hypotheses ?? [];
  const source = spanPlace(psg.node(shownAt(obligation)).span);
  return {
    id,
    contentHash: digestOf({
      kind,
      function: name,
      claim: text,
      verdict,
      method,
      hypotheses: hypotheses.map(({ term, reason }) => `${reason}: ${phraseStably(term, sourceNames)}`).toSorted(),
    }),
    kind,
    cwe: cweOf[kind],
    source,
    function: name,
    claim: text,
    verdict,
    treatment,
    method,
    because: reasonOf(obligation, answer, treatment),
    hypotheses: hypotheses.map((fact) => recordHypothesis(fact, obligation, psg)),
    certificate: certificate?.hash ?? null,
    goal: input.certified && needsCertificate(obligation) ? goalOf(obligation) : null,
    certified: isCertified(input, obligation, answer),
    counterexample: answer?.counterexample
      ? { values: sortedEntries(answer.counterexample), replay: recordReplay(input.replays?.get(id), psg) }
      : null,
    guard: guard
      ? {
          id: guard.id,
          addresses: [...(reconciled?.addresses ?? [])],
          bytes: reconciled?.bytes ?? 0,
          state: linked ? (reconciled?.state ?? 'missing') : 'not-linked',
        }
      : null,
    rlimit: answer?.rlimit ?? 0,
    cached: answer?.cached ?? false,
    waiver: input.waivers?.get(id) ?? null,
    excerpt: {
      mlir: mlirExcerpt(id, context),
      machine: reconciled?.excerpt ?? (treatment === 'elided' ? context.machine(source) : null),
    },
  };
}

function isCertified({ certified }: RecordInput, obligation: Obligation, answer: Answer | undefined): boolean {
  if (!certified || certified.bundle.refused !== null || !needsCertificate(obligation)) return false;
  return answer?.verdict === 'proved' && answer.uncertified === undefined;
}

function recordRecheck(
  { certified: given, psg }: RecordInput,
  rows: readonly EvidenceObligation[],
): Evidence['recheck'] {
  if (!given) return null;
  const { bundle, files, policy } = given;
  const proved = rows.filter(({ goal, verdict }) => goal !== null && verdict === 'proved');
  const certified = proved.filter((row) => row.certified).length;
  return {
    certificate: { file: files.certificate, sha256: bundle.hash },
    graph: { file: files.graph, sha256: psg.digest },
    proofs: bundle.proofs,
    claims: bundle.claims,
    certified,
    uncertified: proved.length - certified,
    policy,
    refused: bundle.refused,
  };
}

function recordHypothesis(fact: Fact, obligation: Obligation, psg: Psg): EvidenceObligation['hypotheses'][number] {
  return {
    key: fact.key,
    text: phraseFact(fact, obligation.sourceNames),
    reason: fact.reason,
    source: spanPlace(psg.node(fact.about).span),
    restsOn: fact.restsOn ?? null,
  };
}

function mlirExcerpt(id: ObligationId, { input, mlirLines }: Context): string | null {
  const lines = input.emission.excerpts.get(id);
  if (!lines) return null;
  const excerpt = mlirLines.slice(lines.firstLine - 1, lines.lastLine).map((line) => line.trim());
  const left = excerpt.length - longestExcerpt;
  return [...excerpt.slice(0, longestExcerpt), ...(left > 0 ? [`… ${left} more lines`] : [])].join('\n');
}

function sortedEntries(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function countByKind(obligations: readonly Obligation[]): Evidence['psg']['obligationsByKind'] {
  const counts: Evidence['psg']['obligationsByKind'] = {};
  for (const kind of obligationKinds) {
    const count = obligations.filter((obligation) => obligation.kind === kind).length;
    if (count > 0) counts[kind] = count;
  }
  return counts;
}

/** What the stages' results contradict in each other and the finished record no longer shows. */
function inputProblems({
  psg,
  target,
  obligations,
  answers,
  emission,
  elf,
  linked,
  outcome,
}: RecordInput): readonly string[] {
  const problems: string[] = [];
  const known = new Set<string>(obligations.map(({ id }) => id));
  for (const id of answers.keys())
    if (!known.has(id)) problems.push(`an answer was given for ${id}, which is no obligation`);
  for (const id of emission.treatments.keys())
    if (!known.has(id)) problems.push(`a treatment was given for ${id}, which is no obligation`);
  const guarded = new Set<string>();
  for (const { id, obligation } of emission.guards) {
    if (!known.has(obligation)) problems.push(`guard ${id} is for ${obligation}, which is no obligation`);
    if (guarded.has(obligation)) problems.push(`${obligation} has two guards`);
    guarded.add(obligation);
  }
  for (const { id } of obligations) {
    const answer = answers.get(id);
    if (answer && answer.obligation !== id) problems.push(`the answer to ${id} is about ${answer.obligation}`);
    if (!emission.treatments.has(id)) problems.push(`${id} has no treatment`);
    if (
      emission.treatments.get(id) === 'elided' &&
      !Certificate.covers(answer?.certificate, psg.digest, target.name, id)
    )
      problems.push(`the check of ${id} was dropped without a certificate that covers it`);
  }
  const rejected = obligations.filter(({ id }) => emission.treatments.get(id) === 'rejected').length;
  if (rejected > 0 && outcome !== 'refused')
    problems.push(`${rejected} obligations are rejected, but the program is not`);
  if (outcome === 'linked' && !(elf && linked)) problems.push('the image was not read back');
  problems.push(...(linked?.reconciliation.problems ?? []));
  return problems;
}
