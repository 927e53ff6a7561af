/// What a function wants and what it gives, written where the next reader looks for it, and proved.
module Contracts

/// The largest number whose square is not above `n`.
let squareRoot (n: int) : int =
    requires (0 <= n && n <= 1000000)
    ensures (fun root -> root * root <= n && n < (root + 1) * (root + 1))
    let mutable root = 0
    while (root + 1) * (root + 1) <= n do
        invariant (0 <= root && root < 1000)
        invariant (root * root <= n)
        root <- root + 1
    root

/// Where `key` belongs in a sorted array: everything before the place is smaller.
let lowerBound (sorted: ReadOnlySpan<int>) (key: int) : int =
    ensures (fun place -> 0 <= place && place <= sorted.Length)
    let mutable low = 0
    let mutable high = sorted.Length
    while low < high do
        let middle = low + (high - low) / 2
        if sorted.[middle] < key then low <- middle + 1 else high <- middle
    low

let clampTo (low: int) (high: int) (value: int) : int =
    requires (low <= high)
    ensures (fun result -> low <= result && result <= high)
    if value < low then low
    elif value > high then high
    else value

/// Parts of a thousand.
let share (part: int) (whole: int) : int =
    requires (0 <= part && part <= whole && 0 < whole && whole <= 1000000)
    ensures (fun result -> 0 <= result && result <= 1000)
    part * 1000 / whole

let levels = [| 10; 20; 50; 100; 200; 500; 1000 |]
let names = [| "off"; "faint"; "low"; "fair"; "good"; "high"; "full"; "over" |]

/// Nothing is tested at the access: the contract of `lowerBound` says enough.
let nameOf level = names.[lowerBound levels level]

let histogram: int[] = Array.zeroCreate 8

let count level =
    let place = lowerBound levels level
    assert (place < histogram.Length)
    histogram.[place] <- histogram.[place] + 1

/// The greatest common divisor, by Euclid.
let gcd (a: int) (b: int) : int =
    requires (0 < a && 0 < b)
    ensures (fun divisor -> 0 < divisor)
    let mutable x = a
    let mutable y = b
    while y <> 0 do
        invariant (0 < x && 0 <= y)
        let rest = x % y
        x <- y
        y <- rest
    x

[<EntryPoint>]
let main () =
    for n in [| 0; 1; 99; 100; 999999; 1000000 |] do
        printf "%d " (squareRoot n)
    printfn ""
    for level in [| 3; 10; 11; 150; 999; 4000 |] do
        count level
        printf "%s " (nameOf level)
    printfn ""
    let mutable seen = 0
    for place in 0 .. histogram.Length - 1 do
        seen <- seen + histogram.[place]
        if histogram.[place] > 0 then
            printfn "%-5s %4d of 1000" names.[place] (share (clampTo 0 6 histogram.[place]) 6)
    printfn "%d seen" seen
    printfn "%d %d" (gcd 1071 462) (gcd 17 5)
    0
