let (|Even|Odd|) n = 1
let inline (|Digit|_|) (c: char) : int option = None
let (| Spaced | _ |) n = n
let rec (|A|_|) n = n
and private (|B|_|) n = n
[<return: Struct>]
let (|Fast|_|) n = n
let f = (|Even|Odd|) 3
let g = Array.map (|Digit|_|)
let h n =
    match n with
    | Even -> 1
    | DivisibleBy 3 k -> k
    | Range (1, -2) (Some x) -> x
    | M.Between low M.High y -> y
    | Prefix "a" rest when rest = n -> 2
    | Odd | Digit _ -> 3
    | Even & Small s, A & B _ & c | _ -> s
let k = function
    | Even -> 1
    | Odd -> 2
let m (Fixed a) (Add 3 b) = a
let (Fixed half) = 3
