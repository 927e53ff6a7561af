// mutant: `r < values.Length` becomes `r < values.Length - 1`
// mutant: `elif n > high then high` becomes `elif n > high then high + 1`
module Results
let items : int[] = Array.zeroCreate 8
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let clamp (low: int) (high: int) (n: int) : int =
    requires (low <= high)
    ensures (fun r -> low <= r && r <= high)
    if n < low then low
    elif n > high then high
    else n
let greatest (values: ReadOnlySpan<int>) : int =
    requires (values.Length > 0)
    ensures (fun r -> 0 <= r && r < values.Length)
    let mutable best = 0
    for i in 1 .. values.Length - 1 do
        if values.[i] > values.[best] then best <- i
    best
[<EntryPoint>]
let main () =
    let n = read ()
    if 1 <= n && n <= 8 then ignore (greatest items.[0 .. n - 1])
    items.[clamp 0 (clamp 0 7 (read ())) (read ())]
