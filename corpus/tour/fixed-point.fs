/// Signals without a floating-point unit: numbers of 16 bits with 15 of them behind the binary point. A sine, a filter, and how strong a tone is.
module FixedPoint

/// From −1 to just below 1, in steps of 1/32768.
type Q15 = int16

let saturate (value: int) : Q15 =
    if value > 32767 then 32767s
    elif value < -32768 then -32768s
    else int16 value

/// Rounded to the nearest, halves upwards.
let multiply (a: Q15) (b: Q15) = saturate ((int a * int b + 0x4000) >>> 15)

// ── a sine from a table of a quarter of a turn, and straight lines between ──

let quarter: Q15[] =
    [| 0s; 3212s; 6393s; 9512s; 12540s; 15447s; 18205s; 20788s; 23170s; 25330s; 27246s; 28899s; 30274s; 31357s; 32138s; 32610s; 32767s |]

/// The sine of an angle in 1/1024 of a turn.
let sine (angle: int) : Q15 =
    let phase = angle &&& 1023
    let folded = if phase &&& 256 <> 0 then 256 - (phase &&& 255) else phase &&& 255
    let low = folded >>> 4
    let part = folded &&& 15
    let a = int quarter.[low]
    let b = if low < 16 then int quarter.[low + 1] else a
    let value = a + ((b - a) * part + 8 >>> 4)
    int16 (if phase >= 512 then -value else value)

// ── a low pass: the mean of neighbours, weighted ──

let taps: Q15[] = [| -328s; 0s; 4260s; 8192s; 8520s; 8192s; 4260s; 0s; -328s |]

let filter (delay: Q15[]) (newest: int) (sample: Q15) : Q15 =
    delay.[newest &&& 15] <- sample
    let mutable sum = 0x4000
    for k in 0 .. taps.Length - 1 do
        sum <- sum + int taps.[k] * int delay.[(newest - k) &&& 15]
    saturate (sum >>> 15)

/// Goertzel: the power at one frequency, in turns of 1024 for each sample. The state has room above the point: 32 bits.
let power (samples: ReadOnlySpan<Q15>) (step: int) =
    let coefficient = int64 (sine (step + 256)) * 2L
    let mutable s1 = 0L
    let mutable s2 = 0L
    for sample in samples do
        let s0 = int64 sample + ((coefficient * s1) >>> 15) - s2
        s2 <- s1
        s1 <- s0
    let count = int64 samples.Length
    if count > 0L then (s1 * s1 + s2 * s2 - ((coefficient * s1 >>> 15) * s2)) / (count * count) else 0L

let signal: Q15[] = Array.zeroCreate 128
let filtered: Q15[] = Array.zeroCreate 128
let delay: Q15[] = Array.zeroCreate 16

[<EntryPoint>]
let main () =
    printfn "%d %d %d %d" (sine 0) (sine 128) (sine 256) (sine 700)
    printfn "%d %d" (multiply 16384s -16384s) (multiply -32768s -32768s)

    // A tone at 1/32 of the sampling rate, and noise at 3/8 of it.
    for i in 0 .. signal.Length - 1 do
        signal.[i] <- saturate (int (multiply 16384s (sine (32 * i))) + int (multiply 8192s (sine (384 * i))))
    for i in 0 .. signal.Length - 1 do
        filtered.[i] <- filter delay i signal.[i]

    for i in 60 .. 4 .. 92 do
        printf "%d " filtered.[i]
    printfn ""
    printfn "tone %d then %d" (power signal 32) (power filtered 32)
    printfn "noise %d then %d" (power signal 384) (power filtered 384)
    let highest = filtered |> Array.fold (fun most sample -> max most (abs (int sample))) 0
    printfn "at most %d" highest
    0
