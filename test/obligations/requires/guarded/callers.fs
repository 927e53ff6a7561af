module Callers
let items : int[] = Array.zeroCreate 8
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let part (values: Span<int>) (count: int) : int =
    requires (0 < count)
    requires (count <= values.Length)
    values.[count - 1]
[<EntryPoint>]
let main () =
    let n = read ()
    let a = part items n // stays // stays
    let b = part items n
    a + b
