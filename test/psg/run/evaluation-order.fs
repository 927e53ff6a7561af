module Evaluation
// what is evaluated when: arguments once, left to right, those of a partial application when it is made
let log (s: string) (x: int) =
    Console.write s
    x
let add3 a b c = a + b + c
let maker (n: int) =
    Console.write "made "
    fun x -> x + n
let rec countdown (f: int -> unit) n =
    if n > 0 then
        f n
        countdown f (n - 1)
let apply f x = f x
let both f = (f 1, f 2)
let id x = x
type Op =
    | Unary of (int -> int)
    | Binary of (int -> int -> int)
let ops = [| Unary (fun x -> -x); Binary (+); Binary (fun a b -> a * b); Unary (add3 1 2) |]
let run op =
    match op with
    | Unary f -> f 7
    | Binary f -> f 7 3
let later = add3 (log "A" 1) (log "B" 2)
let say (x: int) =
    Console.writeInt x
    Console.write " "
let ignoreUnit (f: unit -> unit) = f ()
[<EntryPoint>]
let main () =
    say (later 3)
    say (later 4)
    let p = add3 (log "C" 10)
    say (p (log "D" 1) (log "E" 2))
    let m = maker 5
    say (m 1 + m 2)
    say (maker 6 1)
    countdown say 3
    countdown (fun n -> say (n * 10)) 2
    say (apply (apply add3 1 2) 3)
    let (a, b) = both (fun x -> x * 100)
    say (a + b)
    let f, g = (fun x -> x + 1), (fun x -> x * 2)
    say (f (g 10))
    for op in ops do say (run op)
    ignoreUnit (fun () -> Console.write "unit ")
    let u = id ()
    (id say) 9
    let opt = Some (fun x -> x - 1)
    match opt with
    | Some h -> say (h 50)
    | None -> ()
    let rec fact n = if n <= 1 then 1 else n * fact (n - 1)
    say (apply fact 5)
    let mutable i = 0
    let at = log "F" >> add3 i 1
    i <- 100
    say (at 1)
    say ((if i > 50 then add3 1 else add3 2) 3 4)
    let nested = fun x -> (Console.write "in "; fun y -> x - y)
    let n1 = nested 10
    say (n1 1)
    say (n1 2)
    let arr = [| n1; m; fun x -> 100 + x |]
    for k in arr do say (k 1)
    0
