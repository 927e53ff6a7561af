// Arm Cortex-M33 (Armv8-M Mainline with the single-precision FPU), bare metal, on the boards that are known.
import type { TargetDefinition } from '../../alex/target-definition.ts';
import { interruptNames, slotOf } from './interrupts.ts';
import { linkerFlags, linkerScript } from './linker-script.ts';
import { type Board, boards } from './memory-map.ts';
import { services } from './services.ts';
import { startup, usesTicks } from './startup.ts';
import { support } from './support.ts';
import { trapAssembly } from './trap.ts';

function define(board: Board): TargetDefinition {
  return {
    target: {
      name: 'cortex-m33',
      architecture: 'armv8m.main',
      // With its vendor: without it LLVM takes `eabihf` for an operating system and leaves Arm's calling conventions.
      triple: 'thumbv8m.main-unknown-none-eabihf',
      wordBits: 32,
      board: board.name,
      memoryMap: board.memoryMap,
      largestObject: largest(board.flash.size, board.ram.size),
    },
    cpu: 'cortex-m33',
    dataLayout: 'e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64',
    largestGuardId: 0xffff,
    reportRegisters: ['r0', 'r1', 'r2', 'r3'],
    trapAssembly,
    startup: (needs) => startup(board, needs),
    interrupts: {
      slotOf: (name, used) => (name === 'SysTick' && usesTicks(board, used) ? undefined : slotOf(board, name)),
      names: interruptNames(board),
    },
    services: services(board),
    support,
    linkerScript: linkerScript(board),
    linkerFlags,
    libraries: [],
    cLibrary: null,
    runner: board.runner,
    formats: ['bin', 'hex'],
    allowedTraps: board.allowedTraps,
  };
}

function largest(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

/** By board name; the first is the default. */
export const cortexM33: readonly TargetDefinition[] = boards.map(define);
