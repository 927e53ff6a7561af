/// Patterns: named fields of cases, texts, numbers, arrays by their length, alternatives, conditions.
module Patterns

type Shape =
    | Box of width: int * height: int
    | Circle of radius: int
    | Prism of width: int * height: int * length: int

[<Literal>]
let Stop = "stop"

let area shape =
    match shape with
    | Box (height = h; width = w) -> w * h
    | Circle (radius = r) -> 3 * r * r
    | Prism (length = 0) -> 0
    | Prism (width = w; height = h) -> w * h

let command (name: string) =
    match name with
    | "go" | "start" -> 1
    | Stop -> 2
    | "" -> 3
    | _ -> 0

let sign (x: float) =
    match x with
    | 0.0 -> 0
    | 1.5 -> 15
    | -2.25 -> -225
    | _ -> 1

let sum (values: int[]) =
    match values with
    | [||] -> 0
    | [| a |] -> a
    | [| 1; b |] -> b * 10
    | [| a; b |] -> a + b
    | [| a; _; c |] when a > c -> a - c
    | _ -> -1

let pairs (values: (int * bool)[]) =
    match values with
    | [| (n, true); (m, _) |] -> n + m
    | [| (n, false); _ |] -> -n
    | _ -> 0

[<EntryPoint>]
let main () =
    printfn "%d %d %d %d" (area (Box (2, 3))) (area (Circle 2)) (area (Prism (1, 2, 0))) (area (Prism (1, 2, 3)))
    printfn "%d %d %d %d %d" (command "go") (command "start") (command "stop") (command "") (command "x")
    printfn "%d %d %d %d %d" (sign 0.0) (sign -0.0) (sign 1.5) (sign -2.25) (sign 7.0)
    printfn "%d %d %d %d %d %d" (sum [||]) (sum [| 5 |]) (sum [| 1; 4 |]) (sum [| 3; 4 |]) (sum [| 9; 0; 4 |]) (sum [| 1; 0; 4 |])
    printfn "%d %d %d" (pairs [| (1, true); (2, false) |]) (pairs [| (1, false); (2, false) |]) (pairs [| (1, true) |])
    0
