/// A desk calculator: answers each line until the input ends. `x = 3 * (4 + 5)` keeps a result under a letter; a mistake is shown at its place.
module Interactive

type Fault =
    | TooMuch
    | NoOperand
    | Unclosed
    | TooDeep
    | TooLarge
    | DividedByZero
    | NoValue of char

/// A number and where its text ends, or a fault and its place. Numbers have 32 bits; what is computed of them has 64, so that nothing overflows unseen.
type Parsed = Result<int32 * int, Fault * int>

let values: int32 option[] = Array.create 26 None

let letterOf (c: byte) = if 'a'B <= c && c <= 'z'B then Some(int (c - 'a'B)) else None

let isDigit (c: byte) = '0'B <= c && c <= '9'B

/// The byte at a place; 0 behind the end.
let at (line: ReadOnlySpan<byte>) place = if 0 <= place && place < line.Length then line.[place] else 0uy

let rec skipBlanks line place = if at line place = ' 'B then skipBlanks line (place + 1) else place

let within place (value: int64) : Parsed =
    if value = int64 (int32 value) then Ok(int32 value, place) else Error(TooLarge, place)

let rec number line place (value: int32) : Parsed =
    let c = at line place
    if isDigit c then
        match within place (int64 value * 10L + int64 (c - '0'B)) with
        | Ok(next, _) -> number line (place + 1) next
        | Error fault -> Error fault
    else
        Ok(value, place)

let apply operator place (left: int32) (right: int32) : Parsed =
    let left = int64 left
    let right = int64 right
    match operator with
    | '+'B -> within place (left + right)
    | '-'B -> within place (left - right)
    | '*'B -> within place (left * right)
    | _ when right = 0L -> Error(DividedByZero, place)
    | '/'B -> within place (left / right)
    | _ -> within place (left % right)

/// A number, a letter, a sum in parentheses, or one of them negated.
let rec factor line depth place : Parsed =
    let start = skipBlanks line place
    match at line start with
    | _ when depth > 8 -> Error(TooDeep, start)
    | c when isDigit c -> number line start 0l
    | '-'B -> factor line (depth + 1) (start + 1) |> Result.bind (fun (value, next) -> within next (-(int64 value)))
    | '('B ->
        sum line (depth + 1) (start + 1)
        |> Result.bind (fun (value, next) -> if at line next = ')'B then Ok(value, next + 1) else Error(Unclosed, next))
    | c ->
        match letterOf c with
        | Some index ->
            match values.[index] with
            | Some value -> Ok(value, start + 1)
            | None -> Error(NoValue(char c), start)
        | None -> Error(NoOperand, start)

/// Factors with `*`, `/` and `%` between them. Blanks behind belong to it.
and product line depth place =
    let rec more (left, place) =
        let start = skipBlanks line place
        match at line start with
        | '*'B | '/'B | '%'B as operator ->
            factor line depth (start + 1)
            |> Result.bind (fun (right, next) -> apply operator next left right)
            |> Result.bind more
        | _ -> Ok(left, start)
    factor line depth place |> Result.bind more

and sum line depth place =
    let rec more (left, place) =
        match at line place with
        | '+'B | '-'B as operator ->
            product line depth (place + 1)
            |> Result.bind (fun (right, next) -> apply operator next left right)
            |> Result.bind more
        | _ -> Ok(left, place)
    product line depth place |> Result.bind more

let describe fault =
    match fault with
    | TooMuch -> "what follows is too much"
    | NoOperand -> "a number is missing"
    | Unclosed -> "')' is missing"
    | TooDeep -> "too deep"
    | TooLarge -> "too large"
    | DividedByZero -> "division by zero"
    | NoValue _ -> "no value yet"

let answer (line: ReadOnlySpan<byte>) =
    let start = skipBlanks line 0
    let equals = skipBlanks line (start + 1)
    let target = if at line equals = '='B then letterOf (at line start) else None
    let first = if target.IsSome then equals + 1 else start
    match sum line 0 first with
    | Ok(value, next) when next = line.Length ->
        target |> Option.iter (fun index -> values.[index] <- Some value)
        printfn "%d" value
    | Ok(_, next) -> printfn "%d: %s" (next + 1) (describe TooMuch)
    | Error(NoValue name, place) -> printfn "%d: %c has %s" (place + 1) name (describe (NoValue name))
    | Error(fault, place) -> printfn "%d: %s" (place + 1) (describe fault)

[<EntryPoint>]
let main () =
    let buffer: byte[] = Array.zeroCreate 80
    let mutable length = Console.readln buffer
    while length >= 0 do
        if length > 0 then answer buffer.[.. length - 1]
        length <- Console.readln buffer
    0
