/// The two queues of a serial port. The interrupt and the main loop share them: each index is written by one side only. Both sides are plain functions
/// here; the run below calls them in the order that its input says.
module UartFifo

[<Literal>]
let ReceiveSize = 16

[<Literal>]
let SendSize = 12

// ── received bytes: written by the interrupt, read by the main loop ──

let received : byte[] = Array.zeroCreate ReceiveSize
let mutable receiveHead = 0u
let mutable receiveTail = 0u
let mutable overruns = 0

/// The interrupt: a byte has arrived.
let onReceive (octet: byte) : unit =
    if receiveHead - receiveTail < uint ReceiveSize then
        received.[int (receiveHead % uint ReceiveSize)] <- octet
        receiveHead <- receiveHead + 1u
    else
        overruns <- overruns + 1

/// The main loop: the oldest byte, or −1.
let read () : int =
    if receiveTail = receiveHead then
        -1
    else
        let octet = received.[int (receiveTail % uint ReceiveSize)]
        receiveTail <- receiveTail + 1u
        int octet

/// Reads up to a whole buffer; gives how many bytes there were.
let readMany (buffer: Span<byte>) : int =
    let mutable count = 0
    let mutable next = if buffer.Length > 0 then read () else -1
    while next >= 0 && count < buffer.Length do
        buffer.[count] <- byte next
        count <- count + 1
        next <- if count < buffer.Length then read () else -1
    count

// ── bytes to send: written by the main loop, read by the interrupt; one place stays free ──

let sending : byte[] = Array.zeroCreate SendSize
let mutable sendHead = 0
let mutable sendTail = 0
let mutable isSending = false

/// The main loop: queues a byte; false when there is no room.
let send (octet: byte) : bool =
    let next = if sendHead = SendSize - 1 then 0 else sendHead + 1
    if next = sendTail then
        false
    else
        sending.[sendHead] <- octet
        sendHead <- next
        isSending <- true
        true

/// The interrupt: the port can take a byte. −1 when there is none, and the interrupt is switched off.
let onTransmit () : int =
    if sendTail = sendHead then
        isSending <- false
        -1
    else
        let octet = sending.[sendTail]
        sendTail <- (sendTail + 1) % SendSize
        int octet

// ── a run ──

[<EntryPoint>]
let main () =
    // '<' reads and echoes, '>' lets the port send, everything else arrives.
    let line : byte[] = Array.zeroCreate 100
    let length = Console.readln line
    let buffer : byte[] = Array.zeroCreate 6
    let mutable lost = 0
    for i in 0 .. length - 1 do
        let octet = line.[i]
        if octet = '<'B then
            let count = readMany buffer
            for k in 0 .. count - 1 do
                if not (send buffer.[k]) then lost <- lost + 1
        elif octet = '>'B then
            let mutable next = onTransmit ()
            while next >= 0 do
                Console.writeChar (char next)
                next <- onTransmit ()
            Console.newline ()
        else
            onReceive octet
    Console.writeInt overruns
    Console.write " overruns, "
    Console.writeInt lost
    Console.write " lost, "
    Console.writeInt (int (receiveHead - receiveTail))
    Console.writeln " waiting"
    0
