/// Calls the C library. What C needs is a `requires`, what it gives is tested before it is used.
module ExternCall

[<DllImport("c")>]
extern int32 abs(int32 n)

[<DllImport("c", EntryPoint = "toupper")>]
extern int32 upper(int32 letter)

[<FidelityExtern("m", "hypot")>]
let hypot (x: float) (y: float) : float = Unchecked.defaultof<_>

/// Stops at the first zero byte, so there must be one.
[<FidelityExtern("c", "strlen")>]
let strlen (text: ReadOnlySpan<byte>) : unativeint =
    requires (text.Length > 0 && text.[text.Length - 1] = 0uy)
    Unchecked.defaultof<_>

/// `format` decides how many numbers C reads: here always two.
[<FidelityExtern("c", "snprintf")>]
let print (into: Span<byte>) (size: unativeint) (format: ReadOnlySpan<byte>) (a: int32) (b: float) : int32 =
    requires (size <= unativeint into.Length)
    Unchecked.defaultof<_>

/// Storage of C: an address that only C can use.
[<FidelityExtern("c", "calloc")>]
let allocate (count: unativeint) (size: unativeint) : nativeint = Unchecked.defaultof<_>

[<FidelityExtern("c", "free")>]
let release (address: nativeint) : unit = Unchecked.defaultof<_>

[<FidelityExtern("c", "memcpy")>]
let save (address: nativeint) (from: ReadOnlySpan<byte>) (count: unativeint) : nativeint =
    requires (count <= unativeint from.Length)
    Unchecked.defaultof<_>

[<FidelityExtern("c", "memmove")>]
let restore (into: Span<byte>) (address: nativeint) (count: unativeint) : nativeint =
    requires (count <= unativeint into.Length)
    Unchecked.defaultof<_>

[<FidelityExtern("c", "fflush")>]
let flush (stream: nativeint) : int32 = Unchecked.defaultof<_>

let greeting = "hello from c\000"B

/// The text that C prints: as many bytes as fit, if it says a number that can be one.
let line (buffer: Span<byte>) (count: int32) (width: float) : ReadOnlySpan<byte> =
    let size = int (print buffer (unativeint buffer.Length) "%d lines, %.3f wide\000"B count width)
    if 0 < size && size < buffer.Length then buffer.[0 .. size - 1] else buffer.[0 .. -1]

let capital (letter: byte) : byte =
    let code = upper (int32 letter)
    if 0l <= code && code <= 255l then byte code else letter

/// The days of a week that starts `days` days from now: a result of C as an index, after a remainder that makes it one.
let names = [| "Mon"; "Tue"; "Wed"; "Thu"; "Fri"; "Sat"; "Sun" |]

let day (days: int32) : string =
    let distance = int (abs days)
    names.[(distance % 7 + 7) % 7]

[<EntryPoint>]
let main () =
    let copy : byte[] = Array.zeroCreate 12
    let length = max 0 (min copy.Length (int (strlen greeting)))
    for i in 0 .. length - 1 do
        copy.[i] <- capital greeting.[i]
    Console.writeBytes copy
    Console.writeln ""

    let buffer : byte[] = Array.zeroCreate 64
    Console.writeBytes (line buffer -3l (hypot 3.0 4.0))
    Console.writeln ""
    Console.writeln (day -10l)

    let store = allocate 12un 1un
    if store <> 0n then
        ignore (save store copy 12un)
        Array.fill copy 0 copy.Length 32uy
        ignore (restore copy store 5un)
        release store
        Console.writeBytes copy
        Console.writeln "|"
    int (flush 0n)
