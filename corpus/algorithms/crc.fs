/// Cyclic redundancy checks of 8, 16 and 32 bits, bit by bit, with a table of 16 entries and with tables that are made at start.
module Crc

/// CRC-8/SMBUS: polynomial 0x07, bit by bit.
let crc8 (data: ReadOnlySpan<byte>) : byte =
    let mutable crc = 0uy
    for i in 0 .. data.Length - 1 do
        crc <- crc ^^^ data.[i]
        for _bit in 1 .. 8 do
            crc <- if crc &&& 0x80uy <> 0uy then (crc <<< 1) ^^^ 0x07uy else crc <<< 1
    crc

let table8 : byte[] = Array.zeroCreate 256

let makeTable8 () : unit =
    for value in 0 .. table8.Length - 1 do
        let mutable crc = byte value
        for _bit in 1 .. 8 do
            crc <- if crc >= 128uy then (crc <<< 1) ^^^ 0x07uy else crc <<< 1
        table8.[value] <- crc

let crc8ByTable (data: ReadOnlySpan<byte>) : byte =
    let mutable crc = 0uy
    for i in 0 .. data.Length - 1 do
        crc <- table8.[int (crc ^^^ data.[i])]
    crc

/// CRC-16/IBM-3740 (also called CCITT-FALSE): polynomial 0x1021, start 0xFFFF, four bits at a time.
let nibbles16 : uint16[] =
    [| 0x0000us; 0x1021us; 0x2042us; 0x3063us; 0x4084us; 0x50A5us; 0x60C6us; 0x70E7us;
       0x8108us; 0x9129us; 0xA14Aus; 0xB16Bus; 0xC18Cus; 0xD1ADus; 0xE1CEus; 0xF1EFus |]

let crc16 (data: ReadOnlySpan<byte>) : uint16 =
    let mutable crc = 0xFFFFus
    for i in 0 .. data.Length - 1 do
        let octet = data.[i]
        crc <- (crc <<< 4) ^^^ nibbles16.[int (crc >>> 12) ^^^ int (octet >>> 4)]
        crc <- (crc <<< 4) ^^^ nibbles16.[int (crc >>> 12) ^^^ int (octet &&& 0x0Fuy)]
    crc

let table16 : uint16[] = Array.zeroCreate 256

let makeTable16 () : unit =
    for value in 0 .. 255 do
        let mutable crc = uint16 value <<< 8
        for _bit in 1 .. 8 do
            crc <- if crc &&& 0x8000us <> 0us then (crc <<< 1) ^^^ 0x1021us else crc <<< 1
        table16.[value] <- crc

let crc16ByTable (data: ReadOnlySpan<byte>) : uint16 =
    let mutable crc = 0xFFFFus
    let mutable i = 0
    while i < data.Length do
        crc <- (crc <<< 8) ^^^ table16.[int (crc >>> 8) ^^^ int data.[i]]
        i <- i + 1
    crc

let table32 : uint32[] = Array.zeroCreate 256

let makeTable32 () : unit =
    for value in 0 .. 255 do
        let mutable crc = uint32 value
        for _bit in 1 .. 8 do
            crc <- if crc &&& 1ul = 1ul then (crc >>> 1) ^^^ 0xEDB88320ul else crc >>> 1
        table32.[value] <- crc

/// CRC-32/ISO-HDLC: as in Ethernet, ZIP and PNG.
let crc32 (data: ReadOnlySpan<byte>) : uint32 =
    let mutable crc = 0xFFFFFFFFul
    for i in 0 .. data.Length - 1 do
        crc <- table32.[int ((crc ^^^ uint32 data.[i]) &&& 0xFFul)] ^^^ (crc >>> 8)
    ~~~crc

/// The four bytes of a CRC-32 behind the message; gives the length with them, or 0 when there is no room.
let seal (frame: Span<byte>) (length: int) : int =
    if length < 0 || length > frame.Length - 4 then
        0
    else
        let crc = crc32 frame.[0 .. length - 1]
        for i in 0 .. 3 do
            frame.[length + i] <- byte (crc >>> (8 * i))
        length + 4

/// Whether a sealed frame is whole.
let isWhole (frame: ReadOnlySpan<byte>) : bool =
    if frame.Length < 4 then
        false
    else
        let body = frame.Length - 4
        let mutable kept = 0ul
        for i = 3 downto 0 do
            kept <- (kept <<< 8) ||| uint32 frame.[body + i]
        kept = crc32 frame.[0 .. body - 1]

let show (label: string) (value: uint) : unit =
    Console.write label
    Console.writeHex value
    Console.newline ()

[<EntryPoint>]
let main () =
    makeTable8 ()
    makeTable16 ()
    makeTable32 ()
    let line : byte[] = Array.zeroCreate 48
    let mutable length = Console.readln line
    while length >= 0 do
        let data = line.[0 .. length - 1]
        show "crc8 " (uint (crc8 data))
        show "crc8 " (uint (crc8ByTable data))
        show "crc16 " (uint (crc16 data))
        show "crc16 " (uint (crc16ByTable data))
        show "crc32 " (uint (crc32 data))
        let sealedLength = seal line length
        if sealedLength > 0 then
            Console.write (if isWhole line.[0 .. sealedLength - 1] then "whole, " else "broken, ")
            line.[0] <- line.[0] ^^^ 1uy
            Console.writeln (if isWhole line.[0 .. sealedLength - 1] then "whole" else "broken")
        else
            Console.writeln "no room"
        length <- Console.readln line
    0
