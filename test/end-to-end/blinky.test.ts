import { join } from 'node:path';
import { copyProgram, corpus, firefly, readEvidence, toolPath } from './compiler.ts';
import { observePeripherals, type PeripheralAccess } from './gdb-observer.ts';

// ST RM0438: reset value of GPIOA_MODER (the debug pins), of the other ports, and of RCC_AHB2ENR.
const ahb2enr = 0x4002_104c;
const ports = { a: 0x4202_0000, b: 0x4202_0400, c: 0x4202_0800 };
const resetValues = new Map([
  [ahb2enr, 0],
  [ports.a, 0xabff_ffff],
  [ports.b, 0xffff_febf],
  [ports.c, 0xffff_ffff],
]);
const bsrr = 0x18;

function read(address: number, value: number): PeripheralAccess {
  return { direction: 'read', address, width: 4, value };
}

function write(address: number, value: number): PeripheralAccess {
  return { direction: 'write', address, width: 4, value: value >>> 0 };
}

/** Mode bits of a pin set to 01, the others as they were. */
function asOutput(reset: number, pin: number): number {
  return ((reset & ~(0b11 << (2 * pin))) | (0b01 << (2 * pin))) >>> 0;
}

function makeOutput(port: number, pin: number): readonly PeripheralAccess[] {
  const reset = resetValues.get(port) ?? 0;
  return [read(port, reset), write(port, asOutput(reset, pin))];
}

function blink(port: number, pin: number): readonly PeripheralAccess[] {
  return [write(port + bsrr, 1 << pin), write(port + bsrr, 1 << (pin + 16))];
}

/** Coprocessor access control (Armv8-M ARM, D1.2 CPACR): the start-up code switches the floating-point unit on before the program begins. */
const cpacr = 0xe000_ed88;

/** What Blinky.fs says, access by access: clocks, three outputs, then green, blue, red and green again. */
const expected: readonly PeripheralAccess[] = [
  read(cpacr, 0),
  write(cpacr, 0xf0_0000),
  read(ahb2enr, 0),
  write(ahb2enr, 0b111),
  read(ahb2enr, 0b111),
  ...makeOutput(ports.c, 7),
  ...makeOutput(ports.b, 7),
  ...makeOutput(ports.a, 9),
  ...blink(ports.c, 7),
  ...blink(ports.b, 7),
  ...blink(ports.a, 9),
  ...blink(ports.c, 7),
];

const profiles = {
  speed: '[optimization]\nlevel = 3\n',
  size: '[optimization]\nsize = true\n',
};

test.each(['speed', 'size'] as const)(
  'for %s, the registers are accessed exactly as the source says, and in that order',
  async (profile) => {
    const folder = copyProgram(join(corpus, 'blinky-l5'), {
      'blinky-l5.fidproj': (text) => `${text}\n${profiles[profile]}`,
    });
    const build = firefly(['build', folder]);
    expect({ status: build.status, stderr: build.stderr }).toEqual({ status: 0, stderr: expect.any(String) });
    const seen = await observePeripherals({
      elf: join(folder, 'out', 'cortex-m33', 'blinky-l5.elf'),
      objdump: toolPath('llvm-objdump'),
      count: expected.length,
      resetValues,
      writeOnly: new Set(Object.values(ports).map((port) => port + bsrr)),
    });
    expect(seen.map(describeAccess)).toEqual(expected.map(describeAccess));
    const evidence = readEvidence(folder, 'cortex-m33');
    expect(evidence.subject.board).toBe('nucleo-l552ze-q');
    expect(evidence.obligations.filter((each) => each.kind === 'access-kind' && each.verdict !== 'proved')).toEqual([]);
    expect(evidence.obligations.filter((each) => each.kind === 'memory-map' && each.verdict !== 'proved')).toEqual([]);
  },
);

function describeAccess({ direction, address, width, value }: PeripheralAccess): string {
  return `${direction} ${width} bytes at 0x${address.toString(16)}: 0x${value.toString(16)}`;
}

const forbidden = [
  { code: 'FS8002', statement: 'NativePtr.write GPIOA.IDR 1ul', title: 'Cannot write read-only pointer.' },
  { code: 'FS8001', statement: 'ignore (NativePtr.read GPIOA.BSRR)', title: 'Cannot read write-only pointer.' },
] as const;

test.each(forbidden)('$statement is $code', ({ code, statement, title }) => {
  const folder = copyProgram(join(corpus, 'blinky-l5'), {
    'Blinky.fs': (text) =>
      text.replace('    let mutable led = Green\n', `    ${statement}\n    let mutable led = Green\n`),
  });
  const build = firefly(['check', folder]);
  expect(build.status).toBe(1);
  expect(build.stderr).toContain(`error ${code}: ${title}`);
  expect(build.stderr).toMatch(/Blinky\.fs:\d+:\d+/);
});

test('a pointer into ordinary memory where a peripheral one is expected is FS8003', () => {
  const folder = copyProgram(join(corpus, 'blinky-l5'), {
    'Blinky.fs': (text) =>
      text.replace(
        '[<EntryPoint>]',
        [
          'let poke (register: NativePtr<uint32, peripheral, writeOnly>) : unit = NativePtr.write register 1ul',
          '',
          'let mistake () : unit =',
          '    let cell = NativePtr.stackalloc<uint32> 1',
          '    poke cell',
          '',
          '[<EntryPoint>]',
        ].join('\n'),
      ),
  });
  const build = firefly(['check', folder]);
  expect(build.status).toBe(1);
  expect(build.stderr).toContain('error FS8003: Memory region mismatch.');
});
