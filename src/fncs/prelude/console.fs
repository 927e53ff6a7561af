/// Text on the console: standard output and input on Linux, the board's console on bare metal.
module Console

/// Writes all bytes; stops when the system writes none.
let writeBytes (bytes: ReadOnlySpan<byte>) : unit =
    let mutable position = 0
    let mutable going = true
    while going && 0 <= position && position < bytes.Length do
        let rest = bytes.[position .. bytes.Length - 1]
        let written = Platform.Bindings.writeBytes 1 rest rest.Length
        if written <= 0 || written > rest.Length then going <- false
        else position <- position + written

let write (text: string) : unit = writeBytes (String.bytes text)

let newline () : unit = write "\n"

let writeln (text: string) : unit =
    write text
    newline ()

/// The text, with so many spaces before it that it has `width` characters; behind it where the width is negative.
let writeAligned (text: string) (width: int) : unit =
    let spaces = abs width - String.count text
    if width < 0 then write text
    for _ in 1 .. spaces do
        write " "
    if width >= 0 then write text

let writeInt (value: int) : unit =
    let buffer: byte[] = Array.zeroCreate 24
    write (Format.int value buffer)

let writeUint (value: uint) : unit =
    let buffer: byte[] = Array.zeroCreate 24
    write (Format.uint value buffer)

/// Hexadecimal digits without a prefix.
let writeHex (value: uint) : unit =
    let buffer: byte[] = Array.zeroCreate 24
    write (Format.hex value buffer)

let writeInt64 (value: int64) : unit =
    let buffer: byte[] = Array.zeroCreate 24
    write (Format.int64 value buffer)

let writeUint64 (value: uint64) : unit =
    let buffer: byte[] = Array.zeroCreate 24
    write (Format.uint64 value buffer)

/// The shortest text that reads back as the same number.
let writeFloat (value: float) : unit =
    let buffer: byte[] = Array.zeroCreate 40
    write (Format.float value buffer)

let writeFloat32 (value: float32) : unit =
    let buffer: byte[] = Array.zeroCreate 40
    write (Format.float32 value buffer)

let writeBool (value: bool) : unit = write (Format.bool value)

let writeChar (value: char) : unit =
    let buffer: byte[] = Array.zeroCreate 4
    write (Format.char value buffer)

/// Reads what is there, at most as much as fits; gives the number of bytes, 0 at the end of the input.
let readBytes (buffer: Span<byte>) : int =
    ensures (fun count -> count <= buffer.Length)
    let count = Platform.Bindings.readBytes 0 buffer buffer.Length
    if count <= buffer.Length then count else buffer.Length

/// Reads a line, without its line break, up to the size of the buffer; gives its length in bytes, −1 at the end of the input.
/// `String.ofBytes buffer.[0 .. length - 1]` is its text.
let readln (buffer: Span<byte>) : int =
    ensures (fun length -> -1 <= length && length <= buffer.Length)
    let one: byte[] = Array.zeroCreate 1
    let mutable length = 0
    let mutable seen = false
    let mutable going = true
    while going && 0 <= length && length < buffer.Length do
        let count = Platform.Bindings.readBytes 0 one 1
        if count <= 0 then
            going <- false
        else
            seen <- true
            if one.[0] = 10uy then
                going <- false
            else
                buffer.[length] <- one.[0]
                length <- length + 1
    if not seen then -1
    elif 0 <= length && length <= buffer.Length then length
    else 0
