/// UTF-8: validation as the Unicode standard's table of well-formed sequences says, counting and decoding of code points, and encoding.
module Utf8

/// How many bytes a sequence with this first byte has; 0 for a byte that cannot be the first.
let sequenceLength (first: byte) : int =
    if first < 0x80uy then 1
    elif first < 0xC2uy then 0
    elif first < 0xE0uy then 2
    elif first < 0xF0uy then 3
    elif first < 0xF5uy then 4
    else 0

let isContinuation (octet: byte) : bool = octet &&& 0xC0uy = 0x80uy

/// Whether the second byte may follow the first: no overlong forms, no surrogates, nothing above U+10FFFF.
let mayFollow (first: byte) (second: byte) : bool =
    if first = 0xE0uy then second >= 0xA0uy
    elif first = 0xEDuy then second < 0xA0uy
    elif first = 0xF0uy then second >= 0x90uy
    elif first = 0xF4uy then second < 0x90uy
    else true

/// Where the first malformed sequence begins, or the length when the text is valid.
let validate (text: ReadOnlySpan<byte>) : int =
    let mutable i = 0
    let mutable isValid = true
    while isValid && i < text.Length do
        let first = text.[i]
        let length = sequenceLength first
        if length = 0 || i + length > text.Length then
            isValid <- false
        else
            for k in 1 .. length - 1 do
                if not (isContinuation text.[i + k]) then isValid <- false
            if length > 1 && not (mayFollow first text.[i + 1]) then isValid <- false
            if isValid then i <- i + length
    i

/// Decodes as many code points as there is room for. A malformed byte gives U+FFFD.
let decode (text: ReadOnlySpan<byte>) (points: Span<uint32>) : int =
    let mutable i = 0
    let mutable count = 0
    while i < text.Length && count < points.Length do
        let first = text.[i]
        let length = sequenceLength first
        if length > 0 && length <= text.Length - i && validate text.[i .. i + length - 1] = length then
            let mutable point = if length = 1 then uint32 first else uint32 first &&& (0x7Ful >>> length)
            for k in 1 .. length - 1 do
                point <- (point <<< 6) ||| (uint32 text.[i + k] &&& 0x3Ful)
            points.[count] <- point
            i <- i + length
        else
            points.[count] <- 0xFFFDul
            i <- i + 1
        count <- count + 1
    count

/// Writes one code point; gives the number of bytes, 0 when there is no room or it is no code point.
let encode (point: uint32) (target: Span<byte>) (position: int) : int =
    let length =
        if point < 0x80ul then 1
        elif point < 0x800ul then 2
        elif point >= 0xD800ul && point < 0xE000ul then 0
        elif point < 0x10000ul then 3
        elif point < 0x110000ul then 4
        else 0
    if length = 0 || position < 0 || position > target.Length - length then
        0
    elif length = 1 then
        target.[position] <- byte point
        1
    else
        let mutable rest = point
        for k = length - 1 downto 1 do
            target.[position + k] <- byte (0x80ul ||| (rest &&& 0x3Ful))
            rest <- rest >>> 6
        target.[position] <- byte (rest ||| (0xF00ul >>> length))
        length

let line : byte[] = Array.zeroCreate 64
let points : uint32[] = Array.zeroCreate 64
let copy : byte[] = Array.zeroCreate 24

[<EntryPoint>]
let main () =
    let mutable length = Console.readln line
    while length >= 0 do
        let text = line.[0 .. length - 1]
        Console.writeInt (validate text)
        Console.write "/"
        Console.writeInt length
        let count = decode text points
        for i in 0 .. count - 1 do
            Console.write " "
            Console.writeHex (uint points.[i])
        Console.newline ()
        // And back, as far as there is room.
        let mutable used = 0
        for i in 0 .. count - 1 do
            used <- used + encode points.[i] copy used
        Console.writeInt used
        Console.write " "
        if 0 < used && used <= copy.Length then Console.writeBytes copy.[0 .. used - 1]
        Console.newline ()
        length <- Console.readln line
    0
