// input: 00
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let f (i: int) = if i + 1 < 10 then a.[i + 1] else 0
[<EntryPoint>]
let main () =
    let k = getInt ()
    let big = (1 <<< 30) * 2 - 1 + k
    f (if k > 0 then big else 0)
