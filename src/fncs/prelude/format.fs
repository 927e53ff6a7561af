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

let private digits64 (value: uint64) (buffer: Span<byte>) : int =
    let mutable rest = value
    let mutable position = buffer.Length
    let mutable going = true
    while going && 0 < position && position <= buffer.Length do
        let next = Decimal.tenth rest
        position <- position - 1
        buffer.[position] <- byte (48UL + (rest - next * 10UL))
        rest <- next
        going <- rest <> 0UL
    if going then -1 else position

/// Digits of one, three or four bits each; those beyond 9 are letters.
let private bitDigits (value: uint64) (shift: int) (upper: bool) (buffer: Span<byte>) : int =
    let mask = (1UL <<< shift) - 1UL
    let letters = if upper then 55uy else 87uy
    let mutable rest = value
    let mutable position = buffer.Length
    let mutable going = true
    while going && 0 < position && position <= buffer.Length do
        let digit = byte (rest &&& mask)
        position <- position - 1
        buffer.[position] <- (if digit < 10uy then 48uy + digit else letters + digit)
        rest <- rest >>> shift
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
let hex (value: uint) (buffer: Span<byte>) : string = tail buffer (bitDigits (widened value) 4 false buffer)

let hex64 (value: uint64) (buffer: Span<byte>) : string = tail buffer (bitDigits value 4 false buffer)

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

/// Digits of `shift` bits each (1, 3 or 4): binary, octal, hexadecimal; without a prefix and without leading zeros.
let inBits (value: uint64) (shift: int) (upper: bool) (buffer: Span<byte>) : string =
    tail buffer (bitDigits value shift upper buffer)

/// A digit, hexadecimal ones too: no text for infinity or for no number begins with one.
let private isDigit (it: byte) : bool =
    (it >= 48uy && it <= 57uy) || (it >= 65uy && it <= 70uy) || (it >= 97uy && it <= 102uy)

/// The number that the last `length` bytes of the buffer spell, with at least `digits` digits, `width` characters filled with zeros, and `sign` (unless it
/// is 0) where there is no minus; empty when there is no room.
let decorated (buffer: Span<byte>) (length: int) (digits: int) (width: int) (sign: byte) : string =
    let start = buffer.Length - length
    if length <= 0 || start < 0 then
        ""
    else
        let negative = buffer.[start] = 45uy
        let before = if negative then 45uy else sign
        let signs = if before = 0uy then 0 else 1
        let first = if negative then start + 1 else start
        let present = buffer.Length - first
        let wanted = max digits (width - signs)
        let zeros = if first < buffer.Length && isDigit buffer.[first] && wanted > present then wanted - present else 0
        let from = first - zeros
        if from < signs then
            ""
        else
            for i in from .. first - 1 do
                if 0 <= i && i < buffer.Length then buffer.[i] <- 48uy
            if signs = 1 && 1 <= from && from <= buffer.Length then
                buffer.[from - 1] <- before
                tail buffer (from - 1)
            else
                tail buffer from

/// Text beyond this many bytes is not counted further.
let private limit = 1000000000

/// Writes the text from `position` on, as far as the buffer goes; gives the position behind it, whether it fits or not.
let append (buffer: Span<byte>) (position: int) (text: string) : int =
    let bytes = String.bytes text
    for i in 0 .. bytes.Length - 1 do
        let at = position + i
        if 0 <= at && at < buffer.Length then buffer.[at] <- bytes.[i]
    if position > limit then position else position + bytes.Length

let private appendSpaces (buffer: Span<byte>) (position: int) (count: int) : int =
    let mutable at = position
    for _ in 1 .. count do
        at <- append buffer at " "
    at

/// As `append`, with so many spaces before it that it has `width` characters; behind it where the width is negative.
let appendAligned (buffer: Span<byte>) (position: int) (text: string) (width: int) : int =
    let spaces = abs width - String.count text
    if width > 0 then append buffer (appendSpaces buffer position spaces) text
    else appendSpaces buffer (append buffer position text) spaces

