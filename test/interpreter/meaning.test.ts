// The meaning of the language, place by place: what a run answers, where it stops, what it asks of the world and in which order. The expected values are worked
// out from docs/language.md and F#, not from the compiler.
import { startOf } from '../../src/base/source.ts';
import { runProgram } from '../../src/interpreter/run.ts';
import { closedWorld, plainRegisters, type World } from '../../src/interpreter/world.ts';
import { graphOf, targetOf } from '../analysis/source.ts';

type Name = 'x86_64-linux' | 'cortex-m33';
const both: readonly Name[] = ['x86_64-linux', 'cortex-m33'];

function outcomeOf(text: string, target: Name, world: World = closedWorld(new Uint8Array()), fuel = 100_000) {
  const graph = graphOf(`module Meaning\n${text}`);
  return runProgram(graph, targetOf(target), world, { limits: { fuel, depth: 500 } });
}

const main = (body: string) => `[<EntryPoint>]\nlet main () =\n    ${body}\n`;

/** Programs that return 0 when each of their claims is true. */
const truths: Readonly<Record<string, string>> = {
  'a float literal is a number': main('if 1.5 + 0.25 = 1.75 && 0.1f + 0.2f = 0.3f && 0.1 + 0.2 <> 0.3 then 0 else 1'),
  'single precision rounds each result': main(
    'if 16777216.0f + 1.0f = 16777216.0f && float32 16777217 = 16777216.0f then 0 else 1',
  ),
  'a wide integer is rounded once': main('if float32 0x7FFFFF4000000001L = 9223371487098961920.0f then 0 else 1'),
  'float to integer truncates and saturates': main(
    'let nan = 0.0 / 0.0\n    if int8 300.9 = 127y && int8 -300.0 = -128y && uint8 -1.0 = 0uy && int32 -1.9 = -1l && int64 nan = 0L && int64 1e300 = 9223372036854775807L then 0 else 1',
  ),
  'min and max of floats: NaN wins, the first of equals': main(
    'let nan = 0.0 / 0.0\n    if min 1.0 nan <> min 1.0 nan && max nan 1.0 <> max nan 1.0 && 1.0 / (min 0.0 -0.0) > 0.0 && 1.0 / (max -0.0 0.0) < 0.0 then 0 else 1',
  ),
  'the remainder of floats has the sign of the dividend': main(
    'if -5.5 % 2.0 = -1.5 && 5.5 % -2.0 = 1.5 then 0 else 1',
  ),
  'a comprehension stores its elements in order': `let squares = [| for i in 0 .. 9 -> i * i |]
let grid = [| for y in 0 .. 2 do for x in 3 .. -1 .. 1 do yield y * 10 + x |]
let given = [| for x in squares do (if x % 2 = 0 then yield x else yield -x) |]
let both = [| for i in 5 .. -2 .. 1 do (yield i; (for b in 0uy .. 1uy -> i * 10 + int b)) |]
let same (a: ReadOnlySpan<int>) (b: ReadOnlySpan<int>) = Span.equals a b
[<EntryPoint>]
let main () =
    let inner = [| for x in grid do let y = x + 1 in for z in [| for k in 0 .. 1 -> y * k |] -> z |]
    if same grid [| 3; 2; 1; 13; 12; 11; 23; 22; 21 |]
       && same given [| 0; -1; 4; -9; 16; -25; 36; -49; 64; -81 |]
       && same both [| 5; 50; 51; 3; 30; 31; 1; 10; 11 |]
       && inner.Length = 18 && inner.[17] = 22 && inner.[16] = 0 && inner.[7] = 14
    then 0
    else 1
`,
  'shift counts are masked': main('if (1ul <<< 33) = 2ul && (-8y >>> 9) = -4y && (0x80uy >>> 7) = 1uy then 0 else 1'),
  'division truncates toward zero': main('if -7 / 2 = -3 && -7 % 2 = -1 && 7 / -2 = -3 && 7 % -2 = 1 then 0 else 1'),
  'absolute value and negation of the least number wrap': main(
    'if abs -128y = -128y && -(-128y) = -128y then 0 else 1',
  ),
  'members of an enum are sets of bits': `[<Flags>]
type Mode = None = 0 | Read = 1 | Write = 2 | Both = 3
[<Literal>]
let Update = Mode.Read ||| Mode.Write
${main(
  'let mutable mode = Mode.Read\n    let before = mode.HasFlag Mode.Read && not (mode.HasFlag Mode.Both) && mode.HasFlag(Mode.None)\n    mode <- mode ||| Mode.Write\n    if before && mode = Update && mode.HasFlag Mode.Both && (mode ^^^ Mode.Read) = Mode.Write && mode &&& ~~~Mode.Write = Mode.Read && enum<Mode> 3 = Mode.Both && int (enum 7: Mode) = 7 then 0 else 1',
)}`,
  'an enum keeps its width': `type Small = A = 1uy | B = 0x80uy
${main('if int (~~~Small.A) = 254 && int (~~~(Small.A ||| Small.B)) = 0x7E then 0 else 1')}`,
  'conversions wrap': main(
    'if byte 300 = 44uy && int8 200 = -56y && uint16 -1 = 65535us && int (char 65) = 65 then 0 else 1',
  ),
  'a loop may end at the greatest and the least number of its type': main(
    'let mutable n = 0\n    for i in 253uy .. 255uy do\n        n <- n + 1\n    for i = -127y downto -128y do\n        n <- n + 1\n    for i in 1 .. 0 do\n        n <- 100\n    if n = 5 then 0 else 1',
  ),
  'both ends of a loop are evaluated once, the first before the last': `let mutable trace = 0
let say (digit: int) : int =
    trace <- trace * 10 + digit
    digit
${main('for i in say 1 .. say 3 do\n        trace <- trace * 10 + 7\n    if trace = 13777 then 0 else 1')}`,
  'operands are evaluated from left to right': `let mutable trace = 0
let items : int[] = Array.zeroCreate 4
let say (digit: int) : int =
    trace <- trace * 10 + digit
    digit
${main('items.[say 1] <- say 2 + say 3 * say 0\n    if trace = 1230 && items.[1] = 2 then 0 else 1')}`,
  '&& and || leave out what they do not need': `let mutable calls = 0
let yes () : bool =
    calls <- calls + 1
    true
${main('if (false && yes ()) || (true || yes ()) then (if calls = 0 then 0 else 1) else 2')}`,
  'a complete active pattern is asked once for a value, and where its pattern is first tried': `let mutable trace = 0
let (|Even|Odd|) (n: int) =
    trace <- trace * 10 + n
    if n % 2 = 0 then Even else Odd
let pick a b =
    match a, b with
    | 0, Odd -> 1
    | 1, Even -> 2
    | _, Even -> 3
    | Odd, _ -> 4
    | Even, Odd -> 5
${main('let before = pick 1 3 = 4 && trace = 31\n    trace <- 0\n    if before && pick 0 5 = 1 && trace = 5 && pick 2 3 = 5 && trace = 532 then 0 else 1')}`,
  'a partial active pattern is asked once by each rule, and once for its alternatives': `let mutable calls = 0
let (|Half|_|) (n: int) =
    calls <- calls + 1
    if n % 2 = 0 then Some(n / 2) else None
let pick a =
    match a with
    | Half 1 | Half 2 | Half 3 -> 1
    | Half (Half 5) -> 2
    | Half n when n > 40 -> 3
    | n -> n
${main('if pick 6 = 1 && calls = 1 && pick 20 = 2 && calls = 4 && pick 100 = 3 && calls = 8 && pick 7 = 7 && calls = 11 then 0 else calls')}`,
  'a conjunction takes what each of its patterns takes, and asks one active pattern once': `let mutable calls = 0
let (|Low|High|) (n: int) =
    calls <- calls + 1
    if n < 10 then Low(10 - n) else High(n - 10)
let (|Divided|_|) d (n: int) = if n % d = 0 then Some(n / d) else None
let pick n =
    match n with
    | Low 1 & Low x -> 1000 + x
    | Low x & (Divided 2 y & whole) -> 100 * x + 10 * y + whole
    | Divided 5 4 & High x & (20 | 30) -> x
    | _ & 12 -> 2
    | a & b -> a + b
${main('if pick 9 = 1001 && pick 4 = 624 && pick 20 = 10 && pick 12 = 2 && pick 25 = 50 && pick 7 = 14 && calls = 6 then 0 else calls')}`,
  'the arguments of an active pattern are evaluated where it is tried': `let mutable limit = 3
let (|Above|_|) (low: int) (n: int) =
    limit <- limit + 4
    if n > low then Some low else None
${main('let n = 5\n    match n with\n    | Above limit 9 -> 1\n    | Above limit low -> low\n    | Above 2 low -> low + limit - 17\n    | _ -> 4')}`,
  'a condition is asked of each alternative that matches, until it holds': main(
    'let first p = match p with (x, _) | (_, x) when x > 5 -> x | _ -> 0\n    if first (1, 10) = 10 && first (7, 10) = 7 && first (1, 2) = 0 then 0 else 1',
  ),
  'what is done last is done behind the body, whose value it keeps': `let mutable trace = 0
let note (n: int) : unit = trace <- trace * 10 + n
let rec down n = try (if n = 0 then trace else down (n - 1)) finally note n
${main('note 9\n    if down 3 = 9 && trace = 90123 then 0 else 1')}`,
  'functions in a tuple are given with it, whole or in parts': `let mutable trace = 0
let say (digit: int) =
    trace <- trace * 10 + digit
    digit
let twice (pair: (int -> int) * int) =
    let (f, x) = pair
    let (g, y) = pair
    f x + snd pair + g y
let parts (f: int -> int, x: int) (g: int -> int, y: int) = f (g (x - y))
let add (n: int) = fun x -> x + n
let make (n: int) = (add n, say n)
${main('let first = twice (add 1, 2) + twice (make 3)\n    let second = parts (add (say 4), say 5) (make 6)\n    let third = parts (make 7) ((if say 8 > 7 then add 1 else add 2), 9)\n    if first = 23 && second = 9 && third = 6 && trace = 345678 then 0 else 1')}`,
  'a builder is asked for what F# asks it for, in that order': `let mutable trace = 0L
let note (digit: int) = trace <- trace * 10L + int64 digit
type Steps() =
    member _.Bind(x: int option, f: int -> int option) =
        note 1
        match x with Some v -> f v | None -> None
    member _.Return(x: int) : int option =
        note 2
        Some x
    member _.ReturnFrom(x: int option) : int option =
        note 3
        x
    member _.Zero() : int option =
        note 4
        Some 0
    member _.Combine(first: int option, next: unit -> int option) =
        note 5
        match first with Some 0 -> next () | other -> other
    member _.Delay(f: unit -> int option) =
        note 6
        f
    member _.Run(f: unit -> int option) =
        note 7
        f ()
let steps = Steps()
let given (n: int) = (note 8; Some n)
let run (n: int) =
    steps {
        let! a = given n
        if a > 1 then note 9
        if a > 2 then return a
        match! given (a * 2) with
        | 2 -> return! None
        | b -> return a + b
    }
let traced (n: int) (digits: int64) (wanted: int option) =
    trace <- 0L
    run n = wanted && trace = digits
${main('if traced 3 67819465265L (Some 3) && traced 1 6781465465813L None && traced 2 67819465465812L (Some 6) then 0 else 1')}`,
  'what a block uses it disposes of when it ends, the last one first': `let mutable trace = 0
type Note =
    { Digit: int }
    interface System.IDisposable with
        member this.Dispose() = trace <- trace * 10 + this.Digit
let inner () =
    use one = { Digit = 1 }
    use two = { Digit = 2 }
    trace <- trace * 10 + 5
    trace
${main('for i in 6 .. 7 do\n        use note = { Digit = i }\n        trace <- trace * 10 + 9\n    if inner () = 96975 && trace = 9697521 && using { Digit = 4 } (fun it -> it.Digit + trace) = 9697525 && trace = 96975214 then 0 else 1')}`,
  'records are values': `type Point = { mutable X: int; mutable Y: int }
let points : Point[] = Array.create 2 { X = 1; Y = 2 }
${main('let mutable a = points.[0]\n    a.X <- 5\n    points.[1].Y <- 9\n    let b = { a with Y = 7 }\n    if points.[0].X = 1 && points.[0].Y = 2 && points.[1].Y = 9 && a.Y = 2 && b.X = 5 && b.Y = 7 then 0 else 1')}`,
  'slices and spans share storage': `let items : int[] = [| 1; 2; 3; 4; 5 |]
${main('let part = items.[1 .. 3]\n    let inner = part.[1 .. ]\n    inner.[0] <- 30\n    items.[3] <- 40\n    let none = items.[5 .. 4]\n    if items.[2] = 30 && part.[2] = 40 && inner.Length = 2 && none.Length = 0 then 0 else 1')}`,
  'an array in a loop is fresh in each turn': main(
    'let mutable sum = 0\n    for i in 0 .. 3 do\n        let cells : int[] = Array.zeroCreate 2\n        cells.[i &&& 1] <- cells.[i &&& 1] + 1\n        sum <- sum + cells.[0] + cells.[1]\n    if sum = 4 then 0 else 1',
  ),
  'a string is bytes; its elements are characters': main(
    'let s = "hé"\n    if s.Length = 3 && s.[0] = \'h\' && int s.[1] = 0xC3 && String.byteAt s 2 = 0xA9uy then 0 else 1',
  ),
  'cases and their fields': `type Shape =
    | Dot
    | Line of int
    | Box of width: int * height: int
let area (s: Shape) : int =
    match s with
    | Dot -> 0
    | Line _ -> 1
    | Box (w, h) when w = h -> 100 + w
    | Box (w, h) -> w * h
${main('if area Dot = 0 && area (Line 4) = 1 && area (Box (2, 3)) = 6 && area (Box (3, 3)) = 103 && Box (1, 2) = Box (1, 2) && Line 1 <> Dot then 0 else 1')}`,
  'module-level values are made in program order': `let mutable count = 0
let next () : int =
    count <- count + 1
    count
let first = next ()
let second = next () * 10
${main('if first = 1 && second = 20 then 0 else 1')}`,
  'units are equal, and false is less than true': main('if () = () && false < true then 0 else 1'),
};

