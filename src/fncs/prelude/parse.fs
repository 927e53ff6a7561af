/// Numbers from text. The whole text is the number: no spaces, no digits too many.
module Parse

let private isDigit (it: byte) : bool = it >= 48uy && it <= 57uy

/// Digits from `start` on as a number up to `limit`; `None` when there are none or it would be larger.
let private digits (bytes: ReadOnlySpan<byte>) (start: int) (limit: uint64) : option<uint64> =
    let mutable value = 0UL
    let mutable good = 0 <= start && start < bytes.Length
    let mutable i = start
    while good && 0 <= i && i < bytes.Length do
        let it = bytes.[i]
        if not (isDigit it) then
            good <- false
        elif value > 1844674407370955161UL then
            good <- false
        else
            let tens = value * 10UL
            let digit = uint64 (it - 48uy)
            if tens > limit || digit > limit - tens then good <- false
            else value <- tens + digit
        i <- i + 1
    if good then Some value else None

let private isNegative (bytes: ReadOnlySpan<byte>) : bool =
    bytes.Length > 0 && bytes.[0] = 45uy

let tryInt64 (text: string) : option<int64> =
    let bytes = String.bytes text
    if isNegative bytes then
        match digits bytes 1 9223372036854775808UL with
        | Some value -> Some(int64 (0UL - value))
        | None -> None
    else
        match digits bytes 0 9223372036854775807UL with
        | Some value -> Some(int64 value)
        | None -> None

/// Numbers of 32 bits, on every target.
let tryInt (text: string) : option<int> =
    match tryInt64 text with
    | Some value when value >= -2147483648L && value <= 2147483647L -> Some(int value)
    | _ -> None

/// Numbers of 32 bits, on every target.
let tryUint (text: string) : option<uint> =
    match digits (String.bytes text) 0 4294967295UL with
    | Some value -> Some(uint value)
    | None -> None

let tryUint64 (text: string) : option<uint64> =
    digits (String.bytes text) 0 18446744073709551615UL

/// One to eight hexadecimal digits without a prefix.
let tryHex (text: string) : option<uint32> =
    let bytes = String.bytes text
    let mutable value = 0ul
    let mutable good = bytes.Length > 0 && bytes.Length <= 8
    let mutable i = 0
    while good && 0 <= i && i < bytes.Length do
        let it = bytes.[i]
        let digit =
            if it >= 48uy && it <= 57uy then it - 48uy
            elif it >= 97uy && it <= 102uy then it - 87uy
            elif it >= 65uy && it <= 70uy then it - 55uy
            else 255uy
        if digit > 15uy then good <- false
        else value <- (value <<< 4) ||| uint32 digit
        i <- i + 1
    if good then Some value else None

/// A decimal number's text in parts: its digits in a span, and whether it is negative. `None`: it is no number.
let private decimalOf (bytes: ReadOnlySpan<byte>) (digits: Span<byte>) : option<Decimal.Decimal> =
    let mutable i = 0
    let mutable count = 0
    let mutable point = 0
    let mutable truncated = false
    let mutable isBehindPoint = false
    let mutable hasDigits = false
    let mutable going = true
    if bytes.Length > 0 && (bytes.[0] = 45uy || bytes.[0] = 43uy) then i <- 1
    while going && 0 <= i && i < bytes.Length do
        let it = bytes.[i]
        if isDigit it then
            hasDigits <- true
            if count = 0 && it = 48uy then
                // Zeros in front are no digits of the number.
                if isBehindPoint then point <- point - 1
            else
                if 0 <= count && count < digits.Length then
                    digits.[count] <- it - 48uy
                    count <- count + 1
                elif it <> 48uy then
                    truncated <- true
                if not isBehindPoint then point <- point + 1
            i <- i + 1
        elif it = 46uy && not isBehindPoint then
            isBehindPoint <- true
            i <- i + 1
        else
            going <- false
    let mutable exponent = 0
    let mutable good = hasDigits
    if good && 0 <= i && i < bytes.Length then
        good <- (bytes.[i] ||| 0x20uy) = 101uy
        i <- i + 1
        let mutable negative = false
        if good && 0 <= i && i < bytes.Length && (bytes.[i] = 45uy || bytes.[i] = 43uy) then
            negative <- bytes.[i] = 45uy
            i <- i + 1
        good <- good && 0 <= i && i < bytes.Length
        while good && 0 <= i && i < bytes.Length do
            if isDigit bytes.[i] then
                // Beyond this it makes no difference: no text that fits memory has so many zeros.
                if exponent < 100000000 then exponent <- exponent * 10 + int (bytes.[i] - 48uy)
            else
                good <- false
            i <- i + 1
        if negative then exponent <- 0 - exponent
    if good then
        Some(
            Decimal.withoutZeros
                digits
                { Count = count
                  Point = point + exponent
                  IsTruncated = truncated }
        )
    else
        None

/// As `tryFloat`, rounded to a number of a kind.
let private tryNumber (text: string) (kind: Decimal.FloatKind) : option<float> =
    let bytes = String.bytes text
    let digits: byte[] = Array.zeroCreate Decimal.capacity
    match decimalOf bytes digits with
    | Some decimal ->
        let magnitude = Decimal.toFloat digits decimal kind
        Some(if isNegative bytes then -magnitude else magnitude)
    | None ->
        if String.equals text "NaN" then Some(0.0 / 0.0)
        elif String.equals text "Infinity" then Some(1.0 / 0.0)
        elif String.equals text "-Infinity" then Some(-1.0 / 0.0)
        else None

/// The nearest number to what the text says, halfway the even one: `1`, `-1.5`, `.5`, `6.02e23`, `NaN`, `Infinity`.
let tryFloat (text: string) : option<float> = tryNumber text Decimal.double

/// The nearest `float32`, rounded once.
let tryFloat32 (text: string) : option<float32> =
    match tryNumber text Decimal.single with
    | Some value -> Some(float32 value)
    | None -> None

let tryBool (text: string) : option<bool> =
    if String.equals text "true" then Some true
    elif String.equals text "false" then Some false
    else None
