/// Sorting without comparisons: counting sort of numbers in a range, stable counting sort by a key, and radix sort, byte by byte.
module CountingSort

/// In place, when only the values matter and all lie in 0 … counts.Length − 1.
let sortValues (values: Span<int>) (counts: Span<int>) : bool =
    let mutable isInRange = true
    for i in 0 .. values.Length - 1 do
        if values.[i] < 0 || values.[i] >= counts.Length then isInRange <- false
    if isInRange then
        for v in 0 .. counts.Length - 1 do
            counts.[v] <- 0
        for i in 0 .. values.Length - 1 do
            let value = values.[i]
            if 0 <= value && value < counts.Length then counts.[value] <- counts.[value] + 1
        let mutable position = 0
        for value in 0 .. counts.Length - 1 do
            for _copy in 1 .. counts.[value] do
                values.[position] <- value
                position <- position + 1
    isInRange

/// Stable, by byte keys, into another buffer: counts become the places where each key begins.
let sortByKey (source: ReadOnlySpan<byte>) (target: Span<byte>) (starts: Span<int>) : unit =
    for key in 0 .. starts.Length - 1 do
        starts.[key] <- 0
    for i in 0 .. source.Length - 1 do
        let key = int source.[i]
        starts.[key] <- starts.[key] + 1
    let mutable sum = 0
    for key in 0 .. starts.Length - 1 do
        let count = starts.[key]
        starts.[key] <- sum
        sum <- sum + count
    for i in 0 .. source.Length - 1 do
        let key = int source.[i]
        target.[starts.[key]] <- source.[i]
        starts.[key] <- starts.[key] + 1

/// One pass of a radix sort: stable, by four bits from `shift` on, from the last element to the first.
let pass (source: ReadOnlySpan<uint32>) (target: Span<uint32>) (shift: int) : unit =
    let ends : int[] = Array.zeroCreate 16
    for i in 0 .. source.Length - 1 do
        let digit = int ((source.[i] >>> shift) &&& 15ul)
        ends.[digit] <- ends.[digit] + 1
    for digit in 1 .. 15 do
        ends.[digit] <- ends.[digit] + ends.[digit - 1]
    for i = source.Length - 1 downto 0 do
        let digit = int ((source.[i] >>> shift) &&& 15ul)
        let place = ends.[digit] - 1
        target.[place] <- source.[i]
        ends.[digit] <- place

/// Sixteen bits, in four passes; the result is where it was at first.
let radixSort (values: Span<uint32>) (scratch: Span<uint32>) : unit =
    pass values scratch 0
    pass scratch values 4
    pass values scratch 8
    pass scratch values 12

let letters : byte[] = Array.zeroCreate 48
let sorted : byte[] = Array.zeroCreate 48
let numbers : int[] = Array.zeroCreate 48
let counts : int[] = Array.zeroCreate 100
let starts : int[] = Array.zeroCreate 256
let words : uint32[] = Array.zeroCreate 48
let scratch : uint32[] = Array.zeroCreate 48

[<EntryPoint>]
let main () =
    let length = Console.readln letters
    if length < 1 then
        1
    else
        for i in 0 .. length - 1 do
            let code = int letters.[i]
            numbers.[i] <- (code * 13 + i) % 100
            words.[i] <- (uint32 code * 40503ul + uint32 i) &&& 0xFFFFul
        if sortValues numbers.[0 .. length - 1] counts then
            for i in 0 .. length - 1 do
                Console.writeInt numbers.[i]
                Console.write " "
            Console.newline ()
        if not (sortValues numbers.[0 .. length - 1] counts.[0 .. 9]) then Console.writeln "out of range"
        sortByKey letters.[0 .. length - 1] sorted.[0 .. length - 1] starts
        Console.writeBytes sorted.[0 .. length - 1]
        Console.newline ()
        radixSort words.[0 .. length - 1] scratch.[0 .. length - 1]
        for i in 0 .. length - 1 do
            Console.writeHex (uint words.[i])
            Console.write " "
        Console.newline ()
        0
