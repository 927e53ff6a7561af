// Emits, lowers, links and runs a hand-built graph.
import { type Emission, type EmissionInput, emit } from '../../src/alex/emit.ts';
import type { TargetDefinition } from '../../src/alex/target-definition.ts';
import type { Obligation, ObligationId } from '../../src/obligations/obligation.ts';
import { mint } from '../../src/proofs/certificate.ts';
import type { Answer, Verdict } from '../../src/proofs/verdict.ts';
import type { Psg } from '../../src/psg/psg.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { link } from '../../src/toolchain/link.ts';
import { lower } from '../../src/toolchain/lower.ts';
import { captureImage } from '../../src/toolchain/run-image.ts';
import type { ProcessResult } from '../../src/toolchain/run-process.ts';

export function targetOf(name: string, board?: string): TargetDefinition {
  const found = findTarget(name, board);
  if (!found) throw new Error(`target ${name} exists`);
  return found;
}

/** The two targets whose images run here. */
export const runnable: readonly TargetDefinition[] = [targetOf('x86_64-linux'), targetOf('cortex-m33')];

export interface Program {
  readonly psg: Psg;
  readonly obligations: readonly Obligation[];
}

export function answer(program: Program, obligation: Obligation, target: string, verdict: Verdict): Answer {
  const covered = verdict === 'proved' || verdict === 'assumed';
  return {
    obligation: obligation.id,
    verdict,
    method: covered ? 'z3' : null,
    hypotheses: [],
    certificate: covered
      ? mint({ psgDigest: program.psg.digest, target, obligation: obligation.id }, '0'.repeat(64), '')
      : null,
    counterexample: null,
    why: null,
    rlimit: 0,
    cached: false,
  };
}

/** The same verdict for every obligation. */
export function answers(program: Program, target: string, verdict: Verdict): ReadonlyMap<ObligationId, Answer> {
  return new Map(program.obligations.map((each) => [each.id, answer(program, each, target, verdict)]));
}

export function emitFor(
  program: Program,
  definition: TargetDefinition,
  options: Partial<EmissionInput> = {},
): Emission {
  return emit({
    psg: program.psg,
    obligations: program.obligations,
    definition,
    answers: new Map(),
    optimization: 'speed',
    guards: 'as-proved',
    ...options,
  });
}

export async function linkEmission(
  emission: Emission,
  definition: TargetDefinition,
  optimization: 'speed' | 'size',
): Promise<{ readonly elf: Uint8Array; readonly ll: string }> {
  const { object, ll } = await lower({
    mlir: emission.mlir,
    target: definition.target,
    cpu: definition.cpu,
    optimization,
  });
  return {
    elf: await link({
      object,
      script: definition.linkerScript,
      flags: definition.linkerFlags,
      libraries: definition.libraries,
    }),
    ll,
  };
}

export interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

export async function runElf(
  elf: Uint8Array,
  definition: TargetDefinition,
  input: string | Uint8Array = '',
): Promise<Ran> {
  const result: ProcessResult = await captureImage(definition.runner, elf, [], input);
  return { status: result.status, out: new TextDecoder().decode(result.stdout), err: result.stderr };
}

export async function run(
  program: Program,
  definition: TargetDefinition,
  options: Partial<EmissionInput> = {},
  input = '',
): Promise<Ran> {
  const emission = emitFor(program, definition, options);
  const { elf } = await linkEmission(emission, definition, options.optimization ?? 'speed');
  return runElf(elf, definition, input);
}
