// One program per construct of the core language, run on both targets at both optimisations: what it prints is what F# means.
import { run, runnable } from './build.ts';
import { compile } from './compile.ts';

interface Sample {
  readonly name: string;
  readonly text: string;
  readonly prints: string;
  readonly status?: number;
}

const samples: readonly Sample[] = [
  {
    name: 'records and tuples by value',
    text: `
type Point = { X: int; Y: int }
let swap (a: int, b: int) = (b, a)
let move (p: Point) (dx: int) = { p with X = p.X + dx }

[<EntryPoint>]
let main _ =
    let p = { X = 1; Y = 2 }
    let q = move p 41
    let (a, b) = swap (q.X, q.Y)
    Console.writeInt a
    Console.write " "
    Console.writeInt b
    Console.write " "
    Console.writeInt p.X
    0
`,
    prints: '2 42 1',
  },
  {
    name: 'unions, options and matches',
    text: `
type Shape =
    | Dot
    | Circle of radius: int
    | Box of width: int * height: int64

let area (shape: Shape) : int64 =
    match shape with
    | Dot -> 0L
    | Circle r when r < 0 -> -1L
    | Circle r -> int64 (3 * r * r)
    | Box (w, h) -> int64 w * h

let half (n: int) : int option = if n % 2 = 0 then Some (n / 2) else None

[<EntryPoint>]
let main _ =
    let shapes = [| Dot; Circle 5; Box (6, 7000000000L); Circle -1 |]
    for shape in shapes do
        Console.writeInt64 (area shape)
        Console.write " "
    for n in 7 .. 8 do
        match half n with
        | Some m -> Console.writeInt m
        | None -> Console.write "odd "
    0
`,
    prints: '0 75 42000000000 -1 odd 4',
  },
  {
    name: 'module-level values: constants, computed ones, mutable ones, tables that a loop fills',
    text: `
let names = [| "zero"; "one"; "two" |]
let squares = [| 0u; 1u; 4u; 9u |]
let double (n: int) = n * 2
let answer = double 21
let mutable counter = 5
let flags = [| true; false; true |]
let sums: int[] = Array.zeroCreate 4
let points = [| (1, 2L); (3, 4L) |]
let mixed = [| double 1; 7 |]

[<EntryPoint>]
let main _ =
    counter <- counter + 1
    for i in 0 .. 3 do
        sums.[i] <- (if i = 0 then 0 else sums.[i - 1]) + int squares.[i]
    Console.write names.[2]
    Console.write " "
    Console.writeInt answer
    Console.write " "
    Console.writeInt counter
    Console.write " "
    Console.writeInt sums.[3]
    Console.write (if flags.[0] && not flags.[1] then " yes " else " no ")
    let (a, b) = points.[1]
    Console.writeInt64 (int64 a + b)
    Console.write " "
    Console.writeInt (mixed.[0] + mixed.[1])
    0
`,
    prints: 'two 42 6 14 yes 7 9',
  },
  {
    name: 'slices share, strings are bytes',
    text: `
let sum (values: ReadOnlySpan<int>) =
    let mutable total = 0
    for i in 0 .. values.Length - 1 do
        total <- total + values.[i]
    total

[<EntryPoint>]
let main _ =
    let numbers = [| 1; 2; 3; 4; 5; 6; 7; 8 |]
    let middle = numbers.[2 .. 5]
    numbers.[3] <- 40
    Console.writeInt (sum middle)
    Console.write " "
    Console.writeInt (sum numbers.[3 .. 2])
    Console.write " "
    let text = "h\\u00e9llo"
    Console.writeInt text.Length
    Console.write " "
    Console.writeInt (int text.[1])
    0
`,
    prints: '54 0 6 195',
  },
  {
    name: 'recursion, inline functions, downward loops, while with a mutable, nested arrays in loops',
    text: `
let rec power (b: int64) (n: int) : int64 = if n = 0 then 1L else b * power b (n - 1)
let inline clamp low high value = if value < low then low elif value > high then high else value

[<EntryPoint>]
let main _ =
    Console.writeInt64 (power 7L 20)
    Console.write " "
    let mutable n = 27
    let mutable steps = 0
    while n <> 1 do
        n <- if n % 2 = 0 then n / 2 else 3 * n + 1
        steps <- steps + 1
    Console.writeInt steps
    Console.write " "
    for i = 3 downto 1 do
        let fresh = [| i; 0 |]
        fresh.[1] <- fresh.[1] + fresh.[0]
        Console.writeInt fresh.[1]
    Console.write " "
    Console.writeInt (clamp 0 10 99)
    for i in 5 .. 4 do
        Console.write "never"
    0
`,
    prints: '79792266297612001 111 321 10',
  },
  {
    name: 'floats, characters, bits and conversions',
    text: `
[<EntryPoint>]
let main _ =
    let x = 1.5
    let y = float32 2.25f
    Console.writeInt (int (x * 4.0 + sqrt 16.0))
    Console.write " "
    Console.writeInt (int (y * 4.0f))
    Console.write " "
    Console.writeInt (int (float 7 % 4.0))
    Console.write " "
    Console.writeInt64 (int64 1e30)
    Console.write " "
    Console.writeInt (int (uint8 300))
    Console.write " "
    Console.writeInt (int (int8 200))
    Console.write " "
    Console.writeChar (char 8364)
    Console.write " "
    Console.writeUint ((0xF0u ^^^ 0xFFu) <<< 4)
    Console.write (if x < 2.0 && not (x >= 2.0) && x <> 2.0 then " ordered" else " wrong")
    0
`,
    prints: '10 9 3 9223372036854775807 44 -56 € 240 ordered',
  },
  {
    name: 'the exit status is what main returns',
    text: `
[<EntryPoint>]
let main _ = 42
`,
    prints: '',
    status: 42,
  },
];

describe.each(runnable)('on $target.name', (definition) => {
  describe.each(['speed', 'size'] as const)('optimised for %s', (optimization) => {
    test.each(samples)('$name', async ({ text, prints, status }) => {
      const program = compile('Sample.fs', `module Sample\n${text}`, definition.target);
      expect(await run(program, definition, { optimization })).toEqual({ status: status ?? 0, out: prints, err: '' });
    });
  });
});
