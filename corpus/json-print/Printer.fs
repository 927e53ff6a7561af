/// Reads a text once from front to back, without recursion, and prints it while it reads: each value on a line of its own, two columns deeper than what holds it.
module Json.Printer

open Json.Reader
open Json.Nesting

/// What may come next.
type Expects =
    | Value
    | FirstValue
    | Key
    | FirstKey
    | Colon
    | Next

/// What was seen, for the summary.
type Statistics =
    { Objects: int
      Arrays: int
      Strings: int
      Numbers: int
      Words: int
      Deepest: int }

let nothing = { Objects = 0; Arrays = 0; Strings = 0; Numbers = 0; Words = 0; Deepest = 0 }

type Step = { Expects: Expects; Position: int; Seen: Statistics }

let private newLine () =
    Console.newline ()
    for _ in 1 .. current () do
        Console.write "  "

/// Begins a value or a key on a line of its own, behind a comma if it is not the first.
let private beginItem () =
    if current () > 0 then
        if count () > 0 then Console.write ","
        newLine ()

let private opening container =
    match container with
    | Object -> "{"
    | Array -> "["

let private closing container =
    match container with
    | Object -> "}"
    | Array -> "]"

let private opened container step : Result<Step, Failure> =
    if enter container then
        Console.write (opening container)
        let deepest = max step.Seen.Deepest (current ())
        match container with
        | Object ->
            let seen = { step.Seen with Objects = step.Seen.Objects + 1; Deepest = deepest }
            Ok { Expects = FirstKey; Position = step.Position + 1; Seen = seen }
        | Array ->
            let seen = { step.Seen with Arrays = step.Seen.Arrays + 1; Deepest = deepest }
            Ok { Expects = FirstValue; Position = step.Position + 1; Seen = seen }
    else
        fail TooDeep step.Position

let private closed container step : Result<Step, Failure> =
    if leave () > 0 then newLine ()
    Console.write (closing container)
    Ok { step with Expects = Next; Position = step.Position + 1 }

let private word (name: string) (text: ReadOnlySpan<byte>) step : Result<Step, Failure> =
    if isAt name text step.Position then
        Console.write name
        let seen = { step.Seen with Words = step.Seen.Words + 1 }
        Ok { Expects = Next; Position = step.Position + name.Length; Seen = seen }
    else
        match peek text step.Position with
        | Some octet -> fail (Unexpected octet) step.Position
        | None -> fail UnexpectedEnd step.Position

let private number (text: ReadOnlySpan<byte>) step : Result<Step, Failure> =
    match Number.scan text step.Position with
    | Error failure -> Error failure
    | Ok after ->
        if 0 <= step.Position && step.Position < after && after <= text.Length then
            Console.writeBytes text.[step.Position .. after - 1]
        let seen = { step.Seen with Numbers = step.Seen.Numbers + 1 }
        Ok { Expects = Next; Position = after; Seen = seen }

let private quoted expects (text: ReadOnlySpan<byte>) step : Result<Step, Failure> =
    Quoted.print text step.Position
    |> Result.map (fun after ->
        let seen = { step.Seen with Strings = step.Seen.Strings + 1 }
        { Expects = expects; Position = after; Seen = seen })

let private value (octet: byte) (text: ReadOnlySpan<byte>) step : Result<Step, Failure> =
    // The values of an object stand behind their keys, which have begun the line.
    if innermost () <> Some Object then beginItem ()
    match octet with
    | '{'B -> opened Object step
    | '['B -> opened Array step
    | '"'B -> quoted Next text step
    | 't'B -> word "true" text step
    | 'f'B -> word "false" text step
    | 'n'B -> word "null" text step
    | _ when isDigit octet || octet = '-'B -> number text step
    | _ -> fail (Unexpected octet) step.Position

let private advance (octet: byte) (text: ReadOnlySpan<byte>) step : Result<Step, Failure> =
    match step.Expects, octet, innermost () with
    | FirstValue, ']'B, _ -> closed Array step
    | (Value | FirstValue), _, _ -> value octet text step
    | FirstKey, '}'B, _ -> closed Object step
    | (Key | FirstKey), '"'B, _ ->
        beginItem ()
        quoted Colon text step
    | Colon, ':'B, _ ->
        Console.write ": "
        Ok { step with Expects = Value; Position = step.Position + 1 }
    | Next, ','B, Some Object -> Ok { step with Expects = Key; Position = step.Position + 1 }
    | Next, ','B, Some Array -> Ok { step with Expects = Value; Position = step.Position + 1 }
    | Next, '}'B, Some Object -> closed Object step
    | Next, ']'B, Some Array -> closed Array step
    | Next, _, None -> fail Trailing step.Position
    | _ -> fail (Unexpected octet) step.Position

/// Prints a whole text; what was printed before a failure stays printed.
let print (text: ReadOnlySpan<byte>) : Result<Statistics, Failure> =
    clear ()
    let mutable step = { Expects = Value; Position = skipSpace text 0; Seen = nothing }
    let mutable failure = None
    let mutable isGoing = true
    while isGoing do
        match peek text step.Position with
        | None ->
            isGoing <- false
            if step.Expects <> Next || current () > 0 then
                failure <- Some { Fault = UnexpectedEnd; At = step.Position }
        | Some octet ->
            match advance octet text step with
            | Ok next -> step <- { next with Position = skipSpace text next.Position }
            | Error found ->
                failure <- Some found
                isGoing <- false
    Console.newline ()
    match failure with
    | Some found -> Error found
    | None -> Ok step.Seen
