module Unions

type Shape =
    | Circle of float
    | Square of width: float * height: float
    | Nothing

let a = Circle
let b = Square 1.0
let c = Square (1.0, 2.0, 3.0)
let d = Nothing 1
let e = Circle (1.0, 2.0)
let f = Square (1.0, "a")
let g s =
    match s with
    | Circle -> 1
    | Square x -> 2
    | Nothing y -> 3
let h s =
    match s with
    | Circle r -> r
    | Squar (a, b) -> a
let i s =
    match s with
    | Shape.Triangle -> 1
    | _ -> 2
let j (s: Shape) = s.width
let k = None
let l = Some 1 = Some "a"
type Same =
    | One
    | One
type Numbers =
    | First = 1
    | Second = 2L
    | Third = "a"
    | First = 4
type Small =
    | red
    | Blue
type Twice =
    | Box of side: int * side: int
