// input: 05
module M
let a : int[] = [| 4; 5; 6; 7 |]
let input : byte[] = Array.zeroCreate 8
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
[<EntryPoint>]
let main () =
    let key = getInt ()
    let mutable found = None
    let mutable last = Some 0
    for i in 0 .. a.Length - 1 do
        if found = None && a.[i] > key then found <- Some i
        elif found <> None && a.[i] > key then found <- Option.map (fun at -> at + 1) last
        last <- Some i
    match found, last with
    | Some at, Some other -> a.[at - 1] + a.[other] + a.[at]
    | _ -> 0
