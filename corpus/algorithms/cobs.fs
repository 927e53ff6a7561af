/// Consistent overhead byte stuffing: a packet without zeros, so that zero can end it. Encoding goes back to fill in each block's length.
module Cobs

/// Gives the number of bytes, without the final zero, or −1 when there is no room.
let encode (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    // One byte more for each 254, and one.
    if target.Length < source.Length + source.Length / 254 + 1 then
        -1
    else
        let mutable codeAt = 0
        let mutable position = 1
        let mutable code = 1uy
        for i in 0 .. source.Length - 1 do
            let octet = source.[i]
            if octet <> 0uy then
                target.[position] <- octet
                position <- position + 1
                code <- code + 1uy
            // A full block at the very end needs no further one.
            if octet = 0uy || (code = 255uy && i < source.Length - 1) then
                target.[codeAt] <- code
                codeAt <- position
                target.[position] <- 0uy
                position <- position + 1
                code <- 1uy
        target.[codeAt] <- code
        position

/// The same with a test at each byte, as one writes it when the size is not known beforehand.
let encodeChecked (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    let mutable codeAt = 0
    let mutable position = 1
    let mutable i = 0
    while i < source.Length && position < target.Length do
        let octet = source.[i]
        if octet = 0uy then
            target.[codeAt] <- byte (position - codeAt)
            codeAt <- position
            position <- position + 1
            i <- i + 1
        elif position - codeAt = 255 then
            target.[codeAt] <- 255uy
            codeAt <- position
            position <- position + 1
        else
            target.[position] <- octet
            position <- position + 1
            i <- i + 1
    if i < source.Length || codeAt >= target.Length then
        -1
    else
        target.[codeAt] <- byte (position - codeAt)
        position

/// Gives the number of bytes, or −1 when the packet is broken or does not fit.
let decode (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    let mutable i = 0
    let mutable position = 0
    let mutable isGood = true
    while isGood && i < source.Length do
        let code = int source.[i]
        if code = 0 || code > source.Length - i || code - 1 > target.Length - position then
            isGood <- false
        else
            for k in 1 .. code - 1 do
                target.[position] <- source.[i + k]
                position <- position + 1
            i <- i + code
            if code < 255 && i < source.Length then
                if position < target.Length then
                    target.[position] <- 0uy
                    position <- position + 1
                else
                    isGood <- false
    if isGood then position else -1

let plain : byte[] = Array.zeroCreate 300
let packet : byte[] = Array.zeroCreate 304
let again : byte[] = Array.zeroCreate 300

/// Length, sum and first bytes.
let show (bytes: ReadOnlySpan<byte>) : unit =
    let mutable sum = 0
    for i in 0 .. bytes.Length - 1 do
        sum <- (sum * 31 + int bytes.[i]) % 65521
    Console.writeInt bytes.Length
    Console.write " "
    Console.writeInt sum
    for i in 0 .. (min bytes.Length 10) - 1 do
        Console.write " "
        Console.writeInt (int bytes.[i])
    Console.newline ()

let run (source: ReadOnlySpan<byte>) : unit =
    let length = encode source packet
    if length > 0 then
        show packet.[0 .. length - 1]
        let back = decode packet.[0 .. length - 1] again
        if back >= 0 then show again.[0 .. back - 1]
    let checkedLength = encodeChecked source packet
    if checkedLength > 0 then show packet.[0 .. checkedLength - 1]

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 60
    let mutable length = Console.readln line
    while length >= 0 do
        // Dots are zeros; an exclamation mark fills up to 240 bytes, and as many as there are characters before it, with a pattern.
        let mutable count = 0
        for i in 0 .. length - 1 do
            if line.[i] = '!'B then
                while count < 240 + i do
                    plain.[count] <- byte (count % 200 + 1)
                    count <- count + 1
            elif count < plain.Length then
                plain.[count] <- if line.[i] = '.'B then 0uy else line.[i]
                count <- count + 1
        run plain.[0 .. count - 1]
        length <- Console.readln line
    0