test.each(Object.entries(truths))('%s', (_name, text) => {
  for (const target of both) expect(outcomeOf(text, target)).toEqual({ kind: 'returned', value: 0n });
});

test('int has the width of the target', () => {
  const text = main('2147483647 + 1');
  expect(outcomeOf(text, 'x86_64-linux')).toEqual({ kind: 'returned', value: 2147483648n });
  expect(outcomeOf(text, 'cortex-m33')).toEqual({ kind: 'returned', value: -2147483648n });
  expect(outcomeOf(main('if 0xFFFFFFFF = -1 then 0 else 1'), 'x86_64-linux')).toEqual({ kind: 'returned', value: 0n });
});

/** Programs that a check stops: its kind, its line (the first is `module`), its values. */
const failures: readonly (readonly [string, string, string, number, object])[] = [
  [
    'an index below',
    'bounds',
    `let a : int[] = Array.zeroCreate 3\n${main('a.[0 - 1]')}`,
    5,
    { index: -1n, extent: 3n },
  ],
  ['an index beyond', 'bounds', main('let s = "abc"\n    int s.[3]'), 5, { index: 3n, extent: 3n }],
  [
    'a slice that begins behind its end',
    'slice',
    main('let s = "abc"\n    s.[2 .. 0].Length'),
    5,
    { first: 2n, last: 0n, extent: 3n },
  ],
  ['a divisor of zero', 'division', main('let z = String.length ""\n    5 % z'), 5, { dividend: 5n, divisor: 0n }],
  [
    'a quotient that does not fit',
    'division',
    main('let m = -1y - sbyte (String.length "")\n    int (-128y / m)'),
    5,
    { dividend: -128n, divisor: -1n },
  ],
  ['an assertion', 'assert', main('assert (1 > 2)\n    0'), 4, { condition: false }],
  [
    'a condition of a call, at the call',
    'requires',
    `let half (n: int) : int =\n    requires (n >= 0)\n    requires (n % 2 = 0)\n    n / 2\n${main('half 3')}`,
    8,
    { condition: false },
  ],
  [
    'a promise, at its condition',
    'ensures',
    `let half (n: int) : int =\n    ensures (fun r -> r > 0)\n    n / 2\n${main('half 1')}`,
    3,
    { condition: false },
  ],
  [
    'an invariant, at its condition',
    'invariant',
    main('let mutable i = 0\n    while i < 5 do\n        invariant (i < 3)\n        i <- i + 1\n    0'),
    6,
    { condition: false },
  ],
  [
    'a value that no rule takes',
    'exhaustive',
    main('match String.length "abc" with\n    | 0 -> 1\n    | n when n > 3 -> 2'),
    4,
    { matched: false },
  ],
  ['an address that no map has', 'memory-map', main('int (Ptr.read<uint32> 0x3un)'), 4, { address: 3n }],
];

