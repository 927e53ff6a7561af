module Use

type Pin =
    { Number: int }
    interface System.IDisposable with
        member this.Dispose() = ()

type Two =
    { Left: int }
    interface System.IDisposable with
        member this.Dispose() = ()
    interface System.IDisposable with
        member this.Dispose() = ()

type Wrong =
    | Wrong
    interface System.IDisposable with
        member this.Dispose n = ()

type Gives =
    | Gives
    interface System.IDisposable with
        member this.Dispose() = 3

type Bare =
    | Bare
    interface IDisposable with
        member this.Dispose() = ()

let plain () =
    use n = 3
    n
let unknown x =
    use y = x
    1
let tuple () =
    use a, b = { Number = 1 }, { Number = 2 }
    1
let changed () =
    use mutable pin = { Number = 1 }
    1
let a_function () =
    use f x = { Number = x }
    1
let recursive () =
    use rec pin = { Number = 1 }
    1
let attributed () =
    [<Literal>]
    use pin = { Number = 1 }
    pin.Number
let direct (pin: Pin) = pin.Dispose()
let alone = using
let piped (pin: Pin) = pin |> using
let many (pin: Pin) = using pin (fun it -> fun n -> it.Number + n) 3
let notDisposable = using 3 (fun n -> n)
