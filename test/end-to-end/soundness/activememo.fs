// input: 05
module M
// the answer of the first rule is still known in the third; what it was asked about is another index by then
let a : int[] = Array.zeroCreate 10
let input : byte[] = Array.zeroCreate 8
let mutable limit = 10
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let (|Below|Beyond|) (i: int) =
    limit <- limit - 3
    if 0 <= i && i < limit then Below i else Beyond (i + limit)
let (|Twice|) (i: int) = i * 2
[<EntryPoint>]
let main () =
    match getInt (), limit with
    | Below 0, _ -> 0
    | Beyond i, _ -> a.[i]
    | Twice (Below i), _ -> a.[i]
    | Below i, Twice b -> a.[i] + a.[b - 11]
