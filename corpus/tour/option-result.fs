/// What may be missing is an option, what may fail is a Result. Pipelines of them stop at the first step that has nothing to give.
module OptionResult

type Fault =
    | NotANumber of string
    | OutOfRange of int
    | Unknown of string

let settings = [| ("rate", "9600"); ("parity", "even"); ("bits", "8"); ("stop", "300") |]

let find (key: string) = settings |> Array.tryFind (fun (name, _) -> name = key) |> Option.map snd

let number (key: string) =
    match find key with
    | None -> Error(Unknown key)
    | Some text ->
        match Parse.tryInt text with
        | Some n -> Ok n
        | None -> Error(NotANumber text)

let within low high n = if low <= n && n <= high then Ok n else Error(OutOfRange n)

let say fault =
    match fault with
    | NotANumber text ->
        Console.write "not a number: "
        Console.writeln text
    | OutOfRange n ->
        Console.write "out of range: "
        Console.writeInt n
        Console.newline ()
    | Unknown key ->
        Console.write "unknown: "
        Console.writeln key

let check key low high =
    match number key |> Result.bind (within low high) |> Result.map (fun n -> 2 * n) with
    | Ok n ->
        Console.write key
        Console.write " doubled is "
        Console.writeInt n
        Console.newline ()
    | Error fault -> say fault

[<EntryPoint>]
let main () =
    check "rate" 300 115200
    check "parity" 0 1
    check "stop" 1 2
    check "flow" 0 1

    let bits = find "bits" |> Option.bind Parse.tryInt |> Option.filter (fun n -> n = 7 || n = 8)
    bits |> Option.iter Console.writeInt
    Console.newline ()
    Console.writeInt (find "stop" |> Option.bind Parse.tryInt |> Option.filter (fun n -> n < 3) |> Option.defaultValue 1)
    Console.newline ()
    let backup = find "port" |> Option.orElseWith (fun () -> find "parity") |> Option.defaultValue "none"
    Console.writeln backup
    let codes = number "parity" |> Result.mapError (function NotANumber text -> text.Length | OutOfRange _ | Unknown _ -> 0)
    Console.writeInt (codes |> Result.defaultWith (fun length -> -length))
    Console.newline ()
    0
