module ActivePatterns

let (|even|odd|) n = if n % 2 = 0 then 1 else 2
let (|_|) n = Some n
let (|A1|A2|A3|A4|A5|A6|A7|A8|) n = n
let (|Left|Right|_|) n = Some n
let (|Value|_|) = 3
let (|Wrong|_|) (n: int) = n + 1
[<return: Struct>]
let (|Boxed|_|) (n: int) = if n > 0 then Some n else None
[<return: Struct>]
let plain (n: int) = n

let (|Even|Odd|) n = if n % 2 = 0 then Even else Odd
let (|Above|Below|) limit n = if n > limit then Above else Below
let (|DivisibleBy|_|) d n = if n % d = 0 then Some(n / d) else None
let (|Positive|_|) n = if n > 0 then Some n else None
let (|Zero|_|) n = n = 0
let (|Fixed|) n = n * 2

let outside = Even
let arguments n =
    match n with
    | Above 3 -> 1
    | DivisibleBy -> 2
    | DivisibleBy 3 -> 3
    | DivisibleBy 3 k 4 -> k
    | Positive -> 4
    | Positive 1 2 -> 5
    | Zero z -> 6
    | Fixed -> 7
    | DivisibleBy (1 | 2) k -> k
    | DivisibleBy "x" k -> k
    | Even 3 -> 8
    | _ -> 9

let parameter (|Positive|_|) n = n
let types (s: string) =
    match s with
    | Even -> 1
    | _ -> 2

let twice n =
    match n with
    | Some x y -> x
    | _ -> 0

let writes = Array.create 3 0
let (|Cleared|_|) n =
    writes.[0] <- 0
    if n > 0 then Some n else None
let looks (n: int) =
    match writes, n with
    | [| a; _; _ |], Cleared b -> a + b
    | _ -> 0

let incomplete n m =
    match n, m with
    | Even, Even -> 1
    | Odd, _ -> 2
let partial n =
    match n with
    | Positive x -> x
let repeated n =
    match n with
    | Even -> 1
    | Odd -> 2
    | 0 -> 3
let contract (Fixed n) =
    requires (n > 0)
    n
let loop (a: int[]) =
    for (Fixed n) in a do
        invariant (n > 0)
        ignore n
    for (Positive n) in a do
        ignore n
let tooMany a =
    match a with
    | (Even | Odd), (Even | Odd), (Even | Odd), (Even | Odd), (Even | Odd), (Even | Odd), (Even | Odd) -> 1
    | _ -> 0

module Inner =
    let private (|Hidden|_|) n = if n > 0 then Some n else None
let hidden n =
    match n with
    | Inner.Hidden k -> k
    | Inner.Missing k -> k
    | _ -> 0
