// What the bench's ratios rest on: its loops over lengths that are read at run time are proved without a contract, and LLVM cannot remove most of their guards.
import { join } from 'node:path';
import { copyProgram, firefly, readEvidence, repository } from './compiler.ts';

const project = copyProgram(join(repository, '.ci', 'bench', 'kernels'));
const kernels = ['sum', 'dot', 'stencil', 'histogram', 'matmul', 'search', 'window', 'merge'];

/** The guards of the kernels, by what became of them in the image. */
function guardsOf(): { readonly emitted: number; readonly present: number } {
  const { obligations } = readEvidence(project, 'x86_64-linux');
  const ofKernels = obligations.filter((each) => kernels.some((name) => each.function === `Kernels.${name}`));
  expect(ofKernels.length).toBeGreaterThanOrEqual(kernels.length);
  expect(ofKernels.filter(({ kind }) => kind === 'requires')).toEqual([]);
  const guards = ofKernels.flatMap(({ guard }) => (guard ? [guard] : []));
  return { emitted: guards.length, present: guards.filter(({ state }) => state === 'present').length };
}

test('as proved, the kernels have no guard', () => {
  expect(firefly(['build', project, '--quiet'])).toMatchObject({ status: 0 });
  expect(guardsOf()).toEqual({ emitted: 0, present: 0 });
});

test('with all guards, more than half of them are in the image', () => {
  expect(firefly(['build', project, '--all-guards', '--quiet'])).toMatchObject({ status: 0 });
  const { emitted, present } = guardsOf();
  expect(emitted).toBeGreaterThanOrEqual(25);
  expect(2 * present).toBeGreaterThan(emitted);
});
