// Finding tools, their failures, and output that does not depend on where it is made.
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ToolFailure } from '../../src/base/tool-failure.ts';
import { wordType } from '../../src/psg/type.ts';
import { findTarget } from '../../src/targets/registry.ts';
import { disassemble } from '../../src/toolchain/disassemble.ts';
import { convertImage, link } from '../../src/toolchain/link.ts';
import { lower, placesIn } from '../../src/toolchain/lower.ts';
import { captureImage } from '../../src/toolchain/run-image.ts';
import { installCommand, toolNames } from '../../src/toolchain/tools.ts';
import { emitFor, linkEmission } from '../alex/build.ts';
import { makeGraph } from '../alex/graph.ts';

const arm = findTarget('cortex-m33');
const native = findTarget('x86_64-linux');
if (!arm || !native) throw new Error('both targets exist');

async function failureOf(action: Promise<unknown>): Promise<ToolFailure> {
  const failure = await action.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (!(failure instanceof ToolFailure)) throw new Error(`a ToolFailure is expected, not ${String(failure)}`);
  return failure;
}

function hello() {
  const g = makeGraph('Hello.fs');
  return g.build(g.function('Hello.main', [], wordType, g.sequence(g.print('Hello\n'), g.number(0)), 'entry'));
}

describe('tools', () => {
  const path = process.env.PATH;
  const folders: string[] = [];
  afterEach(() => {
    process.env.PATH = path;
    jest.resetModules();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** The room's own cache lives as long as its module. */
  async function freshTools(entries: readonly string[]) {
    process.env.PATH = entries.join(':');
    jest.resetModules();
    return import('../../src/toolchain/tools.ts');
  }

  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'firefly-'));
    folders.push(made);
    return made;
  }

  test('absent tools are named together, with one command', async () => {
    const tools = await freshTools([folder()]);
    const failure = await tools.demandTools('mlir-opt', 'llc', 'ld.lld').then(
      () => undefined,
      (cause: unknown) => cause as ToolFailure,
    );
    expect(failure?.detail).toEqual({
      doing: 'lowering MLIR, making object code, linking',
      said: 'mlir-opt is not on PATH; llc is not on PATH; ld.lld is not on PATH',
      hint: 'apt-get install -y lld-22 llvm-22 mlir-22-tools',
    });
    expect((await tools.surveyTools()).map(({ state }) => state)).toEqual(toolNames.map(() => 'missing'));
  });

  test('a tool of another version is not taken', async () => {
    const made = folder();
    writeFileSync(join(made, 'llc'), '#!/bin/sh\necho "LLVM version 14.0.6"\n', { mode: 0o755 });
    const tools = await freshTools([made]);
    expect(await tools.findTool('llc')).toMatchObject({
      state: 'missing',
      why: expect.stringMatching(/ is version 14\.0\.6, not 22$/),
    });
  });

  test('names with and without the version suffix are found, the suffixed one first', async () => {
    const made = folder();
    const script = (version: string) => `#!/bin/sh\necho "LLVM version ${version}"\n`;
    writeFileSync(join(made, 'llc'), script('22.0.0'), { mode: 0o755 });
    expect(await (await freshTools([made])).findTool('llc')).toMatchObject({
      state: 'found',
      path: join(made, 'llc'),
      version: '22.0.0',
    });
    writeFileSync(join(made, 'llc-22.real'), script('22.1.9'), { mode: 0o755 });
    symlinkSync('llc-22.real', join(made, 'llc-22'));
    const tools = await freshTools([made]);
    const found = await tools.findTool('llc');
    expect(found).toMatchObject({ state: 'found', path: join(made, 'llc-22'), version: '22.1.9' });
    if (found.state === 'found') expect(await tools.digestOfTool(found)).toMatch(/^[0-9a-f]{64}$/);
  });

  test('one package is named once', () => {
    expect(installCommand(['llc', 'opt', 'qemu-system-arm'])).toBe('apt-get install -y llvm-22 qemu-system-arm');
  });
});

