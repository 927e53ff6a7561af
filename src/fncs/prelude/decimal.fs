/// Exact decimal numbers, for the text of floats: digits in a span that the caller owns, the most significant first, each 0 to 9. Multiplying and dividing
/// by powers of two is exact, so that nothing is rounded before the last step. After R. Pike and N. Tao, simple decimal conversion.
module Decimal

/// Digits that are kept; a float has at most 767.
[<Literal>]
let capacity = 800

/// 0.d₀d₁d₂… × 10^`Point`, without zeros at the end. `IsTruncated`: digits beyond the capacity, not all 0, were dropped.
type Decimal =
    { Count: int
      Point: int
      IsTruncated: bool }

let zero: Decimal = { Count = 0; Point = 0; IsTruncated = false }

/// A tenth, by shifts and additions: small cores have no division of this width. H. S. Warren, Hacker's Delight, 2nd ed., figure 10–12.
let tenth (value: uint64) : uint64 =
    let a = (value >>> 1) + (value >>> 2)
    let b = a + (a >>> 4)
    let c = b + (b >>> 8)
    let d = c + (c >>> 16)
    let e = d + (d >>> 32)
    let quotient = e >>> 3
    let rest = value - quotient * 10UL
    if rest > 9UL then quotient + 1UL else quotient

/// The digit at a place, 0 beyond the ends.
let digitAt (digits: ReadOnlySpan<byte>) (count: int) (index: int) : byte =
    if 0 <= index && index < count && index < digits.Length then digits.[index] else 0uy

let private put (digits: Span<byte>) (index: int) (digit: uint64) : unit =
    if 0 <= index && index < digits.Length then digits.[index] <- byte digit

/// Without zeros at the end.
let withoutZeros (digits: ReadOnlySpan<byte>) (decimal: Decimal) : Decimal =
    let mutable count = decimal.Count
    while 0 < count && count <= digits.Length && digits.[count - 1] = 0uy do
        count <- count - 1
    { Count = count
      Point = (if count = 0 then 0 else decimal.Point)
      IsTruncated = decimal.IsTruncated }

/// Moves `count` digits from `start` on to the front.
let private moveDown (digits: Span<byte>) (start: int) (count: int) : unit =
    for i in 0 .. count - 1 do
        let from = start + i
        if 0 <= from && from < digits.Length && i < digits.Length then digits.[i] <- digits.[from]

/// An integer.
let ofInteger (value: uint64) (digits: Span<byte>) : Decimal =
    let mutable rest = value
    let mutable start = 20
    while rest <> 0UL && start > 0 do
        let next = tenth rest
        start <- start - 1
        put digits start (rest - next * 10UL)
        rest <- next
    moveDown digits start (20 - start)
    withoutZeros
        digits
        { Count = 20 - start
          Point = 20 - start
          IsTruncated = false }

/// Times 2^`count`, `count` from 0 to 59.
let private shiftLeft (digits: Span<byte>) (decimal: Decimal) (count: int) : Decimal =
    // 2^59 has 18 digits: so many may be new.
    let fresh = 18
    let mutable carry = 0UL
    let mutable truncated = decimal.IsTruncated
    for i = decimal.Count - 1 downto 0 do
        let sum = carry + (uint64 (digitAt digits decimal.Count i) <<< count)
        let next = tenth sum
        let digit = sum - next * 10UL
        if i + fresh < digits.Length then put digits (i + fresh) digit
        elif digit <> 0UL then truncated <- true
        carry <- next
    let mutable start = fresh
    while carry <> 0UL && start > 0 do
        let next = tenth carry
        start <- start - 1
        put digits start (carry - next * 10UL)
        carry <- next
    let kept = min (decimal.Count + fresh) digits.Length - start
    moveDown digits start kept
    withoutZeros
        digits
        { Count = kept
          Point = decimal.Point + fresh - start
          IsTruncated = truncated }

/// Divided by 2^`count`, `count` from 0 to 59.
let private shiftRight (digits: Span<byte>) (decimal: Decimal) (count: int) : Decimal =
    let mutable rest = 0UL
    let mutable from = 0
    while (rest >>> count) = 0UL && (from < decimal.Count || rest <> 0UL) do
        rest <- rest * 10UL + uint64 (digitAt digits decimal.Count from)
        from <- from + 1
    if rest = 0UL then
        zero
    else
        let point = decimal.Point - from + 1
        let mask = (1UL <<< count) - 1UL
        let mutable truncated = decimal.IsTruncated
        let mutable target = 0
        while from < decimal.Count || rest <> 0UL do
            let digit = rest >>> count
            if target < digits.Length then
                // Read before it is written over: `target` lies behind `from`.
                let following = uint64 (digitAt digits decimal.Count from)
                put digits target digit
                target <- target + 1
                rest <- (rest &&& mask) * 10UL + following
            else
                if digit <> 0UL then truncated <- true
                rest <- (rest &&& mask) * 10UL + uint64 (digitAt digits decimal.Count from)
            from <- from + 1
        withoutZeros
            digits
            { Count = target
              Point = point
              IsTruncated = truncated }

