/// Sparse matrices in compressed rows: where each row starts, and for each element its column and value. The product with a vector, the transposed
/// product, building from triples, and a breadth-first search on the same structure.
module SparseMatrix

/// y = A·x.
let multiply (starts: ReadOnlySpan<int>) (columns: ReadOnlySpan<int>) (values: ReadOnlySpan<int>) (x: ReadOnlySpan<int>) (y: Span<int>) : unit =
    for row in 0 .. y.Length - 1 do
        let mutable sum = 0
        for k in starts.[row] .. starts.[row + 1] - 1 do
            sum <- sum + values.[k] * x.[columns.[k]]
        y.[row] <- sum

/// y = Aᵀ·x.
let multiplyTransposed (starts: ReadOnlySpan<int>) (columns: ReadOnlySpan<int>) (values: ReadOnlySpan<int>) (x: ReadOnlySpan<int>) (y: Span<int>) : unit =
    for i in 0 .. y.Length - 1 do
        y.[i] <- 0
    for row in 0 .. x.Length - 1 do
        for k in starts.[row] .. starts.[row + 1] - 1 do
            let column = columns.[k]
            y.[column] <- y.[column] + values.[k] * x.[row]

/// The same product when the elements lie as triples in no order.
let multiplyTriples (rows: ReadOnlySpan<int>) (columns: ReadOnlySpan<int>) (values: ReadOnlySpan<int>) (x: ReadOnlySpan<int>) (y: Span<int>) : unit =
    for i in 0 .. y.Length - 1 do
        y.[i] <- 0
    for k in 0 .. values.Length - 1 do
        y.[rows.[k]] <- y.[rows.[k]] + values.[k] * x.[columns.[k]]

/// Distances from the first row over the non-zero elements; −1 for what cannot be reached.
let distances (starts: ReadOnlySpan<int>) (columns: ReadOnlySpan<int>) (queue: Span<int>) (distance: Span<int>) : unit =
    for i in 0 .. distance.Length - 1 do
        distance.[i] <- -1
    let mutable head = 0
    let mutable tail = 1
    queue.[0] <- 0
    distance.[0] <- 0
    while head < tail do
        let row = queue.[head]
        head <- head + 1
        for k in starts.[row] .. starts.[row + 1] - 1 do
            let column = columns.[k]
            if distance.[column] < 0 && tail < queue.Length then
                distance.[column] <- distance.[row] + 1
                queue.[tail] <- column
                tail <- tail + 1

let starts : int[] = Array.zeroCreate 10
let rows : int[] = Array.zeroCreate 40
let columns : int[] = Array.zeroCreate 40
let values : int[] = Array.zeroCreate 40

/// Reads rows of digits: a digit that is not 0 is an element. Gives the number of elements.
let fill (text: ReadOnlySpan<byte>) (size: int) : int =
    let mutable count = 0
    starts.[0] <- 0
    for row in 0 .. size - 1 do
        for column in 0 .. size - 1 do
            let at = row * size + column
            let digit = if at < text.Length then int text.[at] - int '0'B else 0
            if digit > 0 && count < values.Length then
                rows.[count] <- row
                columns.[count] <- column
                values.[count] <- digit
                count <- count + 1
        starts.[row + 1] <- count
    count

let show (numbers: ReadOnlySpan<int>) : unit =
    for i in 0 .. numbers.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt numbers.[i]
    Console.newline ()

let vector : int[] = [| 3; -1; 4; 1; -5; 9; -2; 6; 5 |]
let result : int[] = Array.zeroCreate 9
let queue : int[] = Array.zeroCreate 9

[<EntryPoint>]
let main () =
    // The first line is the size, the second the digits of all rows.
    let line : byte[] = Array.zeroCreate 81
    let first = Console.readln line
    let size = if first > 0 then int line.[0] - int '0'B else 0
    let length = Console.readln line
    if size < 1 || size > 9 || length < 0 then
        1
    else
        let count = fill line.[0 .. length - 1] size
        let start = starts.[0 .. size]
        let column = columns.[0 .. count - 1]
        let value = values.[0 .. count - 1]
        let x = vector.[0 .. size - 1]
        let y = result.[0 .. size - 1]
        show start
        multiply start column value x y
        show y
        multiplyTransposed start column value x y
        show y
        multiplyTriples rows.[0 .. count - 1] column value x y
        show y
        distances start column queue y
        show y
        0
