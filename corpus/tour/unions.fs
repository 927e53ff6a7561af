/// Values that are one of several things, and functions that look which.
module Unions

type Shape =
    | Point
    | Circle of radius: int
    | Box of width: int * height: int

type Input =
    | Key of char
    | Move of dx: int * dy: int
    | Draw of Shape
    | Quit

let area =
    function
    | Point -> 0
    | Circle r -> 3 * r * r
    | Box(w, h) -> w * h

let name shape =
    match shape with
    | Point -> "point"
    | Circle r when r > 100 -> "large circle"
    | Circle _ -> "circle"
    | Box(w, h) when w = h -> "square"
    | Box _ -> "box"

let describe input =
    match input with
    | Key('a' | 'e' | 'i' | 'o' | 'u') -> "a vowel"
    | Key c when c >= '0' && c <= '9' -> "a digit"
    | Key _ -> "a key"
    | Move(0, 0) -> "no move"
    | Move(0, _)
    | Move(_, 0) -> "a straight move"
    | Move _ -> "a move"
    | Draw(Circle r) when area (Circle r) > 1000 -> "something large"
    | Draw shape -> name shape
    | Quit -> "the end"

let show (label: string) (n: int) =
    Console.write label
    Console.write " "
    Console.writeInt n
    Console.newline ()

[<EntryPoint>]
let main () =
    let shapes = [| Point; Circle 3; Circle 200; Box(4, 5); Box(6, 6) |]
    for shape in shapes do
        show (name shape) (area shape)
    show "total" (shapes |> Array.sumBy area)
    let boxes = shapes |> Array.sumBy (function Box _ -> 1 | Point | Circle _ -> 0)
    show "boxes" boxes

    [| Key 'e'; Key '7'; Key 'x'; Move(0, 0); Move(2, 0); Move(1, 1); Draw(Box(2, 3)); Draw(Circle 50); Draw Point; Quit |]
    |> Array.iter (fun input -> Console.writeln (describe input))

    let largest = shapes |> Array.fold (fun best shape -> if area shape > area best then shape else best) Point
    Console.writeln (name largest)
    if Box(1, 2) = Box(1, 2) && Circle 1 <> Circle 2 then Console.writeln "equal by value"
    0
