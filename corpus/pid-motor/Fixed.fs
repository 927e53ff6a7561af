/// Fixed-point numbers in Q16.16: 32 bits, of which 16 stand behind the binary point. They saturate instead of wrapping around.
module Pid.Fixed

[<Literal>]
let FractionBits = 16

let one = 65536l
let largest = 0x7FFFFFFFl
let smallest = -0x7FFFFFFFl

type Fixed =
    { Raw: int32 }

    static member (+) (a, b) = { Raw = Fixed.saturate (int64 a.Raw + int64 b.Raw) }
    static member (-) (a, b) = { Raw = Fixed.saturate (int64 a.Raw - int64 b.Raw) }

    /// Rounded to the nearest, halves upwards.
    static member (*) (a, b) = { Raw = Fixed.saturate ((int64 a.Raw * int64 b.Raw + 0x8000L) >>> FractionBits) }

    static member saturate(wide: int64) : int32 =
        if wide > int64 largest then largest
        elif wide < int64 smallest then smallest
        else int32 wide

    member this.Whole = int (this.Raw >>> FractionBits)

let zero = { Raw = 0l }

let ofInt (n: int) : Fixed = { Raw = Fixed.saturate (int64 n * int64 one) }

/// `numerator / denominator`, truncated; the denominator must not be 0.
let ratio (numerator: int) (denominator: int) : Fixed =
    requires (denominator > 0)
    { Raw = Fixed.saturate (int64 numerator * int64 one / int64 denominator) }

let isLess a b = a.Raw < b.Raw

let clamp low high value =
    if isLess value low then low
    elif isLess high value then high
    else value

let magnitude value = if value.Raw < 0l then zero - value else value

/// Thousandths, to the nearest.
let thousandths value : int =
    int ((int64 value.Raw * 1000L + 0x8000L) >>> FractionBits)

/// Reads `-12`, `0.25`: at most four digits before the point and three behind it.
let tryParse (text: string) : Fixed option =
    let isNegative = text.Length > 0 && text.[0] = '-'
    let mutable position = if isNegative then 1 else 0
    let mutable digits = 0
    let mutable value = 0
    let mutable scale = 1
    let mutable isFraction = false
    let mutable isGood = true
    while isGood && 0 <= position && position < text.Length do
        let c = text.[position]
        if c = '.' && not isFraction then
            isFraction <- true
        elif '0' <= c && c <= '9' && digits < 7 && scale < 1000 then
            value <- value * 10 + (int c - int '0')
            digits <- digits + 1
            if isFraction then scale <- scale * 10
        else
            isGood <- false
        position <- position + 1
    if isGood && digits > 0 && value <= 9999999 && scale > 0 then
        let size = ratio value scale
        Some(if isNegative then zero - size else size)
    else
        None

let write value =
    let size = thousandths (magnitude value)
    if value.Raw < 0l then Console.write "-"
    let rest = size % 1000
    Console.write $"{size / 1000}.{rest:D3}"
