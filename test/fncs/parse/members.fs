module Members
type A =
    { X: int }
    member this.P = 1
    member this.M a (b, c) : int =
        a + b
    static member S = 2
    static member (+) (a: A, b: A) = a
type B = { Y: int } with
    member _.Q = 1
    static member inline T<'a> (x: 'a) = x
type C =
    | D
    | E of int
    with
        member this.R() = 1

        static member (~-) (c: C) = c
and F = { Z: int }
        member this.P = this.Z
let after = 1
