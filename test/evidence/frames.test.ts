import fc from 'fast-check';
import type { Instruction } from '../../src/evidence/disassembly.ts';
import { armMove, frameOf, readUleb128, x86Move } from '../../src/evidence/frames.ts';

function instruction(text: string): Instruction {
  const [mnemonic = '', ...rest] = text.split(' ');
  return { address: 0, bytes: new Uint8Array(), mnemonic, operands: rest.join(' ') };
}

/** The other direction, bit by bit from the standard's text. */
function uleb128(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    const low = Number(rest & 127n);
    rest >>= 7n;
    bytes.push(rest > 0n ? low + 128 : low);
  } while (rest > 0n);
  return bytes;
}

describe('ULEB128', () => {
  test('reads back what was written, anywhere', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.uint8Array({ maxLength: 5 }),
        fc.uint8Array({ maxLength: 5 }),
        (value, before, after) => {
          const bytes = uleb128(value);
          const read = readUleb128(Uint8Array.from([...before, ...bytes, ...after]), before.length);
          expect(read).toEqual({ value, next: before.length + bytes.length });
        },
      ),
    );
  });

  test('padding with empty groups does not change the value', () => {
    expect(readUleb128(Uint8Array.from([0x80 | 5, 0x80, 0x00]), 0)).toEqual({ value: 5, next: 3 });
  });

  test.each([[[]], [[0x80]], [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f]]])('%j is no number', (bytes) => {
    expect(readUleb128(Uint8Array.from(bytes), 0)).toBeUndefined();
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), fc.nat(20), (bytes, at) => typeof readUleb128(bytes, at) !== 'string'));
  });
});

test.each([
  ['pushq %rbp', 8],
  ['subq $0x48, %rsp', 0x48],
  ['addq $-0x80, %rsp', 0x80],
  ['addq $0x48, %rsp', 0],
  ['andq $-0x20, %rsp', 24],
  ['leaq -0x10(%rsp), %rsp', 16],
  ['leaq 0x10(%rsp), %rsp', 0],
  ['leaq -0x28(%rbp), %rsp', 0],
  ['movq %rbp, %rsp', 0],
  ['movq %rax, %rsp', 'unknown'],
  ['subq %rax, %rsp', 'unknown'],
  ['leaq (%rsp,%rax), %rsp', 'unknown'],
  ['movq %rsp, %rbp', 0],
  ['movq 0x8(%rsp), %rax', 0],
  ['cmpq %rax, %rsp', 0],
])('x86-64: %s moves the stack pointer by %s', (text, move) => {
  expect(x86Move(instruction(text))).toBe(move);
});

test.each([
  ['push {r4, r6, r7, lr}', 16],
  ['push.w {r4, r5, r8}', 12],
  ['vpush {d8, d9}', 16],
  ['vpush {d8-d15}', 64],
  ['str lr, [sp, #-0x8]!', 8],
  ['strd r4, r5, [sp, #-0x10]!', 16],
  ['sub sp, #0x40', 0x40],
  ['sub.w sp, sp, #0x4b0', 0x4b0],
  ['subw sp, sp, #0x7ff', 0x7ff],
  ['add sp, #0x40', 0],
  ['sub.w sp, sp, r0', 'unknown'],
  ['sub.w sp, r7, #0x8', 0],
  ['mov sp, r7', 0],
  ['str r0, [sp, #0x4]', 0],
  ['mov r4, sp', 0],
])('Thumb: %s moves the stack pointer by %s', (text, move) => {
  expect(armMove(instruction(text), [])).toBe(move);
});

describe('frames', () => {
  const extent = { name: 'f', names: ['f'], start: 0, end: 100 };
  const code = (...lines: readonly string[]) => lines.map(instruction);

  test('the larger of what the compiler says and what the code does', () => {
    const moved = code('pushq %rbp', 'subq $0x40, %rsp');
    expect(frameOf('x86_64', extent, moved, 16)).toEqual({ kind: 'bounded', bytes: 72 });
    expect(frameOf('x86_64', extent, moved, 100)).toEqual({ kind: 'bounded', bytes: 100 });
  });

  test('the red zone of a leaf function is counted', () => {
    expect(frameOf('x86_64', extent, code('movq %rax, -0x78(%rsp)'), 0)).toEqual({ kind: 'bounded', bytes: 0x78 });
    expect(frameOf('x86_64', extent, code('leaq -0x80(%rsp), %rax'), 0)).toEqual({ kind: 'bounded', bytes: 0x80 });
  });

  test('an over-aligned frame on ARM counts its alignment, and is put back by a register that held the pointer', () => {
    const aligned = code(
      'push {r4, r6, r7, lr}',
      'sub.w sp, sp, #0x4b0',
      'mov r4, sp',
      'bfc r4, #0x0, #0x5',
      'mov sp, r4',
    );
    expect(frameOf('arm', extent, aligned, 1216)).toEqual({ kind: 'bounded', bytes: 16 + 0x4b0 + 32 });
  });

  test('a pointer taken from a computed register has no bound', () => {
    const dynamic = code('push {r4, lr}', 'sub.w r1, sp, r0', 'mov sp, r1');
    expect(frameOf('arm', extent, dynamic, 8)).toMatchObject({ kind: 'unbounded' });
    expect(frameOf('x86_64', extent, code('movq %rax, %rsp'), 8)).toMatchObject({ kind: 'unbounded' });
  });

  test('a function that the compiler leaves out has no bound', () => {
    expect(frameOf('x86_64', extent, [], undefined)).toEqual({
      kind: 'unbounded',
      why: 'the compiler gives no frame size for f (dynamic stack allocation)',
    });
  });
});
