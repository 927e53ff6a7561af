// input: 01
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let f (w: int) (y: int) = if w * y < 10 && w > 0 && y >= 0 then a.[w * y] else 0
[<EntryPoint>]
let main () =
    let k = getInt ()
    let b = if k = 1 then (1 <<< 31) else k
    f b (if k = 1 then 1 <<< 31 else 1)
