/// Functions keep the values of the names around them. There is no heap: a function that is known is no data at all, and one that is chosen when the program
/// runs is a tag with what it captured.
module Closures

type Filter = { Name: string; Apply: int -> int }

let adder n = fun x -> x + n
let clamp low high = fun x -> max low (min high x)

/// A function that looks into a table of the caller.
let lookUp (table: ReadOnlySpan<int>) = fun i -> if 0 <= i && i < table.Length then table.[i] else -1

let show label (n: int) =
    Console.write label
    Console.write " "
    Console.writeInt n
    Console.newline ()

let pick (level: int) : int -> int =
    if level = 0 then id
    elif level < 0 then (fun x -> -x)
    else adder level

[<EntryPoint>]
let main () =
    let addFive = adder 5
    show "addFive" (addFive 1)

    // Each turn of the loop makes a function that remembers its own number.
    let mutable last = adder 0
    for i in 1 .. 3 do
        let step = adder (10 * i)
        show "step" (step i)
        last <- step
    show "last" (last 1)

    // What is captured is a value: it does not change with the name it came from.
    let mutable limit = 3
    let now = limit
    let isSmall x = x < now
    limit <- 100
    show "small" ([| 1; 2; 3; 4; limit |] |> Array.sumBy (fun x -> if isSmall x then 1 else 0))

    let table = [| 2; 3; 5; 7 |]
    let prime = lookUp table
    show "prime" (prime 3)
    show "no prime" (prime 4)
    show "tail" (lookUp table.[2 ..] 1)

    let filters =
        [| { Name = "gain"; Apply = fun x -> 3 * x }
           { Name = "offset"; Apply = adder -20 }
           { Name = "clamp"; Apply = clamp 0 100 }
           { Name = "table"; Apply = (fun x -> x &&& 3) >> lookUp table } |]
    let mutable signal = 37
    for filter in filters do
        signal <- filter.Apply signal
        show filter.Name signal

    for level in -1 .. 1 do
        show "picked" (pick level 8)
    0
