/// Two bounded queues in static memory, as drivers use them between an interrupt and the main loop. One wraps its positions
/// with a mask, the other with a modulo. No access here needs a run-time check: each index is in bounds by its own arithmetic.
module Ring

// ── a queue of 16: a power of two, so positions wrap with a mask ──

[<Literal>]
let Capacity = 16

let items : int[] = Array.zeroCreate Capacity

/// Position of the oldest item, and how many there are. Only `push` and `pop` write them.
let mutable head = 0
let mutable count = 0

/// Puts an item in; false when the queue is full.
let push (item: int) : bool =
    if count >= Capacity then
        false
    else
        items.[(head + count) &&& (Capacity - 1)] <- item
        count <- count + 1
        true

/// Takes the oldest item out, if there is one.
let pop () : int option =
    if count <= 0 then
        None
    else
        let item = items.[head &&& (Capacity - 1)]
        head <- (head + 1) &&& (Capacity - 1)
        count <- count - 1
        Some item

// ── a history of the last 10: not a power of two, so positions wrap with a modulo ──

[<Literal>]
let Depth = 10u

let history : int[] = Array.zeroCreate 10
let mutable recorded = 0u

/// Overwrites the oldest entry. `recorded` is unsigned: its remainder is never negative, even after it has wrapped.
let record (item: int) : unit =
    history.[int (recorded % Depth)] <- item
    recorded <- recorded + 1u

/// The entry made `age` steps ago; 0 is the newest.
let recall (age: uint) : int =
    history.[int ((recorded - 1u - age) % Depth)]

// ── a run ──

/// Pops everything and returns the sum.
let drain () : int =
    let mutable sum = 0
    let mutable isEmpty = false
    while not isEmpty do
        match pop () with
        | Some item -> sum <- sum + item
        | None -> isEmpty <- true
    sum

let show (label: string) (value: int) : unit =
    Console.write label
    Console.writeInt value
    Console.writeln ""

[<EntryPoint>]
let main () =
    let mutable refused = 0
    for item in 1 .. 20 do
        if not (push item) then
            refused <- refused + 1
        record item
    show "refused: " refused
    show "queued: " count
    match pop () with
    | Some first -> show "first: " first
    | None -> Console.writeln "empty"
    ignore (push 100)
    show "sum: " (drain ())
    show "left: " count
    show "newest: " (recall 0u)
    show "oldest: " (recall 9u)
    0
