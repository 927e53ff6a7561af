// Accesses to peripherals are neither lost, doubled, merged nor reordered at any optimisation: the order of volatile operations in the optimised LLVM IR
// and the loads and stores in the machine code.
import { disassemble } from '../../src/toolchain/disassemble.ts';
import { answers, emitFor, linkEmission, type Program, targetOf } from './build.ts';
import { compile } from './compile.ts';

const text = `module Device

[<PeripheralDescriptor("PORT", 0x42020000UL)>]
type Port =
    { [<Register("STATUS", 0x00u, "r")>]
      STATUS: NativePtr<uint32, peripheral, readOnly>
      [<Register("DATA", 0x04u, "rw")>]
      DATA: NativePtr<uint32, peripheral, readWrite>
      [<Register("SET", 0x08u, "w")>]
      SET: NativePtr<uint32, peripheral, writeOnly>
      [<Register("BYTE", 0x0Cu, "rw")>]
      BYTE: NativePtr<byte, peripheral, readWrite> }

[<EntryPoint>]
let main _ =
    Ptr.write PORT.SET 1ul
    Ptr.write PORT.SET 1ul
    let first = Ptr.read PORT.STATUS
    let second = Ptr.read PORT.STATUS
    ignore (Ptr.read PORT.STATUS)
    Ptr.write PORT.DATA (Ptr.read PORT.DATA ||| 4ul)
    Ptr.write PORT.BYTE 7uy
    for i in 0 .. 2 do
        Ptr.write PORT.SET (uint32 i)
    int (first - second)
`;

/** The volatile operations of the program in the order of the IR: `r` or `w` with the register's offset. */
function volatileOperations(ll: string): readonly string[] {
  const base = 0x42020000;
  return ll.split('\n').flatMap((line) => {
    const match = /(load|store) volatile (?:i\d+ )?.*?inttoptr \(i32 (\d+) to ptr\)/.exec(line);
    if (!match) return [];
    const offset = Number(match[2]) - base;
    return offset >= 0 && offset < 0x100 ? [`${match[1] === 'load' ? 'r' : 'w'}${offset}`] : [];
  });
}

const expected = ['w8', 'w8', 'r0', 'r0', 'r0', 'r4', 'w4', 'w12'];

describe.each(['mps2-an505', 'nucleo-l552ze-q'])('on %s', (board) => {
  const definition = targetOf('cortex-m33', board);
  test.each(['speed', 'size'] as const)('accesses stay as written, optimised for %s', async (optimization) => {
    const program: Program = compile('Device.fs', text, definition.target);
    const emission = emitFor(program, definition, {
      optimization,
      answers: answers(program, definition.target.name, 'proved'),
    });
    expect(emission.mlir).not.toMatch(/nsw|nuw|inbounds|exact|llvm\.intr\.assume|range/);
    const { elf, ll } = await linkEmission(emission, definition, optimization);
    const found = volatileOperations(ll);
    expect(found.slice(0, expected.length)).toEqual(expected);
    // The loop's writes stay three, or one inside a loop of three rounds.
    expect([['w8'], ['w8', 'w8', 'w8']]).toContainEqual(found.slice(expected.length));
    const code = await disassemble(elf);
    expect(code.match(/\bstrb/g)?.length).toBeGreaterThanOrEqual(1);
  });
});

test('raw addresses are guarded by the memory map and then accessed once, as wide as the type', async () => {
  const definition = targetOf('cortex-m33', 'nucleo-l552ze-q');
  const raw = `module Raw
let poke (address: unativeint) = Ptr.write address 0x55uy
[<EntryPoint>]
let main _ =
    poke 0x42020014un
    int (Ptr.read<uint32> 0x42020010un)
`;
  const program = compile('Raw.fs', raw, definition.target);
  const kinds = program.obligations.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'memory-map').length).toBe(2);
  const emission = emitFor(program, definition);
  expect(emission.mlir.match(/llvm\.store volatile .* : i8, !llvm\.ptr loc\("Raw\.fs"/g)?.length).toBe(1);
  expect(emission.mlir.match(/llvm\.load volatile .* -> i32 loc\("Raw\.fs"/g)?.length).toBe(1);
  expect(emission.guards.map(({ kind }) => kind).sort()).toEqual([
    'access-kind',
    'access-kind',
    'memory-map',
    'memory-map',
  ]);
  await linkEmission(emission, definition, 'speed');
});
