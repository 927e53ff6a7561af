/// Transposes: of a square in place, of any rectangle, in blocks of four as for a cache, and of the bits of eight bytes, as for a LED matrix.
module Transpose

/// In place. The side of the square decides, the buffer may be larger.
let square (cells: Span<int>) (side: int) : unit =
    if side >= 0 && side <= 16 && side * side <= cells.Length then
        for row in 0 .. side - 1 do
            for column in row + 1 .. side - 1 do
                let kept = cells.[row * side + column]
                cells.[row * side + column] <- cells.[column * side + row]
                cells.[column * side + row] <- kept

/// Any rectangle, into another buffer. False when a buffer is too small.
let rectangle (source: ReadOnlySpan<int>) (target: Span<int>) (rows: int) (columns: int) : bool =
    if rows < 0 || columns < 0 || rows > 1000 || columns > 1000 then
        false
    elif rows * columns > source.Length || rows * columns > target.Length then
        false
    else
        for row in 0 .. rows - 1 do
            for column in 0 .. columns - 1 do
                target.[column * rows + row] <- source.[row * columns + column]
        true

[<Literal>]
let Width = 12

[<Literal>]
let Height = 8

/// 8 × 12 cells, block by block.
let blocked (source: ReadOnlySpan<int>) (target: Span<int>) : unit =
    for blockRow in 0 .. Height / 4 - 1 do
        for blockColumn in 0 .. Width / 4 - 1 do
            for row in 4 * blockRow .. 4 * blockRow + 3 do
                for column in 4 * blockColumn .. 4 * blockColumn + 3 do
                    target.[column * Height + row] <- source.[row * Width + column]

/// Eight bytes as 8 × 8 bits: bit c of byte r becomes bit r of byte c.
let bits (rows: ReadOnlySpan<byte>) (columns: Span<byte>) : unit =
    for c in 0 .. 7 do
        let mutable column = 0ul
        for r in 0 .. 7 do
            column <- column ||| (((uint32 rows.[r] >>> c) &&& 1ul) <<< r)
        columns.[c] <- byte column

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let source : int[] = Array.zeroCreate 96
let target : int[] = Array.zeroCreate 96

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 16
    let length = Console.readln line
    if length < 8 then
        1
    else
        for i in 0 .. source.Length - 1 do
            source.[i] <- i
        blocked source target
        show target
        // The first two characters are the numbers of rows and columns.
        let rows = int line.[0] - int '0'B
        let columns = int line.[1] - int '0'B
        if rectangle source target rows columns then
            show target.[0 .. 19]
        if not (rectangle source target 1000 1000) then Console.writeln "too large"
        square source rows
        show source.[0 .. 24]
        let turned : byte[] = Array.zeroCreate 8
        bits line.[0 .. 7] turned
        for i in 0 .. 7 do
            Console.writeHex (uint turned.[i])
            Console.write " "
        Console.newline ()
        0
