// input: 63
module M
let a : int[] = Array.zeroCreate 4
let places : int[] = [| 0; 1; 2; 3; 0; 0 |]
let input : byte[] = Array.zeroCreate 8
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
[<EntryPoint>]
let main () =
    let view = Span.ofArray places
    view.[3] <- 3
    places.[0] <- getInt ()
    view.Slice(0, 3).CopyTo(view.Slice 1)
    a.[places.[2]] + a.[places.[3]] + a.[places.[1]]
