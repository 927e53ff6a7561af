// Programs that call the C library: what crosses arrives, nothing that C gives is believed, the record lists each function, and what cannot be linked is refused at its place.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { copyProgram, firefly, readEvidence, writeProgram } from './compiler.ts';

const linux = ['x86_64-linux'] as const;
const linked = ['c_library = true'] as const;

const program = `module Calls

[<DllImport("c")>]
extern int32 abs(int32 n)

[<DllImport("c", EntryPoint = "htonl")>]
extern uint32 reversed(int8 n)

[<DllImport("c", EntryPoint = "tolower")>]
extern int16 lower(byte n)

[<DllImport("c")>]
extern bool ffs(bool n)

[<DllImport("c")>]
extern void perror(byte[] text)

[<FidelityExtern("m", "fabsf")>]
let fabsf (x: float32) : float32 = Unchecked.defaultof<_>

[<FidelityExtern("c", "snprintf")>]
let format (into: Span<byte>) (size: unativeint) (format: ReadOnlySpan<byte>) (a: int32, b: int64, c: float, d: uint32, e: float, f: int32, g: byte) : int32 =
    requires (size <= unativeint into.Length)
    Unchecked.defaultof<int32>

[<FidelityExtern("c", "memcpy")>]
let copy (into: Span<int16>) (from: ReadOnlySpan<int16>) (bytes: unativeint) : nativeint =
    requires (bytes <= 2un * unativeint into.Length && bytes <= 2un * unativeint from.Length)
    Unchecked.defaultof<_>

[<FidelityExtern("c", "puts")>]
let puts (text: ReadOnlySpan<byte>) : int32 =
    requires (text.Length > 0 && text.[text.Length - 1] = 0uy)
    Unchecked.defaultof<_>

let table : int[] = Array.zeroCreate 8

let guarded (n: int32) : int = table.[int (abs n)]

let numbers () =
    Console.writeInt (int (abs -7l))
    Console.writeln ""
    Console.writeUint (uint (reversed -5y))
    Console.writeln ""
    Console.writeInt (int (lower 200uy))
    Console.writeBool (ffs true)
    Console.writeBool (ffs false)
    Console.writeFloat32 (fabsf -2.5f)
    Console.writeln ""
    let text : byte[] = Array.zeroCreate 80
    let size = format text 80un "%d %ld %.2f %u %g %d %c|\\000"B (-1l, -5000000000L, 1.25, 4000000000ul, 1e10, 42l, 65uy)
    Console.writeBytes text
    Console.writeInt (int size)
    Console.writeln ""
    let numbers : int16[] = [| 1s; -2s; 3s; -4s |]
    let other : int16[] = Array.zeroCreate 4
    ignore (copy other.[1 .. 3] numbers 6un)
    for n in other do Console.writeInt (int n)
    // block fills and remainders are the library's here
    let many : int[] = Array.zeroCreate 1000
    for i in 0 .. 999 do many.[i] <- int (float32 i % 7.0f) + int (float i % 3.0)
    Console.writeInt (Array.sum many)
    Console.writeln ""

let ask () : byte =
    let input : byte[] = Array.zeroCreate 1
    ignore (Platform.Bindings.readBytes 0 input 1)
    input.[0]

[<EntryPoint>]
let main () =
    let asked = ask ()
    if asked = 'n'B then numbers ()
    ignore (puts "buffered\\000"B)
    Console.writeln "console"
    if asked = 'x'B then Platform.Bindings.exit 3
    if asked = 'a'B then guarded -2147483648l
    elif asked = 'g'B then guarded 9l
    else 5
`;

let folder = '';
let image = '';
beforeAll(() => {
  folder = writeProgram('calls', program, linux, linked);
  image = join(folder, 'out', 'x86_64-linux', 'calls.elf');
  expect(firefly(['build', folder])).toMatchObject({ status: 0 });
});

