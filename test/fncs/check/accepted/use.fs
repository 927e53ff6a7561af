module Use

let mutable log = 0
let note (n: int) = log <- log * 10 + n

type Pin =
    { Number: int }

    member this.Twice = this.Number * 2

    interface System.IDisposable with
        member this.Dispose() = note this.Number

type Lock =
    | Held of int
    | Free

    interface System.IDisposable with
        member lock.Dispose() =
            match lock with
            | Held by -> note by
            | Free -> note 9

type Box<'T> =
    { Value: 'T; Log: int }

    interface System.IDisposable with
        member _.Dispose() = note 7

module Opened =
    open System

    type Cell =
        { Digit: int }

        interface IDisposable with
            member this.Dispose() = note this.Digit

let openPin n = { Number = n }

let one n =
    use pin = openPin n
    pin.Twice

let several () =
    use first = openPin 1
    use second = openPin 2
    note 5
    use _ = Held 3
    use typed: Box<int> = { Value = first.Number; Log = 4 }
    second.Twice + typed.Value

let loop () =
    let mutable sum = 0
    for i in 1..3 do
        use pin = openPin i
        sum <- sum + pin.Twice
    sum

let inner b =
    if b then
        use pin = openPin 4
        note 6
    note 8

let short n = using (openPin n) (fun pin -> pin.Twice + 1)
let rec nested n =
    if n = 0 then
        0
    else
        use pin = openPin n
        pin.Number + nested (n - 1)

let inLine () = (use pin = openPin 5 in pin.Number)

let finallyAndUse n =
    try
        use lock = if n > 0 then Held n else Free
        note 2
        n
    finally
        note 1

[<EntryPoint>]
let main () =
    inner true
    one 1 + several () + loop () + short 2 + nested 3 + inLine () + finallyAndUse 4
