module RefusedStructTuples
let f (x: int) : struct (int * int) = struct (x, x + 1)
[<EntryPoint>]
let main () =
    let struct (a, b) = f 3
    match f 4 with
    | struct (c, _) -> a + b + c
