// mutant: `0 <= low && high < values.Length` becomes `1 <= low && high < values.Length`
// mutant: `low <- low + 1` becomes `low <- low - 1`
module Loops
let items : int[] = Array.zeroCreate 8
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let mirrored (values: ReadOnlySpan<int>) : int =
    let mutable low = 0
    let mutable high = values.Length - 1
    let mutable sum = 0
    while low < high do
        invariant (0 <= low && high < values.Length)
        sum <- sum + values.[low] * values.[high]
        low <- low + 1
        high <- high - 1
    sum
let count (n: int) : int =
    requires (0 <= n && n <= 1000)
    let mutable twice = 0
    for i in 0 .. n - 1 do
        invariant (twice = 2 * i)
        twice <- twice + 2
    twice
[<EntryPoint>]
let main () =
    let n = read ()
    ignore (mirrored items)
    if 0 <= n && n <= 1000 then count n else 0
