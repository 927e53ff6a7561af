/// Curried functions: given some of their arguments they are functions of the rest.
module Curried

let greet (greeting: string) (punctuation: string) (name: string) =
    Console.write greeting
    Console.write ", "
    Console.write name
    Console.writeln punctuation

let hello = greet "Hello" "!"
let ask = greet "How are you" "?"

let between (low: int) (high: int) (n: int) = low <= n && n <= high
let isDigit = between 0 9
let isPercent = between 0 100

let scale factor offset x = factor * x + offset
let fahrenheit = scale 9 160 >> (fun tenths -> tenths / 5)

let show label (n: int) =
    Console.write label
    Console.write ": "
    Console.writeInt n
    Console.newline ()

let count (wanted: int -> bool) (values: ReadOnlySpan<int>) =
    values |> Array.fold (fun total value -> if wanted value then total + 1 else total) 0

[<EntryPoint>]
let main () =
    hello "Ada"
    ask "Grace"
    [| "Alan"; "Edsger" |] |> Array.iter (greet "Good morning" ".")

    let values = [| 3; 12; 47; 101; -5; 100 |]
    values |> count isDigit |> show "digits"
    values |> count isPercent |> show "percentages"
    values |> count (isPercent >> not) |> show "others"
    values |> count (between 40 50) |> show "forties"

    [| 0; 37; 100 |] |> Array.map fahrenheit |> Array.iter (show "fahrenheit")
    (3, 4) ||> scale 10 |> show "ten times three and four"
    show "minus" ((-) 10 3)
    0
