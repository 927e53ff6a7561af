/// The simplex method on a flattened tableau, in fixed point with 16 fraction bits: maximises c·x under A·x ≤ b, x ≥ 0, b ≥ 0. The sizes come from the console.
module Simplex

[<Literal>]
let MostRows = 5

[<Literal>]
let MostColumns = 10

let multiply (a: int64) (b: int64) : int64 = (a * b) / 65536L

let divide (a: int64) (b: int64) : int64 =
    if b = 0L then 0L else (a * 65536L) / b

/// The column with the most negative coefficient in the last row, or −1.
let entering (tableau: ReadOnlySpan<int64>) (rows: int) (columns: int) : int =
    let mutable best = -1
    let mutable least = 0L
    for column in 0 .. columns - 2 do
        let coefficient = tableau.[(rows - 1) * columns + column]
        if coefficient < least then
            least <- coefficient
            best <- column
    best

/// The row that limits the entering variable first, or −1.
let leaving (tableau: ReadOnlySpan<int64>) (rows: int) (columns: int) (column: int) : int =
    let mutable best = -1
    let mutable least = 0L
    for row in 0 .. rows - 2 do
        let coefficient = tableau.[row * columns + column]
        if coefficient > 0L then
            let ratio = divide tableau.[row * columns + columns - 1] coefficient
            if best < 0 || ratio < least then
                least <- ratio
                best <- row
    best

let pivot (tableau: Span<int64>) (rows: int) (columns: int) (pivotRow: int) (pivotColumn: int) : unit =
    let divisor = tableau.[pivotRow * columns + pivotColumn]
    for column in 0 .. columns - 1 do
        tableau.[pivotRow * columns + column] <- divide tableau.[pivotRow * columns + column] divisor
    for row in 0 .. rows - 1 do
        if row <> pivotRow then
            let factor = tableau.[row * columns + pivotColumn]
            for column in 0 .. columns - 1 do
                let change = multiply factor tableau.[pivotRow * columns + column]
                tableau.[row * columns + column] <- tableau.[row * columns + column] - change

/// Gives the number of steps, or −1 when there is no bound.
let solve (tableau: Span<int64>) (basis: Span<int>) (rows: int) (columns: int) : int =
    let mutable steps = 0
    let mutable column = entering tableau rows columns
    while column >= 0 && steps >= 0 do
        let row = leaving tableau rows columns column
        if row < 0 then
            steps <- -1
        else
            pivot tableau rows columns row column
            basis.[row] <- column
            steps <- steps + 1
            column <- entering tableau rows columns
    steps

let limits : int[] = [| 4; 12; 18; 30 |]
let coefficients : int[] = [| 1; 0; 2;   0; 2; 1;   3; 2; 1;   2; 5; 4 |]
let gains : int[] = [| 3; 5; 4 |]

let cells : int64[] = Array.zeroCreate 50
let basic : int[] = Array.zeroCreate 4

/// A problem of `m` limits and `n` variables: the variables, one slack for each limit, the right side.
let fill (m: int) (n: int) : unit =
    let columns = n + m + 1
    for i in 0 .. cells.Length - 1 do
        cells.[i] <- 0L
    for row in 0 .. m - 1 do
        for column in 0 .. n - 1 do
            cells.[row * columns + column] <- int64 coefficients.[row * 3 + column] * 65536L
        cells.[row * columns + n + row] <- 65536L
        cells.[row * columns + columns - 1] <- int64 limits.[row] * 65536L
        basic.[row] <- n + row
    for column in 0 .. n - 1 do
        cells.[m * columns + column] <- -(int64 gains.[column]) * 65536L

/// In thousandths, rounded.
let showFixed (value: int64) : unit = Console.writeInt64 ((value * 1000L + 32768L) / 65536L)

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 8
    let length = Console.readln line
    for i in 0 .. length / 2 - 1 do
        let m = int line.[2 * i] - int '0'B
        let n = int line.[2 * i + 1] - int '0'B
        if 1 <= m && m <= MostRows - 1 && 1 <= n && n <= 3 then
            let rows = m + 1
            let columns = n + m + 1
            fill m n
            let tableau = cells.[0 .. rows * columns - 1]
            Console.writeInt (solve tableau basic.[0 .. m - 1] rows columns)
            Console.write " steps: "
            showFixed tableau.[rows * columns - 1]
            for row in 0 .. m - 1 do
                Console.write " x"
                Console.writeInt basic.[row]
                Console.write "="
                showFixed tableau.[row * columns + columns - 1]
            Console.newline ()
    0
