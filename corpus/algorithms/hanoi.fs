/// The towers of Hanoi: three pegs as stacks in one array. Solved by recursion, and by the rule that moves the least disk every other turn.
module Hanoi

[<Literal>]
let Most = 10

/// Peg p has the places p · Most … p · Most + Most − 1; `heights` says how many are in use.
let disks : int[] = Array.zeroCreate 30
let heights : int[] = Array.zeroCreate 3

/// Puts a disk on a peg. False when there is no room, or when the disk below is smaller.
let push (peg: int) (disk: int) : bool =
    let height = heights.[peg]
    if height < 0 || height >= Most then
        false
    elif height > 0 && disks.[peg * Most + height - 1] < disk then
        false
    else
        disks.[peg * Most + height] <- disk
        heights.[peg] <- height + 1
        true

/// Takes the uppermost disk of a peg; 0 when there is none.
let pop (peg: int) : int =
    let height = heights.[peg]
    if height <= 0 || height > Most then
        0
    else
        heights.[peg] <- height - 1
        disks.[peg * Most + height - 1]

/// The uppermost disk, or one that is larger than all when the peg is empty.
let top (peg: int) : int =
    let height = heights.[peg]
    if height <= 0 || height > Most then Most + 1 else disks.[peg * Most + height - 1]

let mutable moves = 0
let mutable mistakes = 0

let move (source: int) (target: int) : unit =
    let disk = pop source
    moves <- moves + 1
    if disk = 0 || not (push target disk) then mistakes <- mistakes + 1

let reset (count: int) : unit =
    for peg in 0 .. 2 do
        heights.[peg] <- 0
    for disk = count downto 1 do
        ignore (push 0 disk)
    moves <- 0
    mistakes <- 0

let rec solve (count: int) (source: int) (target: int) (spare: int) : unit =
    if count > 0 then
        solve (count - 1) source spare target
        move source target
        solve (count - 1) spare target source

/// Odd turns: the least disk, always in the same direction. Even turns: the only other move that there is.
let solveByTurns (count: int) : unit =
    let step = if count % 2 = 0 then 1 else 2
    let mutable least = 0
    while heights.[2] < count do
        let next = (least + step) % 3
        move least next
        least <- next
        if heights.[2] < count then
            let a = (least + 1) % 3
            let b = (least + 2) % 3
            if top a < top b then move a b else move b a

let show () : unit =
    Console.writeInt moves
    Console.write " moves, "
    Console.writeInt mistakes
    Console.write " mistakes;"
    for peg in 0 .. 2 do
        Console.write " "
        Console.writeInt heights.[peg]
    Console.newline ()

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 8
    let length = Console.readln line
    for i in 0 .. length - 1 do
        let count = int line.[i] - int '0'B
        if 0 < count && count <= 9 then
            reset count
            solve count 0 2 1
            show ()
            reset count
            solveByTurns count
            show ()
    0
