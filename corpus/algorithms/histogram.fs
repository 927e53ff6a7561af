/// Histograms: one bin a byte value, bins of equal width, and what follows from them: quantiles, the mode, equalised levels.
module Histogram

let countBytes (data: ReadOnlySpan<byte>) (bins: Span<int>) : unit =
    for i in 0 .. bins.Length - 1 do
        bins.[i] <- 0
    for i in 0 .. data.Length - 1 do
        let value = int data.[i]
        bins.[value] <- bins.[value] + 1

/// Any number of bins over 0 … 255.
let countScaled (data: ReadOnlySpan<byte>) (bins: Span<int>) : unit =
    for i in 0 .. bins.Length - 1 do
        bins.[i] <- 0
    for i in 0 .. data.Length - 1 do
        let bin = int data.[i] * bins.Length / 256
        bins.[bin] <- bins.[bin] + 1

/// Values outside low … high go to the bins at the ends.
let countClamped (values: ReadOnlySpan<int>) (low: int) (width: int) (bins: Span<int>) : unit =
    if width > 0 && bins.Length > 0 then
        for i in 0 .. values.Length - 1 do
            let bin = (values.[i] - low) / width
            let inside = if bin < 0 then 0 elif bin >= bins.Length then bins.Length - 1 else bin
            bins.[inside] <- bins.[inside] + 1

/// The bin with the most entries.
let mode (bins: ReadOnlySpan<int>) : int =
    let mutable best = 0
    for i in 1 .. bins.Length - 1 do
        if bins.[i] > bins.[best] then best <- i
    best

/// The first value that at least `rank` entries do not exceed.
let quantile (bins: ReadOnlySpan<int>) (rank: int) : int =
    let mutable value = 0
    let mutable seen = bins.[0]
    while seen < rank && value < bins.Length - 1 do
        value <- value + 1
        seen <- seen + bins.[value]
    value

/// Spreads the levels so that all are used alike.
let equalise (data: Span<byte>) (bins: ReadOnlySpan<int>) (levels: Span<byte>) : unit =
    let mutable below = 0
    for value in 0 .. levels.Length - 1 do
        below <- below + bins.[value]
        levels.[value] <- if data.Length > 0 then byte (below * 255 / data.Length) else 0uy
    for i in 0 .. data.Length - 1 do
        data.[i] <- levels.[int data.[i]]

let bins : int[] = Array.zeroCreate 256
let levels : byte[] = Array.zeroCreate 256
let coarse : int[] = Array.zeroCreate 16

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 64
    let length = Console.readln line
    if length < 4 then
        1
    else
        let data = line.[0 .. length - 1]
        let values : int[] = Array.zeroCreate 64
        for i in 0 .. length - 1 do
            values.[i] <- int data.[i] - 80
        countBytes data bins
        Console.writeInt (mode bins)
        Console.write " "
        Console.writeInt (quantile bins (length / 4))
        Console.write " "
        Console.writeInt (quantile bins (length / 2))
        Console.newline ()
        // As many bins as the first character says.
        let wanted = 1 + int data.[0] % 16
        let chosen = coarse.[0 .. wanted - 1]
        countScaled data chosen
        show chosen
        for i in 0 .. wanted - 1 do
            chosen.[i] <- 0
        countClamped values.[0 .. length - 1] 0 10 chosen
        show chosen
        equalise data bins levels
        for i in 0 .. length - 1 do
            Console.writeInt (int data.[i])
            Console.write " "
        Console.newline ()
        0
