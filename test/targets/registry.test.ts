// The table of targets and the consistency of each one's data.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cortexM33 } from '../../src/targets/cortex-m33/target.ts';
import { boardNames, findTarget, targetNames } from '../../src/targets/registry.ts';
import { x86Linux } from '../../src/targets/x86_64-linux/target.ts';

const all = [x86Linux, ...cortexM33];

test('targets are found by name, alias, triple and board', () => {
  expect(findTarget('native')).toBe(x86Linux);
  expect(findTarget('x86_64-linux', 'linux')).toBe(x86Linux);
  expect(findTarget('cortex-m33')?.target.board).toBe('mps2-an505');
  expect(findTarget('cortex-m33', 'nucleo-l552ze-q')?.target.board).toBe('nucleo-l552ze-q');
  expect(findTarget('thumbv8m.main-none-eabi')?.target.name).toBe('cortex-m33');
  expect(findTarget('cortex-m33', 'arduino')).toBeUndefined();
  expect(findTarget('riscv')).toBeUndefined();
  expect(targetNames).toEqual(expect.arrayContaining(['x86_64-linux', 'cortex-m33', 'native']));
  expect(boardNames('cortex-m33')).toEqual(['mps2-an505', 'nucleo-l552ze-q']);
});

test.each(all)('the memory map of $target.board is in order', ({ target }) => {
  const ranges = [...target.memoryMap.ranges].sort((a, b) => (a.start < b.start ? -1 : 1));
  ranges.forEach((range, index) => {
    expect(range.size).toBeGreaterThan(0n);
    expect(range.start + range.size).toBeLessThanOrEqual(1n << BigInt(target.wordBits));
    const next = ranges[index + 1];
    if (next)
      expect({ range: range.name, ends: range.start + range.size <= next.start }).toEqual({
        range: range.name,
        ends: true,
      });
  });
  expect(new Set(ranges.map(({ name }) => name)).size).toBe(ranges.length);
  expect(target.memoryMap.source).not.toBe('');
});

test('the STM32L552 has the addresses of its reference manual', () => {
  const map = findTarget('cortex-m33', 'nucleo-l552ze-q')?.target.memoryMap.ranges ?? [];
  const startOf = (name: string) => map.find((range) => range.name === name)?.start;
  expect(startOf('GPIOA')).toBe(0x4202_0000n);
  expect(startOf('GPIOC')).toBe(0x4202_0800n);
  expect(startOf('RCC')).toBe(0x4002_1000n);
  expect(startOf('USART1')).toBe(0x4001_3800n);
  expect(startOf('USART2')).toBe(0x4000_4400n);
  expect(startOf('LPUART1')).toBe(0x4000_8000n);
  expect(startOf('FLASH')).toBe(0x0800_0000n);
});

test('every folder of a target answers the same questions in the same files', () => {
  const folder = join(__dirname, '..', '..', 'src', 'targets');
  const common = [
    'linker-script.ts',
    'memory-map.ts',
    'services.ts',
    'startup.ts',
    'support.ts',
    'target.ts',
    'trap.ts',
  ];
  for (const name of ['x86_64-linux', 'cortex-m33']) {
    expect(readdirSync(join(folder, name))).toEqual(expect.arrayContaining(common));
  }
});

test.each([1, 127, 128, 255, 256, 65535])('trap %i names its guard and records it', (id) => {
  for (const { trapAssembly } of all) {
    const text = trapAssembly(id);
    expect(text).toMatch(new RegExp(`^0: (ud1l ${id}\\(%eax\\), %eax|udf\\.w #${id})\\n`));
    expect(text).toContain(`.long ${id}\n`);
    expect(text).toContain('.firefly.guards');
  }
});
