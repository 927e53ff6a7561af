import { firefly, type Outcome, runnableTargets, writeProgram } from './compiler.ts';

/** A program that reads one byte from the console and does something with its distance from '0'. */
function program(use: string): string {
  return [
    '/// Stops at a guard when the input asks for it.',
    'module Fails',
    '',
    'let table : int[] = [| 10; 20; 30; 40 |]',
    'let input : byte[] = Array.zeroCreate 1',
    '',
    '[<EntryPoint>]',
    'let main () =',
    '    ignore (Platform.Bindings.readBytes 0 input 1)',
    "    let n = int input.[0] - int '0'B",
    '    Console.writeln "before"',
    `    Console.writeInt (${use})`,
    '    Console.writeln ""',
    '    0',
    '',
  ].join('\n');
}

/** The line of a failed guard, without the progress of the compiler before it. */
function guardLine({ stderr }: Outcome): string | undefined {
  return stderr.split('\n').find((text) => text.startsWith('firefly: guard'));
}

/** The image and the interpreter stop at the same guard, with the same values, the same output before and the same status. */
function expectTheSameInterpreted(folder: string, target: string, input: string, image: Outcome): void {
  const interpreted = firefly(['run', folder, '--target', target, '--interpret'], input);
  const seen = ({ status, stdout }: Outcome) => ({ status, stdout });
  expect({ ...seen(interpreted), line: guardLine(interpreted) }).toEqual({ ...seen(image), line: guardLine(image) });
}

const cases = [
  { use: 'table.[n]', passes: '3', prints: '40', fails: '4', kind: 'bounds', values: 'index 4, length 4' },
  { use: 'table.[n]', passes: '0', prints: '10', fails: '/', kind: 'bounds', values: 'index -1, length 4' },
  { use: '100 / n', passes: '4', prints: '25', fails: '0', kind: 'division', values: 'divisor 0' },
  { use: 'table.[n .. 2].Length', passes: '1', prints: '2', fails: '4', kind: 'slice', values: 'first 4, last 2' },
] as const;

describe.each(runnableTargets)('%s', (target) => {
  test.each(cases)('$use with $fails stops at its guard ($kind), with status 70', (each) => {
    const folder = writeProgram('fails', program(each.use));
    const good = firefly(['run', folder, '--target', target], each.passes);
    expect(good).toMatchObject({ status: 0, stdout: `before\n${each.prints}\n` });
    const bad = firefly(['run', folder, '--target', target], each.fails);
    expect(bad).toMatchObject({ status: 70, stdout: 'before\n' });
    expectTheSameInterpreted(folder, target, each.fails, bad);
    expect(guardLine(bad)).toMatch(
      new RegExp(`^firefly: guard \\d+ \\(${each.kind}\\) failed at Fails\\.fs:12:\\d+: ${each.values}$`),
    );
  });

  test('an assertion that fails names its place', () => {
    const source = program('n').replace(
      '    Console.writeln "before"\n',
      '    Console.writeln "before"\n    assert (n < 5)\n',
    );
    const folder = writeProgram('fails', source);
    const bad = firefly(['run', folder, '--target', target], '7');
    expectTheSameInterpreted(folder, target, '7', bad);
    expect(bad).toMatchObject({ status: 70, stdout: 'before\n' });
    expect(bad.stderr).toMatch(/^firefly: guard \d+ \(assert\) failed at Fails\.fs:12:\d+/m);
  });
});

test('the interpreter ends a run that has used up its fuel, and refuses what a build refuses', () => {
  const endless = writeProgram('fails', program('n').replace('    let n =', '    while true do ()\n    let n ='));
  const ended = firefly(['run', endless, '--target', 'x86_64-linux', '--interpret', '--fuel', '1000'], '1');
  expect(ended).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('ended after 1000 steps') });
  expect(firefly(['run', endless, '--target', 'x86_64-linux', '--fuel', '1000']).status).toBe(2);
  expect(firefly(['run', endless, '--interpret', '--fuel', 'much']).status).toBe(2);
  const kept = program('table.[0]').replace('let table :', 'let mutable kept : int[] = [| 1 |]\nlet table :');
  const dangling = kept.replace('    let n =', '    kept <- Array.zeroCreate 4\n    let n =');
  const refused = firefly(['run', writeProgram('fails', dangling), '--target', 'x86_64-linux', '--interpret'], '1');
  expect(refused).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('FS8101') });
});
