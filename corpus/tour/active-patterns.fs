/// Active patterns: functions that patterns call. Complete ones divide all values among their cases, partial ones take some; both may look deeper.
module ActivePatterns

/// Complete: a match with all its cases misses nothing.
let (|Low|Normal|High|) celsius =
    if celsius < 5 then Low(5 - celsius)
    elif celsius <= 30 then Normal
    else High(celsius - 30)

let report celsius =
    match celsius with
    | Low missing -> printfn "%d: heat by %d" celsius missing
    | Normal -> printfn "%d: idle" celsius
    | High 1 -> printfn "%d: wait" celsius
    | High excess -> printfn "%d: cool by %d" celsius excess

/// Partial: what it finds, or nothing.
let (|Digit|_|) (c: char) = if '0' <= c && c <= '9' then Some(int c - int '0') else None

[<return: Struct>]
let (|Letter|_|) (c: char) = if 'a' <= c && c <= 'z' then ValueSome(int c - int 'a') else ValueNone

/// Whether, and nothing more.
let (|Space|_|) (c: char) = c = ' '

let counts: int[] = Array.zeroCreate 26

let count (text: string) =
    let mutable sum = 0
    let mutable others = 0
    for c in text do
        match c with
        | Digit d -> sum <- sum + d
        | Letter at -> counts.[at] <- counts.[at] + 1
        | Space -> ()
        | _ -> others <- others + 1
    printfn "digits add up to %d, a: %d, t: %d, others: %d" sum counts.[0] counts.[19] others

/// Arguments stand before the pattern.
let (|DivisibleBy|_|) divisor n = if n % divisor = 0 then Some(n / divisor) else None

let fizz n =
    match n with
    | DivisibleBy 15 _ -> "FizzBuzz"
    | DivisibleBy 3 (DivisibleBy 3 _) -> "Fizz, twice"
    | DivisibleBy 3 _ -> "Fizz"
    | DivisibleBy 5 _ -> "Buzz"
    | _ -> "-"

let (|After|_|) (prefix: string) (text: string) =
    if String.startsWith prefix text then Some text.[prefix.Length ..] else None

let (|Number|_|) (text: string) = Parse.tryInt text

let command line =
    match line with
    | After "set " (Number n) -> printfn "set %d" n
    | After "get " name
    | After "show " name -> printfn "get '%s'" name
    | After "set " what -> printfn "no number: '%s'" what
    | _ -> printfn "no command"

/// One case: another view of every value, in parameters too.
let (|Fixed|) value = value * 256
let mean (Fixed a) (Fixed b) = (a + b) / 2

let (Fixed half) = 5

/// In a module of their own, and for pairs.
module Grid =
    let private width = 4
    let (|Inside|Outside|) (row, column) =
        if row >= 0 && row < 4 && column >= 0 && column < width then Inside(row * width + column) else Outside

let cells = Array.create 16 1

/// No check is left: the index is what `Inside` gave.
let mark place =
    match place with
    | Grid.Inside at -> cells.[at] <- cells.[at] * 2
    | Grid.Outside -> ()

[<EntryPoint>]
let main () =
    for celsius in [| -3; 20; 31; 40 |] do
        report celsius
    count "at 12:30 that cat sat"
    for n in [| 7; 9; 10; 12; 30 |] do
        printfn "%d %s" n (fizz n)
    for line in [| "set 12"; "show speed"; "get x"; "set fast"; "stop" |] do
        command line
    printfn "%d %d" (mean 1 2) half
    for i in -1 .. 4 do
        mark (i, i)
    printfn "%d" (Array.sum cells)
    0
