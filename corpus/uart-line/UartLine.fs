/// Assembles lines from whatever pieces the console delivers, in a buffer of fixed size. A line that does not fit is cut and marked.
/// A line with a single dot, or the end of the input, ends the program.
module UartLine

[<Literal>]
let LineSize = 16

[<Literal>]
let ChunkSize = 8

let line : byte[] = Array.zeroCreate LineSize

/// How many bytes of `line` are filled, and whether some were dropped.
let mutable used = 0
let mutable isCut = false

/// Appends a byte if there is room.
let append (octet: byte) : unit =
    if 0 <= used && used < line.Length then
        line.[used] <- octet
        used <- used + 1
    else
        isCut <- true

/// Shows the line and empties the buffer. Returns true if it was the end mark.
let finish () : bool =
    // `used` is a module-level value: what is known about it is what is tested here.
    let length = if 0 <= used && used <= line.Length then used else 0
    let isEnd = length = 1 && line.[0] = '.'B
    if not isEnd then
        Console.writeInt length
        Console.write (if isCut then " (cut): " else ": ")
        if length > 0 then
            Console.writeBytes line.[0 .. length - 1]
        Console.writeln ""
    used <- 0
    isCut <- false
    isEnd

/// Takes the bytes of one piece. Returns true when the end mark was seen.
let take (piece: ReadOnlySpan<byte>) : bool =
    let mutable isEnd = false
    let mutable i = 0
    while i < piece.Length && not isEnd do
        let octet = piece.[i]
        if octet = '\n'B then
            isEnd <- finish ()
        elif octet <> '\r'B then
            append octet
        i <- i + 1
    isEnd

[<EntryPoint>]
let main () =
    let chunk : byte[] = Array.zeroCreate ChunkSize
    let mutable isEnd = false
    while not isEnd do
        // The system may answer anything: the result is tested before it is believed.
        let received = Platform.Bindings.readBytes 0 chunk ChunkSize
        if 0 < received && received <= ChunkSize then
            isEnd <- take chunk.[0 .. received - 1]
        else
            isEnd <- true
    Console.writeln "bye"
    0
