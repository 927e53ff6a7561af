module Records

type R = { A: int; mutable B: int }
type Pair<'T> = { First: 'T; Second: 'T }

let missing = { A = 1 }
let unknownField = { A = 1; B = 2; C = 3 }
let twice = { A = 1; A = 2; B = 3 }
let noRecord = { Zed = 1 }
let wrongType = { A = "a"; B = 1 }
let generic = { First = 1; Second = "a" }
let copy r = { r with A = 1; A = 2 }
let copyUnknown (r: R) = { r with C = 1 }
let copyNumber = { 1 with A = 1 }
let tooFew : Pair = { First = 1; Second = 2 }
let tooMany : R<int> = missing
let pattern r =
    match r with
    | { A = 1; Q = 2 } -> 1
    | _ -> 2
let notARecord (x: int) =
    match x with
    | { A = a } -> a

type Twice = { X: int; X: int }
type Self = { Next: Self }
type Left = { R: Right[] }
and Right = { L: option<Left> }
type Loop = Loop
type Ahead = Behind
and Behind = int
