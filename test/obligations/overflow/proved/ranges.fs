// mutant: `a <= 100y` becomes `a <= 101y`
// mutant: `uint16 w * uint16 h` becomes `uint16 w * uint16 h + uint16 w * 3us`
// mutant: `x > -128y` becomes `x >= -128y`
// mutant: `n &&& 255` becomes `n &&& 256`
// mutant: `(high - low) / 2l` becomes `(high - low) * 2l`
// mutant: `total < 1000l` becomes `total < 2147483647l + (total &&& 0l) || count > 5`
module Ranges
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let narrow (n: int) : int32 = int32 n
let toSmall (n: int) : sbyte = sbyte n
open Checked
let next (a: sbyte) : sbyte = if a <= 100y then a + 27y else a
let area (w: byte) (h: byte) : uint16 = uint16 w * uint16 h
let opposite (x: sbyte) : sbyte = if x > -128y then -x else 127y
let low (n: int) : byte = byte (n &&& 255)
let middle (low: int32) (high: int32) : int32 = if 0l <= low && low <= high then low + (high - low) / 2l else low
let ticks (count: int) : int32 =
    let mutable total = 0l
    for i in 1 .. count do
        if total < 1000l then total <- total + 1l
    total
[<EntryPoint>]
let main () =
    let small = toSmall (read ())
    let n = read ()
    ignore (next small)
    ignore (area (low n) (low (read ())))
    ignore (opposite small)
    ignore (middle (narrow n) (narrow (read ())))
    int (ticks n)
