// mutant: `n &&& 3` becomes `n &&& 7`
// mutant: `0 <= n` becomes `n < 100`
// mutant: `| 3 -> 15` becomes `| 4 -> 15`
// mutant: `place 5` becomes `place 16`
module Excluded
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let kind (n: int) : int =
    match n &&& 3 with
    | 0 -> 1
    | 1 -> 5
    | 2 -> 9
    | 3 -> 15
    | _ -> failwith "no such kind"
let half (n: int) : int =
    if n >= 0 then n / 2
    else invalidArg "n" "must not be negative"
let place (n: int) : int = if n < 16 then n else invalidOp "no place"
[<EntryPoint>]
let main () =
    let n = read ()
    let sum = if 0 <= n then half n else 0
    sum + kind n + place 5
