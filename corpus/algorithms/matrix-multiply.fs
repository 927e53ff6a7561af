/// Products of matrices that lie row by row in one array: of fixed size, of a size that is known only at run time, and a power.
module MatrixMultiply

[<Literal>]
let Size = 4

/// Of 4 × 4 matrices.
let multiply4 (a: ReadOnlySpan<int>) (b: ReadOnlySpan<int>) (product: Span<int>) : unit =
    for row in 0 .. Size - 1 do
        for column in 0 .. Size - 1 do
            let mutable sum = 0
            for k in 0 .. Size - 1 do
                sum <- sum + a.[row * Size + k] * b.[k * Size + column]
            product.[row * Size + column] <- sum

/// Of an m × n matrix and an n × p matrix.
let multiply (a: ReadOnlySpan<int>) (b: ReadOnlySpan<int>) (product: Span<int>) (m: int) (n: int) (p: int) : unit =
    for row in 0 .. m - 1 do
        for column in 0 .. p - 1 do
            let mutable sum = 0
            for k in 0 .. n - 1 do
                sum <- sum + a.[row * n + k] * b.[k * p + column]
            product.[row * p + column] <- sum

/// The same with running indices instead of products.
let multiplyRunning (a: ReadOnlySpan<int>) (b: ReadOnlySpan<int>) (product: Span<int>) (m: int) (n: int) (p: int) : unit =
    let mutable rowStart = 0
    let mutable target = 0
    for _row in 1 .. m do
        for column in 0 .. p - 1 do
            let mutable sum = 0
            let mutable j = column
            for k in rowStart .. rowStart + n - 1 do
                sum <- sum + a.[k] * b.[j]
                j <- j + p
            product.[target] <- sum
            target <- target + 1
        rowStart <- rowStart + n

/// A matrix times a vector.
let apply (a: ReadOnlySpan<int>) (x: ReadOnlySpan<int>) (y: Span<int>) : unit =
    for row in 0 .. y.Length - 1 do
        let mutable sum = 0
        for k in 0 .. x.Length - 1 do
            sum <- sum + a.[row * x.Length + k] * x.[k]
        y.[row] <- sum

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let left : int[] = Array.zeroCreate 64
let right : int[] = Array.zeroCreate 64
let result : int[] = Array.zeroCreate 64

let fill (values: Span<int>) (seed: int) : unit =
    for i in 0 .. values.Length - 1 do
        values.[i] <- (i * seed + 3) % 19 - 9

[<EntryPoint>]
let main () =
    fill left 7
    fill right 11
    multiply4 left.[0 .. 15] right.[0 .. 15] result.[0 .. 15]
    show result.[0 .. 15]
    // Three digits: the sizes.
    let line : byte[] = Array.zeroCreate 8
    if Console.readln line < 3 then
        1
    else
        let m = int line.[0] - int '0'B
        let n = int line.[1] - int '0'B
        let p = int line.[2] - int '0'B
        if m < 1 || m > 8 || n < 1 || n > 8 || p < 1 || p > 8 then
            1
        else
            let a = left.[0 .. m * n - 1]
            let b = right.[0 .. n * p - 1]
            let product = result.[0 .. m * p - 1]
            multiply a b product m n p
            show product
            multiplyRunning a b product m n p
            show product
            apply a right.[0 .. n - 1] result.[0 .. m - 1]
            show result.[0 .. m - 1]
            0
