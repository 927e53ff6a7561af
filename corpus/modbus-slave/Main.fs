/// Frames come as lines of hexadecimal bytes, and answers go out as such. A line `crc …` gets its check sum appended; `#` begins a comment.
module Modbus.Main

open Modbus.Frame

[<Literal>]
let OwnAddress = 0x11uy

let digit (c: byte) =
    match c with
    | c when '0'B <= c && c <= '9'B -> Some(c - '0'B)
    | c when 'a'B <= c && c <= 'f'B -> Some(c - 'a'B + 10uy)
    | c when 'A'B <= c && c <= 'F'B -> Some(c - 'A'B + 10uy)
    | _ -> None

/// Reads pairs of digits with blanks between them. Gives how many bytes there are, or the column of what is no such pair.
let readHex (line: ReadOnlySpan<byte>) (target: Span<byte>) : Result<int, int> =
    let mutable count = 0
    let mutable i = 0
    let mutable fault = None
    while fault = None && i < line.Length do
        if line.[i] = ' 'B then
            i <- i + 1
        else
            let high = digit line.[i]
            let low = if i + 1 < line.Length then digit line.[i + 1] else None
            match high, low with
            | Some high, Some low when count < target.Length ->
                target.[count] <- (high <<< 4) ||| low
                count <- count + 1
                i <- i + 2
            | _ -> fault <- Some(i + 1)
    match fault with
    | Some column -> Error column
    | None -> Ok count

let show (octets: ReadOnlySpan<byte>) =
    for octet in octets do
        Console.write $" {octet:X2}"
    Console.newline ()

let say outcome =
    match outcome with
    | Slave.Reply octets ->
        Console.write "<"
        show octets
    | Slave.Silence -> Console.writeln "- no answer"
    | Slave.Broken(TooShort length) -> Console.writeln $"! {length} bytes are no frame"
    | Slave.Broken(BadCrc(expected, received)) -> Console.writeln $"! check sum {received:X4}, expected {expected:X4}"

let run (line: ReadOnlySpan<byte>) (isSealed: bool) =
    let frame: byte[] = Array.zeroCreate MaxFrame
    match readHex line frame.[.. MaxFrame - 3] with
    | Error column -> Console.writeln $"! no hexadecimal byte at column {column}"
    | Ok count ->
        if isSealed then
            Slave.take OwnAddress frame.[.. count - 1] |> say
        else
            let crc = Crc.ofBytes frame.[.. count - 1]
            frame.[count] <- byte crc
            frame.[count + 1] <- byte (crc >>> 8)
            Slave.take OwnAddress frame.[.. count + 1] |> say

[<EntryPoint>]
let main () =
    let line: byte[] = Array.zeroCreate 200
    let mutable length = Console.readln line
    while length >= 0 do
        let text = line.[.. length - 1]
        if length > 0 && line.[0] <> '#'B then
            Console.write "> "
            Console.writeBytes text
            Console.newline ()
            match String.ofBytes text with
            | command when command.Length > 4 && String.startsWith "crc " command -> run text.[4..] false
            | _ -> run text true
        length <- Console.readln line
    0
