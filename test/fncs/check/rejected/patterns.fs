module Patterns

type Color =
    | Red = 0
    | Green = 1

type Tree =
    | Leaf
    | Node of bool * option<int>

[<Literal>]
let Text = "a"

let incompleteNumber n =
    match n with
    | 0 -> 1
    | 1 -> 2
let incompleteBool b c =
    match b, c with
    | true, _ -> 1
    | _, false -> 2
let incompleteTree t =
    match t with
    | Leaf -> 1
    | Node (true, Some _) -> 2
    | Node (_, None) -> 3
let guardsDoNotCount n =
    match n with
    | x when x > 0 -> 1
    | x when x <= 0 -> 2
let enums c =
    match c with
    | Color.Red -> 1
    | Color.Green -> 2
let someEnums c =
    match c with
    | Color.Red -> 1
let characters c =
    match c with
    | 'a' -> 1
    | 'b' -> 2
let never n =
    match n with
    | 1 -> 1
    | 1 | 2 -> 2
    | 2 -> 3
    | _ -> 4
    | 5 -> 5
let wrongTypes n =
    match n with
    | 1 -> 1
    | "a" -> 2
    | 'a' -> 3
    | Leaf -> 4
    | (a, b) -> 5
    | _ -> 6
let texts s =
    match s with
    | Text -> 1
    | "b" -> 2
    | _ -> 3
let floats f =
    match f with
    | 1.0 -> 1
    | _ -> 2
let differentNames p =
    match p with
    | (x, 1) | (1, y) -> 1
    | _ -> 2
let differentTypes p =
    match p with
    | (x, true) | (true, x) -> 1
    | _ -> 2
let twice p =
    match p with
    | (x, x) -> x
let twiceByAs p =
    match p with
    | (x, _) as x -> 1
let misspelt n =
    match n with
    | Leef -> 1
    | _ -> 2
let bindings (Some x) = x
let inLet o =
    let (Some x) = o
    x
let notAPattern n =
    let limit = 3
    match n with
    | Console.write -> 1
    | _ -> 2
let rangeLoop () =
    for (a, b) in 0 .. 3 do
        ()
let someElements (a: option<int>[]) =
    for Some x in a do
        ignore x
type Box = Box of width: int * height: int
let namedFields b =
    match b with
    | Box (breadth = 1) -> 1
    | Box (width = 1; width = 2) -> 2
    | Box (width = 1; height = "a") -> 3
let misplacedNames o =
    match o with
    | Some (width = 1) -> 1
    | _ -> 2
let missedTexts s =
    match s with
    | "" -> 1
    | "a" -> 2
let missedFloats f =
    match f with
    | 0.0 -> 1
    | 1.0 -> 2
let missedArrays a =
    match a with
    | [||] -> 0
    | [| true; _ |] -> 1
    | [| _ |] -> 2
let unusedArrays a =
    match a with
    | [| _; _ |] -> 0
    | [| 1; 2 |] -> 1
    | _ -> 2
let elements a =
    match a with
    | [| 1; "b" |] -> 1
    | _ -> 2
let writingConditions (a: int[]) =
    match a with
    | [| 1 |] -> 0
    | [| b; _ |] when (a.[0] <- 2; b > 0) -> b
    | _ -> 2
let bytesOfText a =
    match a with
    | "ab"B -> 1
    | _ -> 2
