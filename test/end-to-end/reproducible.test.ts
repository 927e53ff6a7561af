import { join } from 'node:path';
import { contentsOf, copyProgram, corpus, firefly } from './compiler.ts';

test.each(['crc32', 'bounds-zoo'])('%s built in two folders gives the same bytes', (program) => {
  const [first, second] = [copyProgram(join(corpus, program)), copyProgram(join(corpus, program))];
  for (const folder of [first, second]) {
    const { status, stderr } = firefly(['build', folder, '--fresh']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.any(String) });
  }
  const [one, other] = [contentsOf(join(first, 'out')), contentsOf(join(second, 'out'))];
  expect([...other.keys()]).toEqual([...one.keys()]);
  expect([...one.keys()].filter((name) => one.get(name) !== other.get(name))).toEqual([]);
  expect(
    [...one.keys()].filter((name) => /\.(elf|mlir|ll)$|evidence\.json$|report\.html$/.test(name)).length,
  ).toBeGreaterThanOrEqual(10);
});

test('no output names the folder it was built in', () => {
  const folder = copyProgram(join(corpus, 'crc32'));
  expect(firefly(['build', folder, '--fresh']).status).toBe(0);
  const here = Buffer.from(folder).toString('hex');
  const naming = [...contentsOf(join(folder, 'out'))].filter(([, bytes]) => bytes.includes(here)).map(([name]) => name);
  expect(naming).toEqual([]);
});
