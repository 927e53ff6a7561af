module Doubts
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
[<EntryPoint>]
let main () =
    let n = read ()
    assert (n + 1 > n) // stays
    let x = float (read ())
    assert (x = x) // stays
    assert (abs n >= 0) // stays
    let m = read ()
    assert (m * 2 / 2 = m) // stays
    0
