module Builders_rejected

type Few() =
    member _.Bind(x: int option, f: int -> int option) = Option.bind f x
    member _.ReturnFrom(x: int option) = x

let few = Few()

type Curried() =
    member _.Bind (x: int option) (f: int -> int option) = Option.bind f x
    member _.Return(x) = Some x

let curried = Curried()

type More() =
    member _.Bind(x: int option, f: int -> int option) = Option.bind f x
    member _.BindReturn(x: int option, f: int -> int) = Option.map f x
    member _.Return(x: int) = Some x

let more = More()

type Whole() =
    member _.Bind(x: int option, f: int -> int option) = Option.bind f x
    member _.Return(x: int) = Some x
    member _.Zero() : int option = None

let whole = Whole()
let noReturn x = few { let! y = x in return y }
let noZero x = few { if x then return! Some 1 }
let inParentheses x = whole { (if x then printfn "x"); return 1 }
let noCombine2 x = whole { if x then return 2
                           return 1 }
let oneByOne x = curried { let! y = x in return y }
let changed x = more { let! y = x in return y }
let looped () = whole { for i in 1 .. 3 do return i }
let whiled () = whole { while true do return 1 }
let yielded () = whole { yield 3 }
let tried () = whole { try return 1 finally () }
let used x = whole { use y = x in return 1 }
let wrongValue = whole { let! y = 3 in return y }
let wrongResult : int = whole { return 1 }
let inFunction x = whole { let f () = return 1 in return 2 }
let outside x = return x
let bang (x: int option) =
    let! y = x
    y
let doBang x =
    do! x
    1
let matchBang x = match! x with 0 -> 1 | _ -> 2
let noBuilder = 5
let notOne = noBuilder { return 1 }
let unknownBuilder x = nobody { return x }
let dotNet = task { return 1 }
let equal = few = few
let mutableState () =
    let mutable n = 1
    whole { let! y = Some 1 in return y + n }
let given = Few(3)
let refutable x = whole { let! 3 = x in return 1 }
let empty = whole { }
let functionBang x = whole { let! f y = x in return 1 }
let twice a b = whole { let! x = a and! y = b in return x }

type Late() =
    member this.Apply(first: int option) = this.Bind(first, fun x -> Some x)
    member _.Bind(x, f) = Option.bind f x

let late = Late()
let notYetGeneric (t: string option) = late.Bind(t, fun s -> Some s.Length)
let withoutParts (b: Late) = Late { Bind = 1 }
type Parameterised<'T>() =
    member _.Bind(x: 'T) = x
