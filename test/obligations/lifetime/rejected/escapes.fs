module Escapes
let names : string[] = Array.create 4 ""
let mutable kept : Span<int> = Span.ofArray [| 1; 2 |]
type Holder = { Part: Span<int>; Number: int }
let own () : int[] =
    let a : int[] = Array.zeroCreate 4
    a // FS8101
let part () =
    let a : int[] = Array.zeroCreate 4
    a.[0 .. 1] // FS8101
let inRecord () =
    let a : int[] = Array.zeroCreate 4
    { Part = a; Number = 3 } // FS8101
let inOption () =
    let a : int[] = Array.zeroCreate 4
    if kept.Length > 3 then None else Some (a.[0 ..]) // FS8101
let text () =
    let octets : byte[] = Array.zeroCreate 8
    String.ofBytes octets.[0 .. 3] // FS8101
let keep (values: Span<int>) = kept <- values
let keepThrough (values: Span<int>) = keep values.[0 ..]
let keepOwn () =
    let a : int[] = Array.zeroCreate 4
    keepThrough a // FS8101
let keepDirectly () =
    let a : int[] = Array.zeroCreate 4
    kept <- a // FS8101
let rest (values: Span<int>) : Span<int> = values.[1 ..]
let returnThrough () =
    let a : int[] = Array.zeroCreate 4
    rest a // FS8101
let outOfLoop () =
    let mutable s : Span<int> = kept
    for i in 0 .. 3 do
        let a : int[] = Array.zeroCreate 4
        s <- rest a // FS8101
    s.[0]
let put (lines: string[]) (line: string) = lines.[0] <- line
let view (octets: Span<byte>) = String.ofBytes octets
let store () =
    let octets : byte[] = Array.zeroCreate 8
    put names (view octets) // FS8101
let storeOuter () =
    let lines : string[] = Array.create 2 ""
    while kept.Length > 3 do
        let octets : byte[] = Array.zeroCreate 8
        lines.[0] <- view octets // FS8101
    lines.[0].Length
let rec again (n: int) (values: Span<int>) : Span<int> =
    let a : int[] = Array.zeroCreate 4
    if n = 0 then values else again (n - 1) a // FS8101
[<EntryPoint>]
let main () =
    ignore (own ()).Length
    ignore (part ()).Length
    ignore (inRecord ()).Number
    match inOption () with
    | Some s -> ignore s.Length
    | None -> ()
    ignore (text ()).Length
    keepOwn ()
    keepDirectly ()
    ignore (returnThrough ()).Length
    ignore (outOfLoop ())
    store ()
    ignore (storeOuter ())
    ignore (again 3 kept).Length
    0
