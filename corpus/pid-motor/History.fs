/// The last speeds, in a ring, with what can be said of them.
module Pid.History

open Pid.Fixed

[<Literal>]
let Size = 32

let private ring: Fixed[] = Array.create Size zero
let mutable private next = 0
let mutable private filled = 0

let clear () =
    next <- 0
    filled <- 0

let add value =
    ring.[next &&& (Size - 1)] <- value
    next <- next + 1
    if filled < Size then filled <- filled + 1

/// The value of `age` steps before the last one, which has age 0.
let before (age: int) : Fixed = ring.[(next - 1 - age) &&& (Size - 1)]

type Summary = { Low: Fixed; High: Fixed; Mean: Fixed }

let summary () : Summary option =
    if filled < 1 then
        None
    else
        let mutable low = before 0
        let mutable high = before 0
        let mutable sum = 0L
        for age in 0 .. filled - 1 do
            let value = before age
            if isLess value low then low <- value
            if isLess high value then high <- value
            sum <- sum + int64 value.Raw
        Some { Low = low; High = high; Mean = { Raw = Fixed.saturate (sum / int64 filled) } }

/// A bar for each value, as in a terminal's oscilloscope: 40 columns stand for `full`.
let plot (count: int) (full: Fixed) =
    for age in (min count filled) - 1 .. -1 .. 0 do
        let value = before age
        write value
        Console.write "\t|"
        let columns = if full.Raw > 0l then int (40L * int64 (magnitude value).Raw / int64 full.Raw) else 0
        for _ in 1 .. min columns 60 do
            Console.write "#"
        Console.newline ()
