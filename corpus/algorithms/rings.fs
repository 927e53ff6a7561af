/// Three ring buffers on storage that the caller gives: positions by mask (free-running), by modulo (start and count), and by two indices with one place kept free.
module Rings

// ── by mask: the length is a power of two, the counters run freely and wrap ──

type MaskRing =
    { mutable Written: uint32
      mutable Read: uint32 }

let mutable masked = { Written = 0ul; Read = 0ul }
let maskedItems : int[] = Array.zeroCreate 8

let putMasked (item: int) : bool =
    if masked.Written - masked.Read >= uint32 maskedItems.Length then
        false
    else
        maskedItems.[int masked.Written &&& (maskedItems.Length - 1)] <- item
        masked.Written <- masked.Written + 1ul
        true

let takeMasked () : int option =
    if masked.Written = masked.Read then
        None
    else
        let item = maskedItems.[int masked.Read &&& (maskedItems.Length - 1)]
        masked.Read <- masked.Read + 1ul
        Some item

// ── by modulo: any length ──

let mutable start = 0
let mutable count = 0

let putModulo (storage: Span<int>) (item: int) : bool =
    if count >= storage.Length then
        false
    else
        storage.[(start + count) % storage.Length] <- item
        count <- count + 1
        true

let takeModulo (storage: ReadOnlySpan<int>) : int option =
    if count <= 0 then
        None
    else
        let item = storage.[start]
        start <- (start + 1) % storage.Length
        count <- count - 1
        Some item

// ── by two indices: full when the next place of the head is the tail ──

let mutable head = 0
let mutable tail = 0

let next (index: int) (length: int) : int =
    if index + 1 >= length then 0 else index + 1

let putIndexed (storage: Span<int>) (item: int) : bool =
    let following = next head storage.Length
    if following = tail then
        false
    else
        storage.[head] <- item
        head <- following
        true

let takeIndexed (storage: ReadOnlySpan<int>) : int option =
    if head = tail then
        None
    else
        let item = storage.[tail]
        tail <- next tail storage.Length
        Some item

// ── a run ──

let moduloItems : int[] = Array.zeroCreate 12
let indexedItems : int[] = Array.zeroCreate 12

let show (label: string) (item: int option) : unit =
    Console.write label
    match item with
    | Some value -> Console.writeInt value
    | None -> Console.write "-"

[<EntryPoint>]
let main () =
    // The first character is the length of the rings, then letters are put in and dots take out.
    let line : byte[] = Array.zeroCreate 40
    let length = Console.readln line
    let size = if length > 0 then int line.[0] - int '0'B else 0
    if size < 2 || size > moduloItems.Length then
        1
    else
        let byModulo = moduloItems.[0 .. size - 1]
        let byIndices = indexedItems.[0 .. size - 1]
        for i in 1 .. length - 1 do
            let code = int line.[i]
            if code = int '.'B then
                show "take" (takeMasked ())
                show " " (takeModulo byModulo)
                show " " (takeIndexed byIndices)
            else
                Console.write (if putMasked code then "put" else "full")
                Console.write (if putModulo byModulo code then " put" else " full")
                Console.write (if putIndexed byIndices code then " put" else " full")
            Console.newline ()
        0
