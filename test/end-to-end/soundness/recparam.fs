// input: 
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let rec f (i: int) : int = if i > 20 then 0 else a.[i] + f (i + 1)
[<EntryPoint>]
let main () =
    f 0
