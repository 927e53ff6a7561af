/// Smooths a series of sensor readings with the mean of the last eight. The window lies on the stack of `main`.
module MovingAverage

/// Readings of a 12-bit converter with two glitches below zero and one at full scale, as a loose contact makes them.
let readings : int[] = [| 512; 530; 498; -20; 505; 511; 2047; 520; 515; 509; 503; 512; 518; 507; -1; 513 |]

[<Literal>]
let Width = 8

/// The mean of the first `filled` values of a window, rounded toward zero.
let mean (window: ReadOnlySpan<int>) (filled: int) : int =
    requires (1 <= filled && filled <= window.Length)
    let mutable sum = 0
    for i in 0 .. filled - 1 do
        sum <- sum + window.[i]
    sum / filled

[<EntryPoint>]
let main () =
    let window : int[] = Array.zeroCreate Width
    let mutable oldest = 0
    for i in 0 .. readings.Length - 1 do
        window.[oldest] <- readings.[i]
        oldest <- if oldest + 1 < Width then oldest + 1 else 0
        Console.writeInt readings.[i]
        Console.write " -> "
        Console.writeInt (mean window (min (i + 1) Width))
        Console.writeln ""
    0
