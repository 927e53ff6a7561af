import type { ElfImage, ElfSection, ElfSymbol } from '../../src/evidence/elf.ts';
import { armExceptionFrame, startupEntries } from '../../src/evidence/stack-entries.ts';

function word(value: number): number[] {
  return [value & 255, (value >> 8) & 255, (value >> 16) & 255, (value >>> 24) & 255];
}

function section(name: string, address: number, bytes: readonly number[], isExecutable: boolean): ElfSection {
  return { name, address, size: bytes.length, bytes: Uint8Array.from(bytes), isLoaded: true, isExecutable };
}

/** Functions of 4 bytes each, in order, from 0x100; Thumb addresses are odd. */
function image(machine: ElfImage['machine'], names: readonly string[], vectors: readonly string[]): ElfImage {
  const bit = machine === 'arm' ? 1 : 0;
  const addressOf = (name: string): number => 0x100 + 4 * names.indexOf(name) + bit;
  const symbols = names.map(
    (name): ElfSymbol => ({ name, address: addressOf(name), size: 4, kind: 'function', section: 1 }),
  );
  const table = [0x20008000, ...vectors.map((name) => (name === '' ? 0 : addressOf(name)))];
  return {
    machine,
    wordBytes: machine === 'arm' ? 4 : 8,
    entry: addressOf(names[0] ?? ''),
    sections: [
      section('.vectors', 0, table.flatMap(word), false),
      section(
        '.text',
        0x100,
        names.flatMap(() => [0, 0, 0, 0]),
        true,
      ),
    ],
    symbols,
  };
}

test('a Cortex-M image is entered at its start and through its vectors', () => {
  const names = [
    'Reset_Handler',
    'firefly.start',
    'Default_Handler',
    'HardFault_Handler',
    'SysTick_Handler',
    'firefly.fault',
  ];
  const vectors = ['Reset_Handler', 'Default_Handler', 'HardFault_Handler', '', 'Default_Handler', 'SysTick_Handler'];
  expect(startupEntries(image('arm', names, vectors))).toEqual([
    { symbol: 'firefly.start', onEntry: 0 },
    { symbol: 'Default_Handler', onEntry: armExceptionFrame },
    { symbol: 'SysTick_Handler', onEntry: armExceptionFrame },
    { symbol: 'firefly.fault', onEntry: 0 },
  ]);
});

test('without a fault handler of its own the vector is an entry like any other', () => {
  expect(
    startupEntries(image('arm', ['Reset_Handler', 'HardFault_Handler'], ['Reset_Handler', 'HardFault_Handler'])),
  ).toEqual([
    { symbol: 'Reset_Handler', onEntry: 0 },
    { symbol: 'HardFault_Handler', onEntry: armExceptionFrame },
  ]);
});

test('a Linux image is entered at its start, with the return address on the stack', () => {
  expect(startupEntries(image('x86_64', ['_start', 'firefly.start', 'firefly.fault'], []))).toEqual([
    { symbol: 'firefly.start', onEntry: 8 },
    { symbol: 'firefly.fault', onEntry: 0 },
  ]);
});
