import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { copyProgram, corpus, firefly, readEvidence, runnableTargets, toolPath } from './compiler.ts';

/** Addresses of the trap instructions in an image. `int3` is not one: the linker fills the gaps between functions with it. */
function trapsOf(elf: string): readonly string[] {
  const text = execFileSync(toolPath('llvm-objdump'), ['-d', '--no-show-raw-insn', elf], { encoding: 'utf8' });
  const instructions = text.split('\n').filter((line) => /^\s*[0-9a-f]+:/.test(line));
  expect(instructions.length).toBeGreaterThan(50);
  return instructions
    .filter((line) => /\t(udf|ud1l?|ud2|bkpt|hlt)\b/.test(line))
    .map((line) => `0x${/[0-9a-f]+/.exec(line)?.[0]}`);
}

test.each(runnableTargets)(
  'on %s every check is proved, and no trap is left besides those of the start-up code',
  (target) => {
    const folder = copyProgram(join(corpus, 'ring-buffer'));
    expect(firefly(['build', folder, '--target', target])).toMatchObject({ status: 0 });
    const evidence = readEvidence(folder, target);
    const open = evidence.obligations.filter((each) => each.treatment !== 'elided');
    expect(open.map((each) => `${each.id}: ${each.verdict}, ${each.treatment}`)).toEqual([]);
    expect(evidence.obligations.filter((each) => each.kind === 'bounds').length).toBeGreaterThanOrEqual(4);
    expect(evidence.guards).toMatchObject({
      emitted: 0,
      present: 0,
      removedByBackend: 0,
      missing: 0,
      unexplainedTraps: 0,
    });
    const allowed = new Set(evidence.guards.allowedTraps.map((each) => each.address));
    expect(trapsOf(join(folder, 'out', target, 'ring-buffer.elf')).filter((address) => !allowed.has(address))).toEqual(
      [],
    );
  },
);

const mutants = [
  {
    name: 'a mask that is one too large',
    from: '(head + count) &&& (Capacity - 1)',
    to: '(head + count) &&& Capacity',
  },
  { name: 'no mask', from: '(head + count) &&& (Capacity - 1)', to: 'head + count' },
  { name: 'index + 1', from: 'items.[head &&& (Capacity - 1)]', to: 'items.[(head &&& (Capacity - 1)) + 1]' },
  { name: 'a signed remainder', from: 'int (recorded % Depth)] <-', to: 'int recorded % 10] <-' },
  { name: 'a modulo that is one too large', from: 'let Depth = 10u', to: 'let Depth = 11u' },
] as const;

test.each(mutants)('$name loses its proof and keeps its check', ({ from, to }) => {
  const folder = copyProgram(join(corpus, 'ring-buffer'), { 'Ring.fs': (text) => text.replace(from, to) });
  expect(firefly(['build', folder, '--target', 'x86_64-linux'])).toMatchObject({ status: 0 });
  const evidence = readEvidence(folder, 'x86_64-linux');
  const guarded = evidence.obligations.filter((each) => each.kind === 'bounds' && each.treatment === 'guarded');
  expect(guarded.length).toBeGreaterThan(0);
  for (const each of guarded) expect(each.verdict).toBe('unknown');
});
