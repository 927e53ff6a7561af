module ClosureIndex
// each turn makes a function that captured another index; the last ones are outside
let items = [| 1; 2; 3; 4 |]

[<EntryPoint>]
let main () =
    let mutable read = fun () -> items.[0]
    let mutable sum = 0
    for i in 0 .. 5 do
        sum <- sum + read ()
        read <- fun () -> items.[i]
    sum
