// Masks, remainders, shifts and conversions keep an index in range by their own arithmetic.
// mutant: `head &&& 15` becomes `head &&& 31`
// mutant: `(tail + 1) % 16` becomes `(tail + 1) % 17`
// mutant: `&&& 0xFFul` becomes `&&& 0x1FFul`
// mutant: `int (uint8 n) >>> 4` becomes `int (uint8 n) >>> 3`
// mutant: `n >>> 5` becomes `n >>> 4`
module Masks
let ring : int[] = Array.zeroCreate 16
let table : uint32[] = Array.zeroCreate 256
let words : uint32[] = Array.zeroCreate 4
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let mutable head = 0
let mutable tail = 0
let push (item: int) =
    ring.[head &&& 15] <- item
    head <- head + 1
let pop () : int =
    let item = ring.[tail]
    tail <- (tail + 1) % 16
    item
let step (crc: uint32) (octet: byte) : uint32 =
    table.[int ((crc ^^^ uint32 octet) &&& 0xFFul)] ^^^ (crc >>> 8)
let narrow (n: int) = ring.[int (uint8 n) >>> 4]
let bit (n: int) =
    requires (0 <= n && n < 128)
    words.[n >>> 5] <- words.[n >>> 5] ||| (1ul <<< (n &&& 31))
[<EntryPoint>]
let main () =
    push (read ())
    ignore (step (uint32 (read ())) (byte (read ())))
    ignore (narrow (read ()))
    let n = read ()
    if 0 <= n && n < 128 then bit n
    pop ()
