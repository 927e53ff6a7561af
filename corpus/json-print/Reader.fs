/// A place in a text, and the errors that have one. The text is a view: nothing is copied.
module Json.Reader

type Fault =
    | UnexpectedEnd
    | Unexpected of octet: byte
    | BadNumber
    | BadEscape
    | LoneSurrogate
    | BadUtf8
    | ControlCharacter
    | TooDeep
    | Trailing

/// What went wrong, and the position of the byte where it did.
type Failure = { Fault: Fault; At: int }

let fail fault position = Error { Fault = fault; At = position }

/// The byte at a position; none behind the end.
let peek (text: ReadOnlySpan<byte>) (position: int) : byte option =
    if 0 <= position && position < text.Length then Some text.[position] else None

let isSpace octet = octet = ' 'B || octet = '\t'B || octet = '\n'B || octet = '\r'B

let isDigit octet = '0'B <= octet && octet <= '9'B

/// The first position, not before `start`, whose byte is no white space.
let skipSpace (text: ReadOnlySpan<byte>) (start: int) : int =
    let mutable position = start
    while 0 <= position && position < text.Length && isSpace text.[position] do
        position <- position + 1
    position

/// The position behind digits, of which there may be none.
let skipDigits (text: ReadOnlySpan<byte>) (start: int) : int =
    let mutable position = start
    while 0 <= position && position < text.Length && isDigit text.[position] do
        position <- position + 1
    position

/// Does a word stand at this position?
let isAt (word: string) (text: ReadOnlySpan<byte>) (position: int) : bool =
    let expected = String.bytes word
    if 0 <= position && position <= text.Length - expected.Length then
        Span.equals text.[position .. position + expected.Length - 1] expected
    else
        false

/// Line and column of a position, both from 1, columns in bytes.
let place (text: ReadOnlySpan<byte>) (position: int) : (int * int) =
    let mutable line = 1
    let mutable column = 1
    for i in 0 .. max 0 (min position text.Length) - 1 do
        if text.[i] = '\n'B then
            line <- line + 1
            column <- 1
        else
            column <- column + 1
    (line, column)

let describe fault : string =
    match fault with
    | UnexpectedEnd -> "the text ends too early"
    | Unexpected _ -> "unexpected"
    | BadNumber -> "no number of JSON"
    | BadEscape -> "unknown escape"
    | LoneSurrogate -> "half a surrogate pair"
    | BadUtf8 -> "no UTF-8"
    | ControlCharacter -> "a control character in a string"
    | TooDeep -> "nested too deep"
    | Trailing -> "something follows the value"
