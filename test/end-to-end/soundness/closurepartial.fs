module ClosurePartial
// the same partial application with a divisor that was captured when it was zero
let quotient (a: int) (b: int) = b / a

[<EntryPoint>]
let main () =
    let mutable divisor = 3
    let first = quotient divisor
    divisor <- 0
    let second = quotient divisor
    Console.writeInt (first 12)
    Console.writeInt (second 12)
    0
