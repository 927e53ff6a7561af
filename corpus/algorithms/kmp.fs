/// Knuth, Morris and Pratt: search without going back in the text. The table says how much of the pattern still matches after a mismatch.
module Kmp

/// For each position the length of the longest proper prefix of the pattern that ends there.
let buildTable (pattern: ReadOnlySpan<byte>) (table: Span<int>) : unit =
    let mutable matched = 0
    for i in 1 .. pattern.Length - 1 do
        while matched > 0 && pattern.[i] <> pattern.[matched] do
            matched <- table.[matched - 1]
        if pattern.[i] = pattern.[matched] then matched <- matched + 1
        table.[i] <- matched

/// Writes where the pattern begins in the text, overlapping places included; gives how many there are.
let search (text: ReadOnlySpan<byte>) (pattern: ReadOnlySpan<byte>) (table: ReadOnlySpan<int>) (places: Span<int>) : int =
    let mutable count = 0
    let mutable matched = 0
    for i in 0 .. text.Length - 1 do
        while matched > 0 && text.[i] <> pattern.[matched] do
            matched <- table.[matched - 1]
        if text.[i] = pattern.[matched] then matched <- matched + 1
        if matched = pattern.Length then
            if count < places.Length then
                places.[count] <- i + 1 - matched
                count <- count + 1
            matched <- table.[matched - 1]
    count

let table : int[] = Array.zeroCreate 16
let places : int[] = Array.zeroCreate 12

[<EntryPoint>]
let main () =
    // A line with the pattern, then lines of text.
    let pattern : byte[] = Array.zeroCreate 16
    let text : byte[] = Array.zeroCreate 80
    let patternLength = Console.readln pattern
    if patternLength < 1 then
        1
    else
        let wanted = pattern.[0 .. patternLength - 1]
        let failure = table.[0 .. patternLength - 1]
        failure.[0] <- 0
        buildTable wanted failure
        for i in 0 .. failure.Length - 1 do
            Console.writeInt failure.[i]
            Console.write " "
        Console.newline ()
        let mutable length = Console.readln text
        while length > 0 do
            let count = search text.[0 .. length - 1] wanted failure places
            Console.writeInt count
            Console.write ":"
            for i in 0 .. count - 1 do
                Console.write " "
                Console.writeInt places.[i]
            Console.newline ()
            length <- Console.readln text
        0
