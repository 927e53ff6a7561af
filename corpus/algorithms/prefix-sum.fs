/// Prefix sums: inclusive in place, exclusive with one element more, sums of ranges, in two dimensions, and the up- and down-sweep of a parallel scan.
module PrefixSum

let inclusive (values: Span<int>) : unit =
    for i in 1 .. values.Length - 1 do
        values.[i] <- values.[i] + values.[i - 1]

/// `sums.[i]` is the sum of the first i values; it has one element more than they.
let exclusive (values: ReadOnlySpan<int>) (sums: Span<int>) : unit =
    sums.[0] <- 0
    for i in 0 .. values.Length - 1 do
        sums.[i + 1] <- sums.[i] + values.[i]

/// The sum from `first` up to and without `last`, or 0 for a range that does not exist.
let between (sums: ReadOnlySpan<int>) (first: int) (last: int) : int =
    if 0 <= first && first <= last && last < sums.Length then sums.[last] - sums.[first] else 0

/// The greatest sum of a range: the least prefix so far is remembered.
let greatest (sums: ReadOnlySpan<int>) : int =
    let mutable least = sums.[0]
    let mutable best = 0
    for i in 1 .. sums.Length - 1 do
        best <- max best (sums.[i] - least)
        least <- min least sums.[i]
    best

[<Literal>]
let Width = 6

[<Literal>]
let Height = 5

/// A table with one row and one column more than the picture: sums of all rectangles from the corner.
let integral (picture: ReadOnlySpan<int>) (sums: Span<int>) : unit =
    for x in 0 .. Width do
        sums.[x] <- 0
    for y in 1 .. Height do
        sums.[y * (Width + 1)] <- 0
        for x in 1 .. Width do
            sums.[y * (Width + 1) + x] <-
                picture.[(y - 1) * Width + x - 1]
                + sums.[(y - 1) * (Width + 1) + x]
                + sums.[y * (Width + 1) + x - 1]
                - sums.[(y - 1) * (Width + 1) + x - 1]

/// An exclusive scan whose steps could run in parallel; the length is a power of two.
let scan (values: Span<int>) : unit =
    let count = values.Length
    let mutable step = 1
    while step < count do
        let mutable i = 2 * step - 1
        while i < count do
            values.[i] <- values.[i] + values.[i - step]
            i <- i + 2 * step
        step <- 2 * step
    if count > 0 then values.[count - 1] <- 0
    step <- count / 2
    while step > 0 do
        let mutable i = 2 * step - 1
        while i < count do
            let kept = values.[i - step]
            values.[i - step] <- values.[i]
            values.[i] <- values.[i] + kept
            i <- i + 2 * step
        step <- step / 2

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 32
let sums : int[] = Array.zeroCreate 33
let picture : int[] = Array.zeroCreate 30
let table : int[] = Array.zeroCreate 42

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 32
    let length = Console.readln line
    if length < 1 then
        1
    else
        for i in 0 .. length - 1 do
            samples.[i] <- int line.[i] % 23 - 10
        let values = samples.[0 .. length - 1]
        let prefix = sums.[0 .. length]
        exclusive values prefix
        show prefix
        Console.writeInt (between prefix 1 (length / 2))
        Console.write " "
        Console.writeInt (between prefix 3 100)
        Console.write " "
        Console.writeInt (greatest prefix)
        Console.newline ()
        for i in 0 .. picture.Length - 1 do
            picture.[i] <- samples.[i % length]
        integral picture table
        show table.[35 .. 41]
        inclusive values
        show values
        // The greatest power of two that fits.
        let mutable power = 1
        while 2 * power <= length do
            power <- 2 * power
        scan samples.[0 .. power - 1]
        show samples.[0 .. power - 1]
        0
