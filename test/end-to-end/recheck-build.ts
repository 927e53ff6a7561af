// In: the output folder of a build. Out: the build in memory, to be changed and checked again: `judge` is what `firefly recheck` does, without the file system.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestBytes } from '../../src/base/digest.ts';
import { readEvidence } from '../../src/evidence/read-record.ts';
import { type KnownTarget, recheckRecord, withImage } from '../../src/evidence/recheck.ts';
import type { Evidence } from '../../src/evidence/record.ts';
import { summarise } from '../../src/evidence/summary.ts';
import { ownInputs } from '../../src/pipeline.ts';
import { targetFacts } from '../../src/proofs/goal.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { contentsOf, toolPath } from './compiler.ts';

export type Changed = { -readonly [K in keyof Evidence]: Evidence[K] };

export interface Build {
  readonly record: Changed;
  /** Files beside the record. */
  readonly files: Map<string, Uint8Array>;
  readonly disassembly: string;
}

export function loadBuild(folder: string): Build {
  const record: Evidence = JSON.parse(readFileSync(join(folder, 'evidence.json'), 'utf8'));
  const files = new Map([...contentsOf(folder)].map(([name, hex]) => [name, Buffer.from(hex, 'hex')]));
  return { record, files, disassembly: disassemble(join(folder, record.subject.elf?.file ?? '')) };
}

export function disassemble(path: string): string {
  return execFileSync(toolPath('llvm-objdump'), ['-d', path], { encoding: 'utf8' });
}

/** A build of its own, whose record and files may be changed. */
export function copyOf({ record, files, disassembly }: Build): Build {
  return { record: structuredClone(record), files: new Map(files), disassembly };
}

/** What speaks against a build. */
export function judge({ record, files, disassembly }: Build): readonly string[] {
  return judgeText(JSON.stringify(record), files, disassembly);
}

export function judgeText(text: string, files: Build['files'], disassembly: string): readonly string[] {
  const read = readEvidence(text);
  if (!read.ok) return read.problems;
  const target = targetOf(read.evidence);
  const first = recheckRecord(read.evidence, (name) => files.get(name), target);
  const { image } = first.files;
  return image && target ? withImage(first, image, disassembly, target).problems : first.problems;
}

const targets = new Map<string, KnownTarget | undefined>();

function targetOf({ subject }: Evidence): KnownTarget | undefined {
  const key = `${subject.target} ${subject.board}`;
  const definition = findTarget(subject.target, subject.board);
  if (!targets.has(key))
    targets.set(
      key,
      definition && {
        facts: targetFacts(definition.target),
        allowedTraps: definition.allowedTraps,
        own: ownInputs(definition),
      },
    );
  return targets.get(key);
}

/** Counts the rows again: a forger would not forget to. */
export function recount(record: Changed): void {
  const rows = record.obligations;
  record.summary = summarise(rows);
  record.psg.obligationsByKind = {};
  for (const { kind } of rows) record.psg.obligationsByKind[kind] = (record.psg.obligationsByKind[kind] ?? 0) + 1;
  const guards = rows.flatMap(({ guard }) => guard ?? []);
  record.guards.emitted = guards.length;
  record.guards.present = guards.filter(({ state }) => state === 'present').length;
  record.guards.removedByBackend = guards.filter(({ state }) => state === 'removed-by-backend').length;
  const ids = new Set(rows.map(({ id }) => id));
  for (const each of record.assumptions) each.usedBy = each.usedBy.filter((id) => id === '*' || ids.has(id));
  for (const each of rows) for (const fact of each.hypotheses) if (!ids.has(fact.restsOn ?? '')) fact.restsOn = null;
  record.reproduce.largestRlimit = Math.max(
    0,
    ...rows.filter(({ verdict }) => verdict === 'proved').map(({ rlimit }) => rlimit),
  );
  if (record.resources) record.resources.guardBytes = guards.reduce((sum, { bytes }) => sum + bytes, 0);
  if (!record.recheck) return;
  const proved = rows.filter(({ goal, verdict }) => goal !== null && verdict === 'proved');
  record.recheck.certified = proved.filter(({ certified }) => certified).length;
  record.recheck.uncertified = proved.length - record.recheck.certified;
}

export function textIn({ files }: Build, name: string): string {
  return new TextDecoder().decode(files.get(name));
}

/** Puts another certificate in the place of the build's, with its digest. */
export function putCertificate({ record, files }: Build, text: string): void {
  if (!record.recheck) throw new Error('the record names a certificate');
  const sha256 = digestBytes(text);
  const file = `certificates/${sha256}.cert`;
  files.set(file, new TextEncoder().encode(text));
  record.recheck.certificate = { file, sha256 };
  const { proofs, claims } = JSON.parse(text);
  Object.assign(record.recheck, { proofs: proofs.length, claims: claims.length });
}

/** Puts another graph in the place of the build's, with its digest. */
export function putGraph({ record, files }: Build, text: string): void {
  if (!record.recheck) throw new Error('the record names a graph');
  const sha256 = digestBytes(text);
  files.set(record.recheck.graph.file, new TextEncoder().encode(text));
  record.recheck.graph.sha256 = sha256;
  record.psg.digest = sha256;
}

/** Puts another image in the place of the build's, with its digest. */
export function putImage({ record, files }: Build, bytes: Uint8Array): void {
  if (!record.subject.elf) throw new Error('the record names an image');
  files.set(record.subject.elf.file, bytes);
  record.subject.elf.sha256 = digestBytes(bytes);
}