/// The text before `position`, when it fits; else the number of bytes that it needs.
let finish (buffer: Span<byte>) (position: int) : Result<string, int> =
    if 0 <= position && position <= buffer.Length then Ok(String.ofBytes buffer.[0 .. position - 1])
    else Error position

/// The text before `position`; when it does not fit, its whole characters that do.
let cut (buffer: Span<byte>) (position: int) : string =
    if 0 <= position && position <= buffer.Length then
        String.ofBytes buffer.[0 .. position - 1]
    else
        let mutable start = buffer.Length
        let mutable steps = 0
        while steps < 3 && 0 < start && start <= buffer.Length && (buffer.[start - 1] &&& 0xC0uy) = 0x80uy do
            start <- start - 1
            steps <- steps + 1
        if 0 < start && start <= buffer.Length then
            let lead = buffer.[start - 1]
            let size = if lead >= 0xF0uy then 4 elif lead >= 0xE0uy then 3 elif lead >= 0xC0uy then 2 else 1
            if size > buffer.Length - start + 1 then String.ofBytes buffer.[0 .. start - 2]
            else String.ofBytes buffer.[0 .. buffer.Length - 1]
        else
            String.ofBytes buffer.[0 .. buffer.Length - 1]

/// Writes the text into the buffer: `Ok` with a view of it, or `Error` with the number of bytes that it needs, the buffer then holding the beginning.
/// The text may be interpolated: `Format.into buffer $"x = {x}"`.
let into (buffer: Span<byte>) (text: string) : Result<string, int> = finish buffer (append buffer 0 text)

/// Writes the text into the buffer, as many whole characters as fit, and gives a view of them. The text may be interpolated.
let truncated (buffer: Span<byte>) (text: string) : string = cut buffer (append buffer 0 text)

// ── floats ──

let private appendByte (buffer: Span<byte>) (position: int) (it: byte) : int =
    if 0 <= position && position < buffer.Length then buffer.[position] <- it
    position + 1

/// The first `length` bytes, moved to the end of the buffer.
let private atEnd (buffer: Span<byte>) (length: int) : string =
    let start = buffer.Length - length
    if length < 0 || start < 0 then
        ""
    else
        for i = length - 1 downto 0 do
            let target = start + i
            if i < buffer.Length && target < buffer.Length then buffer.[target] <- buffer.[i]
        tail buffer start

let private isNegative (value: float) : bool = value < 0.0 || (value = 0.0 && 1.0 / value < 0.0)

/// Text of what is no number, or is infinite; empty for all others.
let private special (value: float) : string =
    if value <> value then "NaN"
    elif value > 1.7976931348623157e308 then "Infinity"
    elif value < -1.7976931348623157e308 then "-Infinity"
    else ""

/// With `places` digits behind the point.
let private appendPlaces
    (buffer: Span<byte>)
    (position: int)
    (digits: ReadOnlySpan<byte>)
    (decimal: Decimal.Decimal)
    (places: int)
    : int =
    let mutable at = position
    if decimal.Point <= 0 then at <- appendByte buffer at 48uy
    for i in 0 .. decimal.Point - 1 do
        at <- appendByte buffer at (48uy + Decimal.digitAt digits decimal.Count i)
    if places > 0 then at <- appendByte buffer at 46uy
    for i in 0 .. places - 1 do
        at <- appendByte buffer at (48uy + Decimal.digitAt digits decimal.Count (decimal.Point + i))
    at

/// With one digit before the point, `places` behind it, and an exponent of at least `width` digits.
let private appendExponent
    (buffer: Span<byte>)
    (position: int)
    (digits: ReadOnlySpan<byte>)
    (decimal: Decimal.Decimal)
    (places: int)
    (width: int)
    (upper: bool)
    : int =
    let exponent = if decimal.Count = 0 then 0 else decimal.Point - 1
    let mutable at = appendPlaces buffer position digits { decimal with Point = 1 } places
    at <- appendByte buffer at (if upper then 69uy else 101uy)
    at <- appendByte buffer at (if exponent < 0 then 45uy else 43uy)
    let scratch: byte[] = Array.zeroCreate 24
    let text = uint (bits (abs exponent)) scratch
    for _ in text.Length + 1 .. width do
        at <- appendByte buffer at 48uy
    append buffer at text

