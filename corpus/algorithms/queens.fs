/// The n queens: all solutions, by backtracking without recursion, and again with recursion and tables of the attacked lines.
module Queens

[<Literal>]
let Most = 10

/// Whether a queen in `row` and `column` is attacked by one of the rows above; `columns` holds where those stand.
let isAttacked (columns: ReadOnlySpan<int>) (row: int) (column: int) : bool =
    let mutable attacked = false
    for other in 0 .. row - 1 do
        let distance = row - other
        let at = columns.[other]
        if at = column || at = column - distance || at = column + distance then attacked <- true
    attacked

/// Counts the solutions; the board is as wide as `columns` is long.
let count (columns: Span<int>) : int =
    let size = columns.Length
    let mutable solutions = 0
    let mutable row = 0
    if size > 0 then columns.[0] <- -1
    while 0 <= row && row < size do
        // The next free place in this row.
        let mutable column = columns.[row] + 1
        while column < size && isAttacked columns row column do
            column <- column + 1
        if column >= size then
            row <- row - 1
        else
            columns.[row] <- column
            if row = size - 1 then
                solutions <- solutions + 1
            else
                row <- row + 1
                columns.[row] <- -1
    solutions

// ── with tables ──

let usedColumns : bool[] = Array.zeroCreate Most
/// Diagonals by row + column, and by row − column + size − 1.
let usedRising : bool[] = Array.zeroCreate 19
let usedFalling : bool[] = Array.zeroCreate 19
let placed : int[] = Array.zeroCreate Most

/// Solutions with the rows above `row` as they are. The first one found stays in `placed`.
let rec solve (row: int) (size: int) (found: int) : int =
    if row >= size then
        found + 1
    else
        let mutable total = found
        for column in 0 .. size - 1 do
            let rising = row + column
            let falling = row - column + size - 1
            if not usedColumns.[column] && not usedRising.[rising] && not usedFalling.[falling] then
                usedColumns.[column] <- true
                usedRising.[rising] <- true
                usedFalling.[falling] <- true
                if total = 0 then placed.[row] <- column
                total <- solve (row + 1) size total
                usedColumns.[column] <- false
                usedRising.[rising] <- false
                usedFalling.[falling] <- false
        total

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 8
    let length = Console.readln line
    let board : int[] = Array.zeroCreate Most
    for i in 0 .. length - 1 do
        let size = int line.[i] - int '0'B
        if 0 < size && size <= 8 then
            Console.writeInt (count board.[0 .. size - 1])
            Console.write " "
            Console.writeInt (solve 0 size 0)
            Console.write ":"
            for row in 0 .. size - 1 do
                Console.write " "
                Console.writeInt placed.[row]
            Console.newline ()
    0
