module Comprehensions

let squares = [| for i in 0 .. 9 -> i * i |]
let grid = [| for y in 0 .. 2 do for x in 0 .. 3 do yield (x, y) |]
let bytes : byte[] =
    [|
        for x in squares do
            let low = x % 16
            yield byte low
            yield byte (x / 16)
    |]
let implied = [| for i in 1 .. 3 do i + 1 |]

[<EntryPoint>]
let main () = implied.Length + Seq.sum [| for i in 1 .. 3 -> i |]
