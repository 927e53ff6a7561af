module Ends
let items : int[] = Array.zeroCreate 8
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
[<EntryPoint>]
let main () =
    let n = read ()
    ignore items.[0 .. n].Length // stays
    ignore items.[0 .. n].Length
    let m = read ()
    if 0 <= m && m < 8 then
        ignore items.[m .. 3].Length // stays
    ignore items.[read () ..].Length // stays
    0