test.each(failures)('%s stops the run (%s)', (_name, kind, text, line, roles) => {
  for (const target of both) {
    const outcome = outcomeOf(text, target);
    if (outcome.kind !== 'claim-failed') throw new Error(`${target}: ${outcome.kind}`);
    const { claim } = outcome;
    expect({ kind: claim.kind, line: startOf(claim.span).line, roles: outcome.roles }).toEqual({ kind, line, roles });
  }
});

test('a rule with a condition may take what no other rule takes: the run goes on', () => {
  const text = main('match String.length "abc" with\n    | 0 -> 1\n    | n when n > 2 -> n - 3\n    | 1 -> 5');
  for (const target of both) expect(outcomeOf(text, target)).toEqual({ kind: 'returned', value: 0n });
});

test('the conditions of a recursive call are about the new arguments', () => {
  const text = `let rec down (n: int) : int =\n    requires (n >= 0)\n    if n = 0 then 7 else down (n - 1)\n${main('down 4 - 7')}`;
  expect(outcomeOf(text, 'cortex-m33')).toEqual({ kind: 'returned', value: 0n });
});

test('exit ends the run at once; so do fuel and depth', () => {
  expect(outcomeOf(main('Platform.Bindings.exit 42\n    0'), 'cortex-m33')).toEqual({ kind: 'exit', status: 42n });
  expect(outcomeOf(main('while true do ()\n    0'), 'cortex-m33')).toEqual({ kind: 'out-of-fuel' });
  const deep = `let rec down (n: int) : int = if n = 0 then 0 else 1 + down (n - 1)\n${main('down 100000')}`;
  expect(outcomeOf(deep, 'cortex-m33', undefined, Number.POSITIVE_INFINITY)).toEqual({ kind: 'too-deep' });
  expect(outcomeOf(deep.replace('100000', '400'), 'cortex-m33')).toEqual({ kind: 'returned', value: 400n });
});

