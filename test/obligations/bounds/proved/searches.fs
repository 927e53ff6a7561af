// Loops whose bounds close in on each other, and positions that a loop remembers.
// mutant: `low + (high - low) / 2` becomes `low + (high - low) / 2 + 1`
// mutant: `while i < j do` becomes `while i <= j + 1 do`
// mutant: `then best <- i` becomes `then best <- i + 1`
// mutant: `j >= 0 &&` becomes `j >= -1 &&`
// mutant: `to' < target.Length` becomes `to' <= target.Length`
module Searches
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let find (values: ReadOnlySpan<int>) (key: int) : int =
    let mutable low = 0
    let mutable high = values.Length
    while low < high do
        let middle = low + (high - low) / 2
        if values.[middle] < key then low <- middle + 1
        else high <- middle
    low
let turn (values: Span<int>) =
    let mutable i = 0
    let mutable j = values.Length - 1
    while i < j do
        let held = values.[i]
        values.[i] <- values.[j]
        values.[j] <- held
        i <- i + 1
        j <- j - 1
let greatest (values: ReadOnlySpan<int>) : int =
    requires (values.Length > 0)
    let mutable best = 0
    for i in 1 .. values.Length - 1 do
        if values.[i] > values.[best] then best <- i
    values.[best]
let sort (values: Span<int>) =
    for i in 1 .. values.Length - 1 do
        let held = values.[i]
        let mutable j = i - 1
        while j >= 0 && values.[j] > held do
            values.[j + 1] <- values.[j]
            j <- j - 1
        values.[j + 1] <- held
let copyPositive (values: ReadOnlySpan<int>) (target: Span<int>) : int =
    let mutable to' = 0
    for i in 0 .. values.Length - 1 do
        if values.[i] > 0 && to' < target.Length then
            target.[to'] <- values.[i]
            to' <- to' + 1
    to'
[<EntryPoint>]
let main () =
    let a : int[] = Array.zeroCreate 10
    let b : int[] = Array.zeroCreate 10
    let n = read ()
    if 0 <= n && n <= 10 then
        for k in 0 .. n - 1 do
            a.[k] <- read ()
        let part = a.[0 .. n - 1]
        ignore (find part 3)
        turn part
        sort part
        ignore (copyPositive part b.[0 .. n / 2 - 1])
        if n > 0 then ignore (greatest part)
    0
