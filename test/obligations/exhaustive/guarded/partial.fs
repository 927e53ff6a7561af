module Partial
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
[<EntryPoint>]
let main () =
    match read () with // stays
    | 0 -> 5
    | 1 -> 6
