/// Shell sort: with halved gaps, with Knuth's gaps 1, 4, 13, 40 …, and with a table of gaps.
module ShellSort

let byHalves (values: Span<int>) : unit =
    let mutable gap = values.Length / 2
    while gap > 0 do
        for i in gap .. values.Length - 1 do
            let value = values.[i]
            let mutable j = i
            while j >= gap && values.[j - gap] > value do
                values.[j] <- values.[j - gap]
                j <- j - gap
            values.[j] <- value
        gap <- gap / 2

let byKnuth (values: Span<int>) : unit =
    let mutable gap = 1
    while gap < values.Length / 3 do
        gap <- 3 * gap + 1
    while gap >= 1 do
        for i in gap .. values.Length - 1 do
            let value = values.[i]
            let mutable j = i - gap
            while j >= 0 && values.[j] > value do
                values.[j + gap] <- values.[j]
                j <- j - gap
            values.[j + gap] <- value
        gap <- gap / 3

/// Ciura's gaps, the greatest first.
let gaps : int[] = [| 57; 23; 10; 4; 1 |]

let byTable (values: Span<int>) : unit =
    for g in 0 .. gaps.Length - 1 do
        let gap = gaps.[g]
        for i in gap .. values.Length - 1 do
            let value = values.[i]
            let mutable j = i
            while j >= gap && values.[j - gap] > value do
                values.[j] <- values.[j - gap]
                j <- j - gap
            values.[j] <- value

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 64

let fill (line: ReadOnlySpan<byte>) (factor: int) : unit =
    for i in 0 .. line.Length - 1 do
        samples.[i] <- (int line.[i] * factor + i) % 211 - 100

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 64
    let count = Console.readln line
    if count < 1 then
        1
    else
        let text = line.[0 .. count - 1]
        let values = samples.[0 .. count - 1]
        fill text 43
        byHalves values
        show values
        fill text 89
        byKnuth values
        show values
        fill text 137
        byTable values
        show values
        0