function run(input: string) {
  const { status, stdout, stderr } = spawnSync(image, [], { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('numbers of every width and arrays cross, and come back', () => {
  const text = '-1 -5000000000 1.25 4000000000 1e+10 42 A|';
  const sum = Array.from({ length: 1000 }, (_, i) => (i % 7) + (i % 3)).reduce((a, b) => a + b);
  const lines = ['7', '4227858431', '200truefalse2.5', `${text.padEnd(80, '\0')}${text.length}`, `01-23${sum}`];
  expect(run('n')).toEqual({ status: 5, stdout: `${lines.join('\n')}\nconsole\nbuffered\n`, stderr: '' });
});

test('the record lists each function of C as an assumption, and stands a second look', () => {
  const record = readEvidence(folder, 'x86_64-linux');
  expect(record.subject.outcome).toBe('linked');
  expect(record.invalid).toEqual([]);
  const ids = record.assumptions.map(({ id }) => id).filter((id) => id.startsWith('foreign-'));
  expect(ids.toSorted()).toEqual(
    ['abs', 'fabsf', 'ffs', 'htonl', 'library', 'memcpy', 'puts', 'snprintf', 'tolower'].map(
      (name) => `foreign-${name}`,
    ),
  );
  expect(record.tool.find(({ name }) => name === 'libc.so.6')).toMatchObject({
    version: expect.stringMatching(/^2\.\d+$/),
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const start = record.resources?.stack.find(({ entry }) => entry === 'firefly.start');
  expect(start).toMatchObject({ bytes: null, why: expect.stringContaining('whose stack is not known') });
  expect(firefly(['recheck', join(folder, 'out', 'x86_64-linux')])).toMatchObject({ status: 0 });
});

test('LLVM does not believe what the C standard says of `abs`: the check of its result stays', () => {
  const { status, stderr } = run('a');
  expect(status).toBe(70);
  expect(stderr).toMatch(/guard \d+ \(bounds\) failed at Calls\.fs:\d+:\d+: index -2147483648, length 8\n$/);
});

test('what C holds in its buffers is written when the program ends, but not when a guard fails', () => {
  expect(run('x')).toMatchObject({ status: 3, stdout: 'console\nbuffered\n' });
  expect(run('r')).toMatchObject({ status: 5, stdout: 'console\nbuffered\n' });
  expect(run('g')).toMatchObject({ status: 70, stdout: 'console\n' });
});

test('the interpreter says that it does not run C', () => {
  const { status, stderr } = firefly(['run', folder, '--interpret'], 'r');
  expect(status).toBe(3);
  expect(stderr).toMatch(/Calls\.fs:\d+:1: the interpreter does not run `puts`, a function of C\./);
});

const short = `module Calls

[<DllImport("c")>]
extern int32 abs(int32 n)

[<DllImport("c", EntryPoint = "abs")>]
extern int64 wide(int64 n)

[<EntryPoint>]
let main () = int (abs 1l)
`;

test('on a target without a C library, and without being asked for, the function is refused at its declaration', () => {
  const without = writeProgram('calls', short);
  const { status, stderr } = firefly(['build', without]);
  expect(status).toBe(1);
  expect(stderr).toContain('Calls.fs:4:1: error FS8306: There is no C library to call.');
  expect(stderr).toContain('`abs` is a function of C, and the program is linked without the C library.');
  expect(stderr).toContain('`abs` is a function of C, and cortex-m33 has no C library.');
  for (const target of ['x86_64-linux', 'cortex-m33'])
    expect(existsSync(join(without, 'out', target, 'calls.elf'))).toBe(false);
});

test('a function that the library does not have is refused at its declaration, and no older image stays', () => {
  const wrong = writeProgram('calls', short.replaceAll(/abs\b(?!")/g, 'abss'), linux, linked);
  expect(existsSync(image)).toBe(true);
  const { status, stderr } = firefly(['build', wrong, '--out', join(folder, 'out')]);
  expect(status).toBe(1);
  expect(stderr).toContain('Calls.fs:4:1: error FS8307: The C library has no such function.');
  expect(existsSync(image)).toBe(false);
});

test('two declarations of one function must agree', () => {
  const both = writeProgram('calls', short.replace('(abs 1l)', '(abs 1l) + int (wide 1L)'), linux, linked);
  const { status, stderr } = firefly(['build', both]);
  expect(status).toBe(1);
  expect(stderr).toContain('Calls.fs:7:1: error FS8217');
  expect(stderr).toContain('`abs` is declared twice, with types that differ.');
});

test('under `max_stack_size` a program that calls C is refused', () => {
  const limited = copyProgram(writeProgram('calls', short, linux, linked), {
    'calls.fidproj': (text) => text.replace('[compilation]\n', '[compilation]\nmax_stack_size = 65536\n'),
  });
  const { status, stderr } = firefly(['build', limited]);
  expect(status).toBe(1);
  expect(stderr).toContain('calls a shared library, whose stack is not known');
});
