let plain = 1
let mutable counter = 0ul
let private hidden = 2
let inline twice x = x + x
let private inline thrice x = x * 3
let typed : int = 4
let f x y = x + y
let g (x: int) (y: float) : float = y
let unit () = ()
let tupled (a, b) = a
let (p, q) = pair
let r, s = 1, 2
let _ = ignore 3
let { X = x; Y = y } = point
let (Wrapped w) = wrapped
let generic<'T, 'U> (x: 'T) (y: 'U) : 'T = x
let rec even n = if n = 0 then true else odd (n - 1)
and odd n = if n = 0 then false else even (n - 1)
[<Literal>]
let Size = 16
[<EntryPoint; Other(1, "x")>]
let main () =
    let x = 1 in x + 2
let [<Literal>] Inner = 5
let ``name with spaces`` = 1
let prime' = 2
let wild _ = 0
let nested ((a, b), (c: int, d)) = a
let outer () =
    let rec ping n = if n = 0 then 0 else pong (n - 1)
    and pong n = ping n
    let [<Literal>] limit = 5
    ping limit
