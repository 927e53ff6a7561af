// The boards with a Cortex-M33 and their memory maps, as data.
import type { AllowedTrap, Runner } from '../../alex/target-definition.ts';
import type { Access, Region } from '../../memory/region.ts';
import type { MapRange, MemoryMap } from '../../memory/target.ts';
import { an505Interrupts, l552Interrupts, type VectorTable } from './interrupts.ts';
import { stm32l552Peripherals } from './stm32l552-peripherals.ts';

export interface Extent {
  readonly start: bigint;
  readonly size: bigint;
}

/** How text leaves the processor: a debugger's semihosting, or the instrumentation trace (ITM) when a debugger has enabled it. */
export type ConsoleKind = 'semihosting' | 'itm';

export interface Board extends VectorTable {
  readonly name: string;
  readonly memoryMap: MemoryMap;
  readonly flash: Extent;
  readonly ram: Extent;
  readonly console: ConsoleKind;
  /** Clock of the processor after reset, in Hz. */
  readonly clock: number;
  readonly runner: Runner;
  /** Instructions of the start-up code that stop the processor on purpose. */
  readonly allowedTraps: readonly AllowedTrap[];
}

const anyWidth = [1, 2, 4, 8] as const;
const wordOnly = [1, 2, 4] as const;

function memory(name: string, { start, size }: Extent, region: Region, access: Access): MapRange {
  return { name, start, size, region, access, widths: anyWidth };
}

function device(name: string, start: bigint, size: bigint, region: Region = 'peripheral'): MapRange {
  return { name, start, size, region, access: 'readWrite', widths: wordOnly };
}

/** The parts of the private peripheral bus that every Cortex-M33 has (Armv8-M Architecture Reference Manual, B14 and D1). */
const systemRanges: readonly MapRange[] = [
  device('ITM', 0xe000_0000n, 0x1000n, 'systemControl'),
  device('DWT', 0xe000_1000n, 0x1000n, 'systemControl'),
  device('SCS', 0xe000_e000n, 0x1000n, 'systemControl'),
];

const an505Code: Extent = { start: 0x1000_0000n, size: 0x40_0000n };
const an505Ram: Extent = { start: 0x3800_0000n, size: 0x20_0000n };

const mps2An505: Board = {
  name: 'mps2-an505',
  memoryMap: {
    name: 'mps2-an505',
    source: 'Arm AN505 (Cortex-M33 IoT kit on MPS2+), table 4-1, secure aliases; as modelled by QEMU',
    ranges: [
      memory('SSRAM1', an505Code, 'flash', 'readOnly'),
      memory('SSRAM2', an505Ram, 'sram', 'readWrite'),
      device('TIMER0', 0x5000_0000n, 0x1000n),
      device('TIMER1', 0x5000_1000n, 0x1000n),
      device('DUALTIMER', 0x5000_2000n, 0x1000n),
      device('GPIO0', 0x5010_0000n, 0x1000n),
      device('GPIO1', 0x5010_1000n, 0x1000n),
      device('GPIO2', 0x5010_2000n, 0x1000n),
      device('GPIO3', 0x5010_3000n, 0x1000n),
      device('UART0', 0x5020_0000n, 0x1000n),
      device('UART1', 0x5020_1000n, 0x1000n),
      device('UART2', 0x5020_2000n, 0x1000n),
      device('UART3', 0x5020_3000n, 0x1000n),
      device('UART4', 0x5020_4000n, 0x1000n),
      device('FPGAIO', 0x5030_2000n, 0x1000n),
      ...systemRanges,
    ],
  },
  flash: an505Code,
  ram: an505Ram,
  console: 'semihosting',
  vectors: 16 + 92,
  interrupts: an505Interrupts,
  clock: 20_000_000,
  // The board's network interface wants a peer: one that is cut off from the host and the world.
  runner: {
    kind: 'qemu',
    machine: 'mps2-an505',
    flags: [
      '-display',
      'none',
      '-serial',
      'none',
      '-parallel',
      'none',
      '-monitor',
      'none',
      '-nic',
      'user,restrict=on',
      '-semihosting-config',
      'enable=on,target=native',
    ],
  },
  allowedTraps: [
    { symbol: 'firefly.semihost', why: 'the semihosting call (Arm IHI 0056): a breakpoint that QEMU serves' },
  ],
};

const l552Flash: Extent = { start: 0x0800_0000n, size: 0x8_0000n };
/** SRAM1 and SRAM2 lie next to each other and are used as one. */
const l552Ram: Extent = { start: 0x2000_0000n, size: 0x4_0000n };

const nucleoL552: Board = {
  name: 'nucleo-l552ze-q',
  memoryMap: {
    name: 'STM32L552',
    source:
      'ST RM0438 (STM32L552xx and STM32L562xx reference manual), memory map and peripheral register boundary addresses (non-secure)',
    ranges: [
      memory('FLASH', l552Flash, 'flash', 'readOnly'),
      memory('SRAM1 and SRAM2', l552Ram, 'sram', 'readWrite'),
      ...stm32l552Peripherals.map(([name, start, size]) => device(name, start, size)),
      ...systemRanges,
    ],
  },
  flash: l552Flash,
  ram: l552Ram,
  console: 'itm',
  vectors: 16 + 108,
  interrupts: l552Interrupts,
  clock: 4_000_000,
  runner: {
    kind: 'none',
    why: 'The image is for a real STM32L552: write it to the board, for example with st-flash or STM32CubeProgrammer.',
  },
  allowedTraps: [],
};

export const boards: readonly Board[] = [mps2An505, nucleoL552];
