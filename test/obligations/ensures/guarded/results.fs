module Results
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let next (n: int) : int = // stays
    ensures (fun r -> r > n)
    n + 1
[<EntryPoint>]
let main () =
    let n = read ()
    let m = next n
    assert (m > n)
    m
