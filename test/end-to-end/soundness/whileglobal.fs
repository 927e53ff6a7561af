// input: 
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let next () =
    g <- g + 3
    g < 100
[<EntryPoint>]
let main () =
    let mutable r = 0
    g <- 0
    while g < 10 && next () do
        r <- r + a.[g]
    r
