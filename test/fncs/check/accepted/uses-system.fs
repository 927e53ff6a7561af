module UsesSystem
open System
[<Flags>]
type M = A = 1 | B = 2
let arr = [| 3; 1; 2 |]
let fs = [| 1.0; 2.0 |]
[<EntryPoint>]
let main () =
    let r = Array.rev arr
    let s = arr |> Array.sort
    let z = Array.zip arr s
    let by = arr |> Array.sortBy (fun x -> -x)
    printfn "%d %d %d %d" r.[0] s.[0] (snd z.[2]) by.[0]
    printfn "%d %d %d" (Array.head arr) (Array.last arr) (Array.item 1 arr)
    printfn "%d %d %f" (Array.find (fun x -> x > 2) arr) (Array.findIndex (fun x -> x = 2) arr) (Array.average fs)
    printfn "%d %d %d" (compare 1 2) (compare "b" "a") (compare 'a' 'a')
    printfn "%d %d %d" Int32.MaxValue Byte.MaxValue System.Int64.MinValue
    printfn "%f %f %d %d" Math.PI nan (Math.Max(1, 2)) (Math.Abs -3)
    printfn "%b %b %f" (Double.IsNaN nan) (Double.IsInfinity -infinity) (Math.clamp 0 1 5 |> float)
    let mutable best = Int32.MaxValue
    for x in arr do
        best <- Math.Min(best, x)
    printfn "%d" best
    0