test('volatile accesses are made as often, as wide and in the order written, registers and raw addresses alike', () => {
  const text = `[<PeripheralDescriptor("PORT", 0x50100000UL)>]
type Port =
    { [<Register("DATA", 0x00u, "rw", 4)>]
      DATA: NativePtr<uint16, peripheral, readWrite>
      [<Register("FLAGS", 0x10u, "r")>]
      FLAGS: NativePtr<int8, peripheral, readOnly> }
${main('NativePtr.set PORT.DATA 3 0x1234us\n    let a = NativePtr.get PORT.DATA 3\n    let b = NativePtr.read PORT.FLAGS\n    Ptr.write 0x50100008un 65y\n    let c = Ptr.read<sbyte> 0x50100008un\n    Ptr.write 0x5010000Cun 1.5f\n    if a = 0x1234us && b = -1y && c = 65y && Ptr.read<float32> 0x5010000Cun = 1.5f then 0 else 1')}`;
  const registers = plainRegisters();
  registers.store(0x50100010n, 1, 0xffn);
  const log: string[] = [];
  const world: World = {
    ...closedWorld(new Uint8Array()),
    load(address, width) {
      log.push(`load ${width} ${address.toString(16)}`);
      return registers.load(address, width);
    },
    store(address, width, value) {
      log.push(`store ${width} ${address.toString(16)} ${value.toString(16)}`);
      registers.store(address, width, value);
    },
  };
  expect(outcomeOf(text, 'cortex-m33', world)).toEqual({ kind: 'returned', value: 0n });
  expect(log).toEqual([
    'store 2 50100006 1234',
    'load 2 50100006',
    'load 1 50100010',
    'store 1 50100008 41',
    'load 1 50100008',
    'store 4 5010000c 3fc00000',
    'load 4 5010000c',
  ]);
});

