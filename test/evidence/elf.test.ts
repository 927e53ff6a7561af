import fc from 'fast-check';
import { readElf } from '../../src/evidence/elf.ts';
import { functionAt, functionExtents } from '../../src/evidence/functions.ts';
import { readGuardRecords } from '../../src/evidence/guard-records.ts';
import { imageOf, machines, makeImage, programText } from './make-image.ts';

describe.each(machines)('an image for %s', (machine) => {
  const { elf } = makeImage(machine, programText(machine, [5, 300]));
  const image = imageOf(elf);

  test('its header, sections and symbols are read', () => {
    expect(image.machine).toBe(machine);
    expect(image.wordBytes).toBe(machine === 'arm' ? 4 : 8);
    const text = image.sections.find(({ name }) => name === '.text');
    expect(text).toMatchObject({ isLoaded: true, isExecutable: true });
    expect(text?.bytes.length).toBe(text?.size);
    expect(image.sections.find(({ name }) => name === '.bss')).toMatchObject({ size: 32, bytes: new Uint8Array() });
    expect(image.symbols.find(({ name }) => name === 'array')).toMatchObject({ kind: 'object', size: 32 });
    expect(image.symbols.find(({ name }) => name === 'get300')).toMatchObject({ kind: 'function' });
  });

  test('functions are found by address, mapping symbols and the Thumb bit aside', () => {
    const extents = functionExtents(image);
    expect(extents.map(({ name }) => name).toSorted()).toEqual(['_start', 'firefly.start', 'get300', 'get5']);
    for (const extent of extents) {
      expect(extent.start % 2).toBe(0);
      expect(functionAt(extents, extent.start)).toBe(extent);
      expect(functionAt(extents, extent.end - 1)).toBe(extent);
      expect(functionAt(extents, extent.end)).not.toBe(extent);
    }
  });

  test('guard records are read, and dropped ones are not', () => {
    const { live, problems } = readGuardRecords(image);
    expect(problems).toEqual([]);
    expect(live.map(({ id }) => id)).toEqual([5, 300]);
  });

  test('any change of any bytes gives an image or a reason, and never throws', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(elf.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(elf.length),
        (changes, length) => {
          const copy = Uint8Array.from(elf);
          for (const [at, byte] of changes) copy[at] = byte;
          // Header fields are where damage matters most.
          for (const [at, byte] of changes) copy[at % 64] = at % 3 === 0 ? byte : (copy[at % 64] ?? 0);
          const read = readElf(copy.subarray(0, length));
          if (read.kind === 'malformed') return read.why.length > 0;
          functionExtents(read.image);
          readGuardRecords(read.image);
          return true;
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('every truncation is refused or read', () => {
    for (let length = 0; length < elf.length; length += 7) {
      expect(['image', 'malformed']).toContain(readElf(elf.subarray(0, length)).kind);
    }
  });
});

test('random bytes behind a good magic number never throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 0, maxLength: 400 }), fc.constantFrom(1, 2), (bytes, size) => {
      const machine = size === 1 ? 40 : 62;
      const file = Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, size, 1, ...bytes]);
      if (file.length > 19) file.set([machine, 0], 18);
      return readElf(file).kind.length > 0;
    }),
    { numRuns: 3000 },
  );
});

test.each([
  [new Uint8Array(), 'shorter than an ELF header'],
  [new Uint8Array(64), 'not an ELF file: the magic number is missing'],
  [Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 2, 2, ...new Uint8Array(58)]), 'not little-endian'],
  [Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 3, 1, ...new Uint8Array(58)]), 'unknown ELF class 3'],
])('a file that is none of ours says why (%#)', (file, why) => {
  expect(readElf(file)).toEqual({ kind: 'malformed', why });
});
