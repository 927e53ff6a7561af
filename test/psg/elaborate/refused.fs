module Refused

let make (n: int) = 
    let a : int[] = Array.zeroCreate n
    a.Length


[<EntryPoint>]
let main () = make 3
