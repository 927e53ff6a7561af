/// Base64 in both directions, with padding, as in RFC 4648. The decoder refuses what is not canonical in form: wrong characters, wrong length, wrong padding.
module Base64

let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/// How many characters so many bytes give.
let encodedLength (length: int) : int = (length + 2) / 3 * 4

let letter (value: int) : byte = byte alphabet.[value &&& 63]

/// Gives the number of characters, or −1 when they do not fit.
let encode (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    if encodedLength source.Length > target.Length then
        -1
    else
        let mutable position = 0
        let mutable i = 0
        while i + 2 < source.Length do
            let group = (int source.[i] <<< 16) ||| (int source.[i + 1] <<< 8) ||| int source.[i + 2]
            target.[position] <- letter (group >>> 18)
            target.[position + 1] <- letter (group >>> 12)
            target.[position + 2] <- letter (group >>> 6)
            target.[position + 3] <- letter group
            position <- position + 4
            i <- i + 3
        let left = source.Length - i
        if left > 0 then
            let second = if left = 2 then int source.[i + 1] else 0
            let group = (int source.[i] <<< 16) ||| (second <<< 8)
            target.[position] <- letter (group >>> 18)
            target.[position + 1] <- letter (group >>> 12)
            target.[position + 2] <- if left = 2 then letter (group >>> 6) else '='B
            target.[position + 3] <- '='B
            position <- position + 4
        position

/// The value of each character, 255 for those that are none.
let values : byte[] = Array.create 256 255uy

let makeValues () : unit =
    for i in 0 .. 63 do
        values.[int (letter i)] <- byte i

/// Gives the number of bytes, or −1 when the text is none or its bytes do not fit.
let decode (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    if source.Length % 4 <> 0 then
        -1
    elif source.Length = 0 then
        0
    else
        let padding =
            if source.[source.Length - 1] <> '='B then 0
            elif source.[source.Length - 2] <> '='B then 1
            else 2
        let digits = source.Length - padding
        let length = source.Length / 4 * 3 - padding
        if length > target.Length then
            -1
        else
            let mutable group = 0ul
            let mutable isGood = true
            let mutable position = 0
            for i in 0 .. source.Length - 1 do
                let value = values.[int source.[i]]
                if i < digits && value > 63uy then isGood <- false
                group <- (group <<< 6) ||| (if i < digits then uint32 value else 0ul)
                if i % 4 = 3 then
                    for part in 0 .. 2 do
                        if position < length then
                            target.[position] <- byte (group >>> (16 - 8 * part))
                            position <- position + 1
                    group <- 0ul
            if isGood then position else -1

let text : byte[] = Array.zeroCreate 64
let encoded : byte[] = Array.zeroCreate 80
let decoded : byte[] = Array.zeroCreate 64

/// Encodes a line and decodes it again; then decodes the line itself.
let show (line: ReadOnlySpan<byte>) : unit =
    let length = encode line encoded
    if length < 0 then
        Console.writeln "too long"
    else
        Console.writeBytes encoded.[0 .. length - 1]
        let back = decode encoded.[0 .. length - 1] decoded
        if back >= 0 then
            Console.write " "
            Console.writeBytes decoded.[0 .. back - 1]
        Console.newline ()
    let plain = decode line decoded
    if plain >= 0 then
        for i in 0 .. plain - 1 do
            Console.writeHex (uint decoded.[i])
            Console.write " "
        Console.newline ()
    else
        Console.writeln "refused"

[<EntryPoint>]
let main () =
    makeValues ()
    let mutable length = Console.readln text
    while length >= 0 do
        show text.[0 .. length - 1]
        length <- Console.readln text
    0
