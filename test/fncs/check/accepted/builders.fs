module Builders

type OptionBuilder() =
    member _.Bind(x, f) = Option.bind f x
    member _.Return(x) = Some x
    member _.ReturnFrom(x: 'a option) = x
    member _.Zero() = None

let option = OptionBuilder()

module Results =
    type ResultBuilder() =
        member _.Bind(x, f) =
            match x with
            | Ok v -> f v
            | Error e -> Error e

        member _.Return(x) = Ok x
        member _.ReturnFrom(x: Result<'a, 'e>) = x
        member _.Zero() = Ok()
        member this.Combine(first: Result<unit, 'e>, next: unit -> Result<'a, 'e>) = this.Bind(first, next)
        member _.Delay(f: unit -> Result<'a, 'e>) = f
        member _.Run(f: unit -> Result<'a, 'e>) = f ()

    let result = ResultBuilder()

/// A record is a builder too.
type Counting =
    { Start: int }

    member this.Bind(x, f: int -> int) = f (x + this.Start)
    member _.Return(x: int) = x

let half n = if n % 2 = 0 then Some(n / 2) else None

let quarter n =
    option {
        let! h = half n
        let! (q: int) = half h
        return q
    }

let pairs (a: (int * int) option) =
    option {
        let! (x, y) = a
        let z = x + y
        printfn "%d" z
        return z, x
    }

let branch n =
    option {
        if n > 3 then
            return! half n
        else
            let! m = half (n + 1)
            return m
    }

let nothing (n: int) : unit option = option { printfn "%d" n }
let nested n = option { return! option { return n } }
let matched (x: int option) = option { match! x with 0 -> return 10 | n -> return n }
let positive n : Result<unit, string> = if n > 0 then Ok() else Error "not positive"

let checkedHalf n =
    Results.result {
        do! positive n

        if n > 100 then
            do! Error "too large"

        match half n with
        | Some h -> return h
        | None -> return! Error "odd"
    }

let last n = Results.result { do! positive n }
let counted = { Start = 2 }

let count n =
    counted {
        let! a = n
        let! b = a
        return a * b
    }

let once () = OptionBuilder()
let inner (builder: OptionBuilder) (n: int) = builder { return n }
let apart = { counted with Start = 3 }
let run f = f { Start = 1 }
let copied g = g { counted with Start = 4 }
type Zeroing() =
    member _.Bind(x: int option, f: unit -> int option) = match x with Some _ -> f () | None -> None
    member _.Zero() = Some 0

let zeroing = Zeroing()
let a = zeroing { do! Some 3 }
let b = zeroing { printfn "x" }
let c = zeroing { do! Some 3
                  printfn "y" }
let d (x: int) = zeroing { if x > 2 then do! Some x }
type Statics() =
    static member Twice(x: int) = x * 2
    member _.Apply(f: int -> int, x) = f x
let e = Statics.Twice 3 + Statics().Apply((fun x -> x + 1), 2)
let make = Statics
let h = make().Apply(Statics.Twice, 4)
let pair = ((fun (x: int) -> x + 2), 5)
let k = Statics().Apply pair
module Inner =
    let zeroing = Zeroing()
let l = Inner.zeroing { do! Some 1 }
let m (n: int) =
    zeroing {
        let rec fact k = if k <= 1 then 1 else k * fact (k - 1)
        let mutable count = fact n
        count <- count + 1
        match count with
        | 1 -> do! None
        | _ -> ()
    }

[<EntryPoint>]
let main () =
    match quarter 12 with
    | Some n -> n
    | None -> count 1 (* the record's builder *)
