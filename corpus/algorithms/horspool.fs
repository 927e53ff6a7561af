/// Boyer, Moore and Horspool: compares from the end of the pattern and skips by a table over all bytes.
module Horspool

let skips : int[] = Array.zeroCreate 256

/// How far to go on when the byte under the pattern's last position is this one.
let buildSkips (pattern: ReadOnlySpan<byte>) : unit =
    for octet in 0 .. 255 do
        skips.[octet] <- pattern.Length
    for i in 0 .. pattern.Length - 2 do
        skips.[int pattern.[i]] <- pattern.Length - 1 - i

/// The first place of the pattern at or after `start`, or −1.
let find (text: ReadOnlySpan<byte>) (pattern: ReadOnlySpan<byte>) (start: int) : int =
    let length = pattern.Length
    let mutable position = start
    let mutable found = -1
    if length > 0 && start >= 0 then
        while found < 0 && position <= text.Length - length do
            let mutable j = length - 1
            while j >= 0 && text.[position + j] = pattern.[j] do
                j <- j - 1
            if j < 0 then
                found <- position
            else
                position <- position + skips.[int text.[position + length - 1]]
    found

/// How often it occurs, overlapping places included: `find` from each place on.
let count (text: ReadOnlySpan<byte>) (pattern: ReadOnlySpan<byte>) : int =
    let mutable total = 0
    let mutable place = find text pattern 0
    while place >= 0 do
        total <- total + 1
        place <- find text pattern (place + 1)
    total

[<EntryPoint>]
let main () =
    // A line with the text, then lines with patterns.
    let text : byte[] = Array.zeroCreate 100
    let pattern : byte[] = Array.zeroCreate 20
    let textLength = Console.readln text
    if textLength < 1 then
        1
    else
        let haystack = text.[0 .. textLength - 1]
        let mutable length = Console.readln pattern
        while length > 0 do
            let needle = pattern.[0 .. length - 1]
            buildSkips needle
            Console.writeBytes needle
            Console.write ": first "
            Console.writeInt (find haystack needle 0)
            Console.write ", in all "
            Console.writeInt (count haystack needle)
            Console.newline ()
            length <- Console.readln pattern
        0
