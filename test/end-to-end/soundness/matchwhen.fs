// input: 63
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
[<EntryPoint>]
let main () =
    match getInt () with
    | n when a.[n] > 0 -> 1
    | 0 -> 2
    | 1 -> 3
