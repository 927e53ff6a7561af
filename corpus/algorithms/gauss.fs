/// Gaussian elimination with pivoting on a flattened n × (n + 1) matrix, in floating point. The size comes from the console.
module Gauss

[<Literal>]
let Most = 6

let magnitude (value: float) : float = if value < 0.0 then -value else value

/// The row at or below `start` with the greatest element in that column.
let pivotRow (matrix: ReadOnlySpan<float>) (size: int) (start: int) : int =
    let mutable best = start
    for row in start + 1 .. size - 1 do
        if magnitude matrix.[row * (size + 1) + start] > magnitude matrix.[best * (size + 1) + start] then best <- row
    best

let swapRows (matrix: Span<float>) (width: int) (a: int) (b: int) : unit =
    if a <> b then
        for column in 0 .. width - 1 do
            let kept = matrix.[a * width + column]
            matrix.[a * width + column] <- matrix.[b * width + column]
            matrix.[b * width + column] <- kept

/// To upper triangular form; false when the matrix is singular.
let eliminate (matrix: Span<float>) (size: int) : bool =
    let width = size + 1
    let mutable isRegular = true
    let mutable step = 0
    while isRegular && step < size do
        swapRows matrix width step (pivotRow matrix size step)
        let pivot = matrix.[step * width + step]
        if magnitude pivot < 0.000001 then
            isRegular <- false
        else
            for row in step + 1 .. size - 1 do
                let factor = matrix.[row * width + step] / pivot
                for column in step .. size do
                    matrix.[row * width + column] <- matrix.[row * width + column] - factor * matrix.[step * width + column]
        step <- step + 1
    isRegular

/// The unknowns, from the last one to the first.
let substitute (matrix: ReadOnlySpan<float>) (solution: Span<float>) : unit =
    let size = solution.Length
    let width = size + 1
    for row = size - 1 downto 0 do
        let mutable sum = matrix.[row * width + size]
        for column in row + 1 .. size - 1 do
            sum <- sum - matrix.[row * width + column] * solution.[column]
        solution.[row] <- sum / matrix.[row * width + row]

let cells : float[] = Array.zeroCreate 42
let unknowns : float[] = Array.zeroCreate Most

/// A system whose unknowns are 1, −2, 3 …; with `isSingular` the last equation repeats the first.
let fill (matrix: Span<float>) (size: int) (isSingular: bool) : unit =
    let width = size + 1
    for row in 0 .. size - 1 do
        let source = if isSingular && row = size - 1 then 0 else row
        let mutable right = 0
        for column in 0 .. size - 1 do
            let value = (source * 5 + column * column * 3 + source * column) % 11 - 3
            matrix.[row * width + column] <- float value
            right <- right + value * (if column % 2 = 0 then column + 1 else -(column + 1))
        matrix.[row * width + size] <- float right

/// In thousandths, rounded.
let showRounded (value: float) : unit =
    let thousandths = if value < 0.0 then value * 1000.0 - 0.5 else value * 1000.0 + 0.5
    Console.writeInt (int thousandths)

let run (size: int) (isSingular: bool) : unit =
    let matrix = cells.[0 .. size * (size + 1) - 1]
    let solution = unknowns.[0 .. size - 1]
    fill matrix size isSingular
    if eliminate matrix size then
        substitute matrix solution
        for i in 0 .. size - 1 do
            showRounded solution.[i]
            Console.write " "
        Console.newline ()
    else
        Console.writeln "singular"

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 8
    let length = Console.readln line
    for i in 0 .. length - 1 do
        let size = int line.[i] - int '0'B
        if 2 <= size && size <= Most then
            run size false
            run size true
    0
