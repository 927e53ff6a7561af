module Reached
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let digit (n: int) : int =
    if n < 0 then failwith "too small" // stays
    elif n > 9 then failwith "too large" // stays
    else n
[<EntryPoint>]
let main () =
    let d = digit (read ())
    if d > 7 then failwith "no octal digit" // stays
    failwith "always" // stays
