module Contracts

let at (values: int[]) (index: int) : int =
    requires (0 <= index && index < values.Length)
    ensures (fun r -> r = r)
    values.[index]

[<EntryPoint>]
let main () =
    let values = Array.create 4 7
    assert (values.Length = 4)
    at values 2
