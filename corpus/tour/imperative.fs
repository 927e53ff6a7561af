/// Conway's game of life on a board without edges: loops in loops, names that change, and two arrays that take turns.
module Imperative

[<Literal>]
let Width = 12

[<Literal>]
let Height = 8

let board: bool[] = Array.zeroCreate (Width * Height)
let next: bool[] = Array.zeroCreate (Width * Height)

/// The cell's place in the arrays; the board goes round at its edges.
let place x y =
    let column = (x + Width) % Width
    let row = (y + Height) % Height
    row * Width + column

let neighbours x y =
    let mutable count = 0
    for dy in -1 .. 1 do
        for dx in -1 .. 1 do
            if (dx <> 0 || dy <> 0) && board.[place (x + dx) (y + dy)] then
                count <- count + 1
    count

let step () =
    for y in 0 .. Height - 1 do
        for x in 0 .. Width - 1 do
            let count = neighbours x y
            next.[place x y] <- count = 3 || (count = 2 && board.[place x y])
    for i = 0 to board.Length - 1 do
        board.[i] <- next.[i]

let draw (left: int) (top: int) (rows: string[]) =
    let mutable y = top
    for row in rows do
        let mutable x = left
        for c in row do
            board.[place x y] <- c = '#'
            x <- x + 1
        y <- y + 1

let print () =
    for y in Height - 1 .. -1 .. 0 do
        for x = 0 to Width - 1 do
            Console.write (if board.[place x y] then "#" else ".")
        Console.newline ()

let population () =
    let mutable alive = 0
    for cell in board do
        if cell then alive <- alive + 1
    alive

[<EntryPoint>]
let main () =
    draw 9 5 [| ".#."; "..#"; "###" |]
    draw 0 2 [| "###" |]
    print ()
    let mutable generation = 0
    let mutable least = population ()
    while generation < 50 && population () > 0 do
        step ()
        generation <- generation + 1
        let now = population ()
        if now < least then least <- now
        if generation % 10 = 0 then Console.writeln $"after {generation}: {now} alive"
    print ()
    Console.writeln $"never fewer than {least}"
    0
