module ClosureLength
// the lambda is given elements of one array and indexes another, shorter one
[<EntryPoint>]
let main () =
    let long = Array.init 8 (fun i -> i)
    let short = [| 5; 6; 7 |]
    let sum (chosen: int[]) = long |> Array.fold (fun total i -> total + chosen.[i]) 0
    Console.writeInt (sum long)
    Console.writeInt (sum short)
    0
