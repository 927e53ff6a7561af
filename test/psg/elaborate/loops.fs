module Loops

[<EntryPoint>]
let main () =
    let mutable sum = 0
    let values = [| 1; 2; 3 |]
    for value in values do
        sum <- sum + value
    for i in 10 .. -3 .. 0 do
        sum <- sum + i
    for i = 3 downto 1 do
        invariant (sum >= 0)
        sum <- sum - i
    while sum > 0 do
        sum <- sum - 1
    sum
