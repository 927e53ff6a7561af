// input: 0c
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let pick (k: int) : int =
    ensures (fun r -> 0 <= r && r < 10)
    if k > 3 then k else 3
[<EntryPoint>]
let main () =
    a.[pick (getInt ())]
