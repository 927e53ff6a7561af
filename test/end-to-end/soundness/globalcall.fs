// input: 07
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let bump () = g <- g + 5
[<EntryPoint>]
let main () =
    g <- getInt ()
    let mutable r = 0
    if g >= 0 && g < 10 then
        bump ()
        r <- a.[g]
    r
