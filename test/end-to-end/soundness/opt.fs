// input: 0a
module M
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable g = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let find (k: int) : int option = if k > 5 then Some k else None
[<EntryPoint>]
let main () =
    match find (getInt ()) with
    | Some i -> a.[i]
    | None -> 0