describe('failures', () => {
  test('a message of mlir-opt leads back to the F# source', async () => {
    const mlir = `module { func.func @f(%a: i32) -> i64 { %b = arith.addi %a, %a : i32 loc("Ring.fs":10:5)\n func.return %b : i32 loc("Ring.fs":11:3) } loc("Ring.fs":9:1) }`;
    const failure = await failureOf(lower({ mlir, target: native.target, cpu: native.cpu, optimization: 'speed' }));
    expect(failure.detail.doing).toBe('lower MLIR');
    expect(failure.detail.places?.[0]).toEqual({ file: 'Ring.fs', line: 11, column: 3 });
  });

  test('places are read in both spellings', () => {
    expect(placesIn('"src/A.fs":1:2: error: x\nB.fs:3:4: error: y\n<stdin>:5:6: error: z')).toEqual([
      { file: 'src/A.fs', line: 1, column: 2 },
      { file: 'B.fs', line: 3, column: 4 },
    ]);
  });

  test('the linker tells what is missing', async () => {
    const mlir = `module attributes {llvm.target_triple = "${native.target.triple}"} { llvm.func @absent()\n llvm.func @_start() { llvm.call @absent() : () -> ()\n llvm.return } }`;
    const { object } = await lower({ mlir, target: native.target, cpu: native.cpu, optimization: 'speed' });
    const failure = await failureOf(link({ object, script: null, flags: native.linkerFlags, libraries: [] }));
    expect(failure.detail).toMatchObject({
      doing: 'link',
      said: expect.stringContaining('absent'),
      undefinedSymbols: ['absent'],
    });
  });

  test('a library that is not there is named, with the package that has it', async () => {
    const failure = await failureOf(
      link({ object: new Uint8Array(), script: null, flags: [], libraries: ['libabsent.so.9'] }),
    );
    expect(failure.detail.said).toContain('libabsent.so.9 is in none of /lib/x86_64-linux-gnu');
    expect(failure.detail.hint).toBe('apt-get install -y libc6');
  });

  test('a board without an emulator says how to use its image', async () => {
    const board = findTarget('cortex-m33', 'nucleo-l552ze-q');
    const failure = await failureOf(captureImage(board?.runner ?? { kind: 'native' }, Uint8Array.of(), [], ''));
    expect(failure.detail.hint).toMatch(/STM32L552/);
  });
});

describe.each([native, arm])('output for $target.name', (definition) => {
  test('is the same bytes in every run and folder', async () => {
    const folder = process.cwd();
    const first = await linkEmission(emitFor(hello(), definition), definition, 'speed');
    process.chdir(tmpdir());
    try {
      const second = await linkEmission(emitFor(hello(), definition), definition, 'speed');
      expect(second.ll).toBe(first.ll);
      expect(Buffer.compare(Buffer.from(first.elf), Buffer.from(second.elf))).toBe(0);
      expect(Buffer.from(first.elf).includes(folder)).toBe(false);
      expect(Buffer.from(first.elf).includes(tmpdir())).toBe(false);
    } finally {
      process.chdir(folder);
    }
  });

  test('is disassembled and knows its functions', async () => {
    const { elf } = await linkEmission(emitFor(hello(), definition), definition, 'size');
    expect(await disassemble(elf)).toMatch(/<firefly\.start>:/);
  });
});

test('raw and hexadecimal images begin with the vector table', async () => {
  const board = findTarget('cortex-m33', 'nucleo-l552ze-q');
  if (!board) throw new Error('the board exists');
  const { elf } = await linkEmission(emitFor(hello(), board), board, 'size');
  const bin = Buffer.from(await convertImage(elf, 'bin'));
  // Stack at the end of 256 KB of RAM; the reset handler is Thumb code in flash.
  expect(bin.readUInt32LE(0)).toBe(0x2004_0000);
  const reset = bin.readUInt32LE(4);
  expect(reset & 1).toBe(1);
  expect(reset).toBeGreaterThan(0x0800_0000);
  expect(reset).toBeLessThan(0x0800_0000 + bin.length);
  const hex = Buffer.from(await convertImage(elf, 'hex')).toString();
  expect(hex).toMatch(/^:020000040800F2\r?\n:10000000/);
});
