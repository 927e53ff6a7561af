module Loops
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
[<EntryPoint>]
let main () =
    let mutable n = 0
    while read () > 0 do // stays
        invariant (n < 100)
        n <- n + 1
    let mutable m = read ()
    while m > 0 do // stays
        invariant (m < 50)
        m <- m - 1
    n
