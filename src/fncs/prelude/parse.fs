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

let tryBool (text: string) : option<bool> =
    if String.equals text "true" then Some true
    elif String.equals text "false" then Some false
    else None
