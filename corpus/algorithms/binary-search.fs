/// Binary search in a sorted table: with a midpoint that cannot overflow, with the sum of both ends halved, as lower and upper bound, and on the
/// answer instead of an array (the integer square root).
module BinarySearch

let table : int[] = [| -90; -41; -7; 0; 2; 2; 2; 5; 8; 13; 21; 34; 55; 89; 144; 233; 377; 610; 987; 1597 |]

/// Index of `key`, or −1.
let search (values: ReadOnlySpan<int>) (key: int) : int =
    let mutable lo = 0
    let mutable hi = values.Length - 1
    let mutable found = -1
    while found < 0 && lo <= hi do
        let mid = lo + (hi - lo) / 2
        let value = values.[mid]
        if value = key then found <- mid
        elif value < key then lo <- mid + 1
        else hi <- mid - 1
    found

/// The same with the midpoint as everyone writes it first. The sum cannot overflow: no array is that long.
let searchBySum (values: ReadOnlySpan<int>) (key: int) : int =
    let mutable lo = 0
    let mutable hi = values.Length - 1
    let mutable found = -1
    while found < 0 && lo <= hi do
        let mid = (lo + hi) / 2
        let value = values.[mid]
        if value = key then found <- mid
        elif value < key then lo <- mid + 1
        else hi <- mid - 1
    found

/// How many elements are less than `key`: the half-open form.
let lowerBound (values: ReadOnlySpan<int>) (key: int) : int =
    let mutable lo = 0
    let mutable hi = values.Length
    while lo < hi do
        let mid = lo + (hi - lo) / 2
        if values.[mid] < key then lo <- mid + 1 else hi <- mid
    lo

/// How many elements are not greater than `key`. The sum of both ends is halved by a shift.
let upperBound (values: ReadOnlySpan<int>) (key: int) : int =
    let mutable lo = 0
    let mutable hi = values.Length
    while lo < hi do
        let mid = (lo + hi) >>> 1
        if values.[mid] <= key then lo <- mid + 1 else hi <- mid
    lo

/// The largest number whose square is not greater than `value`, for 0 ≤ value < 2³⁰.
let squareRoot (value: int) : int =
    let mutable lo = 0
    let mutable hi = 32768
    while hi - lo > 1 do
        let mid = (lo + hi) / 2
        if mid * mid <= value then lo <- mid else hi <- mid
    lo

let show (label: string) (value: int) : unit =
    Console.write label
    Console.writeInt value

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 20
    let count = Console.readln line
    if count <= 0 || count > table.Length then
        1
    else
        // As many elements as the line has characters; the characters are the keys.
        let values = table.[0 .. count - 1]
        for i in 0 .. count - 1 do
            let key = int line.[i] - int '0'B
            show "key " key
            show ": " (search values key)
            show " " (searchBySum values key)
            show " " (lowerBound values key)
            show " " (upperBound values key)
            show " root " (squareRoot (key * key + key))
            Console.newline ()
        0
