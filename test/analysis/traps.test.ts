// For each rule of the analysis, a program that would make a careless version of it wrong. Every fact is compared with runs on the inputs that matter.
import type { Solver } from '../../src/smt/query.ts';
import { startSession } from '../../src/smt/session.ts';
import { targetOfForeign, trapsOfForeign } from '../checker/traps-of-foreign.ts';
import { checkRuns } from './check-runs.ts';
import { targetOf } from './source.ts';

let solver: Solver;
beforeAll(() => {
  solver = startSession();
});
afterAll(() => solver.close());

const prologue = `module Trap
let buffer : byte[] = Array.zeroCreate 4
let items : int[] = Array.zeroCreate 16
let mutable state = 0
let input () : int = Platform.Bindings.readBytes 0 buffer 0
`;

/** Inputs are answered in turn, again and again. */
function turn(values: readonly bigint[]): () => bigint {
  let at = 0;
  return () => values[at++ % values.length] ?? 0n;
}

const ends = [
  -9223372036854775808n,
  -2147483648n,
  -1n,
  0n,
  1n,
  2n,
  5n,
  15n,
  16n,
  127n,
  128n,
  255n,
  2147483647n,
  9223372036854775807n,
];

const traps: Readonly<Record<string, string>> = {
  ...trapsOfForeign,
  'a payload that only one side built, when the other side is a parameter': `
let pick (given: int option) (n: int) : int option = if n > 3 then Some 2 else given
let use' (o: int option) : int =
    let mutable r = o
    if state > 0 then r <- Some 1
    match r with
    | Some x -> (assert (x < 1000); x)
    | None -> 0
[<EntryPoint>]
let main () =
    state <- input ()
    let n = input ()
    ignore (use' (Some n))
    ignore (use' (pick (Some 7) n))
    match pick (Some n) (input ()) with
    | Some x -> (assert (x = 2 || x = n); items.[x &&& 15])
    | None -> 0
`,
  'or and xor of small numbers set bits above the larger one': `
[<EntryPoint>]
let main () =
    let a = input () &&& 5
    let b = input () &&& 10
    items.[a ||| b] <- 1
    items.[a ^^^ b] <- 1
    let c = (input () &&& 4) ||| (input () &&& 3)
    assert (c <= 7)
    items.[c]
`,
  'products that share a factor, with equal and unequal other factors': `
[<EntryPoint>]
let main () =
    let w = input ()
    let h = input ()
    let y = input ()
    if 0 <= w && w <= 1000 && 0 <= h && h <= 1000 && 0 <= y && y <= h then
        let whole = h * w
        let part = y * w
        assert (part <= whole)
        assert (part < whole)
    0
`,
  'a counter that ends at the greatest and least number': `
[<EntryPoint>]
let main () =
    let mutable n = 0
    for i in 9223372036854775805L .. 9223372036854775807L do
        n <- n + 1
        assert (i >= 9223372036854775805L)
    assert (n = 3)
    for i = -9223372036854775806L downto -9223372036854775808L do
        n <- n + 1
    for i in 250uy .. 255uy do
        items.[int i &&& 15] <- n
    assert (n = 6)
    items.[n &&& 15]
`,
  'two positions that do not always share out a whole': `
[<EntryPoint>]
let main () =
    let mutable i = 0
    let mutable j = 0
    for k in 0 .. 9 do
        if input () > 0 then i <- i + 1
        else if input () > 0 then j <- j + 1
        else j <- j + 2
        assert (i + j <= 2 * k + 2)
        items.[(i + j) &&& 15] <- k
    items.[i]
`,
  'a difference that only one arm keeps': `
[<EntryPoint>]
let main () =
    let n = input () &&& 15
    let mutable i = 0
    while i < n do
        let mutable j = i
        if input () > 2 then j <- i + 1 else j <- n
        assert (j <= n)
        items.[j &&& 15] <- 1
        i <- (if input () > 100 then j else i + 1)
    items.[i &&& 15]
`,
  'a test in one arm says nothing after both': `
[<EntryPoint>]
let main () =
    let i = input ()
    let n = input ()
    if i <= n then state <- 1 else state <- 2
    let mutable r = i
    if input () > 0 then r <- n
    assert (r <= n)
    if i > n || i < 0 then state <- 3 else state <- 4
    let mutable s = i
    if input () > 0 then s <- n
    assert (s >= 0)
    if n < 1000 && i <= n + 5 then
        if i <= n then state <- 5 else state <- 6
        let mutable t = i
        if input () > 0 then t <- n
        assert (t <= n)
    0
`,
  'an element of unknown case': `
let cells : int option[] = [| None; Some 3; Some 40; None |]
[<EntryPoint>]
let main () =
    cells.[3] <- Some (input ())
    let mutable r = cells.[input () &&& 3]
    if input () > 0 then r <- Some 1
    match r with
    | Some x -> (assert (x < 1000); items.[x])
    | None -> 0
`,
  'a shift whose count reaches the width': `
[<EntryPoint>]
let main () =
    let n = input ()
    items.[(n >>> 65) &&& 15] <- 1
    items.[((n &&& 255) >>> 66) &&& 15] <- 1
    let a = 1 <<< n
    let b = n >>> 65
    let c = 1ul <<< 33
    assert (c = 2ul)
    items.[(a + b) &&& 15] <- 3
    items.[int c]
`,
  'the least number: its negation, absolute value, quotient by -1': `
[<EntryPoint>]
let main () =
    let n = input ()
    let a = abs n
    assert (a >= 0)
    let b = 0 - n
    if n < 0 then assert (b > 0)
    let c = n / input ()
    let d = n % 16
    assert (d > -16)
    items.[a &&& 15] <- b + c
    items.[d]
`,
  'a narrowing conversion that wraps': `
[<EntryPoint>]
let main () =
    let n = input ()
    let a = int (uint8 n)
    let b = int (int8 n)
    assert (a <= 255)
    if n >= 0 then assert (b >= 0)
    items.[a / 16] <- b
    items.[b &&& 15] <- int (uint32 (n * 65536))
    0
`,
  'a callee that changes the module-level value between test and use': `
let bump () = state <- state + 1
[<EntryPoint>]
let main () =
    state <- input ()
    if 0 <= state && state < 16 then
        bump ()
        items.[state] <- 1
    let before = state
    bump ()
    assert (state <> before)
    items.[state &&& 15]
`,
  'a loop whose condition assigns': `
let mutable calls = 0
let again () : bool =
    calls <- calls + 1
    input () > 0
[<EntryPoint>]
let main () =
    while calls < 12 && again () do
        items.[calls] <- calls
    assert (calls <= 12)
    items.[calls]
`,
  'an array that is replaced by a shorter one': `
let small : int[] = Array.zeroCreate 3
[<EntryPoint>]
let main () =
    let mutable a = items
    if input () > 0 then a <- small
    a.[2] <- 1
    let n = input ()
    if 0 <= n && n < a.Length then
        if input () > 0 then a <- small
        a.[n] <- 2
    a.[3]
`,
  'an empty slice has no first element': `
[<EntryPoint>]
let main () =
    let n = input () &&& 15
    let part = items.[n .. n - 1]
    assert (part.Length = 0)
    let rest = items.[n ..]
    assert (rest.Length > 0)
    let m = input ()
    let some = items.[0 .. m]
    assert (some.Length > 0)
    some.[0]
`,
  'a test that a later assignment makes stale': `
[<EntryPoint>]
let main () =
    let mutable i = input ()
    let ok = 0 <= i && i < 16
    if input () > 0 then i <- i + 1
    if ok then items.[i] <- 1
    0
`,
  'a match that a rule with a condition may take: its claim is tested behind all rules': `
[<EntryPoint>]
let main () =
    let n = input ()
    if n < 2 then
        match n with
        | x when items.[x &&& 15] > x -> assert (n >= 0)
        | 0 -> ()
        | 1 -> ()
    else
        match n with
        | x when x > 2 -> ()
        | 0 -> ()
        | 1 -> ()
        assert (n <= 1)
        items.[n] <- 1
    0
`,
  'recursion that walks a number down': `
let rec down (n: int) (limit: int) : int =
    if n <= 0 then limit
    elif n > 40 then -1
    else
        assert (limit >= 0 || n < 40)
        down (n - 1) (limit - 1)
[<EntryPoint>]
let main () =
    let r = down (input ()) 5
    assert (r <= 5)
    items.[r &&& 15]
`,
  'wrapping at 8 bits inside a loop': `
[<EntryPoint>]
let main () =
    let mutable i = 0uy
    let mutable n = 0
    while n < 300 do
        i <- i + 7uy
        n <- n + 1
        assert (i <> 255uy || n > 100)
    items.[int i / 16]
`,
};

test.each(Object.keys(traps))('%s', async (name) => {
  const text = `${prologue}${traps[name]}`;
  const inputs = [
    ...ends.map((value) => turn([value])),
    ...ends.map((value, i) => turn([value, ends[(i * 5 + 3) % ends.length] ?? 0n, 3n, 1n, 0n])),
    ...Array.from({ length: 12 }, (_, i) => turn([BigInt(i), BigInt(i % 4), BigInt((i * 7) % 12), -1n, 2n])),
  ];
  const targets = name in trapsOfForeign ? ([targetOfForeign] as const) : (['x86_64-linux', 'cortex-m33'] as const);
  for (const target of targets) {
    const checked = await checkRuns(text, targetOf(target), solver, inputs);
    expect(checked.places.size).toBeGreaterThan(0);
  }
});
