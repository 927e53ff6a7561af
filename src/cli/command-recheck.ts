// `firefly recheck`: a record and its folder once more, without Z3: digests, certificates by the checker, rows against the graph, guards in the image.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ToolFailure } from '../base/tool-failure.ts';
import { type KnownTarget, type Rechecked, recheckRecord, withImage } from '../evidence/recheck.ts';
import { recheckAsJson, recheckText } from '../evidence/recheck-text.ts';
import type { Evidence } from '../evidence/record.ts';
import { ownInputs } from '../pipeline.ts';
import { targetFacts } from '../proofs/goal.ts';
import { findTarget } from '../targets/registry.ts';
import { disassemble } from '../toolchain/disassemble.ts';
import { printJson } from './console.ts';
import { type ExitCode, exitCodes } from './failure.ts';
import { readRecord } from './read-record.ts';

export async function recheck(named: string, options: { readonly json?: true }): Promise<ExitCode> {
  const { evidence, path } = readRecord(named);
  const folder = dirname(path);
  const target = targetOf(evidence);
  const first = recheckRecord(evidence, (name) => readFileOf(folder, name), target);
  const { rechecked, failure } = await recheckLinked(first, target);
  if (options.json) printJson({ ...(recheckAsJson(rechecked) as object), failure: failure?.message ?? null });
  else process.stdout.write(recheckText(rechecked));
  if (failure)
    process.stderr.write(
      `firefly: the image was not read: ${failure.message}${failure.detail.hint ? `\n  install with: ${failure.detail.hint}` : ''}\n`,
    );
  if (rechecked.problems.length > 0) return exitCodes.invalid;
  return failure ? exitCodes.world : exitCodes.ok;
}

function targetOf({ subject }: Evidence): KnownTarget | undefined {
  const definition = findTarget(subject.target, subject.board);
  if (definition?.target.name !== subject.target) return undefined;
  const { target, allowedTraps } = definition;
  return { facts: targetFacts(target), allowedTraps, own: ownInputs(definition) };
}

/** Undefined where there is no such file, or none that can be read. */
function readFileOf(folder: string, name: string): Uint8Array | undefined {
  try {
    return readFileSync(join(folder, name));
  } catch {
    return undefined;
  }
}

/** With the image, where the record has one and it is the one that was built. */
async function recheckLinked(
  first: Rechecked,
  target: KnownTarget | undefined,
): Promise<{ readonly rechecked: Rechecked; readonly failure: ToolFailure | undefined }> {
  const { image } = first.files;
  if (!image || !target) return { rechecked: first, failure: undefined };
  try {
    return { rechecked: withImage(first, image, await disassemble(image), target), failure: undefined };
  } catch (failure) {
    if (failure instanceof ToolFailure) return { rechecked: first, failure };
    throw failure;
  }
}
