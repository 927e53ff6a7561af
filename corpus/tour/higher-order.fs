/// Functions that take functions. Each call becomes a loop of its own, with the lambda inside: the bounds of every element are proved.
module HigherOrder

let show label (n: int) =
    Console.write label
    Console.write " "
    Console.writeInt n
    Console.newline ()

let list label (values: ReadOnlySpan<int>) =
    Console.write label
    for value in values do
        Console.write " "
        Console.writeInt value
    Console.newline ()

/// A function of one's own: the elements with their neighbours.
let inline windows (f: int -> int -> unit) (values: ReadOnlySpan<int>) =
    for i in 0 .. values.Length - 2 do
        f values.[i] values.[i + 1]

let compose f g x = g (f x)
let rec repeat n f x = if n <= 0 then x else repeat (n - 1) f (f x)

[<EntryPoint>]
let main () =
    let samples = [| 12; 7; 30; 4; 19; 8 |]
    list "samples" samples
    list "doubled" (samples |> Array.map (fun x -> 2 * x))
    list "indices" (Array.init 6 id)
    list "offset" (samples |> Array.mapi (fun i x -> x - i))

    show "sum" (samples |> Array.fold (+) 0)
    show "largest" (samples |> Array.fold max samples.[0])
    show "alternating" (Array.foldBack (fun x rest -> x - rest) samples 0)
    show "squares" (samples |> Array.sumBy (fun x -> x * x))
    show "dot" (Array.fold2 (fun total a b -> total + a * b) 0 samples (Array.init 6 (fun i -> i + 1)))
    show "nearest ten" (samples |> Array.minBy (fun x -> abs (x - 10)))

    // The lambda writes into another array at the same index.
    let smoothed : int[] = Array.zeroCreate 6
    samples |> Array.iteri (fun i x -> smoothed.[i] <- (x + samples.[max 0 (i - 1)]) / 2)
    list "smoothed" smoothed
    let rises = [| 0 |]
    samples |> windows (fun a b -> if b > a then rises.[0] <- rises.[0] + 1)
    show "rises" rises.[0]

    let sorted = Array.copy samples
    Array.sortInPlaceBy (fun x -> x % 10) sorted
    list "by last digit" sorted
    match sorted |> Array.tryFind (fun x -> x > 10) with
    | Some x -> show "first above ten" x
    | None -> Console.writeln "none above ten"

    show "twice plus one" (compose ((*) 2) ((+) 1) 20)
    show "doubled five times" (repeat 5 (fun x -> x + x) 3)
    0
