/// UTF-8, as the Unicode standard describes it (table 3-7). Whatever the bytes are, decoding goes on.
module Platform.Utf8

let private isContinuation (it: byte) : bool = (it &&& 0xC0uy) = 0x80uy

let private six (it: byte) : uint32 = uint32 (it &&& 0x3Fuy)

/// Stands for bytes that are no UTF-8.
let private replacement (size: uint32) : uint32 = (size <<< 24) ||| 0xFFFDul

/// The scalar value that begins at `position`, and from bit 24 on the number of its bytes. Bytes that cannot belong to one give U+FFFD, one for each
/// longest part that could have begun one.
let decode (bytes: ReadOnlySpan<byte>) (position: int) : uint32 =
    requires (0 <= position && position < bytes.Length)
    let first = bytes.[position]
    if first < 0x80uy then
        0x01000000ul ||| uint32 first
    elif first < 0xC2uy || first > 0xF4uy then
        replacement 1ul
    else
        let low = if first = 0xE0uy then 0xA0uy elif first = 0xF0uy then 0x90uy else 0x80uy
        let high = if first = 0xEDuy then 0x9Fuy elif first = 0xF4uy then 0x8Fuy else 0xBFuy
        if bytes.Length - position < 2 then
            replacement 1ul
        else
            let second = bytes.[position + 1]
            if second < low || second > high then
                replacement 1ul
            elif first < 0xE0uy then
                0x02000000ul ||| (uint32 (first &&& 0x1Fuy) <<< 6) ||| six second
            elif bytes.Length - position < 3 then
                replacement 2ul
            else
                let third = bytes.[position + 2]
                if not (isContinuation third) then
                    replacement 2ul
                elif first < 0xF0uy then
                    0x03000000ul ||| (uint32 (first &&& 0x0Fuy) <<< 12) ||| (six second <<< 6) ||| six third
                elif bytes.Length - position < 4 then
                    replacement 3ul
                else
                    let fourth = bytes.[position + 3]
                    if isContinuation fourth then
                        0x04000000ul
                        ||| (uint32 (first &&& 0x07uy) <<< 18)
                        ||| (six second <<< 12)
                        ||| (six third <<< 6)
                        ||| six fourth
                    else
                        replacement 3ul

/// The scalar value in what `decode` gives.
let scalar (decoded: uint32) : char = char (decoded &&& 0x1FFFFFul)

/// The number of bytes in what `decode` gives.
let size (decoded: uint32) : int = int (decoded >>> 24)

/// Whether the bytes are UTF-8 throughout. U+FFFD itself, written in UTF-8, is.
let isValid (bytes: ReadOnlySpan<byte>) : bool =
    let mutable valid = true
    let mutable position = 0
    while valid && 0 <= position && position < bytes.Length do
        let decoded = decode bytes position
        if (decoded &&& 0x1FFFFFul) = 0xFFFDul && (size decoded <> 3 || bytes.[position] <> 0xEFuy) then valid <- false
        position <- position + size decoded
    valid
