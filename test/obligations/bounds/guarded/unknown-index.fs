// Nothing keeps these in range.
module Unknown
let items : int[] = Array.zeroCreate 8
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
let mutable state = 0
let bump () = state <- state + 1
[<EntryPoint>]
let main () =
    let n = read ()
    items.[n] <- 1 // stays
    items.[n] <- 2
    let m = read ()
    if m < 8 then items.[m] <- 3 // stays
    if 0 <= m then items.[m] <- 4 // stays
    state <- read ()
    if 0 <= state && state < 8 then
        bump ()
        items.[state] <- 5 // stays
    for i in 0 .. read () do
        items.[i] <- 6 // stays
    let mutable k = 0
    while read () > 0 do
        items.[k] <- 7 // stays
        k <- k + 1
    items.[abs (read ()) % 7] // stays
