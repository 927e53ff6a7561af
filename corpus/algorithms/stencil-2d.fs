/// Two-dimensional stencils on a flattened picture: five points inside, a 3 × 3 box with clamped edges, Sobel's edges, and the game of life on a torus.
/// Width and height come from the console.
module Stencil2d

/// The mean of a point and its four neighbours; the rim stays.
let cross (source: ReadOnlySpan<int>) (target: Span<int>) (width: int) (height: int) : unit =
    for y in 1 .. height - 2 do
        for x in 1 .. width - 2 do
            let i = y * width + x
            target.[i] <- (source.[i] + source.[i - 1] + source.[i + 1] + source.[i - width] + source.[i + width]) / 5

let clamp (value: int) (size: int) : int =
    if value < 0 then 0
    elif value >= size then size - 1
    else value

/// The mean of 3 × 3 points; outside the picture the nearest point counts.
let box (source: ReadOnlySpan<int>) (target: Span<int>) (width: int) (height: int) : unit =
    for y in 0 .. height - 1 do
        for x in 0 .. width - 1 do
            let mutable sum = 0
            for dy in -1 .. 1 do
                for dx in -1 .. 1 do
                    sum <- sum + source.[clamp (y + dy) height * width + clamp (x + dx) width]
            target.[y * width + x] <- sum / 9

let magnitude (value: int) : int = if value < 0 then -value else value

/// Strength of the edges, with three running row starts.
let edges (source: ReadOnlySpan<int>) (target: Span<int>) (width: int) (height: int) : unit =
    for y in 1 .. height - 2 do
        let above = (y - 1) * width
        let here = y * width
        let below = (y + 1) * width
        for x in 1 .. width - 2 do
            let horizontal =
                source.[above + x + 1] + 2 * source.[here + x + 1] + source.[below + x + 1]
                - source.[above + x - 1] - 2 * source.[here + x - 1] - source.[below + x - 1]
            let vertical =
                source.[below + x - 1] + 2 * source.[below + x] + source.[below + x + 1]
                - source.[above + x - 1] - 2 * source.[above + x] - source.[above + x + 1]
            target.[here + x] <- magnitude horizontal + magnitude vertical

/// One generation; left and right, top and bottom are joined.
let life (source: ReadOnlySpan<int>) (target: Span<int>) (width: int) (height: int) : unit =
    for y in 0 .. height - 1 do
        for x in 0 .. width - 1 do
            let mutable neighbours = 0
            for dy in 0 .. 2 do
                for dx in 0 .. 2 do
                    if dx <> 1 || dy <> 1 then
                        let row = (y + dy + height - 1) % height
                        let column = (x + dx + width - 1) % width
                        neighbours <- neighbours + source.[row * width + column]
            let isAlive = source.[y * width + x] = 1
            target.[y * width + x] <- if neighbours = 3 || (isAlive && neighbours = 2) then 1 else 0

let picture : int[] = Array.zeroCreate 81
let result : int[] = Array.zeroCreate 81

let fill (values: Span<int>) (modulus: int) : unit =
    for i in 0 .. values.Length - 1 do
        values.[i] <- (i * i * 7 + i * 3) % modulus

let show (values: ReadOnlySpan<int>) (width: int) : unit =
    for i in 0 .. values.Length - 1 do
        Console.writeInt values.[i]
        Console.write (if i % width = width - 1 then "\n" else " ")

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 8
    if Console.readln line < 2 then
        1
    else
        let width = int line.[0] - int '0'B
        let height = int line.[1] - int '0'B
        if width < 3 || width > 9 || height < 3 || height > 9 then
            1
        else
            let source = picture.[0 .. width * height - 1]
            let target = result.[0 .. width * height - 1]
            fill source 100
            cross source target width height
            show target width
            box source target width height
            show target width
            edges source target width height
            show target width
            fill source 2
            life source target width height
            show target width
            0
