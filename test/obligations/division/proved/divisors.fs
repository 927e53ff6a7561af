// mutant: `count > 0` becomes `count >= 0`
// mutant: `1 + abs (n % 9)` becomes `abs (n % 9)`
// mutant: `d <> 0 && d <> -1` becomes `d <> 0`
module Divisors
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let average (sum: int) (count: int) = if count > 0 then sum / count else 0
let spread (n: int) = 100 % (1 + abs (n % 9))
let any (n: int) (d: int) = if d <> 0 && d <> -1 then n / d else 0
let unsigned (n: uint32) = n / (n ||| 1ul)
[<EntryPoint>]
let main () =
    ignore (1.0 / 0.0)
    ignore (unsigned (uint32 (read ())))
    average (read ()) (read ()) + spread (read ()) + any (read ()) (read ()) + read () / 3
