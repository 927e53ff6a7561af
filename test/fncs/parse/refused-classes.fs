type Point(x: int) =
    member this.X = x
    static member Zero = Point(0)

type R =
    { A: int }
    member this.Double = this.A * 2
    static member Make a = { A = a }

type U =
    | A
    | B of int
    with
        member this.Foo () = 1

type I =
    abstract Foo: int -> int

type J =
    interface
        abstract Foo: int
    end

type C =
    class
        val x: int
    end

type D = delegate of int -> int

type R with
    member x.Twice = 2

type K() =
    let mutable x = 1
    member _.X = x

type L() =
    member _.X = 1
    let y = 2

let after = 1

exception Failed of string

type E() =
    inherit Base()
    let mutable x = 1
    do printn x
    interface I with
        member this.Foo x = x
    override this.ToString () = ""

let last = { new I with member this.Foo x = x }
let new1 = new E()
type Sealed = private { A: int }
type Fields = { private A: int; mutable B: int }
type Case = | [<X>] A | B
