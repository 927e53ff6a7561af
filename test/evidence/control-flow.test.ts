import { flowOf, trapOf } from '../../src/evidence/control-flow.ts';
import { parseDisassembly } from '../../src/evidence/disassembly.ts';
import type { Machine } from '../../src/evidence/elf.ts';

function read(line: string) {
  const [instruction] = parseDisassembly(line).instructions;
  if (!instruction) throw new Error(`not an instruction: ${line}`);
  return instruction;
}

const flows: readonly (readonly [Machine, string, object])[] = [
  ['x86_64', '  2011e3: 73 04                        \tjae\t0x2011e9 <get+0x9>', { kind: 'branch', target: 0x2011e9 }],
  ['x86_64', '  20123b: e8 a0 ff ff ff               \tcallq\t0x2011e0 <get>', { kind: 'call', target: 0x2011e0 }],
  ['x86_64', '  20123b: eb 10                        \tjmp\t0x2011e0 <a<b>>', { kind: 'jump', target: 0x2011e0 }],
  ['x86_64', '  201267: ff 24 c5 90 01 20 00         \tjmpq\t*0x200190(,%rax,8)', { kind: 'switch' }],
  ['x86_64', '  201267: ff e0                        \tjmpq\t*%rax', { kind: 'indirect-jump' }],
  ['x86_64', '  201267: ff d0                        \tcallq\t*%rax', { kind: 'indirect-call' }],
  ['x86_64', '  201267: ff 15 00 00 00 00            \tcallq\t*0x10(%rip)', { kind: 'indirect-call' }],
  ['x86_64', '  2011e8: c3                           \tretq', { kind: 'return' }],
  ['x86_64', '  201265: 0f 0b                        \tud2', { kind: 'trap' }],
  ['x86_64', '  2011e0: 48 39 d6                     \tcmpq\t%rdx, %rsi', { kind: 'next' }],
  ['arm', '   2012a: f7ff ffeb    \tbl\t0x20104 <get>           @ imm = #-0x2a', { kind: 'call', target: 0x20104 }],
  ['arm', '   20106: d9fe         \tbls\t0x20110 <get+0xc>', { kind: 'branch', target: 0x20110 }],
  ['arm', '   20106: dbfe         \tblt\t0x20110 <get+0xc>', { kind: 'branch', target: 0x20110 }],
  ['arm', '   20106: f000 8001    \tbeq.w\t0x20110 <get+0xc>', { kind: 'branch', target: 0x20110 }],
  ['arm', '   20106: e7fe         \tb\t0x20106 <get+0x2>', { kind: 'jump', target: 0x20106 }],
  ['arm', '   20106: b128         \tcbz\tr0, 0x20114 <get+0x10>  @ imm = #0xa', { kind: 'branch', target: 0x20114 }],
  ['arm', '   2010c: 4770         \tbxlo\tlr', { kind: 'maybe-return' }],
  ['arm', '   2010c: 4770         \tbx\tlr', { kind: 'return' }],
  ['arm', '   2010c: 4718         \tbx\tr3', { kind: 'indirect-jump' }],
  ['arm', '   2010c: 4798         \tblx\tr3', { kind: 'indirect-call' }],
  ['arm', '   2013a: bd80         \tpop\t{r7, pc}', { kind: 'return' }],
  ['arm', '   2013a: bd80         \tpopeq\t{r7, pc}', { kind: 'maybe-return' }],
  ['arm', '   2013a: f85d fb08    \tldr\tpc, [sp], #8', { kind: 'return' }],
  ['arm', '   2013a: f8df f008    \tldr.w\tpc, [pc, #0x8]', { kind: 'indirect-jump' }],
  ['arm', '10000008: e8df f000    \ttbb\t[pc, r0]', { kind: 'switch' }],
  ['arm', '   20142: defe         \ttrap', { kind: 'trap' }],
  ['arm', '   20106: bf3c         \titt\tlo', { kind: 'next' }],
];

test.each(flows)('%s: %s', (machine, line, flow) => {
  expect(flowOf(machine, read(line))).toEqual(flow);
});

const traps: readonly (readonly [Machine, string, object | undefined])[] = [
  ['x86_64', '  2011ec: 67 0f b9 80 d2 04 00 00      \tud1l\t0x4d2(%eax), %eax', { form: 'guard', id: 1234 }],
  ['x86_64', '  20120c: 67 0f b9 40 07               \tud1l\t0x7(%eax), %eax', { form: 'guard', id: 7 }],
  ['x86_64', '  20120c: 0f b9 40 07                  \tud1l\t0x7(%rax), %eax', { form: 'guard', id: undefined }],
  ['x86_64', '  20120c: 0f 0b                        \tud2', { form: 'plain', id: undefined }],
  ['x86_64', '  20120c: cc                           \tint3', { form: 'plain', id: undefined }],
  ['x86_64', '  20120c: 66 0f 0b                     \tud2', { form: 'plain', id: undefined }],
  ['x86_64', '  20120c: b8 0f 0b 00 00               \tmovl\t$0xb0f, %eax', undefined],
  ['arm', '   20112: f7f0 a4d2    \tudf.w\t#0x4d2', { form: 'guard', id: 1234 }],
  ['arm', '   20112: f7ff afff    \tudf.w\t#0xffff', { form: 'guard', id: 65535 }],
  ['arm', '   20140: beab         \tbkpt\t#0xab', { form: 'plain', id: undefined }],
  ['arm', '   20142: de01         \tudf\t#0x1', { form: 'plain', id: undefined }],
  ['arm', '   20142: f7ff ffeb    \tbl\t0x20104 <get>', undefined],
];

test.each(traps)('%s: the bytes of %s say which trap it is', (machine, line, trap) => {
  expect(trapOf(machine, read(line))).toEqual(trap);
});

describe('disassembly', () => {
  test('Thumb halfwords and words of data are put back into memory order', () => {
    const text =
      '   2012a: f7ff ffeb    \tbl\t0x20104 <get>\n1000000c: 02 12 06 0a  \t.word\t0x0a061202\n1000009a: 61 62 63 64 65 d4               abcde.\n';
    const { instructions, covered } = parseDisassembly(text);
    expect(instructions).toHaveLength(1);
    expect(covered.map(({ bytes }) => [...bytes])).toEqual([
      [0xff, 0xf7, 0xeb, 0xff],
      [0x02, 0x12, 0x06, 0x0a],
      [0x61, 0x62, 0x63, 0x64, 0x65, 0xd4],
    ]);
  });

  test('comments and names are left out of operands', () => {
    expect(
      read('  201285: 48 8d 05 24 ef ff ff         \tleaq\t-0x10dc(%rip), %rax     # 0x2001b0 <tab>').operands,
    ).toBe('-0x10dc(%rip), %rax');
  });

  test('text that is none gives nothing', () => {
    expect(parseDisassembly('hello\n\n\tworld: 12\n')).toEqual({ instructions: [], covered: [] });
  });
});
