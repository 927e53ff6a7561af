import { parseDisassembly } from '../../src/evidence/disassembly.ts';
import { functionExtents } from '../../src/evidence/functions.ts';
import { type Reconciliation, reconcile } from '../../src/evidence/reconcile.ts';
import {
  disassembleAgain,
  guard,
  guardedRead,
  imageOf,
  machines,
  makeImage,
  patchAddress,
  patchSection,
  programText,
  type TestImage,
  trap,
} from './make-image.ts';

const allowed = [{ symbol: '_start', why: 'the program never returns' }];

function check(image: TestImage, ids: readonly number[], permitted = allowed): Reconciliation {
  return reconcile({ ...image, guards: ids.map(guard), allowed: permitted });
}

describe.each(machines)('an image for %s', (machine) => {
  const image = makeImage(machine, programText(machine, [5, 127, 128, 300, 1234], guardedRead(machine, 9)));
  const ids = [5, 127, 128, 300, 1234];
  const recordBytes = machine === 'arm' ? 8 : 12;
  const trapBytes = machine === 'arm' ? 4 : 5;

  test('every guard is present, where its trap stands', () => {
    const found = check(image, ids);
    expect(found.problems).toEqual([]);
    expect(found).toMatchObject({ missing: 0, unexplainedTraps: 0 });
    expect(found.guards.map(({ id, state }) => [id, state])).toEqual(ids.map((id) => [id, 'present']));
    const traps = parseDisassembly(image.disassembly).instructions.filter(({ mnemonic }) =>
      /^(?:ud1l|udf\.w)$/.test(mnemonic),
    );
    expect(found.guards.flatMap(({ addresses }) => addresses).toSorted()).toEqual(
      traps.map(({ address }) => `0x${address.toString(16)}`).toSorted(),
    );
  });

  test('the trap of the start-up code is allowed by its symbol, and only by it', () => {
    expect(check(image, ids).allowedTraps).toEqual([
      { address: expect.stringMatching(/^0x[0-9a-f]+$/), symbol: '_start', why: 'the program never returns' },
    ]);
    const strict = check(image, ids, []);
    expect(strict.unexplainedTraps).toBe(1);
    expect(strict.problems).toEqual([expect.stringMatching(/^unexplained trap in _start: 0x/)]);
  });

  test('bytes count the trap, the register set-up before it and the branch to it', () => {
    for (const each of check(image, ids).guards) {
      expect(each.bytes).toBeGreaterThan(trapBytes);
      expect(each.bytes).toBeLessThan(40);
      expect(each.excerpt).toContain(machine === 'arm' ? 'udf.w' : 'ud1l');
    }
  });

  test('a guard whose function was dropped is removed by the back end', () => {
    const found = check(makeImage(machine, programText(machine, [5], guardedRead(machine, 9, 'hidden'))), [5, 9]);
    expect(found.problems).toEqual([]);
    expect(found.guards).toMatchObject([
      { id: 5, state: 'present' },
      { id: 9, state: 'removed-by-backend', addresses: [], bytes: 0, excerpt: null },
    ]);
  });

  test('copies of a guard register themselves', () => {
    const word = machine === 'arm' ? 'i32' : 'i64';
    const caller = (name: string): string =>
      `define i32 @${name}(ptr %a, ${word} %i) noinline {
  %ok = icmp ult ${word} %i, 9
  br i1 %ok, label %good, label %bad
good:
  ret i32 1
bad:
${trap(machine, 5, '%i', '9')}
}\n`;
    const keep = '@llvm.used = appending global [2 x ptr] [ptr @one, ptr @two], section "llvm.metadata"\n';
    const found = check(makeImage(machine, programText(machine, [], `${caller('one')}${caller('two')}${keep}`)), [5]);
    expect(found.problems).toEqual([]);
    expect(found.guards[0]?.state).toBe('present');
    expect(new Set(found.guards[0]?.addresses).size).toBe(2);
  });

  test('a guard that emission does not know is a contradiction', () => {
    const found = check(image, ids.slice(1));
    expect(found.missing).toBe(1);
    expect(found.unexplainedTraps).toBe(1);
    expect(found.problems).toEqual([
      expect.stringMatching(/^a record at 0x[0-9a-f]+ names guard 5, which was not emitted$/),
      expect.stringMatching(/^unexplained trap in get5: /),
    ]);
  });

  test('a record whose number was altered is missing, and its trap unexplained', () => {
    const found = check(disassembleAgain(patchSection(image.elf, '.firefly.guards', 0, [127, 0, 0, 0])), ids);
    expect(found.missing).toBe(1);
    expect(found.unexplainedTraps).toBe(1);
    expect(found.guards.find(({ id }) => id === 127)?.state).toBe('missing');
    expect(found.problems[0]).toMatch(/^guard 127 is recorded at 0x[0-9a-f]+, where the trap carries 5$/);
  });

  test('a record whose address was altered is missing', () => {
    const found = check(
      disassembleAgain(patchSection(image.elf, '.firefly.guards', recordBytes + 4, [1, 0, 0, 0])),
      ids,
    );
    expect(found.guards.find(({ id }) => id === 127)?.state).toBe('missing');
    expect(found.problems.join('\n')).toMatch(/guard 127 is recorded at 0x[0-9a-f]+, where no guard's trap stands/);
    expect(found.unexplainedTraps).toBe(1);
  });

  test('a record that was made to look dropped leaves its trap unexplained', () => {
    const dead = Array.from({ length: recordBytes - 4 }, () => 0xff);
    const found = check(disassembleAgain(patchSection(image.elf, '.firefly.guards', 4, dead)), ids);
    expect(found.guards.find(({ id }) => id === 5)?.state).toBe('removed-by-backend');
    expect(found.problems).toEqual([expect.stringMatching(/^unexplained trap in get5: /)]);
  });

  test('a trap that was taken out is missed', () => {
    const address = Number(check(image, ids).guards[0]?.addresses[0]);
    const nothing = machine === 'arm' ? [0x00, 0xbf, 0x00, 0xbf] : [0x0f, 0x1f, 0x44, 0x00, 0x00];
    const found = check(disassembleAgain(patchAddress(image.elf, address, nothing)), ids);
    expect(found.guards.find(({ id }) => id === 5)?.state).toBe('missing');
    expect(found.missing).toBe(1);
  });

  test('a trap that was added is unexplained', () => {
    const extent = functionExtents(imageOf(image.elf)).find(({ name }) => name === 'firefly.start');
    const added = machine === 'arm' ? [0xf0, 0xf7, 0x01, 0xa0] : [0x0f, 0x0b];
    const found = check(disassembleAgain(patchAddress(image.elf, extent?.start ?? 0, added)), ids);
    expect(found.unexplainedTraps).toBeGreaterThanOrEqual(1);
    expect(found.problems.join('\n')).toMatch(/unexplained trap in firefly\.start/);
  });

  test('a guard form in an allowed symbol is not allowed', () => {
    const everything = ids.map((id) => ({ symbol: `get${id}`, why: 'test' }));
    const found = check(image, [], [...allowed, ...everything]);
    expect(found.unexplainedTraps).toBe(ids.length);
  });

  test('the disassembly of another image is refused', () => {
    const other = makeImage(machine, programText(machine, [6, 127, 128, 300, 1234]));
    expect(check({ elf: image.elf, disassembly: other.disassembly }, ids).problems).toContainEqual(
      expect.stringMatching(/^the disassembly is not of this image/),
    );
  });

  test('a disassembly that leaves out a function is refused', () => {
    const short = image.disassembly.replace(/\n0*[0-9a-f]+ <get300>:[\s\S]*?\n\n/, '\n\n');
    expect(check({ elf: image.elf, disassembly: short }, ids).problems).toContainEqual(
      expect.stringMatching(/^the disassembly does not cover \d+ bytes of section \.text$/),
    );
    expect(check({ elf: image.elf, disassembly: '' }, ids).problems.length).toBeGreaterThan(0);
  });

  test('an image that cannot be read loses every guard', () => {
    const found = check({ elf: image.elf.subarray(0, 100), disassembly: image.disassembly }, ids);
    expect(found.missing).toBe(ids.length);
    expect(found.problems).toEqual([expect.stringMatching(/^the image cannot be read: /)]);
  });
});
