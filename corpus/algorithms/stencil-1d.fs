/// One-dimensional stencils: smoothing with three and five points, heat that spreads in a rod, a cellular automaton on a ring, a median of three.
module Stencil1d

/// The ends stay as they are.
let smooth3 (source: ReadOnlySpan<int>) (target: Span<int>) : unit =
    let last = source.Length - 1
    target.[0] <- source.[0]
    target.[last] <- source.[last]
    for i in 1 .. last - 1 do
        target.[i] <- (source.[i - 1] + 2 * source.[i] + source.[i + 1]) / 4

/// Five points with weights −1 2 3 2 −1, at the ends with the outermost sample repeated.
let sharpen5 (source: ReadOnlySpan<int>) (target: Span<int>) : unit =
    let last = source.Length - 1
    for i in 0 .. last do
        let mutable sum = 0
        for k in -2 .. 2 do
            let j = i + k
            let inside = if j < 0 then 0 elif j > last then last else j
            let weight = if k = 0 then 3 elif k = 1 || k = -1 then 2 else -1
            sum <- sum + weight * source.[inside]
        target.[i] <- sum / 5

/// One step of heat in place: the sample on the left is kept before it changes.
let heatStep (rod: Span<int>) : unit =
    let mutable left = rod.[0]
    for i in 1 .. rod.Length - 2 do
        let here = rod.[i]
        rod.[i] <- here + (left - 2 * here + rod.[i + 1]) / 3
        left <- here

/// Rule 110 on a ring.
let automaton (source: ReadOnlySpan<byte>) (target: Span<byte>) : unit =
    let count = source.Length
    for i in 0 .. count - 1 do
        let left = source.[(i + count - 1) % count]
        let right = source.[(i + 1) % count]
        let pattern = int (left * 4uy + source.[i] * 2uy + right)
        target.[i] <- byte ((110 >>> pattern) &&& 1)

let median (a: int) (b: int) (c: int) : int =
    max (min a b) (min (max a b) c)

let median3 (source: ReadOnlySpan<int>) (target: Span<int>) : unit =
    let mutable i = 1
    while i + 1 < source.Length do
        target.[i - 1] <- median source.[i - 1] source.[i] source.[i + 1]
        i <- i + 1

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 40
let results : int[] = Array.zeroCreate 40
let cells : byte[] = Array.zeroCreate 40
let nextCells : byte[] = Array.zeroCreate 40

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 40
    let count = Console.readln line
    if count < 3 then
        1
    else
        for i in 0 .. count - 1 do
            samples.[i] <- int line.[i] * 8 - 400
            cells.[i] <- line.[i] &&& 1uy
        let source = samples.[0 .. count - 1]
        let target = results.[0 .. count - 1]
        smooth3 source target
        show target
        sharpen5 source target
        show target
        median3 source results.[0 .. count - 3]
        show results.[0 .. count - 3]
        for _step in 1 .. 10 do
            heatStep source
        show source
        for _generation in 1 .. 4 do
            automaton cells.[0 .. count - 1] nextCells.[0 .. count - 1]
            for i in 0 .. count - 1 do
                cells.[i] <- nextCells.[i]
                Console.write (if cells.[i] = 1uy then "#" else ".")
            Console.newline ()
        0
