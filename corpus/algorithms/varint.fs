/// Numbers of variable length as in protocol buffers: seven bits a byte, the lowest first; signed ones in zigzag order. Also a message of tagged fields.
module Varint

/// Writes a number at a position; gives the position behind it, or −1 when there is no room.
let write (target: Span<byte>) (start: int) (value: uint64) : int =
    let mutable position = start
    let mutable rest = value
    while position >= 0 && position < target.Length && rest >= 0x80UL do
        target.[position] <- byte (rest &&& 0x7FUL) ||| 0x80uy
        position <- position + 1
        rest <- rest >>> 7
    if position >= 0 && position < target.Length then
        target.[position] <- byte rest
        position + 1
    else
        -1

type Read = { Value: uint64; Next: int }

/// Reads a number; `Next` is the position behind it, or −1 when it is cut off or longer than ten bytes.
let read (source: ReadOnlySpan<byte>) (start: int) : Read =
    let mutable position = start
    let mutable shift = 0
    let mutable value = 0UL
    let mutable isGoing = true
    while isGoing && shift < 70 && 0 <= position && position < source.Length do
        let octet = source.[position]
        value <- value ||| (uint64 (octet &&& 0x7Fuy) <<< (shift &&& 63))
        position <- position + 1
        shift <- shift + 7
        if octet < 0x80uy then isGoing <- false
    if isGoing then { Value = 0UL; Next = -1 } else { Value = value; Next = position }

let zigzag (value: int64) : uint64 = uint64 ((value <<< 1) ^^^ (value >>> 63))
let unzigzag (value: uint64) : int64 = int64 (value >>> 1) ^^^ -(int64 (value &&& 1UL))

/// A message: a count, then so many differences between neighbours. Gives its length, or −1.
let pack (values: ReadOnlySpan<int64>) (target: Span<byte>) : int =
    let mutable position = write target 0 (uint64 values.Length)
    let mutable last = 0L
    let mutable i = 0
    while position >= 0 && i < values.Length do
        position <- write target position (zigzag (values.[i] - last))
        last <- values.[i]
        i <- i + 1
    position

/// Gives how many values the message has, or −1 when it is broken or has too many.
let unpack (source: ReadOnlySpan<byte>) (values: Span<int64>) : int =
    let head = read source 0
    if head.Next < 0 || head.Value > uint64 values.Length then
        -1
    else
        let count = int head.Value
        let mutable position = head.Next
        let mutable last = 0L
        let mutable i = 0
        while position >= 0 && i < count do
            let difference = read source position
            last <- last + unzigzag difference.Value
            values.[i] <- last
            position <- difference.Next
            i <- i + 1
        if position >= 0 then count else -1

let numbers : int64[] = Array.zeroCreate 24
let unpacked : int64[] = Array.zeroCreate 24
let message : byte[] = Array.zeroCreate 96

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 24
    let count = Console.readln line
    if count < 1 then
        1
    else
        // Grows by leaps, so that all lengths occur.
        let mutable value = 1L
        for i in 0 .. count - 1 do
            value <- value * -7L + int64 line.[i]
            numbers.[i] <- value
        let length = pack numbers.[0 .. count - 1] message
        Console.writeInt length
        Console.newline ()
        if length > 0 then
            for i in 0 .. length - 1 do
                Console.writeHex (uint message.[i])
                Console.write " "
            Console.newline ()
            let back = unpack message.[0 .. length - 1] unpacked
            for i in 0 .. back - 1 do
                Console.writeInt64 unpacked.[i]
                Console.write " "
            Console.newline ()
            Console.writeInt (unpack message.[0 .. length - 2] unpacked)
            Console.newline ()
        Console.writeInt (pack numbers.[0 .. count - 1] message.[0 .. count - 1])
        Console.newline ()
        0
