// Programs that a careless rule would prove wrongly. Every check is kept and the program is run to where a check fails, or to its end:
// a check that fails must not have been proved. Beside it: the corpus on random input.
import { spawnSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Evidence, EvidenceObligation } from '../../src/evidence/record.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { copyProgram, corpus, firefly, readEvidence, runnableTargets, toolPath, writeProgram } from './compiler.ts';

const folder = join(__dirname, 'soundness');
const programs = readdirSync(folder).filter((name) => name.endsWith('.fs'));

/** The obligation whose guard a run reports, if one failed. */
function failedIn(evidence: Evidence, stderr: string): EvidenceObligation | undefined {
  const id = /firefly: guard (\d+) /.exec(stderr)?.[1];
  if (id === undefined) return undefined;
  const found = evidence.obligations.find((each) => each.guard?.id === Number(id));
  if (!found) throw new Error(`guard ${id} is not in the evidence`);
  return found;
}

interface Run {
  readonly status: number | null;
  readonly stderr: string;
}

/** Runs the image for ten seconds at most: some mutants never end, and what they did until then counts. */
function runImage(project: string, target: string, input: Uint8Array): Run {
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

test('there are programs that want to be proved wrongly', () => {
  expect(programs.length).toBeGreaterThan(25);
});

describe.each(runnableTargets)('on %s', (target) => {
  test.each(programs)('%s: what fails was not proved', (name) => {
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
  });
});

const corpusRuns = ['ring-buffer', 'crc32', 'moving-average', 'uart-line', 'bounds-zoo'];

test.each(corpusRuns)('%s with every check kept: no proved one fires, whatever comes in', (program) => {
  const project = copyProgram(join(corpus, program));
  expect(firefly(['build', project, '--all-guards', '--quiet'])).toMatchObject({ status: 0 });
  for (const target of runnableTargets) {
    const evidence = readEvidence(project, target);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (input) => {
        const { stderr } = runImage(project, target, input);
        expect(failedIn(evidence, stderr)?.verdict ?? 'none').not.toBe('proved');
      }),
      {
        numRuns: target === 'x86_64-linux' ? 20 : 4,
        examples: [[new Uint8Array()], [new Uint8Array(200).fill(255)], [new Uint8Array(200).fill(10)]],
      },
    );
  }
});
