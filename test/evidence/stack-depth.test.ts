import { stackDepth } from '../../src/evidence/stack-depth.ts';
import { machines, makeImage, type TestMachine } from './make-image.ts';

/** A frame of known size that the optimiser cannot drop, around a call. */
function caller(
  machine: TestMachine,
  name: string,
  words: number,
  callee: string | undefined,
  attributes = 'noinline',
): string {
  const word = machine === 'arm' ? 'i32' : 'i64';
  const call = callee === undefined ? `  %r = add ${word} %x, 1` : `  %r = call ${word} @${callee}(${word} %x)`;
  return `define ${word} @${name}(${word} %x) ${attributes} {
  %a = alloca [${words} x ${word}]
  call void asm sideeffect "", "r"(ptr %a)
${call}
  %s = add ${word} %r, 1
  ret ${word} %s
}
`;
}

function start(machine: TestMachine, callee: string): string {
  const word = machine === 'arm' ? 'i32' : 'i64';
  const assembly = machine === 'arm' ? 'bl firefly.start\\0A1: b 1b' : 'callq firefly.start\\0A1: jmp 1b';
  return `define void @firefly.start() noinline {
  %r = call ${word} @${callee}(${word} 1)
  call void asm sideeffect "", "r"(${word} %r)
  ret void
}
define void @_start() naked noreturn {
  call void asm sideeffect "${assembly}", ""()
  unreachable
}
`;
}

describe.each(machines)('stack depth on %s', (machine) => {
  const word = machine === 'arm' ? 'i32' : 'i64';
  const wordBytes = machine === 'arm' ? 4 : 8;
  const depth = (ir: string) => stackDepth(makeImage(machine, ir));

  test('the deepest chain is found, and every frame on it counted', () => {
    const [found] = depth(
      [
        caller(machine, 'leaf', 100, undefined),
        caller(machine, 'small', 2, undefined),
        `define ${word} @middle(${word} %x) noinline {
  %a = call ${word} @leaf(${word} %x)
  %b = call ${word} @small(${word} %a)
  %c = add ${word} %a, %b
  ret ${word} %c
}
`,
        start(machine, 'middle'),
      ].join('\n'),
    );
    expect(found).toMatchObject({ entry: 'firefly.start', path: ['firefly.start', 'middle', 'leaf'], why: null });
    expect(found?.bytes).toBeGreaterThanOrEqual(100 * wordBytes + (machine === 'arm' ? 16 : 24));
    expect(found?.bytes).toBeLessThanOrEqual(100 * wordBytes + 80);
  });

  test('alignment of an over-aligned frame is counted', () => {
    const aligned = caller(machine, 'leaf', 100, undefined).replace(`x ${word}]`, `x ${word}], align 64`);
    const [plain] = depth(caller(machine, 'leaf', 100, undefined) + start(machine, 'leaf'));
    const [found] = depth(aligned + start(machine, 'leaf'));
    expect(found?.bytes).toBeGreaterThanOrEqual((plain?.bytes ?? 0) + 64 - 8);
  });

  test('recursion has no bound', () => {
    const [found] = depth(
      caller(machine, 'ping', 4, 'pong') + caller(machine, 'pong', 4, 'ping') + start(machine, 'ping'),
    );
    expect(found).toMatchObject({ bytes: null, why: 'recursion: ping → pong → ping' });
  });

  test('a function that calls itself has no bound', () => {
    const [found] = depth(caller(machine, 'again', 4, 'again') + start(machine, 'again'));
    expect(found).toMatchObject({ bytes: null, why: 'recursion: again → again' });
  });

  test('dynamic allocation has no bound', () => {
    const dynamic = `define ${word} @dynamic(${word} %x) noinline {
  %a = alloca i8, ${word} %x
  call void asm sideeffect "", "r"(ptr %a)
  ret ${word} 1
}
`;
    const [found] = depth(dynamic + start(machine, 'dynamic'));
    expect(found?.bytes).toBeNull();
    expect(found?.why).toMatch(/dynamic/);
    expect(found?.path).toEqual(['firefly.start', 'dynamic']);
  });

  test('a call through a register has no bound unless its targets are given', () => {
    const ir = `@pointer = global ptr @leaf
define ${word} @through(${word} %x) noinline {
  %p = load volatile ptr, ptr @pointer
  %r = call ${word} %p(${word} %x)
  %s = add ${word} %r, 1
  ret ${word} %s
}
${caller(machine, 'leaf', 50, undefined)}${start(machine, 'through')}`;
    const image = makeImage(machine, ir);
    expect(stackDepth(image)[0]).toMatchObject({ bytes: null, path: ['firefly.start', 'through'] });
    const known = stackDepth({ ...image, indirectTargets: new Map([['through', ['leaf']]]) });
    expect(known[0]?.path).toEqual(['firefly.start', 'through', 'leaf']);
    expect(known[0]?.bytes).toBeGreaterThan(50 * wordBytes);
  });

  test('a jump table stays in its function', () => {
    const cases = [0, 1, 2, 3, 4, 5].map((k) => `    ${word} ${k}, label %c${k}`).join('\n');
    const arms = [0, 1, 2, 3, 4, 5]
      .map((k) => `c${k}:\n  call void asm sideeffect "nop // ${k}", ""()\n  ret ${word} ${k * k * 7 + (k % 3)}`)
      .join('\n')
      .replaceAll('nop // ', machine === 'arm' ? 'nop @ ' : 'nop # ');
    const ir = `define ${word} @choose(${word} %x) noinline {
  switch ${word} %x, label %none [
${cases}
  ]
${arms}
none:
  ret ${word} 3
}
${start(machine, 'choose')}`;
    const image = makeImage(machine, ir);
    expect(image.disassembly).toMatch(machine === 'arm' ? /\ttb[bh]\t/ : /\tjmpq\t\*0x[0-9a-f]+\(,/);
    expect(stackDepth(image)[0]).toMatchObject({ why: null, path: ['firefly.start', 'choose'] });
  });

  test('entries may be given, with what is on the stack already', () => {
    const image = makeImage(machine, caller(machine, 'leaf', 10, undefined) + start(machine, 'leaf'));
    const [bare] = stackDepth({ ...image, entries: [{ symbol: 'leaf', onEntry: 0 }] });
    const [framed] = stackDepth({ ...image, entries: [{ symbol: 'leaf', onEntry: 108 }] });
    expect(framed?.bytes).toBe((bare?.bytes ?? 0) + 108);
    expect(stackDepth({ ...image, entries: [{ symbol: 'nobody', onEntry: 0 }] })).toEqual([
      { entry: 'nobody', bytes: null, path: [], why: 'the image has no symbol nobody' },
    ]);
  });
});

test('an image that cannot be read has no bound', () => {
  expect(stackDepth({ elf: new Uint8Array(9), disassembly: '' })).toEqual([
    { entry: 'entry', bytes: null, path: [], why: 'the image cannot be read: shorter than an ELF header' },
  ]);
});
