// The corpus with every check kept, on random input: a check that fails was not proved.
import { join } from 'node:path';
import fc from 'fast-check';
import { copyProgram, corpus, firefly, readEvidence, runnableTargets } from './compiler.ts';
import { failedIn, runImage } from './soundness.ts';

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
