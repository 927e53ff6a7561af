/// Selection sort: the least of the rest to the front; both ends at once; and the k-th least without sorting everything.
module SelectionSort

/// Index of the least element from `start` on.
let leastFrom (values: ReadOnlySpan<int>) (start: int) : int =
    let mutable least = start
    for j in start + 1 .. values.Length - 1 do
        if values.[j] < values.[least] then least <- j
    least

let sort (values: Span<int>) : unit =
    for i in 0 .. values.Length - 2 do
        let least = leastFrom values i
        let kept = values.[i]
        values.[i] <- values.[least]
        values.[least] <- kept

let swap (values: Span<int>) (i: int) (j: int) : unit =
    let kept = values.[i]
    values.[i] <- values.[j]
    values.[j] <- kept

/// The least to the front and the greatest to the back in one pass.
let sortBothEnds (values: Span<int>) : unit =
    let mutable first = 0
    let mutable last = values.Length - 1
    while first < last do
        let mutable least = first
        let mutable greatest = first
        for i in first .. last do
            if values.[i] < values.[least] then least <- i
            if values.[i] > values.[greatest] then greatest <- i
        swap values first least
        // The greatest may just have been moved away from the front.
        if greatest = first then greatest <- least
        swap values last greatest
        first <- first + 1
        last <- last - 1

/// Sorts only as far as needed, and gives the element of that rank.
let ranked (values: Span<int>) (rank: int) : int =
    let mutable i = 0
    while i <= rank && i < values.Length do
        swap values i (leastFrom values i)
        i <- i + 1
    if 0 <= rank && rank < values.Length then values.[rank] else 0

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 40

let fill (line: ReadOnlySpan<byte>) (factor: int) : unit =
    for i in 0 .. line.Length - 1 do
        samples.[i] <- (int line.[i] * factor) % 127 - 60

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 40
    let count = Console.readln line
    if count < 1 then
        1
    else
        let text = line.[0 .. count - 1]
        let values = samples.[0 .. count - 1]
        fill text 31
        sort values
        show values
        fill text 71
        sortBothEnds values
        show values
        fill text 19
        Console.writeInt (ranked values (count / 2))
        Console.newline ()
        0
