// Counted loops over `.Length`, up, down, with neighbours and with flattened indices.
// mutant: `0 .. values.Length - 1` becomes `0 .. values.Length`
// mutant: `values.Length - 1 downto 0` becomes `values.Length downto 0`
// mutant: `1 .. from.Length - 2` becomes `1 .. from.Length - 1`
// mutant: `y * 16 + x` becomes `y * 17 + x`
// mutant: `0 <= y && y < 16` becomes `0 <= y && y <= 16`
module Loops
let image : byte[] = Array.zeroCreate 256
let sum (values: ReadOnlySpan<int>) : int =
    let mutable total = 0
    for i in 0 .. values.Length - 1 do
        total <- total + values.[i]
    for i = values.Length - 1 downto 0 do
        total <- total - values.[i]
    total
let smooth (from: ReadOnlySpan<int>) (target: Span<int>) =
    requires (from.Length = target.Length)
    for i in 1 .. from.Length - 2 do
        target.[i] <- (from.[i - 1] + from.[i] + from.[i + 1]) / 3
let pixel (x: int) (y: int) : byte =
    if 0 <= x && x < 16 && 0 <= y && y < 16 then image.[y * 16 + x] else 0uy
let clear () =
    for y in 0 .. 15 do
        for x in 0 .. 15 do
            image.[y * 16 + x] <- 0uy
let read () : int = Platform.Bindings.readBytes 0 image 0
[<EntryPoint>]
let main () =
    let a : int[] = Array.zeroCreate 10
    let b : int[] = Array.zeroCreate 10
    let n = read ()
    if 1 <= n && n <= 10 then
        smooth a.[0 .. n - 1] b.[0 .. n - 1]
        ignore (sum a.[0 .. n - 1])
    clear ()
    int (pixel (read ()) (read ()))
