// x86-64 Linux: a static program without a C library, or one linked with it when the project asks for it. Its numbers are the kernel's interface, asm/unistd_64.h and asm/sigcontext.h.
import type { TargetDefinition } from '../../alex/target-definition.ts';
import { withCLibrary } from './c-library.ts';
import { linkerFlags, linkerScript } from './linker-script.ts';
import { memoryMap } from './memory-map.ts';
import { services } from './services.ts';
import { startup } from './startup.ts';
import { support } from './support.ts';
import { trapAssembly } from './trap.ts';

const plain: TargetDefinition = {
  target: {
    name: 'x86_64-linux',
    architecture: 'x86_64',
    triple: 'x86_64-unknown-none-elf',
    wordBits: 64,
    board: 'linux',
    memoryMap,
    // The user half of the address space: 47 bits.
    largestObject: 1n << 47n,
  },
  cpu: 'x86-64',
  dataLayout: 'e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128',
  largestGuardId: 0x7fff_ffff,
  reportRegisters: ['rdi', 'rsi'],
  trapAssembly,
  startup,
  interrupts: null,
  services,
  support,
  linkerScript,
  linkerFlags,
  libraries: [],
  cLibrary: null,
  runner: { kind: 'native' },
  formats: [],
  allowedTraps: [],
};

export const x86Linux: TargetDefinition = { ...plain, cLibrary: withCLibrary(plain) };
