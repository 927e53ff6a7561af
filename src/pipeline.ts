// One build, on one screen: each stage a function of the ones before it, seen through one `watch` hook (progress, timing). Reads and writes no file.

import { emit } from './alex/emit.ts';
import { emitDialect } from './alex/emit-dialect.ts';
import { fireflyDialect } from './alex/firefly-dialect.ts';
import { refuseRefuted, refuseUnproved } from './alex/refusals.ts';
import type { TargetDefinition } from './alex/target-definition.ts';
import { never } from './base/never.ts';
import type { SourceFile } from './base/source.ts';
import { ToolFailure } from './base/tool-failure.ts';
import type { Claim } from './checker/claims.ts';
import { diagnostic } from './diagnostics/catalogue.ts';
import { type Diagnostic, hasErrors, type Outcome, sortDiagnostics } from './diagnostics/diagnostic.ts';
import { reconcile } from './evidence/reconcile.ts';
import type { Evidence } from './evidence/record.ts';
import { type StackDepth, stackDepth } from './evidence/stack-depth.ts';
import { recordEvidence, type SourceInput, type ToolVersion } from './evidence/write-record.ts';
import { checkProgram } from './fncs/check.ts';
import { loadPrelude } from './fncs/load-prelude.ts';
import { parseFile } from './fncs/parse.ts';
import type { Project } from './fncs/project.ts';
import type { TypedProgram } from './fncs/typed.ts';
import type { Target } from './memory/target.ts';
import { collectObligations } from './obligations/collect.ts';
import { loadPredicates, predicateFiles } from './obligations/load-predicates.ts';
import type { Obligation, ObligationId } from './obligations/obligation.ts';
import type { Store } from './proofs/cache.ts';
import { type Bundle, type CountersignOptions, countersign } from './proofs/countersign.ts';
import { discharge } from './proofs/discharge.ts';
import { linkProofs } from './proofs/graph.ts';
import { type Replay, replayAll } from './proofs/replay.ts';
import type { Answer } from './proofs/verdict.ts';
import { elaborate } from './psg/elaborate.ts';
import type { Psg } from './psg/psg.ts';
import { renderReport } from './reports/render-report.ts';
import type { Solver } from './smt/query.ts';
import { disassemble } from './toolchain/disassemble.ts';
import { convertImage, link } from './toolchain/link.ts';
import { lower } from './toolchain/lower.ts';
import { verifyDialect } from './toolchain/verify-dialect.ts';

export type Stage =
  | 'parse'
  | 'check'
  | 'elaborate'
  | 'oblige'
  | 'discharge'
  | 'certify'
  | 'replay'
  | 'emit'
  | 'lower'
  | 'link'
  | 'reconcile'
  | 'record'
  | 'render';

/** Tells how far a stage is: `done` of `total` things. */
export type Advance = (done: number, total: number, unit: string) => void;
/** Runs a stage and sees it begin and end. */
export type Watch = <T>(stage: Stage, run: (advance: Advance) => T | Promise<T>) => T | Promise<T>;

export interface Program {
  readonly project: Project;
  /** The project's own files, in compilation order; paths relative to its folder. */
  readonly sources: readonly SourceFile[];
  /** The project file, or none for a single source. */
  readonly projectFile: SourceFile | undefined;
}

/** parse → check: the typed program, prelude first. */
export async function checkSources(program: Program, watch: Watch): Promise<Outcome<TypedProgram | undefined>> {
  const files = await watch('parse', () => [...loadPrelude(), ...program.sources].map(parseFile));
  const syntaxProblems = files.flatMap(({ problems }) => problems);
  const checked = await watch('check', () => checkProgram(files.map(({ value }) => value)));
  const problems = sortDiagnostics([...syntaxProblems, ...checked.problems]);
  return { value: hasErrors(problems) ? undefined : checked.value, problems };
}

/** parse → check → elaborate: the graph, the same for every target. */
export async function buildGraph(program: Program, watch: Watch): Promise<Outcome<Psg | undefined>> {
  const checked = await checkSources(program, watch);
  const typed = checked.value;
  const last = program.sources.at(-1) ?? never('a program has a source');
  if (!typed) return { value: undefined, problems: checked.problems };
  const graph = await watch('elaborate', () => elaborate(typed, { file: last, start: 0, end: 0 }));
  return { value: graph.value, problems: sortDiagnostics([...checked.problems, ...graph.problems]) };
}

export interface TargetOptions {
  readonly definition: TargetDefinition;
  readonly solver: Solver;
  readonly store: Store;
  readonly guards: 'as-proved' | 'all';
  readonly tools: readonly ToolVersion[];
  /** The command line that makes this build again. */
  readonly command: string;
}

