/// Insertion sort: of numbers, of records by key (stable), and with the place found by binary search.
module InsertionSort

let sort (values: Span<int>) : unit =
    for i in 1 .. values.Length - 1 do
        let value = values.[i]
        let mutable j = i - 1
        while j >= 0 && values.[j] > value do
            values.[j + 1] <- values.[j]
            j <- j - 1
        values.[j + 1] <- value

type Reading = { Channel: int; Level: int }

/// By channel; readings of one channel keep their order.
let sortByChannel (readings: Span<Reading>) : unit =
    for i in 1 .. readings.Length - 1 do
        let reading = readings.[i]
        let mutable hole = i
        while hole > 0 && readings.[hole - 1].Channel > reading.Channel do
            readings.[hole] <- readings.[hole - 1]
            hole <- hole - 1
        readings.[hole] <- reading

/// Fewer comparisons: the place comes from a binary search in the part that is already sorted.
let sortBySearch (values: Span<int>) : unit =
    for i in 1 .. values.Length - 1 do
        let value = values.[i]
        let mutable low = 0
        let mutable high = i
        while low < high do
            let mid = low + (high - low) / 2
            if values.[mid] <= value then low <- mid + 1 else high <- mid
        for j = i downto low + 1 do
            values.[j] <- values.[j - 1]
        values.[low] <- value

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let numbers : int[] = Array.zeroCreate 48
let readings : Reading[] = Array.create 48 { Channel = 0; Level = 0 }

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 48
    let count = Console.readln line
    if count < 1 then
        1
    else
        for i in 0 .. count - 1 do
            numbers.[i] <- (int line.[i] * 37) % 101 - 50
            readings.[i] <- { Channel = int line.[i] % 5; Level = i }
        let values = numbers.[0 .. count - 1]
        show values
        sort values
        show values
        for i in 0 .. count - 1 do
            numbers.[i] <- (int line.[i] * 53) % 97
        sortBySearch values
        show values
        sortByChannel readings.[0 .. count - 1]
        for i in 0 .. count - 1 do
            let reading = readings.[i]
            Console.writeInt reading.Channel
            Console.write ":"
            Console.writeInt reading.Level
            Console.write " "
        Console.newline ()
        0
