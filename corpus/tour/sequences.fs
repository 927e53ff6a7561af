/// Sequences: pipelines that become loops. Readings of a sensor are cleaned, smoothed and summed up, without an array in between.
module Sequences

let readings = [| 412; 409; -1; 415; 1023; 418; 420; -1; 431; 428 |]

/// Readings between the rails of the converter.
let valid (samples: seq<int>) = samples |> Seq.filter (fun x -> 0 <= x && x < 1023)

/// Half of the new value, half of what was before.
let smooth (samples: seq<int>) =
    seq {
        let mutable state = Seq.tryHead samples |> Option.defaultValue 0
        for x in samples do
            state <- (state + x) / 2
            yield state
    }

/// Bits that come in over a line, most significant first.
let bits (value: byte) =
    seq {
        for shift in 7 .. -1 .. 0 do
            yield (value >>> shift) &&& 1uy
    }

let collatz start =
    Seq.unfold (fun n -> if n = 0 then None else Some(n, (if n = 1 then 0 elif n % 2 = 0 then n / 2 else 3 * n + 1))) start

let primes = Seq.initInfinite (fun i -> i + 2) |> Seq.filter (fun n -> seq { 2 .. n - 1 } |> Seq.forall (fun d -> n % d <> 0))

let show (title: string) (numbers: seq<int>) =
    Console.write $"{title}:"
    for n in numbers do
        Console.write $" {n}"
    Console.newline ()

[<EntryPoint>]
let main () =
    show "valid" (valid readings)
    show "smooth" (smooth (valid readings))
    printfn "dropped %d, greatest step %d" (readings.Length - Seq.length (valid readings)) (valid readings |> Seq.pairwise |> Seq.map (fun (a, b) -> abs (b - a)) |> Seq.max)
    show "collatz" (collatz 6)
    show "primes" (Seq.truncate 8 primes)
    Console.write "bits:"
    for b in [| 0x5Auy; 0x0Fuy |] |> Seq.collect bits do
        Console.write $" {b}"
    Console.newline ()
    let crossed = Seq.tryFindIndex (fun x -> x > 415) (valid readings)
    match crossed with
    | Some at -> printfn "above 415 at %d" at
    | None -> printfn "never above 415"
    printfn "%d divisors of 360" (seq { 1 .. 360 } |> Seq.filter (fun d -> 360 % d = 0) |> Seq.length)
    0
