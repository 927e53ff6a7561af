/// Dot products: of two series of the same length, of the part that two series share, and of a series with itself shifted.
/// The number of samples comes from the console, so no length is a constant.
module DotProduct

let signal : int[] = [| 3; -1; 4; 1; -5; 9; 2; 6; -5; 3; 5; -8; 9; 7; 9; -3 |]
let weights : int[] = [| 2; 7; 1; -8; 2; 8; 1; 8; -2; 8; 4; 5; -9; 0; 4; 5 |]

/// Of two series of the same length.
let dot (a: ReadOnlySpan<int>) (b: ReadOnlySpan<int>) : int =
    let mutable sum = 0
    for i in 0 .. a.Length - 1 do
        sum <- sum + a.[i] * b.[i]
    sum

/// Of as many elements as both have.
let dotShared (a: ReadOnlySpan<int>) (b: ReadOnlySpan<int>) : int =
    let count = if a.Length < b.Length then a.Length else b.Length
    let mutable sum = 0
    let mutable i = 0
    while i < count do
        sum <- sum + a.[i] * b.[i]
        i <- i + 1
    sum

/// The series with itself, `lag` samples later: the autocorrelation at that lag.
let correlate (a: ReadOnlySpan<int>) (lag: int) : int =
    let mutable sum = 0
    if 0 <= lag && lag < a.Length then
        for i in 0 .. a.Length - lag - 1 do
            sum <- sum + a.[i] * a.[i + lag]
    sum

/// Four products a turn, as one writes it for a machine that multiplies and adds in parallel; the rest one by one.
let dotUnrolled (a: ReadOnlySpan<int>) (b: ReadOnlySpan<int>) : int =
    let mutable sum0 = 0
    let mutable sum1 = 0
    let mutable sum2 = 0
    let mutable sum3 = 0
    let mutable i = 0
    while i + 3 < a.Length do
        sum0 <- sum0 + a.[i] * b.[i]
        sum1 <- sum1 + a.[i + 1] * b.[i + 1]
        sum2 <- sum2 + a.[i + 2] * b.[i + 2]
        sum3 <- sum3 + a.[i + 3] * b.[i + 3]
        i <- i + 4
    while i < a.Length do
        sum0 <- sum0 + a.[i] * b.[i]
        i <- i + 1
    sum0 + sum1 + sum2 + sum3

let show (label: string) (value: int) : unit =
    Console.write label
    Console.writeInt value
    Console.newline ()

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 16
    let count = Console.readln line
    if 0 < count && count <= signal.Length then
        let a = signal.[0 .. count - 1]
        let b = weights.[0 .. count - 1]
        show "samples: " count
        show "dot: " (dot a b)
        show "unrolled: " (dotUnrolled a b)
        show "shared: " (dotShared a weights.[0 .. count / 2])
        for lag in 0 .. 3 do
            show "lag: " (correlate a lag)
        0
    else
        1
