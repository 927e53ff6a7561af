import fc from 'fast-check';
import { readElf } from '../../src/evidence/elf.ts';
import { readLineTable } from '../../src/evidence/line-table.ts';
import { machineCodeOf } from '../../src/evidence/machine-excerpt.ts';
import { imageOf, machines, makeImage, programText, type TestMachine } from './make-image.ts';

/** A program whose `get5` says where it came from. */
function withPlaces(machine: TestMachine): string {
  return `${programText(machine, [5])
    .replace('noinline {\n  %ok', 'noinline !dbg !10 {\n  %ok')
    .replace('%v = load volatile i32, ptr %p', '%v = load volatile i32, ptr %p, !dbg !12')
    .replace('ret i32 %v', 'ret i32 %v, !dbg !13')}
!llvm.module.flags = !{!5}
!llvm.dbg.cu = !{!6}
!5 = !{i32 2, !"Debug Info Version", i32 3}
!6 = distinct !DICompileUnit(language: DW_LANG_C, file: !7, producer: "test", isOptimized: true, emissionKind: FullDebug)
!7 = !DIFile(filename: "Ring.fs", directory: "src")
!8 = !DISubroutineType(types: !9)
!9 = !{}
!10 = distinct !DISubprogram(name: "get5", scope: !7, file: !7, line: 20, type: !8, unit: !6, spFlags: DISPFlagDefinition)
!12 = !DILocation(line: 21, column: 300, scope: !10)
!13 = !DILocation(line: 4000, column: 2, scope: !10)
`;
}

describe.each(machines)('the line table of an image for %s', (machine) => {
  const image = makeImage(machine, withPlaces(machine));
  const places = readLineTable(imageOf(image.elf));

  test('says where code came from', () => {
    expect(places).toContainEqual(
      expect.objectContaining({ file: expect.stringMatching(/Ring\.fs$/), line: 21, column: 300 }),
    );
    expect(places).toContainEqual(expect.objectContaining({ line: 4000, column: 2 }));
    for (const { start, end } of places) expect(end).toBeGreaterThan(start);
  });

  test('the machine code of a place is shown, and of no other', () => {
    const { file } = places.find(({ line }) => line === 21) ?? { file: '' };
    const codeOf = machineCodeOf(image.elf, image.disassembly);
    expect(codeOf({ file, line: 21, column: 300 })).toMatch(
      machine === 'arm' ? /^0x[0-9a-f]+: ldr|\n0x[0-9a-f]+: ldrlo/ : /^0x[0-9a-f]+: movl \(/,
    );
    expect(codeOf({ file, line: 22, column: 300 })).toBeNull();
    expect(machineCodeOf(new Uint8Array(), '')({ file, line: 21, column: 300 })).toBeNull();
  });

  test('a damaged table never throws and always ends', () => {
    const section = imageOf(image.elf).sections.find(({ name }) => name === '.debug_line');
    const from = (section?.bytes.byteOffset ?? 0) - image.elf.byteOffset;
    const size = section?.bytes.length ?? 1;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(size - 1), fc.nat(255)), { minLength: 1, maxLength: 20 }), (changes) => {
        const copy = Uint8Array.from(image.elf);
        for (const [at, byte] of changes) copy[from + at] = byte;
        const read = readElf(copy);
        return read.kind === 'malformed' || readLineTable(read.image).length >= 0;
      }),
      { numRuns: 1500 },
    );
  });
});
