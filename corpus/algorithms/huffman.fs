/// Huffman decoding: the tree is built from the code lengths, as in DEFLATE, then walked bit by bit; once more with canonical counting and once with a
/// table over the first bits. The lengths come from the console, so a bad set of lengths is refused.
module Huffman

[<Literal>]
let Symbols = 16

[<Literal>]
let MostBits = 7

/// Two children a node: a node above 0, a leaf as −1 − symbol, nothing as 0.
let nodes : int[] = Array.zeroCreate 64
let mutable nodeCount = 0

let counts : int[] = Array.zeroCreate 8
let firsts : int[] = Array.zeroCreate 8
let ordered : int[] = Array.zeroCreate Symbols
/// For each seven bits: symbol · 8 + length, 0 for no code.
let lookup : int[] = Array.zeroCreate 128

/// Adds a code of `length` bits to the tree; false when it runs into another one or the tree is full.
let addCode (code: int) (length: int) (symbol: int) : bool =
    let mutable node = 0
    let mutable isGood = true
    let mutable left = length
    while isGood && left > 0 do
        left <- left - 1
        let place = 2 * node + ((code >>> left) &&& 1)
        let child = nodes.[place]
        if left = 0 then
            if child = 0 then nodes.[place] <- -1 - symbol else isGood <- false
        elif child > 0 then
            node <- child
        elif child < 0 || nodeCount >= nodes.Length / 2 then
            isGood <- false
        else
            nodes.[place] <- nodeCount
            node <- nodeCount
            nodeCount <- nodeCount + 1
    isGood

/// Canonical codes from lengths. False when the lengths are no prefix code.
let build (lengths: ReadOnlySpan<byte>) : bool =
    for i in 0 .. nodes.Length - 1 do
        nodes.[i] <- 0
    for i in 0 .. lookup.Length - 1 do
        lookup.[i] <- 0
    nodeCount <- 1
    for bits in 0 .. MostBits do
        counts.[bits] <- 0
    for symbol in 0 .. lengths.Length - 1 do
        let bits = int lengths.[symbol]
        if bits <= MostBits then counts.[bits] <- counts.[bits] + 1
    counts.[0] <- 0
    let mutable code = 0
    let mutable place = 0
    let mutable isGood = true
    for bits in 1 .. MostBits do
        code <- code <<< 1
        firsts.[bits] <- code
        for symbol in 0 .. lengths.Length - 1 do
            if int lengths.[symbol] = bits && isGood then
                if not (addCode code bits symbol) then
                    isGood <- false
                else
                    if place < ordered.Length then
                        ordered.[place] <- symbol
                        place <- place + 1
                    let low = code <<< (MostBits - bits)
                    for k in low .. low + (1 <<< (MostBits - bits)) - 1 do
                        if 0 <= k && k < lookup.Length then lookup.[k] <- symbol * 8 + bits
                    code <- code + 1
    isGood && code <= 128

let bitAt (data: ReadOnlySpan<byte>) (position: int) : int =
    if position >= 0 && position < 8 * data.Length then
        (int data.[position >>> 3] >>> (7 - (position &&& 7))) &&& 1
    else
        0

/// Walks the tree. Gives the number of symbols, or −1 for bits that are no code.
let decodeByTree (data: ReadOnlySpan<byte>) (bits: int) (target: Span<byte>) : int =
    let mutable node = 0
    let mutable count = 0
    let mutable position = 0
    while count >= 0 && position < bits && count < target.Length do
        let child = nodes.[2 * node + bitAt data position]
        position <- position + 1
        if child > 0 then
            node <- child
        elif child < 0 then
            target.[count] <- byte (-1 - child)
            count <- count + 1
            node <- 0
        else
            count <- -1
    count

/// Counts codes length by length instead of walking.
let decodeByCounting (data: ReadOnlySpan<byte>) (bits: int) (target: Span<byte>) : int =
    let mutable count = 0
    let mutable position = 0
    let mutable isGood = true
    while isGood && position < bits && count < target.Length do
        let mutable code = 0
        let mutable first = 0
        let mutable index = 0
        let mutable length = 1
        let mutable isFound = false
        while not isFound && length <= MostBits && position < bits do
            code <- (code <<< 1) ||| bitAt data position
            position <- position + 1
            let here = counts.[length]
            if code - first < here then
                target.[count] <- byte ordered.[index + code - first]
                count <- count + 1
                isFound <- true
            else
                index <- index + here
                first <- (first + here) <<< 1
                length <- length + 1
        if not isFound then isGood <- false
    count

/// Seven bits at a time.
let decodeByTable (data: ReadOnlySpan<byte>) (bits: int) (target: Span<byte>) : int =
    let mutable count = 0
    let mutable position = 0
    let mutable isGood = true
    while isGood && position < bits && count < target.Length do
        let mutable window = 0
        for k in 0 .. MostBits - 1 do
            window <- 2 * window + bitAt data (position + k)
        let entry = lookup.[window]
        if entry = 0 then
            isGood <- false
        else
            target.[count] <- byte (entry / 8)
            count <- count + 1
            position <- position + entry % 8
    count

let symbols : byte[] = Array.zeroCreate 40

let show (name: string) (count: int) : unit =
    Console.write name
    if count >= 0 then
        for i in 0 .. count - 1 do
            Console.writeChar (char (int 'a'B + int symbols.[i]))
        Console.newline ()
    else
        Console.writeln "no code"

[<EntryPoint>]
let main () =
    // Pairs of lines: the code lengths as digits, and the bits as characters 0 and 1.
    let lengths : byte[] = Array.zeroCreate Symbols
    let text : byte[] = Array.zeroCreate 96
    let data : byte[] = Array.zeroCreate 12
    let mutable symbolCount = Console.readln lengths
    while symbolCount > 0 do
        for i in 0 .. symbolCount - 1 do
            lengths.[i] <- lengths.[i] - '0'B
        let bits = Console.readln text
        for i in 0 .. data.Length - 1 do
            data.[i] <- 0uy
        for i in 0 .. bits - 1 do
            if text.[i] = '1'B then
                data.[i >>> 3] <- data.[i >>> 3] ||| (0x80uy >>> (i &&& 7))
        if bits > 0 && build lengths.[0 .. symbolCount - 1] then
            let used = data.[0 .. (bits + 7) / 8 - 1]
            show "tree " (decodeByTree used bits symbols)
            show "counting " (decodeByCounting used bits symbols)
            show "table " (decodeByTable used bits symbols)
        else
            Console.writeln "refused"
        symbolCount <- Console.readln lengths
    0
