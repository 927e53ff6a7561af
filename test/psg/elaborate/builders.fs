module Builders

type ResultBuilder() =
    member _.Bind(x, f) =
        match x with
        | Ok v -> f v
        | Error e -> Error e

    member _.Return(x) = Ok x
    member _.Zero() = Ok()
    member _.Delay(f: unit -> Result<'a, 'e>) = f
    member _.Run(f: unit -> Result<'a, 'e>) = f ()

    member this.Combine(first: Result<unit, 'e>, next: unit -> Result<'a, 'e>) = this.Bind(first, next)

let result = ResultBuilder()

let check (n: int) : Result<unit, int> = if n > 9 then Error n else Ok()

// Matches and nothing else: no function is kept, no builder passed.
let steps (a: int[]) (i: int) (n: Result<int, int>) =
    result {
        let! x = n

        if x > 0 then
            do! check x

        return a.[i] + x
    }

[<EntryPoint>]
let main () =
    match steps [| 1; 2 |] 1 (Ok 3) with
    | Ok n -> n
    | Error e -> e
