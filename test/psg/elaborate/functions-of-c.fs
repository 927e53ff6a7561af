module FunctionsOfC

[<DllImport("c")>]
extern int32 abs(int32 n)

[<FidelityExtern("c", "memcmp")>]
let compare (a: ReadOnlySpan<byte>, b: ReadOnlySpan<byte>, count: unativeint) : int32 =
    requires (count <= unativeint a.Length)
    requires (count <= unativeint b.Length)
    ensures (fun r -> r <> 1l)
    Unchecked.defaultof<_>

[<FidelityExtern("c", "getpid")>]
let processId () : int32 = Unchecked.defaultof<_>

let table = [| 1uy; 2uy |]
let state = [| 3uy; 4uy |]

[<FidelityExtern("c", "fill")>]
let fill (data: byte[]) : unit = Unchecked.defaultof<_>

[<EntryPoint>]
let main () =
    fill state
    int (abs (compare (table, state, 2un)) + processId ())
