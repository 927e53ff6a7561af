module Wide
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
[<EntryPoint>]
let main () =
    let a = read ()
    let b = read ()
    ignore (a + b)
    let sum = Checked.(+) a b // stays
    // what has been checked is known
    ignore (Checked.(+) a b)
    if sum < 10 && b >= 0 then ignore (Checked.(+) a 1)
    ignore (Checked.(*) a b) // stays
    ignore (Checked.(~-) b) // stays
    ignore (Checked.byte a) // stays
    ignore (Checked.uint64 b) // stays
    let plus = Checked.(+) // stays
    ignore (plus (read ()) 1)
    let c = read ()
    if c > 0 then ignore (Checked.(-) c 1)
    // only where it ran
    ignore (if a > 7 then Checked.(+) c 1 else 0) // stays
    ignore (Checked.(+) c 1) // stays
    0
