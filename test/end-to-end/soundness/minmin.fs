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
    let k = getInt ()
    let m = if k = 0 then (sbyte -128) else 5y
    let d = if k = 0 then -1y else 1y
    int (m / d)
