module Complete
type Colour = Red | Green | Blue
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let number (colour: Colour) =
    match colour with
    | Red -> 0
    | Green -> 1
    | Blue -> 2
let low (n: int) =
    match n &&& 1 with
    | 0 -> 5
    | 1 -> 6
[<EntryPoint>]
let main () =
    number (if read () > 0 then Red else Blue) + low (read ())
