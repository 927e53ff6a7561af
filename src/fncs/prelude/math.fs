/// Arithmetic beyond the operators. `min`, `max`, `abs` and `sqrt` are built in.
module Math

/// `value`, but not below `low` nor above `high`.
let inline clamp (low: 'T) (high: 'T) (value: 'T) : 'T =
    if value < low then low
    elif value > high then high
    else value

/// −1, 0 or 1.
let sign (value: int) : int =
    if value < 0 then -1
    elif value > 0 then 1
    else 0

/// Greatest common divisor of two unsigned numbers; the other one when one is 0.
let gcd (a: uint) (b: uint) : uint =
    let mutable x = a
    let mutable y = b
    while y <> 0u do
        let rest = x % y
        x <- y
        y <- rest
    x

/// The largest number whose square is not above `value`.
let squareRoot (value: uint32) : uint32 =
    let mutable rest = value
    let mutable root = 0ul
    let mutable bit = 0x40000000ul
    while bit > value do
        bit <- bit >>> 2
    while bit <> 0ul do
        if rest >= root + bit then
            rest <- rest - (root + bit)
            root <- (root >>> 1) + bit
        else
            root <- root >>> 1
        bit <- bit >>> 2
    root
