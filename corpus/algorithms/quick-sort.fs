/// Quick sort without recursion: the parts that are still to be sorted lie on a stack of fixed size. Once with Lomuto's partition, once with Hoare's.
module QuickSort

let insertionSort (values: Span<int>) (low: int) (high: int) : unit =
    for i in low + 1 .. high do
        let value = values.[i]
        let mutable j = i
        while j > low && values.[j - 1] > value do
            values.[j] <- values.[j - 1]
            j <- j - 1
        values.[j] <- value

let swap (values: Span<int>) (i: int) (j: int) : unit =
    let kept = values.[i]
    values.[i] <- values.[j]
    values.[j] <- kept

/// Lomuto: the last element is the pivot; gives its final place.
let partition (values: Span<int>) (low: int) (high: int) : int =
    let pivot = values.[high]
    let mutable place = low
    for i in low .. high - 1 do
        if values.[i] < pivot then
            swap values i place
            place <- place + 1
    swap values place high
    place

/// A part that finds no room on the stack is sorted by insertion at once.
let sort (values: Span<int>) : unit =
    let stack : int[] = Array.zeroCreate 32
    let mutable top = 0
    let mutable low = 0
    let mutable high = values.Length - 1
    let mutable isDone = false
    while not isDone do
        if low < high then
            let middle = partition values low high
            if top + 2 <= stack.Length then
                stack.[top] <- middle + 1
                stack.[top + 1] <- high
                top <- top + 2
            else
                insertionSort values (middle + 1) high
            high <- middle - 1
        elif top >= 2 then
            top <- top - 2
            low <- stack.[top]
            high <- stack.[top + 1]
        else
            isDone <- true

/// Hoare: from both ends to where they meet. The pivot is the middle one, the greater part waits, so that the stack stays small.
let sortHoare (values: Span<int>) : unit =
    let lows : int[] = Array.zeroCreate 16
    let highs : int[] = Array.zeroCreate 16
    let mutable count = 1
    lows.[0] <- 0
    highs.[0] <- values.Length - 1
    while count > 0 do
        count <- count - 1
        let mutable low = lows.[count]
        let mutable high = highs.[count]
        while low < high do
            let pivot = values.[low + (high - low) / 2]
            let mutable i = low
            let mutable j = high
            while i <= j do
                while i < high && values.[i] < pivot do
                    i <- i + 1
                while j > low && values.[j] > pivot do
                    j <- j - 1
                if i <= j then
                    swap values i j
                    i <- i + 1
                    j <- j - 1
            // Left is low … j, right is i … high.
            if j - low < high - i then
                if i < high && count < lows.Length then
                    lows.[count] <- i
                    highs.[count] <- high
                    count <- count + 1
                high <- j
            else
                if low < j && count < lows.Length then
                    lows.[count] <- low
                    highs.[count] <- j
                    count <- count + 1
                low <- i

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 64

let fill (line: ReadOnlySpan<byte>) (factor: int) : unit =
    for i in 0 .. line.Length - 1 do
        samples.[i] <- (int line.[i] * factor + i) % 251 - 110

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 64
    let count = Console.readln line
    if count < 1 then
        1
    else
        let text = line.[0 .. count - 1]
        let values = samples.[0 .. count - 1]
        fill text 67
        sort values
        show values
        fill text 113
        sortHoare values
        show values
        0
