// input: 00
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])

[<EntryPoint>]
let main () =
    let s = a.[3..2]
    let k = getInt ()
    if k >= s.Length then s.[k] else 0
