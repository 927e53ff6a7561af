// input: 0a
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let f k =
    match k with
    | n when n < 0 -> 0
    | n when n > 10 -> 0
    | n -> a.[n]
[<EntryPoint>]
let main () =
    f (getInt ())