/// As .NET's `G`: an exponent when there would be more than `limit` digits before the point, or more than four zeros behind it.
let private appendGeneral
    (buffer: Span<byte>)
    (position: int)
    (digits: ReadOnlySpan<byte>)
    (decimal: Decimal.Decimal)
    (limit: int)
    (upper: bool)
    : int =
    if decimal.Point > limit || decimal.Point < -3 then
        appendExponent buffer position digits decimal (decimal.Count - 1) 2 upper
    else
        appendPlaces buffer position digits decimal (decimal.Count - decimal.Point)

/// The number exactly.
let private exactly (value: float) (digits: Span<byte>) : Decimal.Decimal =
    if value = 0.0 then
        Decimal.zero
    else
        let binary = Decimal.unpack (abs value) Decimal.double
        Decimal.shift digits (Decimal.ofInteger binary.Mantissa digits) binary.Exponent

let private sign (value: float) (buffer: Span<byte>) : int =
    if isNegative value then appendByte buffer 0 45uy else 0

let private shortest (value: float) (kind: Decimal.FloatKind) (limit: int) (upper: bool) (buffer: Span<byte>) : string =
    let text = special value
    if text.Length > 0 then
        atEnd buffer (append buffer 0 text)
    else
        let digits: byte[] = Array.zeroCreate Decimal.capacity
        let decimal =
            if value = 0.0 then Decimal.zero
            else Decimal.shortest (Decimal.unpack (abs value) kind) kind digits
        let start = sign value buffer
        atEnd buffer (appendGeneral buffer start digits decimal (max limit decimal.Count) upper)

/// Rounded exactly to `places` digits behind the point; halfway to the even one.
let fixedPoint (value: float) (places: int) (buffer: Span<byte>) : string =
    let text = special value
    if text.Length > 0 then
        atEnd buffer (append buffer 0 text)
    else
        let digits: byte[] = Array.zeroCreate Decimal.capacity
        let exact = exactly value digits
        let rounded = Decimal.round digits exact (exact.Point + places)
        atEnd buffer (appendPlaces buffer (sign value buffer) digits rounded places)

/// One digit before the point and `places` behind it, rounded exactly, and an exponent of at least `width` digits.
let scientific (value: float) (places: int) (width: int) (upper: bool) (buffer: Span<byte>) : string =
    let text = special value
    if text.Length > 0 then
        atEnd buffer (append buffer 0 text)
    else
        let digits: byte[] = Array.zeroCreate Decimal.capacity
        let rounded = Decimal.round digits (exactly value digits) (places + 1)
        atEnd buffer (appendExponent buffer (sign value buffer) digits rounded places width upper)

/// At most `count` digits, rounded exactly, as .NET's `G`; 0: as few as name the number (a `float32` when `narrow`).
let general (value: float) (count: int) (narrow: bool) (upper: bool) (buffer: Span<byte>) : string =
    if count <= 0 then
        if narrow then shortest value Decimal.single 7 upper buffer
        else shortest value Decimal.double 15 upper buffer
    else
        let text = special value
        if text.Length > 0 then
            atEnd buffer (append buffer 0 text)
        else
            let digits: byte[] = Array.zeroCreate Decimal.capacity
            let rounded = Decimal.round digits (exactly value digits) count
            atEnd buffer (appendGeneral buffer (sign value buffer) digits rounded count upper)

let private widenedFloat (value: float32) : float = float value

/// The shortest text that reads back as the same number, as .NET prints it. 33 bytes hold it.
let float (value: float) (buffer: Span<byte>) : string = shortest value Decimal.double 15 true buffer

/// The shortest text that reads back as the same `float32`.
let float32 (value: float32) (buffer: Span<byte>) : string =
    shortest (widenedFloat value) Decimal.single 7 true buffer