test('an address in the map that may not be written', () => {
  const outcome = outcomeOf(main('Ptr.write 0x10000000un 5ul\n    0'), 'cortex-m33');
  expect(outcome).toMatchObject({
    kind: 'claim-failed',
    claim: { kind: 'access-kind' },
    roles: { address: 0x10000000n },
  });
});

test('input arrives in the buffer, whatever is answered; output leaves as bytes', () => {
  const text = `let buffer : byte[] = Array.zeroCreate 4
${main('let n = Platform.Bindings.readBytes 0 buffer.[1 .. 3] 2\n    Console.writeBytes buffer\n    n')}`;
  const world = closedWorld(Uint8Array.from([65, 66, 67, 68]));
  expect(outcomeOf(text, 'x86_64-linux', world)).toEqual({ kind: 'returned', value: 2n });
  expect([...world.written(1)]).toEqual([0, 65, 66, 0]);
  const odd: World = { ...world, readBytes: () => ({ bytes: Uint8Array.from([1, 2, 3, 4]), answer: -(1n << 40n) }) };
  expect(outcomeOf(text, 'x86_64-linux', odd)).toEqual({ kind: 'returned', value: -(1n << 40n) });
  expect(outcomeOf(text, 'cortex-m33', odd)).toEqual({ kind: 'returned', value: 0n });
  expect([...world.written(1)].slice(4)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
});
