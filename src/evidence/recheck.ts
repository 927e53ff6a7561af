// In: a record, the files beside it, and what this version knows of its target. Out: everything in which they contradict each other, without a solver.
// Two steps, because the image has to be disassembled by a tool between them. Total: whatever the files hold, there is an answer.
import type { TargetFacts } from '../checker/machine.ts';
import { type OwnInput, type ReadFile, type RecordFiles, readRecordFiles } from './recheck-files.ts';
import { type RecheckedImage, recheckImage } from './recheck-image.ts';
import { type RecheckedProofs, recheckProofs } from './recheck-proofs.ts';
import type { AllowedSymbol } from './reconcile.ts';
import type { Evidence } from './record.ts';

export interface KnownTarget {
  readonly facts: TargetFacts;
  readonly allowedTraps: readonly AllowedSymbol[];
  /** What this version of the compiler adds to a program. */
  readonly own: readonly OwnInput[];
}

export interface Rechecked {
  readonly evidence: Evidence;
  readonly files: RecordFiles;
  /** Undefined where a file that it needs is not there, or not right. */
  readonly proofs: RecheckedProofs | undefined;
  /** `none`: the build has no image. `unread`: it was not disassembled. */
  readonly image: RecheckedImage | 'none' | 'unread';
  /** One sentence each; empty when all agrees. */
  readonly problems: readonly string[];
}

/** All but the image. `evidence` as `readEvidence` gives it: contradictions inside the record are in `invalid`. */
export function recheckRecord(evidence: Evidence, read: ReadFile, target: KnownTarget | undefined): Rechecked {
  const files = readRecordFiles(evidence, read, target?.own ?? []);
  const problems = [...evidence.invalid, ...files.problems];
  const { subject, recheck, obligations } = evidence;
  if (!target) problems.push(`this version knows no target ${subject.target} on a board ${subject.board}`);
  if (!recheck) problems.push('the record names no certificate, so nothing can be checked without a solver');
  const { graph, certificate } = files;
  const proofs =
    target && graph !== undefined && certificate !== undefined
      ? recheckProofs(evidence, graph, certificate, target.facts)
      : undefined;
  problems.push(...(proofs?.problems ?? []));
  if (subject.outcome !== 'linked' && obligations.some(({ guard }) => guard !== null && guard.state !== 'not-linked'))
    problems.push('guards are said to be in an image, but none was linked');
  if (subject.outcome !== 'linked' && (subject.elf !== null || evidence.resources !== null))
    problems.push('the record describes an image, but none was linked');
  const image = subject.outcome === 'linked' ? 'unread' : 'none';
  return { evidence, files, proofs, image, problems };
}

/** The image as well. */
export function withImage(rechecked: Rechecked, elf: Uint8Array, disassembly: string, target: KnownTarget): Rechecked {
  const image = recheckImage(rechecked.evidence, elf, disassembly, target.allowedTraps);
  return { ...rechecked, image, problems: [...rechecked.problems, ...image.problems] };
}
