module ActivePatterns
let mutable calls = 0
let (|Even|Odd|) n =
    calls <- calls + 1
    if n % 2 = 0 then Even else Odd

let (|Positive|_|) (n: int) = if n > 0 then Some n else None
let (|DivisibleBy|_|) d n = if n % d = 0 then Some (n / d) else None
let (|Fixed|) x = x * 65536
[<return: Struct>]
let (|Small|_|) n = if n < 10 && n >= 0 then ValueSome (n + 1) else ValueNone
let (|Zero|_|) n = n = 0
let (|Sign|) n = if n < 0 then -1 elif n > 0 then 1 else 0
let (|Point|Nowhere|) n = if n > 0 then Point (n, n + 1) else Nowhere

module Deep =
    let (|Third|_|) n = if n % 3 = 0 then Some () else None
    module Deeper =
        let (|Half|Whole|) n = if n % 2 = 0 then Half (n / 2) else Whole n

let name n =
    match n with
    | Zero -> "zero"
    | Even -> "even"
    | Odd -> "odd"

let pair a b =
    match a, b with
    | 0, Even -> 1
    | _, Even -> 2
    | Positive x, Odd -> x
    | _, _ -> 4

let div = function
    | DivisibleBy 15 k -> 1500 + k
    | DivisibleBy 5 (Even) -> 50
    | DivisibleBy 5 k | DivisibleBy 3 k -> k
    | Deep.Third -> 3
    | Deep.Deeper.Half h when h > 10 -> h
    | Deep.Deeper.Half _ -> -1
    | Deep.Deeper.Whole (Small s) -> s
    | Deep.Deeper.Whole w -> w

let scaled (Fixed a) (Fixed b) = a + b
let (Fixed one) = 1
let area n = match n with Point (a, b) -> a * b | Nowhere -> 0
let local k =
    let (|Above|_|) n = if n > k then Some (n - k) else None
    let (Fixed f) = k
    match 10 with
    | Above d -> d + f
    | _ -> f

let rec (|Power|_|) n =
    if n = 1 then Some 0
    elif n % 2 = 1 then None
    else
        match n / 2 with
        | Power k -> Some(k + 1)
        | _ -> None

let inline (|Twice|) n = n + n
let private (|Swapped|) (a, b) = (b, a)

let (|Chosen|Other|) (n: int) : Choice<int, string> = if n > 0 then Choice1Of2 n else Other "none"
let (|Range|_|) (low, high) n = if low <= n && n <= high then Some(n - low) else None
let (|First|_|) (a: ReadOnlySpan<int>) = if a.Length > 0 then Some a.[0] else None
let (|Prefixed|_|) (prefix: string) (text: string) =
    if String.startsWith prefix text then Some(text.[prefix.Length ..]) else None

type Shape = { Width: int; Height: int }
let (|Area|) (s: Shape) = s.Width * s.Height

let first a =
    match a with
    | First 0 -> 0
    | First n -> n
    | _ -> -1

let many (values: int[]) (shape: Shape) (text: string) n m =
    match first values, shape, text, (n, m) with
    | 1, { Width = Positive w }, Prefixed "x" (Prefixed "y" rest), _ -> w + rest.Length
    | Range (0, 9) digit, _, _, Swapped (b, a) when a < b -> digit + a
    | k, (Area size as whole), _, (Even, Odd | Odd, Even) -> k + size + whole.Width
    | _, _, _, (Even, _ | _, Even) -> 3
    | _, _, _, (Power p, Twice t) -> p + t
    | _, _, _, (Chosen c, Other text) -> c + text.Length
    | _, _, _, (DivisibleBy n c, _) -> c
    | _, Area 0, _, _ -> 4
    | _, Area a, _, _ -> a

let classify n =
    match n with
    | Even -> 1
    | Positive _ -> 2
    | Odd -> 3

let both n =
    match n with
    | Positive p & DivisibleBy 3 k when p <> k -> p + k
    | Even & (Small s as whole) | Odd & Small s & whole -> s + whole
    | (1 | 2) & n & m -> n + m
    | Zero & _ & _ -> 0
    | a & b -> a - b

let (Fixed whole, Sign sign) = (3, -4)
let asFunction : int -> option<int> = (|Positive|_|)
let quotient { Width = DivisibleBy 2 half } = half

[<EntryPoint>]
let main () = both 5 + many [| 1 |] { Width = 1; Height = 2 } "xyz" 1 2 + classify 3 + quotient { Width = 4; Height = 0 } + whole + sign
