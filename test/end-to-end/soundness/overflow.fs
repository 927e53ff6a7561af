// input: 7f
module Overflow
// A checked sum tells only where it ran, and a plain one nothing at all.
let buffer : byte[] = Array.zeroCreate 4
let items : int[] = Array.zeroCreate 16
[<EntryPoint>]
let main () =
    ignore (Console.readBytes buffer.[0 .. 0])
    let n = sbyte buffer.[0]
    let plain = n + 1y
    let some = if n < 0y then int (Checked.(+) n 1y) else 0
    // n is 127 here: the sum has wrapped, and the check has not run
    if some <= 0 && plain < 16y then
        let last = Checked.(-) n 120y
        ignore items.[int last]
        ignore items.[int (plain + 15y)]
        items.[int plain] <- 1
    0
