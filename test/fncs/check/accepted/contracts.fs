module Contracts

let isSorted (a: ReadOnlySpan<int>) =
    let mutable sorted = true
    for i in 1 .. a.Length - 1 do
        if a.[i - 1] > a.[i] then sorted <- false
    sorted

let search (a: int[]) (x: int) =
    requires (isSorted a)
    ensures (fun index -> index >= -1 && index < a.Length)
    let mutable low = 0
    let mutable high = a.Length
    let mutable found = -1
    while low < high do
        invariant (0 <= low && low <= high)
        invariant (high <= a.Length)
        let middle = low + (high - low) / 2
        if a.[middle] = x then
            found <- middle
            low <- high
        elif a.[middle] < x then low <- middle + 1
        else high <- middle
    assert (found < a.Length)
    found

let pair (a, b) =
    requires (a <> b)
    a + b

let countdown n =
    for i = n downto 0 do
        invariant (i <= n)
        ignore i

[<EntryPoint>]
let main _ = search [| 1; 2; 3 |] 2
