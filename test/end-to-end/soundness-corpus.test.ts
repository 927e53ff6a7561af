// The corpus with every check kept, on random input: a check that fails was not proved.
import { join } from 'node:path';
import fc from 'fast-check';
import { copyProgram, corpus, corpusText, firefly, readEvidence, runnableTargets } from './compiler.ts';
import { failedIn, runImage } from './soundness.ts';

const corpusRuns = [
  'ring-buffer',
  'crc32',
  'moving-average',
  'uart-line',
  'bounds-zoo',
  'json-print',
  'modbus-slave',
  'pid-motor',
];

/** Arbitrary bytes, or what the program is made for with a few bytes of it replaced. */
function inputFor(program: string): fc.Arbitrary<Uint8Array> {
  const anything = fc.uint8Array({ maxLength: 200 });
  const sample = new TextEncoder().encode(corpusText(program, 'stdin.txt') ?? '');
  if (sample.length === 0) return anything;
  const change = fc.tuple(fc.nat({ max: sample.length - 1 }), fc.nat({ max: 255 }));
  const changed = fc.array(change, { minLength: 1, maxLength: 12 }).map((changes) => {
    const bytes = sample.slice();
    for (const [at, octet] of changes) bytes[at] = octet;
    return bytes;
  });
  return fc.oneof(anything, { arbitrary: changed, weight: 3 });
}

test.each(corpusRuns)('%s with every check kept: no proved one fires, whatever comes in', (program) => {
  const project = copyProgram(join(corpus, program));
  expect(firefly(['build', project, '--all-guards', '--quiet'])).toMatchObject({ status: 0 });
  for (const target of runnableTargets) {
    const evidence = readEvidence(project, target);
    fc.assert(
      fc.property(inputFor(program), (input) => {
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