/// Times 2^`count`, which may be negative.
let shift (digits: Span<byte>) (decimal: Decimal) (count: int) : Decimal =
    let mutable rest = count
    let mutable result = decimal
    while rest > 0 && result.Count > 0 do
        let step = min rest 59
        result <- shiftLeft digits result step
        rest <- rest - step
    while rest < 0 && result.Count > 0 do
        let step = min (0 - rest) 59
        result <- shiftRight digits result step
        rest <- rest + step
    result

/// Whether rounding to `count` digits goes up: to the nearest, and halfway to the even one.
let private roundsUp (digits: ReadOnlySpan<byte>) (decimal: Decimal) (count: int) : bool =
    if count < 0 || count >= decimal.Count then
        false
    else
        let first = digitAt digits decimal.Count count
        if first = 5uy && count + 1 = decimal.Count then
            decimal.IsTruncated || (digitAt digits decimal.Count (count - 1) &&& 1uy) = 1uy
        else
            first >= 5uy

let roundDown (digits: ReadOnlySpan<byte>) (decimal: Decimal) (count: int) : Decimal =
    if count < 0 then zero
    elif count >= decimal.Count then decimal
    else withoutZeros digits { decimal with Count = count }

let roundUp (digits: Span<byte>) (decimal: Decimal) (count: int) : Decimal =
    if count < 0 || count >= decimal.Count then
        decimal
    else
        let mutable last = count
        while last > 0 && digitAt digits decimal.Count (last - 1) = 9uy do
            last <- last - 1
        if last > 0 then
            put digits (last - 1) (uint64 (digitAt digits decimal.Count (last - 1)) + 1UL)
            { decimal with Count = last }
        else
            // Nines only: the number is 1 and zeros, one place up.
            put digits 0 1UL
            { decimal with
                Count = 1
                Point = decimal.Point + 1 }

/// To `count` digits, exactly.
let round (digits: Span<byte>) (decimal: Decimal) (count: int) : Decimal =
    if roundsUp digits decimal count then roundUp digits decimal count
    else roundDown digits decimal count

/// The nearest integer, halfway the even one; for numbers below 2^63.
let roundedInteger (digits: ReadOnlySpan<byte>) (decimal: Decimal) : uint64 =
    let mutable value = 0UL
    for i in 0 .. min decimal.Point 20 - 1 do
        value <- value * 10UL + uint64 (digitAt digits decimal.Count i)
    if roundsUp digits decimal decimal.Point then value + 1UL else value

// ── binary floats ──

/// Bits of the mantissa, and the power of two of its last bit in the smallest numbers.
type FloatKind = { Bits: int; Smallest: int }

let double: FloatKind = { Bits = 53; Smallest = -1074 }
let single: FloatKind = { Bits = 24; Smallest = -149 }

/// 2^512, 2^256 … 2^1.
let private powers =
    [| 1.3407807929942597e154
       1.157920892373162e77
       3.402823669209385e38
       18446744073709551616.0
       4294967296.0
       65536.0
       256.0
       16.0
       4.0
       2.0 |]

/// `Mantissa` × 2^`Exponent`.
type Binary = { Mantissa: uint64; Exponent: int }

/// The parts of a positive finite number of a kind: exact, by products with powers of two.
let unpack (value: float) (kind: FloatKind) : Binary =
    // The steps below reach 2^1023.
    let isSmall = value < 1e-290
    let mutable rest = if isSmall then value * 3.402823669209385e38 else value
    let mutable exponent = if isSmall then -128 else 0
    let mutable step = 512
    for power in powers do
        if rest >= 4503599627370496.0 * power then
            rest <- rest / power
            exponent <- exponent + step
        if rest < 9007199254740992.0 / power then
            rest <- rest * power
            exponent <- exponent - step
        step <- step / 2
    let spare = max (53 - kind.Bits) (kind.Smallest - exponent)
    { Mantissa = uint64 rest >>> spare
      Exponent = exponent + spare }

/// The number with these parts, when there is one.
let pack (binary: Binary) : float =
    // The steps below reach 2^−1023.
    let isSmall = binary.Exponent < -1000
    let mutable result = if isSmall then float binary.Mantissa / 18446744073709551616.0 else float binary.Mantissa
    let mutable rest = if isSmall then binary.Exponent + 64 else binary.Exponent
    let mutable step = 512
    for power in powers do
        if rest >= step then
            result <- result * power
            rest <- rest - step
        elif rest <= 0 - step then
            result <- result / power
            rest <- rest + step
        step <- step / 2
    result

