module Refused

let make (n: int) = 
    let a : int[] = Array.zeroCreate n
    a.Length


let chosen (fromOne: bool) = if fromOne then seq { 1 .. 3 } else seq { 0 .. 3 }

let loopOverChosen () =
    for x in chosen true do
        ignore x

let filtered = [| for i in 0 .. 9 do if i % 3 = 0 then yield i |]

let stop (message: string) : int = failwith message

[<EntryPoint>]
let main () =
    loopOverChosen ()
    ignore filtered.Length
    make 3 + stop "no"
