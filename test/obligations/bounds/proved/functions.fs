// Functions that are passed and captured: what is done to the elements is seen where they come from.
// mutant: `b.[i] + x` becomes `b.[i + 1] + x`
// mutant: `0 .. values.Length - 1` becomes `0 .. values.Length`
// mutant: `n &&& 7` becomes `n &&& 15`
// mutant: `(shift 4)` becomes `(shift 5)`
// mutant: `{ Run = fun n -> items.[n % 8 &&& 7] }` becomes `{ Run = fun n -> items.[n] }`
module Functions
type Handler = { Run: int -> int }
let items : int[] = Array.zeroCreate 8
let at (n: int) = items.[n &&& 7]
let shift (by: int) (n: int) = items.[(n &&& 3) + by]
let visit (f: int -> int -> unit) (values: ReadOnlySpan<int>) =
    for i in 0 .. values.Length - 1 do
        f i values.[i]
let pairs (a: int[]) (b: int[]) =
    if a.Length <= b.Length then a |> Array.iteri (fun i x -> b.[i] <- b.[i] + x)
let reversed (a: Span<int>) =
    let last = a.Length - 1
    visit (fun i x -> a.[last - i] <- x) a
let handlers = [| { Run = at }; { Run = shift 2 }; { Run = fun n -> items.[n % 8 &&& 7] } |]
let either flag = if flag then at else shift 3
[<EntryPoint>]
let main () =
    let n = Platform.Bindings.readBytes 0 (Array.zeroCreate 1) 0
    pairs items items
    reversed items
    let squares = Array.init 5 (fun i -> i * i)
    let mutable sum = squares |> Array.map (shift 4) |> Array.fold (+) 0
    for handler in handlers do
        sum <- sum + handler.Run n
    sum + (at >> at) n + either (n > 3) n
