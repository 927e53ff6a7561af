module TailCalls
let rec sum acc n = if n <= 0 then acc else sum (acc + n) (n - 1)
let rec search (a: int[]) key lo hi =
    if lo > hi then -1
    else
        let m = lo + (hi - lo) / 2
        if a.[m] = key then m
        elif a.[m] < key then search a key (m + 1) hi
        else search a key lo (m - 1)
let rec down n =
    if n > 0 then down (n - 1)
let rec notLast n = if n = 0 then 0 else 1 + notLast (n - 1)
let rec claimed n =
    requires (n >= 0)
    if n = 0 then 0 else claimed (n - 1)
let rec own n (a: Span<int>) = if n = 0 then a.[0] else own (n - 1) [| n |]
[<EntryPoint>]
let main () =
    down 3
    sum 0 10 + search [| 1 |] 1 0 0 + notLast 3 + claimed 3 + own 2 [| 5 |]
