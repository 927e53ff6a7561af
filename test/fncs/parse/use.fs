type Pin =
    { Number: int }
    interface System.IDisposable with
        member this.Dispose() = close this.Number
    member this.Twice = this.Number * 2
type Lock = Held of int | Free
            interface System.IDisposable with member _.Dispose() = ()
let f () =
    use pin = openPin 1
    use _ = openPin 2 in
    use typed : Pin = openPin 3
    for i in 0 .. 3 do
        use inner = openPin i
        read inner
    (use a = openPin 4 in a.Number) + 1
let g () =
    try
        use pin = openPin 1
        read pin
    finally
        done' ()
let h () = 1 + try one () finally two ()
