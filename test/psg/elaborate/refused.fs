module Refused

let make (n: int) = 
    let a : int[] = Array.zeroCreate n
    a.Length


let stop (message: string) : int = failwith message

[<EntryPoint>]
let main () = make 3 + stop "no"
