/// Bits of unsigned numbers of fixed width.
module Bits

/// Number of bits that are 1.
let popCount (value: uint32) : int =
    let pairs = value - ((value >>> 1) &&& 0x55555555ul)
    let fours = (pairs &&& 0x33333333ul) + ((pairs >>> 2) &&& 0x33333333ul)
    let bytes = (fours + (fours >>> 4)) &&& 0x0F0F0F0Ful
    int ((bytes * 0x01010101ul) >>> 24)

let popCount64 (value: uint64) : int =
    popCount (uint32 value) + popCount (uint32 (value >>> 32))

/// Number of 0 bits above the highest 1; 32 for 0.
let leadingZeroCount (value: uint32) : int =
    let a = value ||| (value >>> 1)
    let b = a ||| (a >>> 2)
    let c = b ||| (b >>> 4)
    let d = c ||| (c >>> 8)
    let e = d ||| (d >>> 16)
    popCount (~~~e)

let leadingZeroCount64 (value: uint64) : int =
    let high = uint32 (value >>> 32)
    if high <> 0ul then leadingZeroCount high else 32 + leadingZeroCount (uint32 value)

/// Number of 0 bits below the lowest 1; 32 for 0.
let trailingZeroCount (value: uint32) : int =
    popCount (~~~value &&& (value - 1ul))

let trailingZeroCount64 (value: uint64) : int =
    let low = uint32 value
    if low <> 0ul then trailingZeroCount low else 32 + trailingZeroCount (uint32 (value >>> 32))

/// The count is taken modulo 32.
let rotateLeft (value: uint32) (count: int) : uint32 =
    (value <<< (count &&& 31)) ||| (value >>> ((32 - (count &&& 31)) &&& 31))

/// The count is taken modulo 32.
let rotateRight (value: uint32) (count: int) : uint32 =
    (value >>> (count &&& 31)) ||| (value <<< ((32 - (count &&& 31)) &&& 31))

/// Whether bit `index` (modulo 32) is 1.
let isSet (value: uint32) (index: int) : bool =
    ((value >>> (index &&& 31)) &&& 1ul) = 1ul

let set (value: uint32) (index: int) : uint32 =
    value ||| (1ul <<< (index &&& 31))

let clear (value: uint32) (index: int) : uint32 =
    value &&& ~~~(1ul <<< (index &&& 31))

let reverseBytes (value: uint32) : uint32 =
    (value <<< 24)
    ||| ((value &&& 0xFF00ul) <<< 8)
    ||| ((value >>> 8) &&& 0xFF00ul)
    ||| (value >>> 24)
