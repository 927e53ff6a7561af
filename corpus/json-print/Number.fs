/// Numbers of RFC 8259, section 6: `-`? integer fraction? exponent?
module Json.Number

open Json.Reader

/// At least one digit: the position behind them.
let private digits (text: ReadOnlySpan<byte>) start =
    let after = skipDigits text start
    if after > start then Ok after else fail BadNumber start

let private integer (text: ReadOnlySpan<byte>) start =
    match peek text start with
    | Some '0'B -> Ok(start + 1)
    | _ -> digits text start

let private fraction (text: ReadOnlySpan<byte>) start =
    match peek text start with
    | Some '.'B -> digits text (start + 1)
    | _ -> Ok start

let private exponent (text: ReadOnlySpan<byte>) start =
    match peek text start with
    | Some('e'B | 'E'B) ->
        match peek text (start + 1) with
        | Some('+'B | '-'B) -> digits text (start + 2)
        | _ -> digits text (start + 1)
    | _ -> Ok start

/// The position behind the number that begins here.
let scan (text: ReadOnlySpan<byte>) (start: int) : Result<int, Failure> =
    let first = if peek text start = Some '-'B then start + 1 else start
    integer text first
    |> Result.bind (fraction text)
    |> Result.bind (exponent text)
    |> Result.bind (fun last ->
        match peek text last with
        | Some octet when isDigit octet || octet = '.'B -> fail BadNumber last
        | _ -> Ok last)
