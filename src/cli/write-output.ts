// In: named contents. Out: files in a folder, complete or not at all: each is written beside its place and renamed, so that a stopped build leaves no half-written file.
import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { CommandFailure, exitCodes } from './failure.ts';

/** Name relative to the folder (forward slashes) → contents. */
export type OutputFiles = ReadonlyMap<string, string | Uint8Array>;

/** Writes all files. Certificates of earlier builds that this one did not make again are removed: the folder holds one build. */
export function writeOutput(folder: string, files: OutputFiles): void {
  for (const [name, content] of files) writeFile(folder, name, content);
  removeStale(folder, files);
}

/** Writes one file beside its place and renames it. */
export function writeFile(folder: string, name: string, content: string | Uint8Array): void {
  const path = join(folder, name);
  const beside = `${path}.${process.pid}.new`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(beside, content, { mode: name.endsWith('.elf') ? 0o755 : 0o644 });
    renameSync(beside, path);
  } catch (failure) {
    rmSync(beside, { force: true });
    throw new CommandFailure(exitCodes.world, `cannot write ${path}: ${messageOf(failure)}`);
  }
}

const generated =
  /^(evidence\.json|report\.html|[^/]*\.(elf|bin|hex|mlir|ll|o|psg\.json|core\.json)|certificates\/[0-9a-f]{64}\.(smt2|cert))$/;

/** Only names that a build makes are touched: whatever else lies in the folder stays. */
function removeStale(folder: string, files: OutputFiles): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(folder.length + 1).replaceAll('\\', '/');
    if (generated.test(name) && !files.has(name)) rmSync(path);
  }
}

export function messageOf(failure: unknown): string {
  return failure instanceof Error ? failure.message : String(failure);
}
