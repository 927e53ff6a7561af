// input: 05
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
[<EntryPoint>]
let main () =
    let n = getInt ()
    let kind =
        match n with
        | k when k > 2 -> 1
        | 0 -> 2
        | 1 -> 3
    a.[n * 5] + kind
