/// Filters for samples as they come: moving averages over a window, by a running sum and exponential; finite impulse responses over a block, over a
/// circular delay line, and with symmetric coefficients; decimation.
module Filters

// ── moving averages ──

/// The mean of each `width` neighbours; gives how many there are.
let average (samples: ReadOnlySpan<int>) (width: int) (means: Span<int>) : int =
    if width < 1 || width > samples.Length || samples.Length - width + 1 > means.Length then
        0
    else
        for start in 0 .. samples.Length - width do
            let mutable sum = 0
            for k in 0 .. width - 1 do
                sum <- sum + samples.[start + k]
            means.[start] <- sum / width
        samples.Length - width + 1

/// The same with one addition and one subtraction a sample.
let averageRunning (samples: ReadOnlySpan<int>) (width: int) (means: Span<int>) : int =
    let mutable sum = 0
    let mutable count = 0
    for i in 0 .. samples.Length - 1 do
        sum <- sum + samples.[i]
        if i >= width then sum <- sum - samples.[i - width]
        if i >= width - 1 && width > 0 && count < means.Length then
            means.[count] <- sum / width
            count <- count + 1
    count

[<Literal>]
let Window = 6

let window : int[] = Array.zeroCreate Window
let mutable oldest = 0
let mutable windowSum = 0

/// One sample in, the mean of the last six out.
let smooth (sample: int) : int =
    windowSum <- windowSum + sample - window.[oldest]
    window.[oldest] <- sample
    oldest <- oldest + 1
    if oldest = Window then oldest <- 0
    windowSum / Window

// ── finite impulse response ──

let taps : int[] = [| -2; 5; 18; 26; 18; 5; -2 |]

/// Over a block: an output for each place where all taps have a sample.
let fir (samples: ReadOnlySpan<int>) (coefficients: ReadOnlySpan<int>) (outputs: Span<int>) : unit =
    for i in 0 .. outputs.Length - 1 do
        let mutable sum = 0
        for k in 0 .. coefficients.Length - 1 do
            sum <- sum + coefficients.[k] * samples.[i + coefficients.Length - 1 - k]
        outputs.[i] <- sum / 64

/// Symmetric coefficients need half the products.
let firSymmetric (samples: ReadOnlySpan<int>) (coefficients: ReadOnlySpan<int>) (outputs: Span<int>) : unit =
    let length = coefficients.Length
    let half = length / 2
    for i in 0 .. outputs.Length - 1 do
        let mutable sum = 0
        for k in 0 .. half - 1 do
            sum <- sum + coefficients.[k] * (samples.[i + k] + samples.[i + length - 1 - k])
        if length % 2 = 1 then sum <- sum + coefficients.[half] * samples.[i + half]
        outputs.[i] <- sum / 64

let delay : int[] = Array.zeroCreate 7
let mutable newest = 0

/// One sample in, one out: the delay line is a circle.
let firStep (sample: int) : int =
    newest <- if newest = 0 then delay.Length - 1 else newest - 1
    delay.[newest] <- sample
    let mutable sum = 0
    let mutable at = newest
    for k in 0 .. taps.Length - 1 do
        sum <- sum + taps.[k] * delay.[at]
        at <- at + 1
        if at = delay.Length then at <- 0
    sum / 64

/// Every `factor`-th sample.
let decimate (samples: ReadOnlySpan<int>) (factor: int) (outputs: Span<int>) : int =
    let mutable count = 0
    if factor > 0 then
        for i in 0 .. samples.Length - 1 do
            if i % factor = 0 && count < outputs.Length then
                outputs.[count] <- samples.[i]
                count <- count + 1
    count

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 40
let results : int[] = Array.zeroCreate 40

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 40
    let length = Console.readln line
    if length < 8 then
        1
    else
        for i in 0 .. length - 1 do
            samples.[i] <- int line.[i] * 16 - 1000
        let block = samples.[0 .. length - 1]
        for width in 3 .. 5 do
            let count = average block width results
            show results.[0 .. count - 1]
            let again = averageRunning block width results
            show results.[0 .. again - 1]
        for i in 0 .. length - 1 do
            results.[i] <- smooth samples.[i]
        show results.[0 .. length - 1]
        let outputs = results.[0 .. length - taps.Length]
        fir block taps outputs
        show outputs
        firSymmetric block taps outputs
        show outputs
        for i in 0 .. length - 1 do
            results.[i] <- firStep samples.[i]
        show results.[0 .. length - 1]
        let count = decimate block 3 results
        show results.[0 .. count - 1]
        0
