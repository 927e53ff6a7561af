// input:
module M
let a : int[] = Array.zeroCreate 10

[<EntryPoint>]
let main () =
    let mutable sum = 0
    for i in 5 .. 4 do
        for j in 0 .. 2 do
            sum <- sum + a.[i + j]
    sum
