/// Views of memory: a frame is built in a buffer on the stack, and taken apart again without copying a byte.
module Pointers

// ── pointers to cells of the stack ──

let swap (a: NativePtr<int, 'r, readWrite>) (b: NativePtr<int, 'r, readWrite>) =
    let held = NativePtr.read a
    NativePtr.write a (NativePtr.read b)
    NativePtr.write b held

/// The first `count` Fibonacci numbers below a million, in a buffer that ends with the function.
let sumOfFibonacci count =
    let cells = NativePtr.stackalloc<int> 24
    NativePtr.set cells 0 1
    NativePtr.set cells 1 1
    for i in 2 .. 23 do
        NativePtr.set cells i (NativePtr.get cells (i - 1) + NativePtr.get cells (i - 2))
    let mutable sum = 0
    for i in 0 .. (min count 24) - 1 do
        sum <- sum + NativePtr.get cells i
    sum

// ── views: a part of an array, without a copy ──

[<Literal>]
let HeaderSize = 4

let putUint16 (target: Span<byte>) (at: int) (value: int) =
    if 0 <= at && at < target.Length - 1 then
        target.[at] <- byte (value >>> 8)
        target.[at + 1] <- byte value

let uint16At (source: ReadOnlySpan<byte>) at =
    if 0 <= at && at < source.Length - 1 then (int source.[at] <<< 8) ||| int source.[at + 1] else 0

/// The checksum of the Internet protocols: ones' complement of the sum of all pairs of bytes.
let checksum (data: ReadOnlySpan<byte>) =
    let mutable sum = 0
    let mutable i = 0
    while i < data.Length do
        let low = if i + 1 < data.Length then int data.[i + 1] else 0
        sum <- sum + (int data.[i] <<< 8) + low
        i <- i + 2
    while sum > 0xFFFF do
        sum <- (sum &&& 0xFFFF) + (sum >>> 16)
    ~~~sum &&& 0xFFFF

/// Header (length, checksum), then the payload. The whole frame, or nothing when it does not fit.
let build (payload: ReadOnlySpan<byte>) (buffer: Span<byte>) =
    let size = HeaderSize + payload.Length
    if size > buffer.Length then
        buffer.Slice(0, 0)
    else
        let frame = buffer.Slice(0, size)
        payload.CopyTo(frame.Slice HeaderSize)
        putUint16 frame 0 payload.Length
        putUint16 frame 2 (checksum payload)
        frame

/// The payload of a frame, still in the frame.
let tryOpen (frame: ReadOnlySpan<byte>) =
    if frame.Length < HeaderSize then
        None
    else
        let rest = frame.[HeaderSize ..]
        let length = uint16At frame 0
        if length > rest.Length then
            None
        else
            let payload = rest.[.. length - 1]
            if checksum payload = uint16At frame 2 then Some payload else None

let describe (frame: ReadOnlySpan<byte>) =
    match tryOpen frame with
    | Some payload ->
        printf "%d bytes: " payload.Length
        Console.writeBytes payload
        Console.newline ()
    | None -> printfn "damaged"

/// Makes room at a place: what stands there moves to the right, the last element falls off.
let insertAt place value (items: Span<int>) =
    if 0 <= place && place < items.Length then
        let rest = items.Slice place
        rest.Slice(0, rest.Length - 1).CopyTo(rest.Slice 1)
        rest.[0] <- value

[<EntryPoint>]
let main () =
    let first = NativePtr.stackalloc<int> 1
    let second = NativePtr.stackalloc<int> 1
    NativePtr.write first 3
    NativePtr.write second 8
    swap first second
    printfn "%d %d, %d" (NativePtr.read first) (NativePtr.read second) (sumOfFibonacci 10)

    let buffer: byte[] = Array.zeroCreate 32
    let frame = build "views of memory"B buffer
    for octet in frame.[.. HeaderSize - 1] do
        printf "%02X " octet
    describe frame
    frame.[7] <- frame.[7] ^^^ 1uy
    describe frame
    frame.[7] <- frame.[7] ^^^ 1uy
    describe (frame.Slice(0, 3))
    describe frame.[.. frame.Length - 2]
    // Turned round, the bytes of each pair have changed places, and the sum of pairs sees it.
    frame.[HeaderSize .. HeaderSize + 3] |> Span.reverse
    describe frame

    let ranks = [| 1; 2; 4; 8; 16 |]
    insertAt 2 3 ranks
    for rank in ranks do
        printf "%d " rank
    printfn ""
    0
