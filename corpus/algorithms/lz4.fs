/// Decompression of LZ4 blocks: a token, literals, then a match that copies from what has already been written. Everything that the input decides is tested.
/// The compressed data comes as hexadecimal lines.
module Lz4

/// What went wrong, as a negative result.
[<Literal>]
let Truncated = -1

[<Literal>]
let NoRoom = -2

[<Literal>]
let BadOffset = -3

/// Gives the number of bytes written, or what is wrong.
let decompress (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    let mutable input = 0
    let mutable output = 0
    let mutable error = 0
    while error = 0 && input < source.Length do
        let token = int source.[input]
        input <- input + 1
        // Literals: the length goes on in further bytes while they are 255.
        let mutable literals = token >>> 4
        if literals = 15 then
            let mutable isGoing = true
            while isGoing && input < source.Length do
                let more = int source.[input]
                input <- input + 1
                literals <- literals + more
                isGoing <- more = 255
        if literals > source.Length - input then
            error <- Truncated
        elif literals > target.Length - output then
            error <- NoRoom
        else
            for i in 0 .. literals - 1 do
                target.[output + i] <- source.[input + i]
            input <- input + literals
            output <- output + literals
            // The last sequence has literals only.
            if input < source.Length then
                if source.Length - input < 2 then
                    error <- Truncated
                else
                    let offset = int source.[input] ||| (int source.[input + 1] <<< 8)
                    input <- input + 2
                    let mutable length = (token &&& 15) + 4
                    if length = 19 then
                        let mutable isGoing = true
                        while isGoing && input < source.Length do
                            let more = int source.[input]
                            input <- input + 1
                            length <- length + more
                            isGoing <- more = 255
                    if offset = 0 || offset > output then
                        error <- BadOffset
                    elif length > target.Length - output then
                        error <- NoRoom
                    else
                        // Byte by byte: the two may overlap.
                        for _i in 1 .. length do
                            target.[output] <- target.[output - offset]
                            output <- output + 1
    if error = 0 then output else error

let digit (octet: byte) : int =
    if octet >= '0'B && octet <= '9'B then int (octet - '0'B)
    elif octet >= 'a'B && octet <= 'f'B then int (octet - 'a'B) + 10
    else 0

/// Two digits a byte.
let parse (text: ReadOnlySpan<byte>) (bytes: Span<byte>) : int =
    let count = min (text.Length / 2) bytes.Length
    for i in 0 .. count - 1 do
        bytes.[i] <- byte (digit text.[2 * i] * 16 + digit text.[2 * i + 1])
    count

let line : byte[] = Array.zeroCreate 120
let packed : byte[] = Array.zeroCreate 60
let plain : byte[] = Array.zeroCreate 100

[<EntryPoint>]
let main () =
    let mutable length = Console.readln line
    while length > 0 do
        let count = parse line.[0 .. length - 1] packed
        let result = decompress packed.[0 .. count - 1] plain
        Console.writeInt result
        if result > 0 then
            Console.write " "
            Console.writeBytes plain.[0 .. result - 1]
        Console.newline ()
        length <- Console.readln line
    0
