/// Text of numbers, written into the end of a buffer that the caller owns; the result is a view of it, empty when the buffer is too short.
/// 20 bytes hold every number.
module Format

/// The part of the buffer from `position` on.
let private tail (buffer: Span<byte>) (position: int) : string =
    if 0 <= position && position <= buffer.Length then
        String.ofBytes buffer.[position .. buffer.Length - 1]
    else
        ""

/// The minus sign before `position`, and the text from there on.
let private signed (buffer: Span<byte>) (position: int) : string =
    let start = position - 1
    if 0 <= start && start < buffer.Length then
        buffer.[start] <- 45uy
        tail buffer start
    else
        ""

/// Writes the digits at the end of the buffer and gives the index of the first; −1 when they do not fit.
let private digits (value: uint) (buffer: Span<byte>) : int =
    let mutable rest = value
    let mutable position = buffer.Length
    let mutable going = true
    while going && 0 < position && position <= buffer.Length do
        position <- position - 1
        buffer.[position] <- byte (48u + rest % 10u)
        rest <- rest / 10u
        going <- rest <> 0u
    if going then -1 else position

/// A tenth, by shifts and additions: small cores have no division of this width. H. S. Warren, Hacker's Delight, 2nd ed., figure 10–12.
let private tenth (value: uint64) : uint64 =
    let a = (value >>> 1) + (value >>> 2)
    let b = a + (a >>> 4)
    let c = b + (b >>> 8)
    let d = c + (c >>> 16)
    let e = d + (d >>> 32)
    let quotient = e >>> 3
    let rest = value - quotient * 10UL
    if rest > 9UL then quotient + 1UL else quotient

let private digits64 (value: uint64) (buffer: Span<byte>) : int =
    let mutable rest = value
    let mutable position = buffer.Length
    let mutable going = true
    while going && 0 < position && position <= buffer.Length do
        let next = tenth rest
        position <- position - 1
        buffer.[position] <- byte (48UL + (rest - next * 10UL))
        rest <- next
        going <- rest <> 0UL
    if going then -1 else position

let private hexDigits (value: uint64) (buffer: Span<byte>) : int =
    let mutable rest = value
    let mutable position = buffer.Length
    let mutable going = true
    while going && 0 < position && position <= buffer.Length do
        let digit = byte (rest &&& 15UL)
        position <- position - 1
        buffer.[position] <- (if digit < 10uy then 48uy + digit else 87uy + digit)
        rest <- rest >>> 4
        going <- rest <> 0UL
    if going then -1 else position

// The functions below hide the conversions of the same names, so that these have other names here.
let private bits (value: int) : uint = uint value
let private bits64 (value: int64) : uint64 = uint64 value
let private widened (value: uint) : uint64 = uint64 value
let private code (value: char) : uint32 = uint32 value
let private low (value: uint32) : byte = byte (value &&& 255ul)

let uint (value: uint) (buffer: Span<byte>) : string = tail buffer (digits value buffer)

let int (value: int) (buffer: Span<byte>) : string =
    if value >= 0 then tail buffer (digits (bits value) buffer)
    else signed buffer (digits (0u - bits value) buffer)

let uint64 (value: uint64) (buffer: Span<byte>) : string = tail buffer (digits64 value buffer)

let int64 (value: int64) (buffer: Span<byte>) : string =
    if value >= 0L then tail buffer (digits64 (bits64 value) buffer)
    else signed buffer (digits64 (0UL - bits64 value) buffer)

/// Hexadecimal digits in lower case, without a prefix and without leading zeros.
let hex (value: uint) (buffer: Span<byte>) : string = tail buffer (hexDigits (widened value) buffer)

let hex64 (value: uint64) (buffer: Span<byte>) : string = tail buffer (hexDigits value buffer)

let bool (value: bool) : string = if value then "true" else "false"

/// The character in UTF-8, one to four bytes at the start of the buffer.
let char (value: char) (buffer: Span<byte>) : string =
    let scalar = code value
    if scalar < 0x80ul then
        if buffer.Length < 1 then
            ""
        else
            buffer.[0] <- low scalar
            String.ofBytes buffer.[0 .. 0]
    elif scalar < 0x800ul then
        if buffer.Length < 2 then
            ""
        else
            buffer.[0] <- low (0xC0ul ||| (scalar >>> 6))
            buffer.[1] <- low (0x80ul ||| (scalar &&& 0x3Ful))
            String.ofBytes buffer.[0 .. 1]
    elif scalar < 0x10000ul then
        if buffer.Length < 3 then
            ""
        else
            buffer.[0] <- low (0xE0ul ||| (scalar >>> 12))
            buffer.[1] <- low (0x80ul ||| ((scalar >>> 6) &&& 0x3Ful))
            buffer.[2] <- low (0x80ul ||| (scalar &&& 0x3Ful))
            String.ofBytes buffer.[0 .. 2]
    else
        if buffer.Length < 4 then
            ""
        else
            buffer.[0] <- low (0xF0ul ||| (scalar >>> 18))
            buffer.[1] <- low (0x80ul ||| ((scalar >>> 12) &&& 0x3Ful))
            buffer.[2] <- low (0x80ul ||| ((scalar >>> 6) &&& 0x3Ful))
            buffer.[3] <- low (0x80ul ||| (scalar &&& 0x3Ful))
            String.ofBytes buffer.[0 .. 3]