export interface TargetBuild {
  readonly evidence: Evidence;
  /** Name in `DIR/<target>/` → contents. */
  readonly files: ReadonlyMap<string, string | Uint8Array>;
  readonly problems: readonly Diagnostic[];
  /** Why there is no image, when a tool is missing or failed. */
  readonly failure: ToolFailure | undefined;
  readonly elf: Uint8Array | undefined;
}

/** oblige → discharge → certify → replay → emit → lower → link → reconcile → record → render, for one target. */
export async function buildTarget(
  program: Program,
  graph: Psg,
  options: TargetOptions,
  watch: Watch,
): Promise<TargetBuild> {
  const { definition } = options;
  const { target } = definition;
  const { output: name, optimization } = program.project;

  const {
    obligations,
    answers,
    bundle,
    replays,
    problems: obliged,
  } = await proveGraph(graph, target, { ...options, ...program.project.proof }, watch);
  const answerOf = new Map(answers.map((answer) => [answer.obligation, answer]));

  const emission = await watch('emit', () =>
    emit({ psg: graph, definition, obligations, answers: answerOf, optimization, guards: options.guards }),
  );
  const dialect = emitDialect(graph, target);
  const problems = [
    ...obliged,
    ...refuseRefuted(graph, obligations, answerOf),
    ...refuseUnproved(graph, target.name, obligations, answerOf),
    ...emission.problems,
  ];

  const image = hasErrors(problems) ? undefined : await makeImage(emission.mlir, definition, optimization, watch);
  const elf = image && 'elf' in image ? image.elf : undefined;
  const unknown = image && 'failure' in image ? refuseUndefined(graph, image.failure) : [];
  problems.push(...unknown);
  const linked = elf && (await watch('reconcile', () => inspect(elf, emission.guards, definition)));

  problems.push(...refuseDeepStack(program, linked?.stack ?? []));
  const misused = image && 'elf' in image ? await verifyDialect(dialect, fireflyDialect) : [];
  const evidence = await watch('record', () =>
    recordEvidence({
      project: { name: program.project.name, version: program.project.version },
      target,
      psg: graph,
      obligations,
      answers: answerOf,
      certified: { bundle, policy: program.project.proof.certificates, files: certificateFiles(name, bundle) },
      emission,
      replays,
      outcome: elf ? 'linked' : hasErrors(problems) ? 'refused' : 'not-linked',
      elf: elf && { file: `${name}.elf`, bytes: elf },
      linked,
      inputs: inputsOf(program, definition),
      tools: options.tools,
      command: options.command,
      problems: misused.map(
        ({ place, said }) => `mlir-opt refuses a pointer at ${place.file}:${place.line}:${place.column}: ${said}`,
      ),
    }),
  );
  const report = await watch('render', () => renderReport(evidence));

  const files = new Map<string, string | Uint8Array>([
    ['evidence.json', `${JSON.stringify(evidence, null, 1)}\n`],
    ['report.html', report],
    [`${name}.mlir`, emission.mlir],
    [`${name}.firefly.mlir`, dialect],
    ['firefly.irdl.mlir', fireflyDialect],
  ]);
  for (const { certificate } of answers)
    if (certificate) files.set(`certificates/${certificate.hash}.smt2`, certificate.text);
  const { certificate, graph: graphFile } = certificateFiles(name, bundle);
  files.set(certificate, bundle.text).set(graphFile, graph.text);
  if (image && 'elf' in image) {
    files.set(`${name}.ll`, image.ll).set(`${name}.elf`, image.elf);
    for (const format of definition.formats) files.set(`${name}.${format}`, await convertImage(image.elf, format));
  }
  return {
    evidence,
    files,
    problems: sortDiagnostics(problems),
    failure: image && 'failure' in image && unknown.length === 0 ? image.failure : undefined,
    elf,
  };
}

/** Where the certificate and the graph that it speaks about lie in the output folder: the core nodes alone, as the digest is taken over them. */
function certificateFiles(name: string, { hash }: Bundle) {
  return { certificate: `certificates/${hash}.cert`, graph: `${name}.core.json` };
}

/** The image is measured, not the source: inlining changes the depth. The start-up code's own handlers run on top and are measured as well. */
function refuseDeepStack({ project, projectFile }: Program, stack: readonly StackDepth[]): readonly Diagnostic[] {
  const limit = project.maxStackSize;
  if (limit === undefined || !projectFile) return [];
  const at = Math.max(projectFile.text.indexOf('max_stack_size'), 0);
  const span = { file: projectFile, start: at, end: at + 'max_stack_size'.length };
  return stack
    .filter(({ bytes }) => bytes === null || bytes > limit)
    .map(({ entry, bytes, path, why }) => {
      const depth = bytes === null ? `has no bound: ${why}` : `is up to ${bytes} bytes`;
      return diagnostic(
        'FS8303',
        span,
        `The stack from \`${entry}\` ${depth}, and the limit is ${limit}. Deepest chain: ${path.join(' → ')}.`,
        {
          hint: 'Make arrays static or smaller, call less deeply, or raise max_stack_size.',
        },
      );
    });
}

