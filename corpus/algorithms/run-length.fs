/// Run-length coding: pairs of count and value, and the PackBits form with literal stretches.
module RunLength

/// Pairs of count and value. Gives the length, or −1 when there is no room.
let encodePairs (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    let mutable position = 0
    let mutable i = 0
    let mutable hasRoom = true
    while hasRoom && i < source.Length do
        let value = source.[i]
        let mutable run = 1
        while i + run < source.Length && run < 255 && source.[i + run] = value do
            run <- run + 1
        if position + 2 > target.Length then
            hasRoom <- false
        else
            target.[position] <- byte run
            target.[position + 1] <- value
            position <- position + 2
            i <- i + run
    if hasRoom then position else -1

let decodePairs (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    let mutable position = 0
    let mutable i = 0
    while i + 1 < source.Length && position >= 0 do
        let run = int source.[i]
        let value = source.[i + 1]
        if run > target.Length - position then
            position <- -1
        else
            for k in position .. position + run - 1 do
                target.[k] <- value
            position <- position + run
            i <- i + 2
    position

/// PackBits: 0 … 127 before so many literal bytes and one more, 129 … 255 before a byte that is repeated 257 − n times.
let encodePackBits (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    let mutable position = 0
    let mutable i = 0
    let mutable hasRoom = true
    while hasRoom && i < source.Length do
        // A run of three or more, or literals up to the next such run.
        let mutable run = 1
        while run < 128 && i + run < source.Length && source.[i + run] = source.[i] do
            run <- run + 1
        if run >= 3 then
            if target.Length - position < 2 then
                hasRoom <- false
            else
                target.[position] <- byte (257 - run)
                target.[position + 1] <- source.[i]
                position <- position + 2
                i <- i + run
        else
            let mutable stop = i
            let mutable isGoing = true
            while isGoing && stop < source.Length && stop - i < 128 do
                if stop + 2 < source.Length && source.[stop] = source.[stop + 1] && source.[stop] = source.[stop + 2] then
                    isGoing <- false
                else
                    stop <- stop + 1
            let count = stop - i
            if count + 1 > target.Length - position then
                hasRoom <- false
            else
                target.[position] <- byte (count - 1)
                for k in 0 .. count - 1 do
                    target.[position + 1 + k] <- source.[i + k]
                position <- position + count + 1
                i <- stop
    if hasRoom then position else -1

let decodePackBits (source: ReadOnlySpan<byte>) (target: Span<byte>) : int =
    let mutable position = 0
    let mutable i = 0
    let mutable isGood = true
    while isGood && i < source.Length do
        let head = int source.[i]
        i <- i + 1
        if head < 128 then
            let count = head + 1
            if count > source.Length - i || count > target.Length - position then
                isGood <- false
            else
                for _k in 1 .. count do
                    target.[position] <- source.[i]
                    position <- position + 1
                    i <- i + 1
        elif head > 128 then
            let count = 257 - head
            if i >= source.Length || count > target.Length - position then
                isGood <- false
            else
                for _k in 1 .. count do
                    target.[position] <- source.[i]
                    position <- position + 1
                i <- i + 1
    if isGood then position else -1

let show (bytes: ReadOnlySpan<byte>) : unit =
    for i in 0 .. bytes.Length - 1 do
        Console.writeInt (int bytes.[i])
        Console.write " "
    Console.newline ()

let packed : byte[] = Array.zeroCreate 64
let plain : byte[] = Array.zeroCreate 48

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 48
    let mutable length = Console.readln line
    while length > 0 do
        let text = line.[0 .. length - 1]
        let pairs = encodePairs text packed
        if pairs > 0 then
            show packed.[0 .. pairs - 1]
            let back = decodePairs packed.[0 .. pairs - 1] plain
            if back >= 0 then Console.writeBytes plain.[0 .. back - 1]
            Console.newline ()
        else
            Console.writeln "no room"
        let bits = encodePackBits text packed
        if bits > 0 then
            show packed.[0 .. bits - 1]
            let back = decodePackBits packed.[0 .. bits - 1] plain
            if back >= 0 then Console.writeBytes plain.[0 .. back - 1]
            Console.newline ()
        length <- Console.readln line
    0
