module FunctionValues
let say (x: int) =
    Console.writeInt x
    Console.write " "
type Box<'T> = { Value: 'T }
let apply2 (f, x) = f x
let mapBox f b = { Value = f b.Value }
let rec times n (f: int -> int) x = if n = 0 then x else f (times (n - 1) f x)
let rec ping f n = if n = 0 then f 0 else pong f (n - 1)
and pong f n = if n = 0 then f 1 else ping f (n - 1)
let pickOne n =
    match n with
    | 0 -> (+)
    | 1 -> (-)
    | _ -> (fun a b -> a * b + n)
let withUnit (f: 'a -> 'b) (x: 'a) = f x
let counter = [| 0 |]
let tick () = counter.[0] <- counter.[0] + 1
let curryUnit () = fun () -> counter.[0]
let inc2 x = x + 2
let List3 (f: int -> int -> int -> int) = f 4 5 6
let flip f a b = f b a
let outer n =
    let helper k = k + n
    let inner f = f (helper 1)
    inner (fun z -> inner (fun w -> w + z + n))
let compose3 f g h = f >> g >> h
let memo = (let table = [| 1; 2; 3 |] in fun i -> table.[i &&& 1])
let mutable current = tick
[<EntryPoint>]
let main () =
    Some (fun x -> x + 1) |> Option.map (fun g -> g 1) |> Option.iter say
    say (fst ((fun x -> x * 2), 1) 21)
    say (apply2 ((fun x -> x + 5), 6))
    say (times 3 (fun x -> x * 2) 1)
    say (ping (fun x -> x + 40) 7)
    for k in 0 .. 2 do say (pickOne k 7 3)
    withUnit tick ()
    withUnit (fun () -> tick ()) ()
    say (curryUnit () ())
    say (flip (-) 1 10)
    say (outer 3)
    say (compose3 inc2 ((*) 3) (fun x -> x - 1) 4)
    say (memo 1)
    current ()
    current <- ignore
    current ()
    say counter.[0]
    let fs = Array.create 3 (fun x -> x)
    for i in 0 .. 2 do fs.[i] <- (fun x -> x * 10 + i)
    say (Array.fold (fun acc f -> f acc) 1 fs)
    let (f, g), h = (inc2, inc2 >> inc2), 3
    say (f (g h))
    let choose = if counter.[0] > 1 then Some inc2 else None
    say (match choose with Some q when q 1 > 2 -> q 5 | Some _ | None -> 0)
    let nested = fun a -> fun b -> fun c -> a * 100 + b * 10 + c
    let n1 = nested 1
    let n2 = n1 2
    say (n2 3)
    say (List3 nested)
    0