export interface Proofs {
  readonly obligations: readonly Obligation[];
  readonly answers: readonly Answer[];
  readonly bundle: Bundle;
  readonly replays: ReadonlyMap<ObligationId, Replay>;
  readonly problems: readonly Diagnostic[];
}

/** oblige → discharge → certify → replay; the proof hyperedges are added to the graph. */
export async function proveGraph(
  graph: Psg,
  target: Target,
  options: {
    readonly solver: Solver;
    readonly store: Store;
    readonly rlimit: number;
    readonly certificates: CountersignOptions['certificates'];
  },
  watch: Watch,
): Promise<Proofs> {
  const proposals: Claim[] = [];
  const obliged = await watch('oblige', () =>
    collectObligations(graph, target, loadPredicates(), (claims) => proposals.push(...claims)),
  );
  const obligations = obliged.value;
  const found = await watch('discharge', (advance) =>
    discharge(obligations, graph, target, { ...options, watch: (done, total) => advance(done, total, 'obligations') }),
  );
  const { answers: judged, bundle } = await watch('certify', () =>
    countersign(obligations, found, proposals, graph, target, options),
  );
  linkProofs(graph, obligations, judged);
  const answerOf = new Map(judged.map((answer) => [answer.obligation, answer]));
  const replayed = await watch('replay', () => replayAll(graph, target, obligations, answerOf, options));
  const answers = judged.map((answer) => {
    const { counterexample } = replayed.get(answer.obligation) ?? answer;
    return { ...answer, counterexample };
  });
  const replays = new Map([...replayed].map(([id, { replay }]) => [id, replay]));
  return { obligations, answers, bundle, replays, problems: obliged.problems };
}

type Image = { readonly elf: Uint8Array; readonly ll: string } | { readonly failure: ToolFailure };

/** lower → link. A missing tool is no reason to lose the proofs: the failure is a value. */
async function makeImage(
  mlir: string,
  definition: TargetDefinition,
  optimization: 'speed' | 'size',
  watch: Watch,
): Promise<Image> {
  try {
    const { object, ll } = await watch('lower', () =>
      lower({ mlir, target: definition.target, cpu: definition.cpu, optimization }),
    );
    const elf = await watch('link', () =>
      link({
        object,
        script: definition.linkerScript,
        flags: definition.linkerFlags,
        libraries: definition.libraries,
      }),
    );
    return { elf, ll };
  } catch (failure) {
    if (failure instanceof ToolFailure) return { failure };
    throw failure;
  }
}

/** Functions of C that the linker found nowhere, at their declarations. */
function refuseUndefined(graph: Psg, { detail }: ToolFailure): readonly Diagnostic[] {
  const missing = new Set(detail.undefinedSymbols);
  return graph
    .nodesOf('foreign')
    .filter(({ symbol }) => missing.has(symbol))
    .map(({ symbol, span }) =>
      diagnostic('FS8307', span, `The linker finds no \`${symbol}\` in the C library of this machine.`, {
        hint: 'Look the name up in its manual (section 2 or 3); macros and inline functions of its headers have no symbol.',
      }),
    );
}

async function inspect(
  elf: Uint8Array,
  guards: Parameters<typeof reconcile>[0]['guards'],
  definition: TargetDefinition,
) {
  const disassembly = await disassemble(elf);
  return {
    reconciliation: reconcile({ elf, disassembly, guards, allowed: definition.allowedTraps }),
    stack: stackDepth({ elf, disassembly }),
    disassembly,
  };
}

function inputsOf(program: Program, definition: TargetDefinition): readonly SourceInput[] {
  return [
    ...(program.projectFile ? [{ ...program.projectFile, role: 'project' as const }] : []),
    ...program.sources.map((source) => ({ ...source, role: 'source' as const })),
    ...ownInputs(definition),
  ];
}

/** What the compiler itself adds to every program of a target. */
export function ownInputs({ linkerScript, target }: TargetDefinition): readonly SourceInput[] {
  return [
    ...loadPrelude().map((source) => ({ ...source, role: 'prelude' as const })),
    ...predicateFiles().map((file) => ({ ...file, role: 'predicate' as const })),
    ...(linkerScript === null
      ? []
      : [{ path: `${target.board}.ld`, text: linkerScript, role: 'linker-script' as const }]),
  ];
}
