// input: 
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])

[<EntryPoint>]
let main () =
    let mutable i = 0
    let mutable r = 0
    while i < 10 do
        let mutable j = 0
        while j < 3 do
            i <- i + 1
            j <- j + 1
        r <- r + a.[i]
    r
