// Programs that a careless rule would prove wrongly (soundness/*.fs). Every check is kept and the program is run to where a check fails, or to its end: a check that fails must
// not have been proved. One target has one file of tests, so that two run side by side.
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Evidence, EvidenceObligation } from '../../src/evidence/record.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { firefly, readEvidence, toolPath, writeProgram } from './compiler.ts';

const folder = join(__dirname, 'soundness');
export const programs = readdirSync(folder).filter((name) => name.endsWith('.fs'));

/** The obligation whose guard a run reports, if one failed. */
export function failedIn(evidence: Evidence, stderr: string): EvidenceObligation | undefined {
  const id = /firefly: guard (\d+) /.exec(stderr)?.[1];
  if (id === undefined) return undefined;
  const found = evidence.obligations.find((each) => each.guard?.id === Number(id));
  if (!found) throw new Error(`guard ${id} is not in the evidence`);
  return found;
}

export interface Run {
  readonly status: number | null;
  readonly stderr: string;
}

/** Runs the image for ten seconds at most: some mutants never end, and what they did until then counts. */
export function runImage(project: string, target: string, input: Uint8Array): Run {
  const runner = findTarget(target)?.runner;
  const elf = join(project, 'out', target, readEvidence(project, target).subject.elf?.file ?? 'none');
  if (runner?.kind === 'native') chmodSync(elf, 0o700);
  const [path, parameters] =
    runner?.kind === 'qemu'
      ? [toolPath('qemu-system-arm'), ['-M', runner.machine, ...runner.flags, '-kernel', elf]]
      : [elf, []];
  const { status, stderr } = spawnSync(path, parameters, {
    input,
    encoding: 'utf8',
    timeout: 10_000,
    killSignal: 'SIGKILL',
  });
  return { status, stderr };
}

/** Builds and runs one program with all its checks and as proved. */
export function expectSound(name: string, target: string): void {
  const source = readFileSync(join(folder, name), 'utf8');
  const input = Buffer.from(/^\/\/ input: ([0-9a-f]*)/.exec(source)?.[1] ?? '', 'hex');
  const project = writeProgram(name.replace('.fs', ''), source, [target]);
  const build = firefly(['build', project, '--all-guards', '--quiet']);
  const evidence = readEvidence(project, target);
  if (build.status === 1) {
    // Refused: some check always fails, and says so.
    expect(evidence.obligations.filter((each) => each.verdict === 'refuted')).not.toEqual([]);
    return;
  }
  expect(build).toMatchObject({ status: 0 });
  const kept = runImage(project, target, input);
  const failed = failedIn(evidence, kept.stderr);
  expect([failed?.claim, failed?.verdict]).toEqual([failed?.claim, failed ? 'unknown' : undefined]);

  // Without the proved checks the same check fails, at the same place, with the same values.
  expect(firefly(['build', project, '--quiet'])).toMatchObject({ status: 0 });
  const elided = runImage(project, target, input);
  const place = (text: string) => text.replace(/guard \d+ /, 'guard ');
  expect({ ...elided, stderr: place(elided.stderr) }).toEqual({ ...kept, stderr: place(kept.stderr) });
}
