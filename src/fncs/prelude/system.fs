/// What programs of F# look for in the namespace `System`, as far as it means the same here: `open System`, or `System.Int32.MaxValue`.
module System

/// The limits of 32 bits, as numbers of the target's word.
module Int32 =
    [<Literal>]
    let MaxValue = 2147483647

    [<Literal>]
    let MinValue = -2147483648

/// The limits of 32 bits, as numbers of the target's word.
module UInt32 =
    [<Literal>]
    let MaxValue = 4294967295u

    [<Literal>]
    let MinValue = 0u

module SByte =
    [<Literal>]
    let MaxValue = 127y

    [<Literal>]
    let MinValue = -128y

module Byte =
    [<Literal>]
    let MaxValue = 255uy

    [<Literal>]
    let MinValue = 0uy

module Int16 =
    [<Literal>]
    let MaxValue = 32767s

    [<Literal>]
    let MinValue = -32768s

module UInt16 =
    [<Literal>]
    let MaxValue = 65535us

    [<Literal>]
    let MinValue = 0us

module Int64 =
    [<Literal>]
    let MaxValue = 9223372036854775807L

    [<Literal>]
    let MinValue = -9223372036854775808L

module UInt64 =
    [<Literal>]
    let MaxValue = 18446744073709551615UL

    [<Literal>]
    let MinValue = 0UL

module Double =
    [<Literal>]
    let MaxValue = 1.7976931348623157e308

    [<Literal>]
    let MinValue = -1.7976931348623157e308

    let NaN = 0.0 / 0.0
    let PositiveInfinity = 1.0 / 0.0
    let NegativeInfinity = -1.0 / 0.0
    let IsNaN (value: float) : bool = value <> value
    let IsInfinity (value: float) : bool = value > MaxValue || value < MinValue
    let IsFinite (value: float) : bool = MinValue <= value && value <= MaxValue

module Single =
    [<Literal>]
    let MaxValue = 3.4028235e38f

    [<Literal>]
    let MinValue = -3.4028235e38f

    let NaN = 0.0f / 0.0f
    let PositiveInfinity = 1.0f / 0.0f
    let NegativeInfinity = -1.0f / 0.0f
    let IsNaN (value: float32) : bool = value <> value
    let IsInfinity (value: float32) : bool = value > MaxValue || value < MinValue
    let IsFinite (value: float32) : bool = MinValue <= value && value <= MaxValue

module Math =
    [<Literal>]
    let PI = 3.141592653589793

    [<Literal>]
    let E = 2.718281828459045

    let inline Max (a: 'T, b: 'T) : 'T = max a b
    let inline Min (a: 'T, b: 'T) : 'T = min a b
    let inline Abs (value: 'T) : 'T = abs value
    let Sqrt (value: float) : float = sqrt value
