/// Computation expressions: builders of one's own for values that may be missing and for steps that may fail. They become the matches that one would have written.
module Computation

/// Some value, or nothing: the first step without a value is the last.
type OptionBuilder() =
    member _.Bind(x, f) =
        match x with
        | Some value -> f value
        | None -> None

    member _.Return(x) = Some x
    member _.ReturnFrom(x: 'T option) = x

let option = OptionBuilder()

/// A value, or why there is none; steps without a value may stand between others.
type ResultBuilder() =
    member _.Bind(x, f) =
        match x with
        | Ok value -> f value
        | Error reason -> Error reason

    member _.Return(x) = Ok x
    member _.ReturnFrom(x: Result<'T, 'E>) = x
    member _.Zero() = Ok()
    member _.Delay(f: unit -> Result<'T, 'E>) = f
    member _.Run(f: unit -> Result<'T, 'E>) = f ()

    member _.Combine(first: Result<unit, 'E>, next: unit -> Result<'T, 'E>) =
        match first with
        | Ok() -> next ()
        | Error reason -> Error reason

let result = ResultBuilder()

// A frame: its kind, the number of bytes that follow, these bytes, and their sum.
type Fault =
    | Short of int
    | Kind of byte
    | Sum of byte * byte

let byteAt (frame: byte[]) (at: int) =
    if at >= 0 && at < frame.Length then Some frame.[at] else None

/// The byte that another byte points at, if both are there.
let follow (frame: byte[]) (at: int) =
    option {
        let! pointer = byteAt frame at
        let! value = byteAt frame (int pointer)
        return int value
    }

/// What stands behind the guard is known behind a `let!`, too: no check stays.
let weighted (samples: int[]) (at: int) (factor: int option) =
    if at >= 0 && at < samples.Length then
        option {
            let! weight = factor
            let sample = samples.[at]
            return sample * weight
        }
    else
        None

let demand (frame: byte[]) (at: int) : Result<byte, Fault> =
    match byteAt frame at with
    | Some value -> Ok value
    | None -> Error(Short at)

let sumOf (frame: byte[]) (first: int) (count: int) =
    let mutable sum = 0uy

    for i in first .. first + count - 1 do
        if i >= 0 && i < frame.Length then
            sum <- sum + frame.[i]

    sum

let decode (frame: byte[]) : Result<int, Fault> =
    result {
        let! kind = demand frame 0

        if kind > 2uy then
            do! Error(Kind kind)

        let! length = demand frame 1
        let count = int length
        let! expected = demand frame (2 + count)
        let sum = sumOf frame 2 count

        if sum <> expected then
            return! Error(Sum(expected, sum))
        else
            match kind with
            | 0uy -> return count
            | 1uy ->
                let! value = demand frame 2
                return int value
            | _ ->
                let! high = demand frame 2
                let! low = demand frame 3
                return int high * 256 + int low
    }

let show (frame: byte[]) =
    match decode frame with
    | Ok value -> printfn "value %d" value
    | Error(Short at) -> printfn "no byte %d" at
    | Error(Kind kind) -> printfn "kind %d is unknown" (int kind)
    | Error(Sum(expected, sum)) -> printfn "sum %d instead of %d" (int sum) (int expected)

[<EntryPoint>]
let main _ =
    show [| 0uy; 0uy; 0uy |]
    show [| 1uy; 1uy; 42uy; 42uy |]
    show [| 2uy; 2uy; 3uy; 232uy; 235uy |]
    show [| 2uy; 2uy; 3uy; 232uy; 236uy |]
    show [| 7uy |]
    show [| 2uy; 9uy; 1uy |]
    let chain = [| 2uy; 0uy; 1uy; 9uy |]
    printfn "%d %d" (Option.defaultValue -1 (follow chain 2)) (Option.defaultValue -1 (follow chain 3))
    let samples = [| 10; 20; 30 |]
    printfn "%d %d" (Option.defaultValue -1 (weighted samples 2 (Some 7))) (Option.defaultValue -1 (weighted samples 3 (Some 7)))
    0
