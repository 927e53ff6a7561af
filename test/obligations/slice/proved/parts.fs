// mutant: `n <= 8` becomes `n <= 9`
// mutant: `0 .. n - 1` becomes `0 .. n`
// mutant: `0 <= first &&` becomes `-1 <= first &&`
module Parts
let items : int[] = Array.zeroCreate 8
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let firsts (n: int) =
    if 0 <= n && n <= 8 then items.[0 .. n - 1].Length else 0
let middle (values: Span<int>) (first: int) (count: int) =
    if 0 <= first && 0 <= count && first <= values.Length && count <= values.Length - first then
        values.[first .. first + count - 1].Length
    else 0
[<EntryPoint>]
let main () =
    let rest = items.[2 ..]
    rest.[5] <- 1
    firsts (read ()) + middle items (read ()) (read ())
