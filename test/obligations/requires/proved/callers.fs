// mutant: `n > 0 && n <= items.Length` becomes `n > 0`
// mutant: `part items 8` becomes `part items 9`
module Callers
let items : int[] = Array.zeroCreate 8
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let part (values: Span<int>) (count: int) : int =
    requires (0 < count && count <= values.Length)
    values.[count - 1]
[<EntryPoint>]
let main () =
    let n = read ()
    let first = part items 8
    if n > 0 && n <= items.Length then first + part items n else first
