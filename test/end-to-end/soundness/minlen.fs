// input: 02
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let f (s: Span<int>) (k: int) = s.[min k (s.Length - 1)]
[<EntryPoint>]
let main () =
    f a.[3..2] (getInt ())
