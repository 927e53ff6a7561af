module Match

type Shape =
    | Circle of radius: int
    | Box of width: int * height: int
    | Nothing

let area shape =
    match shape with
    | Circle r -> 3 * r * r
    | Box (w, h) when w > 0 -> w * h
    | Box (_, h) | Circle h -> h
    | Nothing -> 0

let sign n =
    match n with
    | 0 -> 0
    | n when n < 0 -> -1

[<EntryPoint>]
let main () = area (Box (2, 3)) + sign 4
