module Records

type Point = { mutable X: int; Y: int }
type Line = { From: Point; To: Point }

[<EntryPoint>]
let main () =
    let mutable line = { To = { X = 3; Y = 4 }; From = { X = 1; Y = 2 } }
    let moved = { line with From = { line.From with X = 7 } }
    let points = [| moved.From; moved.To |]
    points.[1].X <- 9
    if moved = line then 1 else points.[1].X