/// Digits of a bound that are looked at.
[<Literal>]
let private seen = 24

/// The first digits of `mantissa` × 2^`exponent` in `bound`, computed in `digits`.
let private boundOf (mantissa: uint64) (exponent: int) (digits: Span<byte>) (bound: Span<byte>) : Decimal =
    let whole = shift digits (ofInteger mantissa digits) exponent
    for i in 0 .. seen - 1 do
        put bound i (uint64 (digitAt digits whole.Count i))
    whole

/// The shortest digits that name the number among those of its kind, and of these the nearest.
let shortest (binary: Binary) (kind: FloatKind) (digits: Span<byte>) : Decimal =
    let { Mantissa = mantissa; Exponent = exponent } = binary
    let low: byte[] = Array.zeroCreate seen
    let high: byte[] = Array.zeroCreate seen
    // Halfway to the neighbours; below a power of two the neighbour is twice as near.
    let isEdge = mantissa = (1UL <<< (kind.Bits - 1)) && exponent > kind.Smallest
    let lower =
        if isEdge then boundOf (mantissa * 4UL - 1UL) (exponent - 2) digits low
        else boundOf (mantissa * 2UL - 1UL) (exponent - 1) digits low
    let upper = boundOf (mantissa * 2UL + 1UL) (exponent - 1) digits high
    let exact = shift digits (ofInteger mantissa digits) exponent
    // The bounds themselves read as an even mantissa.
    let inclusive = (mantissa &&& 1UL) = 0UL
    let mutable result = exact
    let mutable going = true
    // How far the upper bound lies above the digits so far: 0 equal, 1 by one in the last place with nines and zeros behind, 2 more.
    let mutable above = 0
    let mutable i = 0
    while going && i < seen do
        let at = i - upper.Point + exact.Point
        if at >= exact.Count then
            going <- false
        else
            let atLow = i - upper.Point + lower.Point
            let l = digitAt low lower.Count atLow
            let m = digitAt digits exact.Count at
            let u = digitAt high upper.Count i
            let mayRoundDown = l <> m || (inclusive && atLow + 1 = lower.Count)
            if above = 0 && m + 1uy < u then above <- 2
            elif above = 0 && m <> u then above <- 1
            elif above = 1 && (m <> 9uy || u <> 0uy) then above <- 2
            let mayRoundUp = above > 0 && (inclusive || above > 1 || i + 1 < upper.Count)
            if mayRoundDown && mayRoundUp then result <- round digits exact (at + 1)
            elif mayRoundDown then result <- roundDown digits exact (at + 1)
            elif mayRoundUp then result <- roundUp digits exact (at + 1)
            going <- not (mayRoundDown || mayRoundUp)
        i <- i + 1
    result

/// Powers of two below 10, 100 …: how far a number with so many digits before its point may be halved and stay above a half.
let private halvings = [| 0; 3; 6; 9; 13; 16; 19; 23; 26 |]

let private halvingsFor (places: int) : int =
    if 0 <= places && places < halvings.Length then halvings.[places] else 27

/// The nearest number of a kind, halfway the even one, as mantissa and exponent; both may be too large for the kind.
let private toBinary (digits: Span<byte>) (decimal: Decimal) (kind: FloatKind) : Binary =
    // Below half of the smallest number, above the largest: no digits are needed.
    if decimal.Count = 0 || decimal.Point < -330 then
        { Mantissa = 0UL; Exponent = 0 }
    elif decimal.Point > 310 then
        { Mantissa = 1UL; Exponent = 2000 }
    else
        let mutable scaled = decimal
        let mutable exponent = 0
        while scaled.Point > 0 do
            let step = halvingsFor scaled.Point
            scaled <- shift digits scaled (0 - step)
            exponent <- exponent + step
        while scaled.Point < 0 || (scaled.Point = 0 && digitAt digits scaled.Count 0 < 5uy) do
            let step = if scaled.Point = 0 then 1 else halvingsFor (0 - scaled.Point)
            scaled <- shift digits scaled step
            exponent <- exponent - step
        // From a half up to 1. The last bit of the mantissa has its smallest power at least.
        let last = max (exponent - kind.Bits) kind.Smallest
        let mantissa = roundedInteger digits (shift digits scaled (exponent - last))
        { Mantissa = mantissa; Exponent = last }

/// The nearest number of a kind, halfway the even one; infinity beyond the largest.
let toFloat (digits: Span<byte>) (decimal: Decimal) (kind: FloatKind) : float =
    let binary = toBinary digits decimal kind
    let largest = if kind.Bits = 53 then 971 else 104
    let isBeyond =
        binary.Exponent > largest
        || (binary.Exponent = largest && (binary.Mantissa >>> kind.Bits) <> 0UL)
    if isBeyond then 1.0 / 0.0 else pack binary
