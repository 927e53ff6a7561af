// input: 11
module M
// no rule takes 17: the guard stands behind all rules, after the active patterns have been asked
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable asked = 0
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let (|Inside|_|) (i: int) =
    asked <- asked + 1
    if 0 <= i && i < a.Length then Some i else None
let (|Outside|_|) (i: int) =
    asked <- asked + 1
    if i < 0 || i > 17 then Some () else None
[<EntryPoint>]
let main () =
    match getInt () with
    | Inside i -> a.[i]
    | Outside -> asked
