// input: 0c
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])

[<EntryPoint>]
let main () =
    let k = getInt ()
    let m = sbyte k
    let z = abs m
    a.[int z &&& 15]
