// What callers guarantee, what results are, and what an option carries.
// mutant: `Some place` becomes `Some (place + 1)`
// mutant: `at items 3` becomes `at items 8`
// mutant: `min n 7` becomes `min n 8`
module Calls
let items : int[] = Array.zeroCreate 8
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let at (values: ReadOnlySpan<int>) (i: int) = values.[i]
let clamp (n: int) : int = max 0 (min n 7)
let find (key: int) : int option =
    let place = key &&& 7
    if items.[place] = key then Some place else None
[<EntryPoint>]
let main () =
    let chosen = items.[clamp (read ())]
    match find (read ()) with
    | Some i -> chosen + items.[i] + at items 3
    | None -> at items 0
