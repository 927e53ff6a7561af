module Zero
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
[<EntryPoint>]
let main () =
    let a = read ()
    let b = read ()
    ignore (a / b) // stays
    ignore (a % b)
    let c = read ()
    if c <> 0 then ignore (read () / c) // stays
    if a > 0 && c <> 0 then ignore (a / c)
    ignore (10ul / uint32 (read ())) // stays
    0
