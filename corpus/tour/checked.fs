/// Checked arithmetic: the books of a till, in cents. Where an amount could leave its type, that is an obligation: proved, or a guard.
module Checked_amounts

open Checked

/// Cents; whole numbers, since 0.10 + 0.20 is not 0.30 in binary.
[<Measure>]
type cent

type Line = { Price: int32<cent>; Count: byte }

let lines =
    [| { Price = 1999l<cent>; Count = 3uy }
       { Price = 250l<cent>; Count = 12uy }
       { Price = 5l<cent>; Count = 255uy } |]

/// A line's amount: at most 2³¹ · 2⁸, which 64 bits hold. No check is left of it.
let amount (line: Line) : int64<cent> =
    let price = int64 line.Price * 1L<cent>
    price * int64 line.Count

let total (lines: Line[]) =
    let mutable sum = 0L<cent>
    for line in lines do
        sum <- sum + amount line
    sum

/// The amount in euros and cents, for the printer's 16-bit field.
let print (sum: int64<cent>) =
    let cents = int64 sum
    printfn "total %d.%02d" (cents / 100L) (cents % 100L)

/// Change in coins of two euros: each step is a subtraction that cannot leave the type.
let coins (rest: uint16) =
    let mutable left = rest
    let mutable count = 0uy
    while left >= 200us && count < 255uy do
        left <- left - 200us
        count <- count + 1uy
    count

/// A digit sum in the smallest type that holds it.
let digits (number: uint32) =
    let mutable rest = number
    let mutable sum = 0uy
    while rest > 0ul do
        sum <- sum + byte (rest % 10ul)
        rest <- rest / 10ul
    sum

[<EntryPoint>]
let main () =
    print (total lines)
    printfn "%d coins for 9.99" (coins 999us)
    printfn "digits of 4294967295: %d" (digits 4294967295ul)
    let average = Checked.int32 (int64 (total lines) / int64 lines.Length)
    printfn "average line: %d" average
    0
