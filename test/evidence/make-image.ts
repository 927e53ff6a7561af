// In: LLVM IR with guards as the back end writes them. Out: a linked image and its disassembly, made by llc, lld and llvm-objdump. For tests only.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Guard } from '../../src/alex/treatment.ts';
import { type ElfImage, readElf } from '../../src/evidence/elf.ts';
import type { ObligationId } from '../../src/obligations/obligation.ts';

export type TestMachine = 'x86_64' | 'arm';

export interface TestImage {
  readonly elf: Uint8Array;
  readonly disassembly: string;
}

export const machines: readonly TestMachine[] = ['x86_64', 'arm'];

const setup = {
  x86_64: {
    head: 'target triple = "x86_64-unknown-none-elf"\ntarget datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"\n',
    cpu: 'x86-64-v3',
    word: 'i64',
    trap: (id: number) =>
      `0: ud1l ${id}(%eax), %eax\\0A\\09.pushsection .firefly.guards,\\22\\22,@progbits\\0A\\09.long ${id}\\0A\\09.quad 0b\\0A\\09.popsection`,
    registers: ['rdi', 'rsi'],
  },
  arm: {
    head: 'target triple = "thumbv8m.main-none-eabi"\ntarget datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"\n',
    cpu: 'cortex-m33',
    word: 'i32',
    trap: (id: number) =>
      `0: udf.w #${id}\\0A\\09.pushsection .firefly.guards,\\22\\22,%progbits\\0A\\09.long ${id}\\0A\\09.long 0b\\0A\\09.popsection`,
    registers: ['r0', 'r1'],
  },
} as const;

/** The trap of a guard as IR; `values` are words to report. */
export function trap(machine: TestMachine, id: number, ...values: readonly string[]): string {
  const { trap: assembly, registers, word } = setup[machine];
  const constraints = values.map((_, index) => `{${registers[index]}}`).join(',');
  const operands = values.map((value) => `${word} ${value}`).join(', ');
  return `  call void asm sideeffect "${assembly(id)}", "${constraints}"(${operands})\n  unreachable`;
}

/** `get<id>(array, index, length)`: a guarded volatile read. */
export function guardedRead(machine: TestMachine, id: number, linkage = 'internal'): string {
  const { word } = setup[machine];
  return `define ${linkage} i32 @get${id}(ptr %a, ${word} %i, ${word} %n) noinline {
  %ok = icmp ult ${word} %i, %n
  br i1 %ok, label %good, label %bad, !prof !0
good:
  %p = getelementptr i32, ptr %a, ${word} %i
  %v = load volatile i32, ptr %p
  ret i32 %v
bad:
${trap(machine, id, '%i', '%n')}
}
`;
}

/** A program that calls the given functions with a global array; `start` is the assembly of its entry. */
export function programText(machine: TestMachine, guardIds: readonly number[], more = ''): string {
  const { word } = setup[machine];
  const calls = guardIds.map((id) => `  %r${id} = call i32 @get${id}(ptr @array, ${word} %argument, ${word} 8)`);
  const start = machine === 'arm' ? 'bl firefly.start\\0Abkpt #171' : 'callq firefly.start\\0Aud2';
  return `@array = internal global [8 x i32] zeroinitializer
${guardIds.map((id) => guardedRead(machine, id)).join('\n')}
define void @firefly.start(${word} %argument) noinline {
${calls.join('\n')}
  ret void
}
define void @_start() naked noreturn {
  call void asm sideeffect "${start}", ""()
  unreachable
}
${more}
!0 = !{!"branch_weights", i32 1048575, i32 1}
`;
}

/** Compiles IR without a target header and links it. */
export function makeImage(machine: TestMachine, ir: string): TestImage {
  const folder = mkdtempSync(join(tmpdir(), 'firefly-image-'));
  const run = (tool: string, ...parameters: readonly string[]): string =>
    execFileSync(tool, [...parameters], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    writeFileSync(join(folder, 'a.ll'), setup[machine].head + ir);
    run(
      'llc-22',
      '-O3',
      `-mcpu=${setup[machine].cpu}`,
      '-filetype=obj',
      '-function-sections',
      '-stack-size-section',
      'a.ll',
      '-o',
      'a.o',
    );
    run(
      'ld.lld-22',
      '-static',
      '-z',
      'dead-reloc-in-nonalloc=.firefly.guards=0xffffffffffffffff',
      '--gc-sections',
      'a.o',
      '-o',
      'a.elf',
    );
    return {
      elf: new Uint8Array(readFileSync(join(folder, 'a.elf'))),
      disassembly: run('llvm-objdump-22', '-d', 'a.elf'),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The disassembly of an image that was changed after linking. */
export function disassembleAgain(elf: Uint8Array): TestImage {
  const folder = mkdtempSync(join(tmpdir(), 'firefly-image-'));
  try {
    writeFileSync(join(folder, 'a.elf'), elf);
    return { elf, disassembly: execFileSync('llvm-objdump-22', ['-d', 'a.elf'], { cwd: folder, encoding: 'utf8' }) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function guard(id: number): Guard {
  const span = { file: { path: 'Test.fs', text: '' }, start: 0, end: 0 };
  return { id, obligation: `bounds:Test.get${id}:0:0` as ObligationId, kind: 'bounds', span, values: [] };
}

export function imageOf(elf: Uint8Array): ElfImage {
  const read = readElf(elf);
  if (read.kind === 'malformed') throw new Error(read.why);
  return read.image;
}

/** A copy with bytes of a section replaced; `at` counts from the section's first byte. */
export function patchSection(elf: Uint8Array, name: string, at: number, bytes: readonly number[]): Uint8Array {
  const section = imageOf(elf).sections.find((each) => each.name === name);
  if (!section) throw new Error(`no section ${name}`);
  const copy = Uint8Array.from(elf);
  copy.set(bytes, section.bytes.byteOffset - elf.byteOffset + at);
  return copy;
}

/** A copy with bytes at an address replaced. */
export function patchAddress(elf: Uint8Array, address: number, bytes: readonly number[]): Uint8Array {
  const section = imageOf(elf).sections.find(
    (each) => each.isLoaded && address >= each.address && address < each.address + each.bytes.length,
  );
  if (!section) throw new Error(`no bytes at ${address}`);
  return patchSection(elf, section.name, address - section.address, bytes);
}
