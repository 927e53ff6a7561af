// input: 03
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let f (x: Span<int>) (y: Span<int>) =
    let mutable s = 0
    for i in 0 .. x.Length - 1 do
        s <- s + y.[i]
    s
[<EntryPoint>]
let main () =
    let k = getInt ()
    if k >= 0 && k < 10 then f a a.[0..k] else 0
