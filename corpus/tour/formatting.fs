/// Text that is put together at run time, without a heap: written piece by piece, or into a buffer of the caller.
module Formatting

[<Measure>]
type V

type Level =
    | Low
    | High

let report (channel: int) (volts: float<V>) (level: Level) =
    Console.writeln $"channel {channel,3}: {volts:F3} V, {level}"

/// A view of the buffer; what does not fit is told, not cut off in silence.
let label (buffer: Span<byte>) (address: uint32) : string =
    match Format.into buffer $"0x{address:X8}" with
    | Ok text -> text
    | Error wanted -> if wanted > 0 then "too long" else ""

let count (text: string) =
    let mutable letters = 0
    for c in text do
        if c <> ' ' then letters <- letters + 1
    letters

[<EntryPoint>]
let main () =
    report 1 3.3<V> High
    report 12 0.0625<V> Low
    let buffer: byte[] = Array.zeroCreate 16
    let small: byte[] = Array.zeroCreate 4
    Console.writeln (label buffer 0x4002_0C00ul)
    Console.writeln (label small 0x4002_0C00ul)
    printfn "%d of %5d, %-4s|, %04x, %c, %b" 7 42 "ab" 255 'x' true
    printfn "%.2f %e %g" 2.675 1234.5 0.1
    Console.writeln $"{0.1 + 0.2} {1.0 / 3.0} {5.0e-324} {1.7976931348623157e308}"
    let letters = count "größer als π"
    Console.writeln $"{{braces}} and {letters} letters"
    let show = printfn "%s = %d"
    show "left" 3
    show "right" -4
    match Parse.tryFloat "2.5e-3" with
    | Some x -> Console.writeln $"parsed {x} and {x * 1000.0}"
    | None -> Console.writeln "not a number"
    0
