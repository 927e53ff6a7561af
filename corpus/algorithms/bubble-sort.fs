/// Bubble sort, plain, with the early exit when a pass changes nothing, and in both directions (cocktail shaker).
module BubbleSort

let plain (values: Span<int>) : unit =
    for last = values.Length - 1 downto 1 do
        for i in 0 .. last - 1 do
            if values.[i] > values.[i + 1] then
                let kept = values.[i]
                values.[i] <- values.[i + 1]
                values.[i + 1] <- kept

/// Stops after the first pass without an exchange; a pass goes no further than the last exchange of the one before.
/// Gives the number of passes.
let untilSorted (values: Span<int>) : int =
    let mutable limit = values.Length
    let mutable passes = 0
    while limit > 1 do
        let mutable exchanged = 0
        for i in 1 .. limit - 1 do
            if values.[i - 1] > values.[i] then
                let kept = values.[i]
                values.[i] <- values.[i - 1]
                values.[i - 1] <- kept
                exchanged <- i
        limit <- exchanged
        passes <- passes + 1
    passes

let shaker (values: Span<int>) : unit =
    let mutable low = 0
    let mutable high = values.Length - 1
    while low < high do
        for i in low .. high - 1 do
            if values.[i] > values.[i + 1] then
                let kept = values.[i]
                values.[i] <- values.[i + 1]
                values.[i + 1] <- kept
        high <- high - 1
        for i = high downto low + 1 do
            if values.[i - 1] > values.[i] then
                let kept = values.[i]
                values.[i] <- values.[i - 1]
                values.[i - 1] <- kept
        low <- low + 1

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 32

/// The characters of the line, each with its case as sign.
let fill (line: ReadOnlySpan<byte>) : unit =
    for i in 0 .. line.Length - 1 do
        let code = int line.[i]
        samples.[i] <- if code < 96 then -code else code

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 32
    let count = Console.readln line
    if count < 1 then
        1
    else
        let text = line.[0 .. count - 1]
        let values = samples.[0 .. count - 1]
        fill text
        plain values
        show values
        fill text
        Console.writeInt (untilSorted values)
        Console.newline ()
        show values
        fill text
        shaker values
        show values
        0
