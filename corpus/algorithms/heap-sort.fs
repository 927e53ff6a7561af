/// Heap sort, and a priority queue on the same heap: what a scheduler keeps its deadlines in.
module HeapSort

/// Lets the element at `start` sink until no child is greater; the heap has `count` elements.
let sink (heap: Span<int>) (start: int) (count: int) : unit =
    let mutable root = start
    let mutable child = 2 * start + 1
    while child < count do
        if child + 1 < count && heap.[child] < heap.[child + 1] then child <- child + 1
        if heap.[root] < heap.[child] then
            let kept = heap.[root]
            heap.[root] <- heap.[child]
            heap.[child] <- kept
            root <- child
            child <- 2 * root + 1
        else
            child <- count

let sort (values: Span<int>) : unit =
    let count = values.Length
    for start = count / 2 - 1 downto 0 do
        sink values start count
    for last = count - 1 downto 1 do
        let kept = values.[0]
        values.[0] <- values.[last]
        values.[last] <- kept
        sink values 0 last

// ── a priority queue: the nearest deadline first ──

let deadlines : int[] = Array.zeroCreate 16
let mutable waiting = 0

/// False when the queue is full.
let insert (deadline: int) : bool =
    if waiting >= deadlines.Length then
        false
    else
        let mutable place = waiting
        waiting <- waiting + 1
        deadlines.[place] <- deadline
        let mutable isRising = true
        while isRising && place > 0 do
            let parent = (place - 1) / 2
            if deadlines.[place] < deadlines.[parent] then
                let kept = deadlines.[place]
                deadlines.[place] <- deadlines.[parent]
                deadlines.[parent] <- kept
                place <- parent
            else
                isRising <- false
        true

/// The nearest deadline, if there is one.
let takeNearest () : int option =
    if waiting <= 0 then
        None
    else
        let nearest = deadlines.[0]
        waiting <- waiting - 1
        deadlines.[0] <- deadlines.[waiting]
        let mutable place = 0
        let mutable isSinking = true
        while isSinking do
            let left = 2 * place + 1
            let right = left + 1
            let mutable least = place
            if left < waiting && deadlines.[left] < deadlines.[least] then least <- left
            if right < waiting && deadlines.[right] < deadlines.[least] then least <- right
            if least = place then
                isSinking <- false
            else
                let kept = deadlines.[place]
                deadlines.[place] <- deadlines.[least]
                deadlines.[least] <- kept
                place <- least
        Some nearest

let show (values: ReadOnlySpan<int>) : unit =
    for i in 0 .. values.Length - 1 do
        if i > 0 then Console.write " "
        Console.writeInt values.[i]
    Console.newline ()

let samples : int[] = Array.zeroCreate 48

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 48
    let count = Console.readln line
    if count < 1 then
        1
    else
        let mutable refused = 0
        for i in 0 .. count - 1 do
            let code = int line.[i]
            samples.[i] <- (code * 29 + i) % 173 - 80
            if not (insert ((code * 7) % 64)) then refused <- refused + 1
        let values = samples.[0 .. count - 1]
        sort values
        show values
        Console.writeInt refused
        Console.newline ()
        let mutable isEmpty = false
        while not isEmpty do
            match takeNearest () with
            | Some deadline ->
                Console.writeInt deadline
                Console.write " "
            | None -> isEmpty <- true
        Console.newline ()
        0
