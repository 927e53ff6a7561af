module Generics

type Box<'T> = { Value: 'T; Count: int }
type Either<'L, 'R> =
    | Left of 'L
    | Right of 'R

let box x = { Value = x; Count = 1 }
let swapEither e =
    match e with
    | Left x -> Right x
    | Right y -> Left y
let largest a b = if a > b then a else b
let same a b = a = b
let inline square x = x * x
let plainSquare x = x * x
let inline between low high x = low <= x && x <= high
let measured (x: float<'u>) (y: float<'v>) = x * y / x
let first (a: 'T[]) (fallback: 'T) = if a.Length > 0 then a.[0] else fallback
let rec lastOf (a: ReadOnlySpan<'T>) i fallback = if i >= a.Length then fallback else lastOf a (i + 1) a.[i]
let rec ping x n = if n = 0 then x else pong x (n - 1)
and pong x n = ping x n
let copyInto (source: NativePtr<'T, 'r, readOnly>) (target: NativePtr<'T, 's, 'w>) = NativePtr.write target (NativePtr.read source)
let local x =
    let pairWith y = (x, y)
    (pairWith 1, pairWith "a")
let empty () = None
let results =
    let a = box 1
    let b = box "text"
    let c = swapEither (Left 3 : Either<int, bool>)
    (largest 1 2, largest 'a' 'b', same "a" "b", square 1.5, square 3, plainSquare 4, between 1.0 2.0 1.5, first [| 1ul |] 0ul, c, a.Value, b.Value)
[<EntryPoint>]
let main _ = lastOf [| 1; 2 |] 0 0 + ping 1 2
