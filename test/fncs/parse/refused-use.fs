module RefusedUse
type A =
    { X: int }
    interface Elsewhere.IDisposable with
        member this.Dispose() = ()
type B =
    { Y: int }
    interface System.IDisposable
type C =
    { Z: int }
    interface System.IDisposable with
        member this.Dispose() = ()
        member this.Other() = ()
type D =
    { W: int }
    interface System.IComparable with
        member this.CompareTo(other) = 0
    member this.Twice = this.W * 2
use top = { X = 3 }
let last () =
    use a = { X = 1 }
