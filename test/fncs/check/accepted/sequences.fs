module Sequences

let squares n = seq { for i in 1 .. n -> i * i }
let evens = seq { for i in 0 .. 2 .. 20 do yield i }
let counted (from: int64) : seq<int64> = seq { from .. from + 3L }
let several = seq { 1; 2; if Seq.isEmpty evens then 3 else 4 }
let pairs (a: seq<'T>) (b: int seq) =
    seq {
        for x in a do
            for y in b do
                yield (x, y)
    }
let rec depth n = if n = 0 then 0 else depth (n - 1)
let both first second =
    seq {
        yield! first
        let middle = depth 1
        yield middle
        match middle with
        | 0 -> yield 1
        | n when n > 3 -> yield! [| n; n + 1 |]
        | _ -> ()
        yield! second
    }
let total xs = Seq.sum xs
let fromArray = total [| 1; 2; 3 |]
let chars : seq<char> = "text"
let lengths (lines: seq<string>) = lines |> Seq.map (fun line -> line.Length)
let inline sumOf (xs: seq<'T>) = Seq.fold (+) (Seq.head xs) xs
let nothing : seq<int> = Seq.empty
let unknown xs =
    for x in xs do
        Console.writeln $"{x + 1}"
let stateful =
    seq {
        let mutable at = 1
        while at < 100 do
            yield at
            at <- at * 2
    }

[<EntryPoint>]
let main () =
    unknown (squares 3)
    total (both evens several) + int (Seq.sum (counted 7L)) + Seq.length (pairs chars (Seq.truncate 2 stateful))
    + fromArray + Seq.length nothing + Seq.sum (lengths [| "a"; "bc" |]) + sumOf evens
