/// Copying: forward, in either direction when source and target overlap, reversed, words to bytes and back, and a gather through a stride.
module Copy

/// Copies as much as fits, and gives the number of bytes.
let copy (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    let mutable i = 0
    while i < source.Length && i < target.Length do
        target.[i] <- source.[i]
        i <- i + 1
    i

/// Moves `count` bytes of a buffer from one position to another; the two may overlap. False when they do not lie in the buffer.
let move (buffer: Span<byte>) (source: int) (target: int) (count: int) : bool =
    if source < 0 || target < 0 || count < 0 then
        false
    elif source > buffer.Length - count || target > buffer.Length - count then
        false
    else
        if target <= source then
            for i in 0 .. count - 1 do
                buffer.[target + i] <- buffer.[source + i]
        else
            for i = count - 1 downto 0 do
                buffer.[target + i] <- buffer.[source + i]
        true

/// In place, from both ends.
let reverse (buffer: Span<byte>) : unit =
    let mutable low = 0
    let mutable high = buffer.Length - 1
    while low < high do
        let kept = buffer.[low]
        buffer.[low] <- buffer.[high]
        buffer.[high] <- kept
        low <- low + 1
        high <- high - 1

/// Rotates to the left by three reversals.
let rotate (buffer: Span<byte>) (by: int) : unit =
    if 0 < by && by < buffer.Length then
        reverse buffer.[0 .. by - 1]
        reverse buffer.[by .. buffer.Length - 1]
        reverse buffer

/// Little-endian words, as many as are whole in the bytes and fit into the target. Gives their number.
let toWords (bytes: ReadOnlySpan<byte>) (words: Span<uint32>) : int =
    let count = min (bytes.Length / 4) words.Length
    for i in 0 .. count - 1 do
        words.[i] <-
            uint32 bytes.[4 * i]
            ||| (uint32 bytes.[4 * i + 1] <<< 8)
            ||| (uint32 bytes.[4 * i + 2] <<< 16)
            ||| (uint32 bytes.[4 * i + 3] <<< 24)
    count

/// And back.
let toBytes (words: ReadOnlySpan<uint32>) (bytes: Span<byte>) : int =
    let mutable position = 0
    let mutable i = 0
    while i < words.Length && position + 4 <= bytes.Length do
        let word = words.[i]
        for part in 0 .. 3 do
            bytes.[position + part] <- byte (word >>> (8 * part))
        position <- position + 4
        i <- i + 1
    position

/// Every `stride`-th byte.
let gather (source: ReadOnlySpan<byte>) (stride: int) (target: Span<byte>) : int =
    let mutable from = 0
    let mutable count = 0
    if stride > 0 then
        while from < source.Length && count < target.Length do
            target.[count] <- source.[from]
            count <- count + 1
            from <- from + stride
    count

let show (text: ReadOnlySpan<byte>) : unit =
    Console.writeBytes text
    Console.newline ()

let line : byte[] = Array.zeroCreate 40
let other : byte[] = Array.zeroCreate 40
let words : uint32[] = Array.zeroCreate 8

[<EntryPoint>]
let main () =
    let length = Console.readln line
    if length < 8 then
        1
    else
        let text = line.[0 .. length - 1]
        let copied = copy text other
        show other.[0 .. copied - 1]
        ignore (copy text other.[0 .. 4])
        reverse text
        show text
        reverse text
        rotate text 3
        show text
        if move text 0 2 5 then show text
        if move text 2 1 6 then show text
        if not (move text 3 0 length) then Console.writeln "refused"
        let count = toWords text words
        for i in 0 .. count - 1 do
            Console.writeHex (uint words.[i])
            Console.newline ()
        let written = toBytes words.[0 .. count - 1] other
        show other.[0 .. written - 1]
        let gathered = gather text 3 other
        show other.[0 .. gathered - 1]
        0
