// input: 
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let t : int[] = [| 1; 2; 3; 10 |]
[<EntryPoint>]
let main () =
    let mutable r = 0
    for x in t do
        r <- r + a.[x]
    r
