// Every mistake is said once, whatever is done with the result of the function that has it.
module SaidOnce

let build (payload: ReadOnlySpan<byte>) (buffer: Span<byte>) =
    if payload.Length > buffer.Length then
        buffer.Missing(0, 0)
    else
        let frame = buffer.Mising(0, 1)
        frame

let other x = undefinedFunction x
let pair x = (undefinedFunction x, 1)
let keep x =
    undefinedFunction 1
    x

let name = "b"
let (<+>) a name = a * 10 + name
let inline add (a: ^T) (b: ^T) = a + b
let sum = add 1 2

[<EntryPoint>]
let main () =
    let buffer: byte[] = Array.zeroCreate 32
    let frame = build "views of memory"B buffer
    for i in 0 .. 3 do
        printf "%02X " frame.[i]
    frame.[7] <- frame.[7] ^^^ 1uy
    let y = other 3
    y.[1] <- 3
    let z, one = pair 2
    // what the mistake has nothing to do with is still looked at
    let sum: string = one + keep 1
    z.Foo
