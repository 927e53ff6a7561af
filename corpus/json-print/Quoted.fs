/// Strings of RFC 8259, section 7. They are printed as they came, except that what `\u` says of printable characters is printed as UTF-8.
module Json.Quoted

open Json.Reader

let private hexDigit octet =
    match octet with
    | octet when isDigit octet -> Some(uint32 (octet - '0'B))
    | octet when 'a'B <= octet && octet <= 'f'B -> Some(uint32 (octet - 'a'B) + 10ul)
    | octet when 'A'B <= octet && octet <= 'F'B -> Some(uint32 (octet - 'A'B) + 10ul)
    | _ -> None

/// Four hexadecimal digits.
let private unit16 (text: ReadOnlySpan<byte>) start : uint32 option =
    let mutable value = Some 0ul
    for i in 0..3 do
        value <-
            match value, peek text (start + i) |> Option.bind hexDigit with
            | Some high, Some low -> Some((high <<< 4) ||| low)
            | _ -> None
    value

let private isHigh (code: uint32) = code &&& 0xFC00ul = 0xD800ul
let private isLow (code: uint32) = code &&& 0xFC00ul = 0xDC00ul

/// A character that was escaped, and the position behind the escape, which begins with its `u`.
let private character (text: ReadOnlySpan<byte>) start : Result<(uint32 * int), Failure> =
    match unit16 text (start + 1) with
    | None -> fail BadEscape start
    | Some code when isLow code -> fail LoneSurrogate start
    | Some code when isHigh code ->
        match unit16 text (start + 7) with
        | Some low when isLow low && isAt "\\u" text (start + 5) ->
            Ok((0x10000ul + ((code &&& 0x3FFul) <<< 10) + (low &&& 0x3FFul), start + 11))
        | _ -> fail LoneSurrogate start
    | Some code -> Ok((code, start + 5))

/// Prints what an escape stands for, as plain text where that is allowed.
let private writeCharacter (code: uint32) =
    match code with
    | 0x22ul -> Console.write "\\\""
    | 0x5Cul -> Console.write "\\\\"
    | 0x0Aul -> Console.write "\\n"
    | 0x09ul -> Console.write "\\t"
    | code when code < 0x20ul || code = 0x7Ful -> Console.write $"\\u{code:X4}"
    | code -> Console.writeChar (char code)

/// Prints the string whose opening quote is at `start`; gives the position behind its closing quote.
let print (text: ReadOnlySpan<byte>) (start: int) : Result<int, Failure> =
    Console.write "\""
    let mutable position = start + 1
    let mutable fault = None
    let mutable isOpen = true
    while isOpen && fault = None do
        match peek text position with
        | None -> fault <- Some { Fault = UnexpectedEnd; At = position }
        | Some '"'B ->
            isOpen <- false
            position <- position + 1
        | Some '\\'B ->
            match peek text (position + 1) with
            | Some 'u'B ->
                match character text (position + 1) with
                | Ok((code, after)) ->
                    writeCharacter code
                    position <- after
                | Error failure -> fault <- Some failure
            | Some('"'B | '\\'B | '/'B | 'b'B | 'f'B | 'n'B | 'r'B | 't'B) ->
                if 0 <= position && position < text.Length - 1 then
                    Console.writeBytes text.[position .. position + 1]
                position <- position + 2
            | _ -> fault <- Some { Fault = BadEscape; At = position }
        | Some octet when octet < 0x20uy -> fault <- Some { Fault = ControlCharacter; At = position }
        | Some _ ->
            let decoded = Platform.Utf8.decode text position
            let size = Platform.Utf8.size decoded
            // What is no UTF-8 is decoded as U+FFFD, which the text may also have itself.
            let isBroken = Platform.Utf8.scalar decoded = '\uFFFD' && not (isAt "\uFFFD" text position)
            if not isBroken && size >= 1 && 0 <= position && position <= text.Length - size then
                Console.writeBytes text.[position .. position + size - 1]
                position <- position + size
            else
                fault <- Some { Fault = BadUtf8; At = position }
    Console.write "\""
    match fault with
    | Some failure -> Error failure
    | None -> Ok position
