/// Merge sort: bottom-up between two buffers of the same length, and recursive on slices.
module MergeSort

/// Merges `source.[left .. middle - 1]` and `source.[middle .. right - 1]` into the same places of `target`.
let merge (source: ReadOnlySpan<int>) (target: Span<int>) (left: int) (middle: int) (right: int) : unit =
    let mutable i = left
    let mutable j = middle
    for k in left .. right - 1 do
        if i < middle && (j >= right || source.[i] <= source.[j]) then
            target.[k] <- source.[i]
            i <- i + 1
        else
            target.[k] <- source.[j]
            j <- j + 1

/// Runs of 1, 2, 4 … elements are merged in pairs, then copied back.
let sortBottomUp (values: Span<int>) (scratch: Span<int>) : unit =
    let count = values.Length
    let mutable width = 1
    while width < count do
        let mutable left = 0
        while left < count do
            let middle = min (left + width) count
            let right = min (left + 2 * width) count
            merge values scratch left middle right
            left <- left + 2 * width
        for i in 0 .. count - 1 do
            values.[i] <- scratch.[i]
        width <- 2 * width

/// Sorts both halves, copies the lower one out of the way and merges from the front.
let rec sort (values: Span<int>) (scratch: Span<int>) : unit =
    if values.Length > 1 then
        let half = values.Length / 2
        sort values.[0 .. half - 1] scratch
        sort values.[half .. values.Length - 1] scratch
        for i in 0 .. half - 1 do
            scratch.[i] <- values.[i]
        let mutable i = 0
        let mutable j = half
        let mutable k = 0
        while i < half && j < values.Length do
            if scratch.[i] <= values.[j] then
                values.[k] <- scratch.[i]
                i <- i + 1
            else
                values.[k] <- values.[j]
                j <- j + 1
            k <- k + 1
        while i < half do
            values.[k] <- scratch.[i]
            i <- i + 1
            k <- k + 1

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 48
let scratch : int[] = Array.zeroCreate 48

let fill (line: ReadOnlySpan<byte>) (factor: int) : unit =
    for i in 0 .. line.Length - 1 do
        samples.[i] <- (int line.[i] * factor + i) % 199 - 90

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 48
    let count = Console.readln line
    if count < 1 then
        1
    else
        let text = line.[0 .. count - 1]
        let values = samples.[0 .. count - 1]
        fill text 61
        sortBottomUp values scratch.[0 .. count - 1]
        show values
        fill text 101
        sort values scratch.[0 .. count - 1]
        show values
        0
