module Holders
let names : string[] = Array.create 4 ""
let numbers : int[] = Array.zeroCreate 4
let mutable kept : Span<int> = Span.ofArray [| 1; 2 |]
let rest (values: Span<int>) : Span<int> = values.[1 ..]
let keep (values: Span<int>) = kept <- values
let put (lines: string[]) (text: string) = lines.[0] <- text
let swap (lines: string[]) =
    let held = lines.[0]
    lines.[0] <- lines.[1]
    lines.[1] <- held
let view (octets: Span<byte>) = String.ofBytes octets
[<EntryPoint>]
let main () =
    keep (rest numbers)
    put names "static"
    swap names
    let octets : byte[] = Array.zeroCreate 8
    let own : string[] = Array.create 2 ""
    put own (view octets)
    swap own
    let mutable part : Span<int> = numbers
    for i in 0 .. 3 do
        let inner : int[] = Array.zeroCreate 4
        let mutable short : Span<int> = inner
        short <- rest inner
        ignore short.Length
        part <- rest numbers
    part.Length + own.[0].Length
