/// Eight loops over arrays, each run many times and timed. kernels.c is the same program in C, loop by loop. Every length is read from standard input, so that no
/// compiler knows one; no contract gives a bound. Prints for each kernel: name, nanoseconds, and a checksum by which the two programs and all their builds are compared.
module Kernels

[<Literal>]
let Capacity = 4096

let first : uint32[] = Array.zeroCreate Capacity
let second : uint32[] = Array.zeroCreate Capacity
let third : uint32[] = Array.zeroCreate Capacity
let ascending : uint32[] = Array.zeroCreate Capacity
let octets : byte[] = Array.zeroCreate Capacity
let counts : uint32[] = Array.zeroCreate 256
let recent : uint32[] = Array.zeroCreate 256

let sum (values: ReadOnlySpan<uint32>) : uint32 =
    let mutable total = 0ul
    for i in 0 .. values.Length - 1 do
        total <- total + values.[i]
    total

let dot (left: ReadOnlySpan<uint32>) (right: ReadOnlySpan<uint32>) : uint32 =
    let mutable total = 0ul
    for i in 0 .. min left.Length right.Length - 1 do
        total <- total + left.[i] * right.[i]
    total

let stencil (source: ReadOnlySpan<uint32>) (target: Span<uint32>) : unit =
    for i in 1 .. min source.Length target.Length - 2 do
        target.[i] <- source.[i - 1] + 2ul * source.[i] + source.[i + 1]

/// The last bin counts what is larger, too.
let histogram (source: ReadOnlySpan<byte>) (bins: Span<uint32>) : unit =
    if bins.Length > 0 then
        for i in 0 .. source.Length - 1 do
            let bin = min (int source.[i]) (bins.Length - 1)
            bins.[bin] <- bins.[bin] + 1ul

/// Square matrices, row by row; `target` gains the product.
let matmul (left: ReadOnlySpan<uint32>) (right: ReadOnlySpan<uint32>) (target: Span<uint32>) (side: int) : unit =
    let size = side * side
    if 0 < side && side <= 64 && size <= left.Length && size <= right.Length && size <= target.Length then
        for row in 0 .. side - 1 do
            for inner in 0 .. side - 1 do
                let factor = left.[row * side + inner]
                for column in 0 .. side - 1 do
                    let at = row * side + column
                    target.[at] <- target.[at] + factor * right.[inner * side + column]

/// Position of a value in ascending order, or −1.
let search (values: ReadOnlySpan<uint32>) (wanted: uint32) : int =
    let mutable low = 0
    let mutable high = values.Length - 1
    let mutable found = -1
    while found < 0 && low <= high do
        let middle = low + (high - low) / 2
        let value = values.[middle]
        if value = wanted then found <- middle
        elif value < wanted then low <- middle + 1
        else high <- middle - 1
    found

/// Sums over as many of the latest values as `recent` holds, which is a ring.
let window (source: ReadOnlySpan<uint32>) (recent: Span<uint32>) (target: Span<uint32>) : unit =
    if recent.Length > 0 then
        let mutable oldest = 0
        let mutable total = 0ul
        for i in 0 .. min source.Length target.Length - 1 do
            total <- total + source.[i] - recent.[oldest]
            recent.[oldest] <- source.[i]
            target.[i] <- total
            oldest <- if oldest + 1 < recent.Length then oldest + 1 else 0

/// The smaller of the two next values goes to `target`, until it is full or both are used up.
let merge (left: ReadOnlySpan<uint32>) (right: ReadOnlySpan<uint32>) (target: Span<uint32>) : unit =
    let mutable i = 0
    let mutable j = 0
    for at in 0 .. target.Length - 1 do
        if i < left.Length && (j >= right.Length || left.[i] <= right.[j]) then
            target.[at] <- left.[i]
            i <- i + 1
        elif j < right.Length then
            target.[at] <- right.[j]
            j <- j + 1

/// Fills the arrays with the numbers of a linear congruential generator.
let fill () : unit =
    let mutable state = 1ul
    let mutable rising = 0ul
    for i in 0 .. Capacity - 1 do
        state <- state * 1664525ul + 1013904223ul
        rising <- rising + (state >>> 30)
        first.[i] <- state
        second.[i] <- state >>> 7
        ascending.[i] <- rising
        octets.[i] <- byte (state >>> 24)

/// Each turn changes the input, or the whole loop could be computed once.
let change (values: Span<uint32>) (turn: int) (value: uint32) : unit =
    let at = turn &&& 1023
    if at < values.Length then values.[at] <- value

let look (values: ReadOnlySpan<uint32>) (turn: int) : uint32 =
    let at = turn &&& 1023
    if at < values.Length then values.[at] else 0ul

let show (name: string) (start: int64) (checksum: uint32) : unit =
    let elapsed = Platform.Bindings.now () - start
    Console.write name
    Console.write " "
    Console.writeInt (int elapsed)
    Console.write " "
    Console.writeInt (int checksum)
    Console.writeln ""

/// A number in a line of the input; 0 when there is none.
let readSize () : int =
    let line : byte[] = Array.zeroCreate 16
    let length = Console.readln line
    if length > 0 then
        match Parse.tryInt (String.ofBytes line.[0 .. length - 1]) with
        | Some size -> size
        | None -> 0
    else
        0

/// As many of the values as the next line of the input says; all of them when it says more than there are.
let part (values: Span<'T>) : Span<'T> =
    let size = readSize ()
    if 0 < size && size <= values.Length then values.[0 .. size - 1] else values

[<EntryPoint>]
let main () =
    fill ()
    let left = part first
    let right = part second
    let target = part third
    let sorted = part ascending
    let letters = part octets
    let bins = part counts
    let ring = part recent
    let side = readSize ()
    let mutable checksum = 0ul

    let start = Platform.Bindings.now ()
    for turn in 0 .. 25000 - 1 do
        change left turn checksum
        checksum <- checksum + sum left
    show "sum" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 7500 - 1 do
        change left turn checksum
        checksum <- checksum + dot left right
    show "dot" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 7500 - 1 do
        change left turn checksum
        stencil left target
        checksum <- checksum + look target turn
    show "stencil" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 2000 - 1 do
        change left turn checksum
        octets.[turn &&& 1023] <- byte checksum
        histogram letters bins
        checksum <- checksum + look bins turn
    show "histogram" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 250 - 1 do
        change left turn checksum
        matmul left right target side
        checksum <- checksum + look target turn
    show "matmul" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 125000 - 1 do
        checksum <- checksum * 1664525ul + 1013904223ul + uint32 (search sorted (checksum >>> 19))
    show "search" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 1250 - 1 do
        change left turn checksum
        window left ring target
        checksum <- checksum + look target turn
    show "window" start checksum

    let start = Platform.Bindings.now ()
    for turn in 0 .. 500 - 1 do
        change left turn checksum
        merge left right target
        checksum <- checksum + look target turn
    show "merge" start checksum
    0
